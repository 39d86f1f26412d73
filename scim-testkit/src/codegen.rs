//! Rust of schemas: annotated structs whose derived schemas are the documents.
//!
//! [`Source`] is what `/Schemas` and, where it is known, `/ResourceTypes` answer. [`generate`]
//! writes a struct for each resource type and extension, one for each complex attribute, and an
//! enum where an attribute has canonical values:
//!
//! ```
//! use scim_testkit::codegen::{Options, Source, generate};
//!
//! let source = Source::from_json(r#"{
//!     "id": "urn:example:scim:schemas:2.0:Badge", "name": "Badge", "description": "Opens doors.",
//!     "attributes": [
//!         {"name": "serialNumber", "type": "string", "required": true, "uniqueness": "server"},
//!         {"name": "state", "type": "string", "canonicalValues": ["issued", "lost"]}
//!     ]
//! }"#)?;
//! let generated = generate(&source, &Options::default())?;
//! assert!(generated.differences.is_empty());
//! assert!(generated.code.contains(
//!     r#"    #[scim(required, uniqueness = "server")]
//!     pub serial_number: String,
//!     pub state: Option<BadgeState>,
//! "#));
//! # Ok::<(), scim_testkit::codegen::Problems>(())
//! ```
//!
//! Where a document says of a schema of RFC 7643 what the RFC says, or less, the struct has
//! `rfc = ".."`. What the derive cannot say is a [difference](Generated::differences), and what no
//! schema can say is one of the [`Problems`]; each names the attribute.

mod drawn;
mod field;
mod item;
mod like_rfc;
mod name;
mod plan;
mod read;
mod settle;
mod usage;
mod write;

#[doc(hidden)]
pub use drawn::{careless_documents, documents};
pub use read::Source;

use scim_schema::schema::Schema;
use std::fmt;

/// What is to be written, and how.
///
/// ```
/// use scim_testkit::codegen::{Enums, Options, Source, generate};
///
/// let source = Source::from_json(r#"{"id": "urn:example:Lamp", "name": "Lamp", "attributes": [
///     {"name": "state", "type": "string", "canonicalValues": ["on", "off"]},
///     {"name": "notes", "type": "string"}
/// ]}"#)?;
/// let mut options = Options::default();
/// options.enums = Enums::Text;
/// options.skip.push("Lamp:notes".to_owned());
/// let code = generate(&source, &options)?.code;
/// assert!(code.contains("pub state: Option<String>") && !code.contains("pub notes"), "{code}");
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// What holds a text with canonical values.
    pub enums: Enums,
    /// Attributes to leave out: `User:photos`, `emails.display`, or with the URN of the schema.
    pub skip: Vec<String>,
    /// The schemas to write, by name or URN, with what extends them; all if it is empty.
    pub only: Vec<String>,
    /// Where the documents come from, for the comment at the beginning.
    pub origin: String,
}

/// What holds a text with canonical values.
///
/// ```
/// use scim_testkit::codegen::{Enums, Options, Source, generate};
///
/// let source = Source::from_json(r#"{"id": "urn:example:Lamp", "name": "Lamp", "attributes": [
///     {"name": "state", "type": "string", "canonicalValues": ["on", "off"]}
/// ]}"#)?;
/// let mut options = Options::default();
/// let open = generate(&source, &options)?.code;
/// options.enums = Enums::Closed;
/// let closed = generate(&source, &options)?.code;
/// assert!(open.contains("(String)") && !closed.contains("(String)"), "{open}");
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::exhaustive_enums, reason = "there is no other way")]
pub enum Enums {
    /// An enum with a variant for any other text: canonical values are suggestions (RFC 7643
    /// section 7).
    #[default]
    Open,
    /// An enum of these values alone.
    Closed,
    /// A `String`.
    Text,
}

