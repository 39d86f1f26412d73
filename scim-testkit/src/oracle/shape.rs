//! How a model holds the attributes of its schema: all that the oracle knows of it.

use super::stored;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{Mutability, Returned, Type};
use serde_json::Value;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// What a field holds after a value was written to it.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a field takes a value, drops it or refuses it")]
pub enum Held {
    /// This value, perhaps spelt otherwise: a UUID in lower case.
    Value(Value),
    /// Nothing: the attribute is unassigned.
    Nothing,
    /// What it held before: the field cannot hold the value.
    Refused,
}

/// What a field makes of a value, as the application's type decides it.
pub(super) type Hold = Arc<dyn Fn(&Value) -> Held + Send + Sync>;

/// The attributes of a resource type and how a model holds them.
///
/// ```
/// use scim_schema::{ScimResource, dialect::Dialect};
/// use scim_testkit::oracle::{Shape, filter};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     user_name: String,
/// }
///
/// let shape = Shape::of(&Member::default());
/// assert!(filter::parse("userName pr", &shape, Dialect::RFC).is_ok());
/// assert!(filter::parse("userName is", &shape, Dialect::RFC).is_err());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Shape {
    /// The URN of the schema.
    #[doc(hidden)]
    pub urn: String,
    /// The name of the resource type.
    #[doc(hidden)]
    pub resource_type: String,
    /// The attributes, common ones included; an extension is a complex one named by its URN.
    #[doc(hidden)]
    pub attributes: Vec<Attribute>,
}

/// One attribute and how a model holds it.
#[doc(hidden)]
#[derive(Clone)]
#[non_exhaustive]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// The data type.
    pub r#type: Type,
    /// Whether it holds any number of values.
    pub multi_valued: bool,
    /// Whether a resource must have a value.
    pub required: bool,
    /// Whether comparisons tell upper case from lower case.
    pub case_exact: bool,
    /// When it can be written.
    pub mutability: Mutability,
    /// When it is in a response.
    pub returned: Returned,
    /// Whether it compares by the Unicode key: `userName`, and what has a folded column.
    pub unicode: bool,
    /// Whether a PUT that leaves it out keeps it.
    pub keep: bool,
    /// Whether it is readOnly because the application owns it: no model says so, a client's
    /// restriction does.
    pub owned: bool,
    /// Whether it identifies an element of a list.
    pub key: bool,
    /// Whether it is a schema extension.
    pub extension: bool,
    /// Whether it is made up at every answer: `schemas`, `meta.resourceType`, `meta.location`.
    pub computed: bool,
    /// Whether a POST that leaves it out gives it a default, and which.
    pub default: Option<Value>,
    /// What it holds in a complex value or an element that was just made, before anybody gave it.
    pub blank: Option<Value>,
    /// What it holds once it is cleared; refused if it has no unassigned state.
    pub cleared: Held,
    /// What it makes of a simple value; of one element, if it is multi-valued.
    pub(super) hold: Hold,
    /// The fixed elements, if it has such.
    pub slots: Vec<Slot>,
    /// The sub-attributes, of all slots together.
    pub sub_attributes: Vec<Attribute>,
}

/// One fixed element of a multi-valued attribute: `emails[type eq "work"]`.
#[doc(hidden)]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Slot {
    /// The name of the sub-attribute that distinguishes it.
    pub selector: String,
    /// The value of that.
    pub value: Value,
    /// Whether it is the primary element.
    pub primary: bool,
    /// Whether one field holds all of it, which then goes as a whole, as an element of a list does.
    pub whole: bool,
    /// The sub-attributes that are mapped.
    pub sub_attributes: Vec<Attribute>,
}

impl Shape {
    /// The shape of a model. The resource is a sample to try values on; its own do not matter.
    #[must_use]
    pub fn of<R: ScimResource>(sample: &R) -> Self {
        stored::shape(sample)
    }

    /// The same, made once for each type, as it takes longer than most of what it is asked for.
    pub(crate) fn shared<R: ScimResource>(sample: &R) -> Arc<Self> {
        static MADE: RwLock<BTreeMap<TypeId, Arc<Shape>>> = RwLock::new(BTreeMap::new());
        let of = TypeId::of::<R>();
        let made = MADE.read().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        made.unwrap_or_else(|| {
            let shape = Arc::new(Self::of(sample));
            let mut made = MADE.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(made.entry(of).or_insert(shape))
        })
    }

