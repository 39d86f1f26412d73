//! Bodies with exactly one thing wrong, and the error that it must give.

mod place;
mod sites;
mod wrong;

use super::{Generator, Settings, Target};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::message::{ScimError, ScimType};
use std::fmt;

/// The body of a POST or PUT with exactly one thing wrong, and the error that it must give.
///
/// All the rest is as valid as what [`resource`](super::resource) gives, so a server that misses
/// this one thing accepts it.
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Create, rfc::User};
/// use scim_testkit::{requirement, strategy::{Settings, Target, violation}};
///
/// let violations = violation(&Target::of::<User>()?, &Settings::default());
/// let one = violations.samples().find(|one| one.is_refused_by(Dialect::ENTRA)).unwrap();
/// assert_eq!(one.status, 400, "{one}");
/// assert!(one.requirements.iter().all(|id| requirement::get(id).is_some()));
///
/// let one = violations.samples().find(|one| !one.put_only).unwrap();
/// let create = Create::<User>::new(&one.body, Dialect::RFC).unwrap();
/// assert_eq!(one.check(&create.apply(&User::default()).unwrap_err()), Ok(()));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// What is wrong.
    pub kind: Wrong,
    /// The body. Not every one is JSON.
    pub body: String,
    /// The path that the error names: `emails[1].primary`; empty where no attribute is at fault.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// The kind of error.
    pub scim_type: ScimType,
    /// What a dialect accepts that accepts the body nevertheless; empty if none may.
    pub tolerances: &'static [Tolerance],
    /// Whether only a PUT is refused.
    pub put_only: bool,
    /// The ids of the requirements that are violated.
    pub requirements: &'static [&'static str],
}

/// What is wrong with a body.
///
/// ```
/// use scim_testkit::strategy::{Settings, Target, Wrong, violation};
///
/// let violations = violation(&Target::of::<scim_schema::rfc::Group>()?, &Settings::default());
/// let missing = violations.samples().find(|one| one.kind == Wrong::Missing).unwrap();
/// assert_eq!(missing.path, "displayName");
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Wrong {
    /// A JSON value of another type than the attribute's.
    Type,
    /// An array for a singular attribute.
    Array,
    /// One value, not in an array, for a multi-valued attribute.
    NoArray,
    /// An element of another type than the attribute's.
    Element,
    /// `"true"` for `true`.
    TextBoolean,
    /// `""` for what is no text.
    EmptyText,
    /// A number with a fraction for an integer.
    Fraction,
    /// A number out of range.
    Range,
    /// A text that is no date-time.
    DateTime,
    /// A text that is no base64.
    Base64,
    /// A text that is no URI.
    Reference,
    /// A value that is not among the canonical ones, where a model takes no other.
    Canonical,
    /// A required attribute that is left out.
    Missing,
    /// `null` or `[]` for a required attribute.
    Null,
    /// Two elements with `primary` true.
    Primaries,
    /// No `schemas`, or none in it.
    NoSchemas,
    /// `schemas` that is no array.
    SchemasType,
    /// A URN that is no schema of the resource type.
    UnknownSchema,
    /// `schemas` without the primary schema.
    OtherSchema,
    /// An attribute given twice, in other case.
    Twice,
    /// Another `id` than the resource has.
    OtherId,
    /// No JSON.
    Syntax,
    /// JSON that is no object.
    NoObject,
}

impl Violation {
    /// Whether this dialect must refuse it.
    #[must_use]
    pub fn is_refused_by(&self, dialect: Dialect) -> bool {
        self.tolerances.is_empty() || !self.tolerances.iter().all(|one| dialect.accepts(*one))
    }

    /// Whether an error is the one that it must give.
    ///
    /// # Errors
    /// What is different about it, in words.
    pub fn check(&self, error: &ScimError) -> Result<(), String> {
        let found = (error.status(), error.scim_type(), error.path());
        let expected = (self.status, Some(self.scim_type), self.path.clone());
        if found == expected {
            return Ok(());
        }
        Err(format!("{self}: expected {expected:?}, found {found:?}, {error}"))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} at `{}` ({}) in {}",
            self.kind,
            self.path,
            self.requirements.join(", "),
            self.body
        )
    }
}

/// Bodies with exactly one thing wrong.
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Create, rfc::User};
/// use scim_testkit::strategy::{Settings, Target, violation};
///
/// let violations = violation(&Target::of::<User>()?, &Settings::default());
/// for one in violations.samples().filter(|one| !one.put_only).take(20) {
///     let create = Create::<User>::new(&one.body, Dialect::RFC).unwrap();
///     let error = create.apply(&User::default()).unwrap_err();
///     assert_eq!(one.check(&error), Ok(()));
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn violation(target: &Target, settings: &Settings) -> Generator<Violation> {
    let (target, settings) = (target.clone(), *settings);
    let sites = sites::all(&target.parts);
    Generator::new(move |source| place::draw(source, &target.parts, &sites, &settings))
}
