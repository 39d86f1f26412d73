//! [`conformance!`](crate::conformance!): every law as a test, of a model of yours.
//!
//! Laws are in families, one module each: [`schema`](crate::law::schema),
//! [`published`](crate::law::published) and [`written`](crate::law::written) of what is published,
//! written and read;
//! [`edit`](crate::law::edit) and [`frame`](crate::law::frame) of POST, PUT and PATCH;
//! [`filter`](crate::law::filter), [`logic`](crate::law::logic) and [`case`](crate::law::case) of
//! filters;
//! [`search`](crate::law::search) and [`order`](crate::law::order) of projection, sorting and
//! pages; [`held`](crate::law::held), [`sequence`](crate::law::sequence) and
//! [`parallel`](crate::law::parallel) of what a store holds, seen by its clients through a
//! [`ScimService`] in the same process.
//!
//! # Speed
//!
//! Unoptimized, all laws with 256 cases take some ten seconds of a processor for a type as large
//! as [`rfc::User`](scim_schema::rfc::User). Optimizing what they spend them in makes that a few,
//! and costs half a minute once; in the `Cargo.toml` of your workspace:
//!
//! ```toml
//! [profile.test.package]
//! scim-schema.opt-level = 1
//! scim-testkit.opt-level = 1
//! serde_json.opt-level = 2
//! proptest.opt-level = 2
//! unicode-normalization.opt-level = 2
//! ```
//!
//! # Reading a failure
//!
//! The name of the test is the law. Its message has the smallest resource and request that break
//! it, what was expected and what came out, and what the RFCs ask for, by number and in words:
//!
//! - *expected* is what the oracle makes of the request, or what the law says must be equal;
//! - *actual* is what the model did, with the error if it refused the request;
//! - a *panic* counts as breaking the law, wherever it comes from.
//!
//! Often the model is right and something in its code is not: a `with` module that does not give
//! back what it was given, a type that takes a value and holds another one, a default that the
//! schema does not allow.
//!
//! # Running a seed again
//!
//! What failed is kept in `proptest-regressions/` beside the `Cargo.toml` of the crate, in a file
//! of the test's own. Each run tries what is kept there first; commit these files. To run one case
//! only, give its line to `SCIM_TESTKIT_SEED`, as the message says. `PROPTEST_CASES` sets the
//! number of cases, as it does of any proptest.

mod entra;
mod failure;
mod macros;
mod names;
mod okta;
mod seeds;

pub use entra::ENTRA_NAMES;
#[doc(hidden)]
pub use entra::{Entra, entra};
pub use names::NAMES;
pub use okta::OKTA_NAMES;
#[doc(hidden)]
pub use okta::{InMemory, Okta, Own, Stores, okta};

use crate::exchange::Answer;
use crate::law::{self, BASE, Cases, Engine, Law, Shipped};
use crate::strategy::{Generator, Settings};
use http::Response;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestRunner};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_schema::service::{ScimService, Store};
use seeds::Seeds;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Cases of each law, if neither the macro nor `PROPTEST_CASES` says.
const CASES: u32 = 256;

/// What [`conformance!`](crate::conformance!) tests, and how.
///
/// ```
/// use proptest::prelude::*;
/// use scim_schema::service::MemoryStore;
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::conformance::{self, Place};
/// use scim_testkit::{law::held, strategy::Settings};
///
/// let place = Place { directory: env!("CARGO_MANIFEST_DIR"), module: module_path!() };
/// conformance::of::<Group>()
///     .strategy(|| Just(Group::default()))                  // what the store begins with
///     .store(MemoryStore::<Group>::new)                     // an empty one for each case
///     .only(|| ("displayName", vec!["Staff", "Guests"]))
///     .without(|| "members")
///     .dialect(|| Dialect::RFC)
///     .settings(|| Settings::default().requests(5))
///     .cases(|| 3)
///     .check(&held::DELETED.test_name(), place);
/// ```
pub struct Conformance<R, B = Defaults> {
    bases: B,
    options: Options,
    resource: PhantomData<fn() -> R>,
}

/// All but where resources come from.
#[derive(Default)]
struct Options {
    dialect: Option<Dialect>,
    cases: Option<u32>,
    settings: Settings,
    only: Vec<(String, Vec<Value>)>,
    without: Vec<String>,
    service: Option<MakeService>,
    wait: Option<Wait>,
}

