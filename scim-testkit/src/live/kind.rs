//! A resource type to check, with its schemas.

use super::{Attr, make};
use scim_schema::ScimResource;
use scim_schema::rfc::{Group, User};
use scim_schema::schema::{EXTERNAL_ID, Mutability, Returned, Schema, Type};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A resource type of the server, with its schemas.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Target};
///
/// let found = live::discover(&Target::service(scim))?;
/// for kind in &found.kinds {
///     assert!(kind.is_user() && !kind.is_group());
///     assert_eq!((kind.name(), kind.endpoint()), ("User", "/Users"));
///     let attributes = kind.schema().attributes.len();
///     println!("{attributes} attributes, {} extensions", kind.extensions().len());
/// }
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone)]
pub struct Kind {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    name: String,
    endpoint: String,
    schema: Schema,
    extensions: Vec<Extension>,
}

/// An extension of a resource type.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Target};
///
/// let found = live::discover(&Target::service(scim))?;
/// for extension in found.kinds.iter().flat_map(|kind| kind.extensions()) {
///     assert!(extension.schema.id.ends_with(":enterprise:2.0:User") && !extension.required);
/// }
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Extension {
    /// Its schema.
    pub schema: Schema,
    /// Whether every resource has it.
    pub required: bool,
}

impl Kind {
    pub(super) fn new(
        name: String,
        endpoint: &str,
        schema: Schema,
        extensions: Vec<Extension>,
    ) -> Self {
        let endpoint = format!("/{}", endpoint.trim_matches('/'));
        Self { parts: Arc::new(Parts { name, endpoint, schema, extensions }) }
    }

