//! A function from choices to values, as a proptest strategy.

use super::shrink::Case;
use super::source::{Source, Zero};
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::any::type_name;
use std::fmt;
use std::sync::Arc;

/// How to draw values of one type; a proptest [`Strategy`], which shrinks by itself.
///
/// Generators are made of ordinary code: draw from the [`Source`], call other generators with it,
/// decide by what came out. Shrinking replays that code with simpler choices, so a value that
/// depends on another, such as a filter on generated resources, stays in agreement with it.
///
/// A generator draws the same value from the same seed, on every machine and in every build of
/// one version of this crate; proptest's own seeds and regression files work as usual.
///
/// ```
/// use proptest::prelude::*;
/// use scim_testkit::strategy::Generator;
///
/// let pair = Generator::new(|source| {
///     let small = source.below(10);
///     (small, small + source.below(10))
/// });
/// proptest!(|((small, large) in pair)| prop_assert!(small <= large));
/// ```
///
/// Generators are made of generators:
///
/// ```
/// use scim_testkit::strategy::Generator;
///
/// let digit = Generator::new(|source| source.below(10));
/// let codes = digit.list(4).map(|digits| digits.iter().map(u32::to_string).collect::<String>());
/// let badge = Generator::new(move |source| format!("B{}", codes.draw(source)));
/// assert_eq!(badge.sample(7), badge.sample(7));
/// assert_eq!(badge.simplest(), "B");
/// assert!(badge.samples().take(100).all(|code| code.len() <= 5));
/// ```
pub struct Generator<T> {
    draw: Arc<dyn Fn(&mut Source) -> T + Send + Sync>,
}

impl<T> Generator<T> {
    /// The values that a function makes of choices. It must decide by nothing else.
    pub fn new(draw: impl Fn(&mut Source) -> T + Send + Sync + 'static) -> Self {
        Self { draw: Arc::new(draw) }
    }

    /// The values of another strategy, made anew for each. Shrinking makes them as simple as that
    /// strategy can, or leaves them as they are.
    ///
    /// # Panics
    /// When the strategy rejects all of its own values.
    ///
    /// ```
    /// use proptest::prelude::*;
    /// use scim_testkit::strategy::Generator;
    ///
    /// let even = Generator::of(|| (1..100_u32).prop_map(|half| 2 * half));
    /// assert!(even.samples().take(10).all(|number| number % 2 == 0));
    /// assert_eq!(even.simplest(), 2);
    /// ```
    #[expect(clippy::panic, reason = "in a test, where this is called, a panic is the failure")]
    pub fn of<S: Strategy<Value = T>>(make: impl Fn() -> S + Send + Sync + 'static) -> Self {
        Self::new(move |source| {
            let simple = source.below(16) == 0;
            let seed: Vec<u8> = (0..8).flat_map(|_| source.below(u32::MAX).to_le_bytes()).collect();
            let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
            let mut runner = TestRunner::new_with_rng(Config::default(), rng);
            let mut tree = match make().new_tree(&mut runner) {
                Ok(tree) => tree,
                Err(reason) => panic!("the strategy gives no value: {reason}"),
            };
            // the simplest one fails whatever is asked of it: no strategy needs more steps
            let mut steps = 0;
            while simple && steps < 10_000 && tree.simplify() {
                steps += 1;
            }
            tree.current()
        })
    }

    /// Draws a value, as a part of another.
    #[inline]
    pub fn draw(&self, source: &mut Source) -> T {
        (self.draw)(source)
    }

    /// The value of a seed.
    #[must_use]
    pub fn sample(&self, seed: u64) -> T {
        self.draw(&mut Source::random(seed))
    }

    /// The values of the seeds from 0 on, without end.
    pub fn samples(&self) -> impl Iterator<Item = T> {
        (0..).map(|seed| self.sample(seed))
    }

    /// The value that shrinking ends with where everything fails.
    #[must_use]
    pub fn simplest(&self) -> T {
        self.draw(&mut Source::replay(Vec::new(), Zero::Nothing))
    }
}

impl<T: 'static> Generator<T> {
    /// These values, changed. Unlike [`Strategy::prop_map`] it makes another generator.
    #[must_use]
    pub fn map<U>(&self, change: impl Fn(T) -> U + Send + Sync + 'static) -> Generator<U> {
        let values = self.clone();
        Generator::new(move |source| change(values.draw(source)))
    }

    /// Up to `most` of these values.
    #[must_use]
    pub fn list(&self, most: usize) -> Generator<Vec<T>> {
        let values = self.clone();
        Generator::new(move |source| source.list(most, |source| values.draw(source)))
    }
}

impl<T: fmt::Debug> Strategy for Generator<T> {
    type Tree = Case<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = proptest::prelude::RngExt::random(runner.rng());
        Ok(Case::new(self.clone(), seed))
    }
}

impl<T> Clone for Generator<T> {
    fn clone(&self) -> Self {
        Self { draw: Arc::clone(&self.draw) }
    }
}

impl<T> fmt::Debug for Generator<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Generator<{}>", type_name::<T>())
    }
}