type MakeService = Box<dyn Fn() -> ScimService + Send + Sync>;
type Wait = Box<dyn Fn(Answer) -> Response<String> + Send + Sync>;

/// The engines of `scim-schema` over a store of the user's.
struct Stored(MakeService, Option<Wait>);

impl<R: ScimResource> Engine<R> for Stored {
    fn service(&self, _: &R) -> ScimService {
        (self.0)()
    }

    fn wait(&self, answer: Answer) -> Response<String> {
        match &self.1 {
            Some(wait) => wait(answer),
            None => Engine::<R>::wait(&Shipped, answer),
        }
    }
}

/// Where a test is.
///
/// ```
/// use scim_testkit::conformance::Place;
///
/// let place = Place { directory: "/home/me/mine", module: "mine::tests::members" };
/// // what fails is kept in /home/me/mine/proptest-regressions/tests/members
/// assert_eq!(place.to_string(), "tests::members");
/// ```
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "the macro makes it")]
pub struct Place {
    /// The directory of the crate.
    pub directory: &'static str,
    /// The path of the module, as `module_path!()` has it.
    pub module: &'static str,
}

/// Where resources come from.
#[doc(hidden)]
pub trait Bases<R> {
    /// What a client's first write finds.
    fn bases(self) -> Generator<R>;
}

/// Default resources.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Defaults;

impl<R: Default + 'static> Bases<R> for Defaults {
    fn bases(self) -> Generator<R> {
        Generator::new(|_| R::default())
    }
}

impl<R> Bases<R> for Generator<R> {
    fn bases(self) -> Self {
        self
    }
}

/// The tests of a type, before any option.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::{conformance::{self, Place}, law::schema};
///
/// let place = Place { directory: env!("CARGO_MANIFEST_DIR"), module: module_path!() };
/// conformance::of::<Group>().cases(|| 1).check(&schema::SOUND.test_name(), place);
/// ```
#[must_use]
pub fn of<R: ScimResource>() -> Conformance<R> {
    Conformance { bases: Defaults, options: Options::default(), resource: PhantomData }
}

impl<R: ScimResource> Conformance<R> {
    /// With resources made of what this strategy gives: what SCIM does not map, or only a server
    /// sets, is as it says.
    #[must_use]
    pub fn strategy<S>(
        self,
        make: impl Fn() -> S + Send + Sync + 'static,
    ) -> Conformance<R, Generator<R>>
    where
        S: Strategy<Value = R>,
    {
        Conformance { bases: Generator::of(make), options: self.options, resource: PhantomData }
    }
}

impl<R: ScimResource + fmt::Debug, B: Bases<R>> Conformance<R, B> {
    /// With clients of this dialect only.
    #[must_use]
    pub fn dialect(mut self, dialect: impl FnOnce() -> Dialect) -> Self {
        self.options.dialect = Some(dialect());
        self
    }

    /// With this many cases of each law, unless `PROPTEST_CASES` says otherwise.
    #[must_use]
    pub fn cases(mut self, cases: impl FnOnce() -> u32) -> Self {
        self.options.cases = Some(cases());
        self
    }

    /// With other settings of what is generated how often.
    #[must_use]
    pub fn settings(mut self, settings: impl FnOnce() -> Settings) -> Self {
        self.options.settings = settings();
        self
    }

    /// With no other values of an attribute than these: `("members.value", ids)` where a store
    /// refuses members that it does not know. May be said of several attributes.
    #[must_use]
    pub fn only<P: Into<String>, V: Into<Value>>(
        mut self,
        only: impl FnOnce() -> (P, Vec<V>),
    ) -> Self {
        let (path, values) = only();
        self.options.only.push((path.into(), values.into_iter().map(Into::into).collect()));
        self
    }

    /// With requests that neither give nor name an attribute, as a store cannot search it. May be
    /// said of several.
    #[must_use]
    pub fn without<P: Into<String>>(mut self, path: impl FnOnce() -> P) -> Self {
        self.options.without.push(path().into());
        self
    }

    /// With an empty store of yours for each case, in place of a
    /// [`MemoryStore`](scim_schema::service::MemoryStore). Its new resources must begin as those of
    /// the tests do: as default ones, or the bases of `strategy`.
    #[must_use]
    pub fn store<S: Store<R>>(mut self, make: impl Fn() -> S + Send + Sync + 'static) -> Self {
        self.options.service = Some(Box::new(move || {
            ScimService::builder().resource(make()).unauthenticated().base_url(BASE).build()
        }));
        self
    }

