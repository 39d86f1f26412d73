//! What holds of every model, every resource and every request.
//!
//! A [`Law`] is a sentence with the requirements that it covers. A [`Check`] tries it on generated
//! [`Cases`], through an [`Engine`]; a case that breaks it comes back as [`Broken`], with what was
//! expected and what was found. [`conformance!`](crate::conformance!) runs them all.

mod agreement;
pub mod case;
mod cases;
mod check;
mod client;
pub mod edit;
mod engine;
pub mod equivalence;
pub mod filter;
pub mod frame;
pub mod held;
pub mod logic;
pub mod order;
pub mod parallel;
pub mod published;
pub mod schema;
pub mod search;
pub mod sequence;
pub mod written;
#[cfg(test)]
mod wrong;

pub use cases::Cases;
pub use check::Check;
pub(crate) use check::Trial;
pub use engine::{BASE, Edited, Engine, Shipped};

use crate::password::masked;
use crate::strategy::Generator;
use scim_schema::resource::ScimResource;
use std::fmt;

/// All laws, in the order in which they are best read.
pub static ALL: &[&Law] = &[
    &schema::SOUND,
    &published::PUBLISHED,
    &published::ACCEPTED,
    &written::FIXED_POINT,
    &written::RETURNED,
    &written::VIOLATION,
    &case::CASE_EXACT,
    &edit::CREATE_AGREES,
    &edit::REPLACE_AGREES,
    &edit::PATCH_AGREES,
    &filter::AGREES,
    &filter::AGREES_AT_THE_ROOT,
    &search::PROJECTION_AGREES,
    &search::SORT_AGREES,
    &search::SEARCH_AGREES,
    &frame::PATCH_FRAME,
    &frame::PUT_FRAME,
    &frame::MUTABILITY,
    &equivalence::PUT_TWICE,
    &equivalence::ADD_TWICE,
    &equivalence::PATCH_IS_PUT,
    &frame::REMOVE,
    &equivalence::SPELLINGS,
    &logic::REWRITTEN,
    &logic::DE_MORGAN,
    &logic::DOUBLE_NEGATION,
    &order::TOTAL,
    &order::AGREES_WITH_FILTERS,
    &order::PAGES,
    &held::ANSWERS,
    &held::VERSION,
    &held::UNIQUE,
    &held::FAILURE,
    &held::DELETED,
    &sequence::SEQUENCES,
    &parallel::PARALLEL,
];

/// What a law is tried on.
type Trials<R> = fn(&Cases<R>) -> Generator<Trial<R>>;

// To add a law:
//
// 1. Write the sentence and the ids as a `static` `Law`, and beside it the function that answers
//    `Result<(), Broken>`; whatever it asks goes through the engine.
// 2. Write what it is tried on: a `Generator` of `Trial`s. Decide by nothing but the choices
//    drawn, so that cases shrink and seeds stay good.
// 3. Add both to the tables in this file, and the sentence to the list of test names in
//    `conformance/names.rs`; a test says so if you do not.
// 4. Write three engines that break it in different ways: a law that catches nothing is no law.
fn table<R: ScimResource>() -> Vec<(&'static Law, Trials<R>)> {
    vec![
        (&schema::SOUND, schema::sound),
        (&published::PUBLISHED, published::published_types),
        (&published::ACCEPTED, published::accepted),
        (&written::FIXED_POINT, written::fixed_point),
        (&written::RETURNED, written::returned),
        (&written::VIOLATION, written::violations),
        (&case::CASE_EXACT, case::case_exact),
        (&edit::CREATE_AGREES, agreement::creates),
        (&edit::REPLACE_AGREES, agreement::replaces),
        (&edit::PATCH_AGREES, agreement::patches),
        (&filter::AGREES, agreement::filters),
        (&filter::AGREES_AT_THE_ROOT, agreement::filters_at_the_root),
        (&search::PROJECTION_AGREES, agreement::projections),
        (&search::SORT_AGREES, agreement::sorts),
        (&search::SEARCH_AGREES, agreement::searches),
        (&frame::PATCH_FRAME, frame::patch_frame),
        (&frame::PUT_FRAME, frame::put_frame),
        (&frame::MUTABILITY, frame::mutability),
        (&equivalence::PUT_TWICE, equivalence::put_twice),
        (&equivalence::ADD_TWICE, equivalence::add_twice),
        (&equivalence::PATCH_IS_PUT, equivalence::patch_is_put),
        (&frame::REMOVE, frame::remove),
        (&equivalence::SPELLINGS, equivalence::spellings),
        (&logic::REWRITTEN, logic::rewritten),
        (&logic::DE_MORGAN, logic::de_morgan),
        (&logic::DOUBLE_NEGATION, logic::double_negation),
        (&order::TOTAL, order::totals),
        (&order::AGREES_WITH_FILTERS, order::alike),
        (&order::PAGES, order::pages),
        (&held::ANSWERS, held::answers),
        (&held::VERSION, held::version),
        (&held::UNIQUE, held::uniqueness),
        (&held::FAILURE, held::failure),
        (&held::DELETED, held::deleted),
        (&sequence::SEQUENCES, sequence::sequences),
        (&parallel::PARALLEL, parallel::parallel),
    ]
}