    /// The attribute of this name; ASCII case is ignored (7643-2.1-01).
    #[doc(hidden)]
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.attributes, name)
    }

    /// The attributes on the way to what an edit reports as changed, that included:
    /// `urn:example:Locker:lock.code`, `emails[type eq "work"].value`.
    pub(crate) fn on_path(&self, path: &str) -> Vec<&Attribute> {
        let below = |extension: &&Attribute| {
            path.strip_prefix(&*extension.name).is_some_and(|rest| rest.starts_with(':'))
        };
        let extension = self.extensions().find(below);
        let mut on_path: Vec<&Attribute> = extension.into_iter().collect();
        let mut within: &[Attribute] =
            extension.map_or(&self.attributes, |extension| &extension.sub_attributes);
        let mut rest = extension.and_then(|one| path.get(one.name.len() + 1..)).unwrap_or(path);
        while let Some(one) = find(within, rest.split(['.', '[']).next().unwrap_or_default()) {
            on_path.push(one);
            within = &one.sub_attributes;
            let part = rest.rsplit_once(']').map_or(rest, |(_, part)| part).split_once('.');
            rest = part.map_or("", |(_, part)| part);
        }
        on_path
    }

    /// The schema extensions.
    pub(crate) fn extensions(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|attribute| attribute.extension)
    }
}

impl Attribute {
    /// The sub-attribute of this name; ASCII case is ignored (7643-2.1-01).
    #[doc(hidden)]
    #[must_use]
    pub fn sub_attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.sub_attributes, name)
    }

    /// Whether the application owns a part of it.
    #[must_use]
    pub(crate) fn is_partly_owned(&self) -> bool {
        let mut parts = self.sub_attributes.iter();
        !self.multi_valued && parts.any(|part| part.owned || part.is_partly_owned())
    }

    /// Whether the value can never be read back (RFC 7643 section 7).
    #[must_use]
    pub(crate) fn is_hidden(&self) -> bool {
        self.returned == Returned::Never || self.mutability == Mutability::WriteOnly
    }

    /// The same of a part of its elements, which have no paths of their own.
    pub(crate) fn holds_hidden(&self) -> bool {
        self.is_hidden() || self.multi_valued && self.sub_attributes.iter().any(Self::is_hidden)
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attribute").field("name", &self.name).finish_non_exhaustive()
    }
}

fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use scim_schema::value::Secret;
    use scim_schema::{ScimComplex, ScimExtension, ScimResource};

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Vault", endpoint = "/Vaults")]
    struct Vault {
        #[scim(id)]
        id: u32,
        lock: Option<Lock>,
        locks: Vec<Lock>,
        names: Vec<Name>,
        #[scim(returned = "never")]
        pin: Option<Secret>,
        #[scim(extension)]
        locker: Option<Locker>,
    }

    #[derive(Debug, Clone, Default, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Locker", name = "Locker")]
    struct Locker {
        lock: Option<Lock>,
    }

    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Lock {
        model: Option<String>,
        #[scim(mutability = "writeOnly", returned = "never")]
        code: Option<Secret>,
    }

    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Name {
        value: Option<String>,
    }

    /// A part of a complex value has a path of its own, a part of an element has none.
    #[test]
    fn what_holds_something_hidden() {
        let shape = Shape::of(&Vault::default());
        let holds = |name: &str| shape.attribute(name).map(super::Attribute::holds_hidden);
        assert_eq!(["lock", "names", "id"].map(holds), [Some(false); 3]);
        assert_eq!(["locks", "pin"].map(holds), [Some(true); 2]);
        let code = shape.attribute("lock").and_then(|lock| lock.sub_attribute("code"));
        assert!(code.is_some_and(super::Attribute::is_hidden));
    }

    /// Each attribute on the way, of an extension this itself as well.
    #[test]
    fn a_path_leads_over_attributes() {
        let shape = Shape::of(&Vault::default());
        let urn = "urn:example:scim:schemas:extension:2.0:Locker";
        let on_path = |path: &str| {
            let names = shape.on_path(path).into_iter().map(|one| one.name.as_str());
            names.collect::<Vec<_>>().join(" > ")
        };
        assert_eq!(on_path(&format!("{urn}:lock.code")), format!("{urn} > lock > code"));
        assert_eq!(on_path("lock.code"), "lock > code");
        assert_eq!(on_path(r#"locks[model eq "a.b"].code"#), "locks > code");
        assert_eq!(on_path("other.code"), "");
    }
}