    /// With another way to wait for the answers of such a store: one that needs a runtime.
    ///
    /// ```
    /// use scim_schema::{rfc::Group, service::MemoryStore};
    /// use scim_testkit::{conformance::{self, Place}, law::held};
    ///
    /// # let place = Place { directory: env!("CARGO_MANIFEST_DIR"), module: module_path!() };
    /// // a store over tokio's timers or connections
    /// let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// conformance::of::<Group>()
    ///     .store(MemoryStore::<Group>::new)
    ///     .wait(|| move |answer| runtime.block_on(answer))
    ///     .cases(|| 1)
    ///     .check(&held::DELETED.test_name(), place);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn wait<W>(mut self, wait: impl FnOnce() -> W) -> Self
    where
        W: Fn(Answer) -> Response<String> + Send + Sync + 'static,
    {
        self.options.wait = Some(Box::new(wait()));
        self
    }

    /// Runs the test of a law.
    ///
    /// # Panics
    /// When the law is broken.
    #[track_caller]
    pub fn check(mut self, test: &str, place: Place) {
        match self.options.service.take() {
            Some(service) => {
                let engine = Stored(service, self.options.wait.take());
                self.check_of(test, place, &engine);
            }
            None => self.check_of(test, place, &Shipped),
        }
    }

    /// Runs the test of a law on another engine.
    ///
    /// ```
    /// use scim_schema::rfc::Group;
    /// use scim_testkit::{conformance::{self, Place}, law::{Shipped, schema}};
    ///
    /// let place = Place { directory: env!("CARGO_MANIFEST_DIR"), module: module_path!() };
    /// conformance::of::<Group>().cases(|| 1).check_of(&schema::SOUND.test_name(), place, &Shipped);
    /// ```
    ///
    /// # Panics
    /// When the law is broken.
    #[track_caller]
    #[expect(clippy::panic, reason = "a panic is how a test fails")]
    pub fn check_of(self, test: &str, place: Place, engine: &dyn Engine<R>) {
        if let Err(failure) = self.checked(test, place, engine, Config::default()) {
            panic!("{failure}");
        }
    }

    fn checked(
        self,
        test: &str,
        place: Place,
        engine: &dyn Engine<R>,
        config: Config,
    ) -> Result<(), String> {
        let law = law_of(test).ok_or_else(|| format!("there is no law `{test}`"))?;
        let name = &R::RESOURCE_TYPE.name;
        let wrong = |error| format!("nothing can be generated of `{name}`: {error}");
        let mut cases = Cases::on(&self.bases.bases())
            .map_err(wrong)?
            .settings(self.options.settings)
            .show(|resource| format!("{resource:?}"));
        for (path, values) in self.options.only {
            cases = cases.only(&path, values).map_err(wrong)?;
        }
        for path in self.options.without {
            cases = cases.without(&path).map_err(wrong)?;
        }
        let cases = match self.options.dialect {
            Some(dialect) => cases.dialect(dialect),
            None => cases,
        };
        let check = law::check(law, &cases).ok_or("a law without cases")?;
        let seeds = Seeds::new(place, test);
        let mut runner = TestRunner::new(configured(config, self.options.cases, &seeds));
        check.run(engine, &mut runner).map_err(|broken| {
            failure::text(&broken, name, &format!("{}::{test}", path(place.module)), &seeds)
        })
    }
}

/// The law whose test has this name.
fn law_of(test: &str) -> Option<&'static Law> {
    law::ALL.iter().copied().find(|law| law.test_name() == test)
}

/// `crate::module` as `cargo test` names it.
fn path(module: &str) -> &str {
    module.split_once("::").map_or(module, |(_, path)| path)
}

fn configured(mut config: Config, cases: Option<u32>, seeds: &Seeds) -> Config {
    config.failure_persistence = Some(seeds.persistence());
    // proptest has read the variables of the environment
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases.unwrap_or(CASES);
    }
    if seeds.only().is_some() {
        config.cases = 0;
    }
    config
}

impl<R, B> fmt::Debug for Conformance<R, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conformance")
            .field("dialect", &self.options.dialect)
            .field("cases", &self.options.cases)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(path(self.module))
    }
}

#[cfg(test)]
mod tests;