/// All laws, with what they are tried on.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::law::{self, Cases};
///
/// let checks = law::checks(&Cases::<Group>::new()?);
/// assert!(checks.iter().map(law::Check::law).eq(law::ALL.iter().copied()));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn checks<R: ScimResource>(cases: &Cases<R>) -> Vec<Check<R>> {
    table().into_iter().map(|(law, trials)| Check::new(law, trials(cases))).collect()
}

/// One of them.
///
/// ```
/// use proptest::test_runner::{Config, TestRunner};
/// use scim_schema::rfc::Group;
/// use scim_testkit::law::{self, Cases, Shipped, logic};
///
/// let check = law::check(&logic::DE_MORGAN, &Cases::<Group>::new()?).unwrap();
/// let mut runner = TestRunner::new(Config::with_cases(10));
/// check.run(&Shipped, &mut runner)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check<R: ScimResource>(law: &Law, cases: &Cases<R>) -> Option<Check<R>> {
    let found = table().into_iter().find(|(known, _)| *known == law);
    found.map(|(law, trials)| Check::new(law, trials(cases)))
}

/// A sentence that is true, and the requirements that it covers.
///
/// ```
/// use scim_testkit::{law, requirement};
///
/// for law in law::ALL {
///     let first = law.requirements.first().and_then(|id| requirement::get(id));
///     println!("{}: {:?}", law.test_name(), first.map(|one| one.text));
/// }
/// assert!(law::ALL.len() > 30);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Law {
    /// The sentence.
    pub name: &'static str,
    /// Ids of requirements, such as `7644-3.4.2.2-10`.
    pub requirements: &'static [&'static str],
}

impl Law {
    /// The sentence as the name of a test: `a_patch_changes_what_the_rfc_says`.
    #[must_use]
    pub fn test_name(&self) -> String {
        let words = self.name.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        words.join("_").to_ascii_lowercase()
    }

    /// A case that breaks it.
    pub(crate) fn broken(
        &'static self,
        resource: &serde_json::Value,
        request: &dyn fmt::Display,
        expected: &dyn fmt::Display,
        actual: &dyn fmt::Display,
    ) -> Broken {
        Broken {
            law: self,
            request: request.to_string(),
            resource: resource.clone(),
            expected: expected.to_string(),
            actual: actual.to_string(),
        }
    }

    /// Breaks it where two things differ.
    ///
    /// # Errors
    /// The case, if they do.
    pub(crate) fn same<T: PartialEq + fmt::Display>(
        &'static self,
        resource: &serde_json::Value,
        request: &dyn fmt::Display,
        expected: &T,
        actual: &T,
    ) -> Result<(), Broken> {
        if expected == actual {
            return Ok(());
        }
        Err(self.broken(resource, request, expected, actual))
    }
}

/// A case that breaks a law.
///
/// ```
/// use scim_schema::{dialect::Dialect, message::ScimError, rfc::Group};
/// use scim_schema::filter::Options;
/// use scim_testkit::law::{self, Engine, filter};
///
/// /// An engine that finds everything.
/// struct Credulous;
///
/// impl Engine<Group> for Credulous {
///     fn matches(&self, _: &Group, _: &str, _: &Options<'_>) -> Result<bool, ScimError> {
///         Ok(true)
///     }
/// }
///
/// let broken = filter::agrees(&Credulous, &Group::default(), "externalId pr", Dialect::RFC).unwrap_err();
/// assert_eq!((broken.law, &*broken.request), (&filter::AGREES, "externalId pr"));
/// assert_eq!((&*broken.expected, &*broken.actual), ("false", "true"));
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Broken {
    /// The law.
    pub law: &'static Law,
    /// The request.
    pub request: String,
    /// The resource before it, as a [`document`](crate::oracle::document).
    pub resource: serde_json::Value,
    /// What the RFC asks for.
    pub expected: String,
    /// What happened.
    pub actual: String,
}

/// Without passwords: those of a strategy may be somebody's.
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "broken: {}", self.law.name)?;
        writeln!(f, "  request:  {}", masked(&self.request))?;
        writeln!(f, "  resource: {}", masked(&self.resource.to_string()))?;
        writeln!(f, "  expected: {}", masked(&self.expected))?;
        writeln!(f, "  actual:   {}", masked(&self.actual))?;
        write!(f, "  covers:   {}", self.law.requirements.join(", "))
    }
}

/// As `Display`: `unwrap` prints it.
impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Broken {}

#[cfg(test)]
mod tests;
