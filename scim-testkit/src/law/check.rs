//! A law with the cases that it is tried on.

use super::{Broken, Engine, Law};
use crate::strategy::Generator;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use scim_schema::resource::ScimResource;
use serde_json::Value;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A law with the cases that it is tried on.
///
/// ```
/// use proptest::test_runner::{Config, TestRunner};
/// use scim_schema::rfc::Group;
/// use scim_testkit::law::{self, Cases, Shipped, logic};
///
/// let cases = Cases::<Group>::new()?;
/// for check in law::checks(&cases) {
///     assert_eq!(check.first_broken(&Shipped, 0..10), None, "{}", check.law().name);
/// }
///
/// // what breaks one is made as small as it can be
/// let check = law::check(&logic::DE_MORGAN, &cases).unwrap();
/// check.run(&Shipped, &mut TestRunner::new(Config::with_cases(10)))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Check<R> {
    law: &'static Law,
    trials: Generator<Trial<R>>,
}

impl<R: ScimResource> Check<R> {
    /// A law, and what it is tried on.
    #[must_use]
    pub(crate) fn new(law: &'static Law, trials: Generator<Trial<R>>) -> Self {
        Self { law, trials }
    }

    /// The law.
    #[must_use]
    pub const fn law(&self) -> &'static Law {
        self.law
    }

    /// The first of some seeds whose case breaks the law, without shrinking.
    pub fn first_broken(
        &self,
        engine: &dyn Engine<R>,
        seeds: impl IntoIterator<Item = u64>,
    ) -> Option<(u64, Broken)> {
        seeds.into_iter().find_map(|seed| {
            self.trials.sample(seed).run(engine).err().map(|broken| (seed, broken))
        })
    }

    /// Tries as many cases as the runner is configured for; what breaks the law is made as small
    /// as it can be.
    ///
    /// # Errors
    /// The smallest case found.
    pub fn run(&self, engine: &dyn Engine<R>, runner: &mut TestRunner) -> Result<(), Broken> {
        // of what fails while shrinking, the last is the smallest
        let last = Mutex::new(None);
        let outcome = runner.run(&self.trials, |trial| {
            let broken = trial.caught(self.law, engine);
            broken.map_err(|broken| {
                let shown = broken.to_string();
                *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(broken);
                TestCaseError::fail(shown)
            })
        });
        let last = last.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (outcome, last) {
            (Ok(()), _) => Ok(()),
            (Err(TestError::Fail(..)), Some(broken)) => Err(broken),
            (Err(error), _) => Err(Broken {
                law: self.law,
                request: String::new(),
                resource: Value::Null,
                expected: "cases to try it on".to_owned(),
                actual: error.to_string(),
            }),
        }
    }
}

impl<R> Clone for Check<R> {
    fn clone(&self) -> Self {
        Self { law: self.law, trials: self.trials.clone() }
    }
}

impl<R> fmt::Debug for Check<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("law", self.law).finish_non_exhaustive()
    }
}

/// A case of a law: all but the engine.
pub(crate) struct Trial<R> {
    resource: Value,
    request: String,
    run: Box<Run<R>>,
}

type Run<R> = dyn Fn(&dyn Engine<R>) -> Result<(), Broken> + Send + Sync;

impl<R: ScimResource> Trial<R> {
    /// A request to be made of a resource, and how to find out whether the law holds then.
    pub(crate) fn new(
        resource: Value,
        request: impl fmt::Display,
        run: impl Fn(&dyn Engine<R>) -> Result<(), Broken> + Send + Sync + 'static,
    ) -> Self {
        Self { resource, request: request.to_string(), run: Box::new(run) }
    }

    /// Whether the law holds of this engine.
    ///
    /// # Errors
    /// The case, if not.
    pub(crate) fn run(&self, engine: &dyn Engine<R>) -> Result<(), Broken> {
        (self.run)(engine)
    }

    /// The same where a panic breaks the law.
    fn caught(&self, law: &'static Law, engine: &dyn Engine<R>) -> Result<(), Broken> {
        let run = std::panic::AssertUnwindSafe(|| self.run(engine));
        std::panic::catch_unwind(run).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<&str>().map(ToString::to_string);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Err(Broken {
                law,
                request: self.request.clone(),
                resource: self.resource.clone(),
                expected: "an answer".to_owned(),
                actual: format!("a panic: {}", text.unwrap_or_default()),
            })
        })
    }
}

impl<R> fmt::Debug for Trial<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.request, self.resource)
    }
}