    /// Its name: `User`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// Its endpoint below the base URL: `/Users`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.parts.endpoint
    }

    /// Its primary schema.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.parts.schema
    }

    /// Its extensions whose schemas are known.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.parts.extensions
    }

    /// Whether it is the RFC's `User`.
    #[must_use]
    pub fn is_user(&self) -> bool {
        self.schema().id.eq_ignore_ascii_case(&User::SCHEMA.id)
    }

    /// Whether it is the RFC's `Group`.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.schema().id.eq_ignore_ascii_case(&Group::SCHEMA.id)
    }

    /// Its attributes with those of its extensions; not the common ones.
    #[must_use]
    pub(crate) fn attributes(&self) -> Vec<Attr> {
        let common = |name: &str| {
            ["schemas", "id", "externalId", "meta"].iter().any(|c| c.eq_ignore_ascii_case(name))
        };
        let own = self.schema().attributes.iter().filter(|one| !common(&one.name));
        let own = own.map(|attribute| {
            let attr = Attr::new(None, None, attribute);
            if self.always_named_by(&attribute.name) { attr.required() } else { attr }
        });
        let extended = self.extensions().iter().flat_map(|extension| {
            let urn = &extension.schema.id;
            extension.schema.attributes.iter().map(move |one| Attr::new(Some(urn), None, one))
        });
        own.chain(extended).collect()
    }

    /// Its attributes, each followed by its sub-attributes.
    #[must_use]
    pub(crate) fn all_attributes(&self) -> Vec<Attr> {
        let all = self.attributes().into_iter();
        all.flat_map(|one| std::iter::once(one.clone()).chain(one.subs())).collect()
    }

    /// The attribute of a path such as `userName`, `name.givenName` or `URN:manager.value`.
    #[must_use]
    pub(crate) fn attribute(&self, path: &str) -> Option<Attr> {
        if path.eq_ignore_ascii_case("externalId") {
            return Some(Attr::new(None, None, EXTERNAL_ID));
        }
        self.all_attributes().into_iter().find(|one| one.path().eq_ignore_ascii_case(path))
    }

    /// The first attribute or sub-attribute that is as wanted.
    pub(crate) fn find(&self, wanted: impl Fn(&Attr) -> bool) -> Option<Attr> {
        self.all_attributes().into_iter().find(wanted)
    }

    /// A singular text of the primary schema that a client may write, read and leave out, and that
    /// may have any value: `displayName` of users.
    #[must_use]
    pub(crate) fn optional_string(&self) -> Option<Attr> {
        let own = |one: &Attr| one.urn().is_none() && !one.is_required();
        self.plain_strings().into_iter().find(own)
    }

    /// A singular text of the primary schema that a client may write and read, and that may have
    /// any value: `displayName` of users and groups.
    #[must_use]
    pub(crate) fn any_string(&self) -> Option<Attr> {
        self.plain_strings().into_iter().find(|one| one.urn().is_none())
    }

    /// All of these, extensions included.
    #[must_use]
    pub(crate) fn plain_strings(&self) -> Vec<Attr> {
        let is = |one: &Attr| {
            one.r#type() == Type::String
                && one.is_plain()
                && !one.is_multi_valued()
                && !one.is_unique()
                && one.declared().canonical_values.is_empty()
                && !make::has_format(one.name())
        };
        let mut all: Vec<Attr> = self.attributes().into_iter().filter(is).collect();
        // names that any server takes any text for come first
        let rank = |one: &Attr| {
            let usual = ["displayName", "title", "nickName", "userType"];
            let known = usual.iter().position(|name| name.eq_ignore_ascii_case(one.name()));
            (one.urn().is_some(), known.unwrap_or(usual.len()))
        };
        all.sort_by_key(rank);
        all
    }

    /// A multi-valued complex attribute with a text `value` that a client may write and read, and
    /// make up, and that does not refer to resources: `emails`.
    #[must_use]
    pub(crate) fn any_list(&self) -> Option<Attr> {
        let is = |one: &Attr| {
            one.declared().multi_valued
                && one.r#type() == Type::Complex
                && one.is_plain()
                && !make::refers(one.declared())
                && !make::is_granted(one.declared())
                && one
                    .sub("value")
                    .is_some_and(|value| value.is_plain() && value.r#type() == Type::String)
        };
        let mut all: Vec<Attr> = self.attributes().into_iter().filter(is).collect();
        all.sort_by_key(|one| {
            let known = ["emails", "phoneNumbers", "roles", "entitlements"];
            known.iter().position(|name| name.eq_ignore_ascii_case(one.name())).unwrap_or(9)
        });
        all.into_iter().next()
    }

    /// A singular complex attribute that a client may write and read, with two plain texts in it:
    /// `name`.
    #[must_use]
    pub(crate) fn any_complex(&self) -> Option<Attr> {
        self.attributes().into_iter().find(|one| {
            !one.is_multi_valued()
                && one.r#type() == Type::Complex
                && one.is_plain()
                && !make::refers(one.declared())
                && one.subs().iter().filter(|sub| is_plain_string(sub)).count() >= 2
        })
    }

    /// What is never returned, such as `password`.
    #[must_use]
    pub(crate) fn secrets(&self) -> Vec<Attr> {
        let never = |one: &Attr| {
            one.declared().returned == Returned::Never
                || one.declared().mutability == Mutability::WriteOnly
        };
        self.attributes().into_iter().filter(never).collect()
    }

    /// A body with what is required, and nothing else. `unique` is part of what must differ.
    pub(crate) fn minimal(&self, unique: &str) -> Value {
        self.body(unique, false)
    }

    /// A body with all that can be made: not secrets, nor what a server grants, nor references to
    /// other resources, unless they are required.
    pub(super) fn full(&self, unique: &str) -> Value {
        self.body(unique, true)
    }

    fn body(&self, unique: &str, full: bool) -> Value {
        let mut body = json!({"schemas": [self.schema().id]});
        for attr in self.attributes() {
            let required = attr.is_required();
            let is_written = match attr.declared().mutability {
                Mutability::ReadOnly => false,
                Mutability::WriteOnly => required,
                _ => required || full,
            };
            // a minimal body has no optional extension, whatever that requires
            if !is_written || !(full || self.always_has(attr.urn())) {
                continue;
            }
            if let Some(value) = make::value(attr.declared(), None, unique, 0, full) {
                attr.put(&mut body, value);
            }
        }
        for extension in self.extensions().iter().filter(|extension| extension.required) {
            use_extension(&mut body, &extension.schema.id);
        }
        body
    }

    /// Whether it is what each user and each group is told by, whatever the schema says: the one that
    /// RFC 7643 section 8.7.1 prints for groups contradicts section 4.2 (erratum 5368).
    fn always_named_by(&self, attribute: &str) -> bool {
        (self.is_user() && attribute.eq_ignore_ascii_case("userName"))
            || (self.is_group() && attribute.eq_ignore_ascii_case("displayName"))
    }

    fn always_has(&self, urn: Option<&str>) -> bool {
        urn.is_none_or(|urn| {
            self.extensions().iter().any(|known| known.required && known.schema.id == urn)
        })
    }
}

/// Gives a body an extension, empty if need be.
fn use_extension(body: &mut Value, urn: &str) {
    let Value::Object(members) = body else { return };
    members.entry(urn.to_owned()).or_insert_with(|| Value::Object(Map::new()));
    if let Some(Value::Array(urns)) = members.get_mut("schemas")
        && !urns.iter().any(|known| known.as_str() == Some(urn))
    {
        urns.push(urn.into());
    }
}

/// A singular text within a complex value that may have any value.
fn is_plain_string(sub: &Attr) -> bool {
    sub.r#type() == Type::String
        && sub.is_plain()
        && !sub.declared().multi_valued
        && sub.declared().canonical_values.is_empty()
        && !make::has_format(sub.name())
}

#[cfg(test)]
mod tests;