/// Structs, and how far they are what the documents say.
///
/// ```
/// use scim_schema::{ScimResource, rfc::Group};
/// use scim_testkit::codegen::{Options, Source, generate};
///
/// let groups = Source::new(vec![Group::SCHEMA.clone()], vec![Group::RESOURCE_TYPE.clone()]);
/// let generated = generate(&groups, &Options::default())?;
/// assert!(generated.differences.is_empty(), "{:?}", generated.differences);
/// for remark in &generated.remarks {
///     println!("{remark}");
/// }
/// assert!(generated.code.contains("pub struct Group"));
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Generated {
    /// The code, formatted as rustfmt does.
    pub code: String,
    /// What the derived schemas do not say as the documents do: a line for each, with the attribute.
    /// Empty means that they are equal.
    pub differences: Vec<String>,
    /// What was decided: which schemas are written out, which are left out.
    pub remarks: Vec<String>,
    /// The structs with schemas, and the schema that each derives.
    pub structs: Vec<Struct>,
}

/// A struct with a schema.
///
/// ```
/// use scim_schema::{ScimResource, rfc::Group};
/// use scim_testkit::codegen::{Options, Source, generate};
///
/// let source = Source::new(vec![Group::SCHEMA.clone()], Vec::new());
/// let generated = generate(&source, &Options::default())?;
/// let [group] = &*generated.structs else { panic!("one schema, one struct") };
/// assert_eq!((&*group.name, group.is_extension), ("Group", false));
/// assert_eq!(group.schema.id, Group::SCHEMA.id);
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Whether it is an extension, with `ScimExtension`; otherwise it has `ScimResource`.
    pub is_extension: bool,
    /// The schema that it derives.
    pub schema: Schema,
}

/// Why no code can be written: a line for each reason, with the attribute.
///
/// ```
/// use scim_testkit::codegen::{Options, Source, generate};
///
/// let source = Source::from_json(r#"{"id": "urn:example:Lamp", "name": "Lamp", "attributes": [
///     {"name": "state", "type": "string"},
///     {"name": "State", "type": "string"}
/// ]}"#)?;
/// let problems = generate(&source, &Options::default()).unwrap_err();
/// assert!(!problems.all().is_empty(), "{problems}");
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub(crate) Vec<String>);

impl Problems {
    /// The reasons.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.0
    }

    pub(crate) fn one(problem: impl Into<String>) -> Self {
        Self(vec![problem.into()])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Problems {}

/// Writes the structs of these schemas.
///
/// ```
/// use scim_schema::{ScimExtension, ScimResource, rfc::{EnterpriseUser, User}};
/// use scim_testkit::codegen::{Options, Source, generate};
///
/// let schemas = vec![User::SCHEMA.clone(), EnterpriseUser::SCHEMA.clone()];
/// let source = Source::new(schemas, vec![User::RESOURCE_TYPE.clone()]);
/// let generated = generate(&source, &Options::default())?;
/// // what RFC 7643 defines needs no more than its name
/// assert!(generated.code.contains(r#"rfc = "User""#), "{}", generated.code);
/// # Ok::<(), scim_testkit::codegen::Problems>(())
/// ```
///
/// # Errors
/// When a schema is none: its id is no URN, two attributes have one name but for case, a complex
/// attribute has no sub-attributes or complex ones; or when no field can hold an attribute, such
/// as a number that is never returned. All reasons are told at once, and each names an attribute,
/// which [`Options::skip`] leaves out.
pub fn generate(source: &Source, options: &Options) -> Result<Generated, Problems> {
    let mut told = settle::Told::default();
    let kept = settle::settle(source, options, &mut told);
    if !told.problems.is_empty() {
        return Err(Problems(told.problems));
    }
    if kept.is_empty() {
        return Err(Problems::one(if options.only.is_empty() {
            "there is no schema to write a struct for".to_owned()
        } else {
            format!("no schema is named `{}`", options.only.join("` or `"))
        }));
    }
    let plan = plan::plan(kept, options, &mut told);
    let code = write::write(&plan.items, &options.origin, &told);
    Ok(Generated {
        code,
        differences: told.differences,
        remarks: told.remarks,
        structs: plan.structs,
    })
}
