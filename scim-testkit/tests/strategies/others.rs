//! The values of other strategies, as generators draw them.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use scim_testkit::strategy::Generator;
use std::collections::BTreeSet;

/// Mostly they are as the strategy draws them; one in sixteen, and the simplest one, is what it
/// shrinks to.
#[test]
fn values_are_drawn_as_they_are_and_as_simple_as_can_be() {
    let numbers = Generator::of(|| 1..1_000_000_u32);
    assert_eq!(numbers.simplest(), 1);
    let drawn: Vec<u32> = numbers.samples().take(320).collect();
    let simplest = drawn.iter().filter(|number| **number == 1).count();
    assert!((4..=60).contains(&simplest), "{simplest}");
    let different: BTreeSet<u32> = drawn.into_iter().collect();
    assert!(different.len() > 200, "{}", different.len());
}

/// A strategy whose values can be made simpler more often than anyone waits for.
#[derive(Debug)]
struct Endless;

/// How often one was made simpler.
struct Steps(u32);

impl Strategy for Endless {
    type Tree = Steps;
    type Value = u32;

    fn new_tree(&self, _: &mut TestRunner) -> NewTree<Self> {
        Ok(Steps(0))
    }
}

impl ValueTree for Steps {
    type Value = u32;

    fn current(&self) -> u32 {
        self.0
    }
    fn simplify(&mut self) -> bool {
        self.0 += 1;
        self.0 < 50_000
    }
    fn complicate(&mut self) -> bool {
        false
    }
}

#[test]
fn no_value_is_made_simpler_without_an_end() {
    assert_eq!(Generator::of(|| Endless).simplest(), 10_000);
}
