//! A schema extension that is defined at run time.

use super::registry::{self, Interned};
use crate::resource::Node;
use crate::schema::{Attribute, Mutability, Returned, Schema, Type, Uniqueness};
use std::collections::BTreeSet;
use std::fmt;

/// A schema extension that is defined at run time, such as the attributes that a tenant added for
/// itself; a request's context says which one holds.
///
/// It is a handle to something that lives as long as the process: the same schema is kept once,
/// however often it is given, so make one where a tenant's schema is loaded, and again when it
/// changed. Attributes of the types `binary` and `reference` are `caseExact`, whatever it says.
///
/// ```
/// use scim_schema::edit::Create;
/// use scim_schema::dialect::Dialect;
/// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
/// use scim_schema::schema::Schema;
/// use scim_schema::{ScimResource, write::Scim};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
///     /// A JSON column.
///     #[scim(dynamic)]
///     extra: DynamicAttributes,
/// }
///
/// let schema: Schema = serde_json::from_str(r#"{
///     "id": "urn:example:acme:2.0:User",
///     "name": "Acme",
///     "attributes": [{ "name": "costCentres", "type": "integer", "multiValued": true }]
/// }"#)?;
/// let acme = DynamicExtension::new(&schema)?;
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:acme:2.0:User"],
///     "userName": "barbara",
///     "urn:example:acme:2.0:User": { "costCentres": [4130, 4131] }
/// }"#;
/// let create = Create::<Member>::new(body, Dialect::RFC)?.dynamic(acme);
/// let (member, _) = create.apply(&Member::default())?;
/// assert_eq!(serde_json::to_string(&member.extra)?, r#"{"costCentres":[4130,4131]}"#);
/// assert!(Scim::new(&member).dynamic(acme).to_string().contains(r#""costCentres":[4130,4131]"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct DynamicExtension(pub(super) &'static Interned);

impl DynamicExtension {
    /// An extension with the attributes of this schema.
    ///
    /// # Errors
    /// When the schema is no extension that a field without types can hold: its id is no URN, a
    /// name is none or is there twice, a complex attribute has no sub-attributes or has complex
    /// ones, an attribute is never returned or writeOnly (secrets need a field of their own), or
    /// must be unique. Also when a process has more than 32,768 different attributes.
    pub fn new(schema: &Schema) -> Result<Self, InvalidExtension> {
        if !is_urn(&schema.id) {
            return Err(InvalidExtension::of(
                "id",
                "the id of a schema is a URN; write one such as `urn:example:2.0:User`",
            ));
        }
        attributes("", &schema.attributes)?;
        registry::intern(schema).map(Self)
    }

    /// The schema, as `/Schemas` publishes it.
    #[must_use]
    pub const fn schema(&self) -> &'static Schema {
        self.0.schema
    }

    /// What tells it from others: each is kept once.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self.0).addr()
    }

    /// The node of the extension.
    pub(crate) const fn node(&self) -> Node {
        self.0.node
    }
}

impl PartialEq for DynamicExtension {
    fn eq(&self, other: &Self) -> bool {
        // each is kept once
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for DynamicExtension {}

impl fmt::Debug for DynamicExtension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicExtension").field(&self.schema().id).finish()
    }
}

/// `urn:` and at least two parts, of characters that need no escape in JSON.
fn is_urn(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '[' | ']');
    let mut parts = id.split(':');
    parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn"))
        && parts.clone().count() >= 2
        && parts.all(|part| !part.is_empty())
        && id.chars().all(plain)
}

/// An attribute name of RFC 7643 section 2.1, or `$ref`.
fn is_name(name: &str) -> bool {
    let tail = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
    name == "$ref" || begins && characters.all(tail)
}

fn attributes(above: &str, list: &[Attribute]) -> Result<(), InvalidExtension> {
    let mut names = BTreeSet::new();
    for attribute in list {
        let path = format!("{above}{}", attribute.name);
        if !is_name(&attribute.name) {
            return Err(InvalidExtension::of(
                path,
                "no name of an attribute; write a letter, then letters, digits, `-` and `_`",
            ));
        }
        if !names.insert(attribute.name.to_ascii_lowercase()) {
            return Err(InvalidExtension::of(path, "the name is there twice; rename one of them"));
        }
        if attribute.returned == Returned::Never || attribute.mutability == Mutability::WriteOnly {
            return Err(InvalidExtension::of(
                path,
                "what is never returned needs a field of type `Secret`; leave it out",
            ));
        }
        if attribute.uniqueness != Uniqueness::None {
            return Err(InvalidExtension::of(
                path,
                "what must be unique needs a field of its own; leave it out",
            ));
        }
        match (attribute.r#type, attribute.sub_attributes.is_empty()) {
            (Type::Complex, _) if !above.is_empty() => {
                return Err(InvalidExtension::of(
                    path,
                    "a sub-attribute cannot be complex; write its parts as sub-attributes",
                ));
            }
            (Type::Complex, true) => {
                return Err(InvalidExtension::of(
                    path,
                    "a complex attribute has sub-attributes; write some, or another type",
                ));
            }
            (Type::Complex, false) => attributes(&format!("{path}."), &attribute.sub_attributes)?,
            (_, true) => {}
            (_, false) => {
                return Err(InvalidExtension::of(
                    path,
                    "only a complex attribute has sub-attributes; leave them out",
                ));
            }
        }
    }
    Ok(())
}

/// A schema that cannot be a [`DynamicExtension`].
///
/// ```
/// use scim_schema::resource::DynamicExtension;
/// use scim_schema::schema::{Attribute, Schema, Type};
///
/// let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
///     .attributes(const { &[Attribute::new("cost centre", Type::Integer, "Who pays.")] });
/// let error = DynamicExtension::new(&schema).unwrap_err();
/// assert_eq!(error.path(), "cost centre");
/// assert!(error.to_string().contains("write a letter, then letters"), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidExtension {
    path: String,
    problem: &'static str,
}

impl InvalidExtension {
    pub(super) fn of(path: impl Into<String>, problem: &'static str) -> Self {
        Self { path: path.into(), problem }
    }

    /// The attribute that is wrong; `id` for the schema's own.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for InvalidExtension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.problem)
    }
}

impl std::error::Error for InvalidExtension {}
