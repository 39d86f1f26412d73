//! The documents that say what a service provider has (RFC 7644 section 4), without HTTP.

mod document;

pub use document::Document;

use crate::cost::step;
use crate::message::ListResponse;
use crate::ownership::{self, Owned};
use crate::resource::{Descriptor, DynamicExtension, ScimResource};
use crate::schema::{Attribute, ResourceType, Schema};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The schemas and resource types of a service provider, as its derived types declare them.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{discovery::Discovery, rfc::{Group, User}};
///
/// let discovery = Discovery::new().resource::<User>().resource::<Group>();
/// assert_eq!(discovery.resource_type("Group").unwrap().endpoint, "/Groups");
/// let document = discovery.schema("urn:ietf:params:scim:schemas:core:2.0:Group").unwrap()
///     .document("https://example.com/scim/v2");
/// assert!(serde_json::to_string(&document).unwrap().contains("displayName"));
/// let names: Vec<_> = discovery.resource_types().map(|known| &*known.name).collect();
/// assert_eq!(names, ["User", "Group"]);
/// assert_eq!(discovery.schemas().len(), 3, "User, its extension EnterpriseUser, Group");
/// let json = String::from_utf8(discovery.schemas_json("https://example.com/scim/v2")).unwrap();
/// assert!(json.contains(r#""totalResults":3"#));
/// let json = discovery.resource_types_json("https://example.com/scim/v2");
/// assert!(String::from_utf8(json).unwrap().contains(r#""endpoint":"/Groups""#));
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Discovery {
    resource_types: Vec<&'static ResourceType>,
    schemas: Vec<Cow<'static, Schema>>,
}

impl Discovery {
    /// Of nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { resource_types: Vec::new(), schemas: Vec::new() }
    }

    /// With a resource type and its schemas.
    #[must_use]
    pub fn resource<R: ScimResource>(mut self) -> Self {
        self.add(&R::descriptor());
        self
    }

    /// With a resource type, its schemas, and an extension that is defined at run time.
    ///
    /// ```
    /// use scim_schema::discovery::Discovery;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    /// use scim_schema::schema::{Attribute, Schema, Type};
    /// # use scim_schema::ScimResource;
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// let acme = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    ///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = DynamicExtension::new(&acme)?;
    /// let discovery = Discovery::new().resource_with::<Member>(acme);
    /// assert!(discovery.schema("urn:example:acme:2.0:User").is_some());
    /// # Ok::<(), scim_schema::resource::dynamic::InvalidExtension>(())
    /// ```
    #[must_use]
    pub fn resource_with<R: ScimResource>(mut self, extension: DynamicExtension) -> Self {
        self.add(&R::descriptor_with(Some(extension)));
        self
    }

    /// With a resource type and its schemas, in which what the application owns is readOnly.
    ///
    /// ```
    /// use scim_schema::discovery::Discovery;
    /// use scim_schema::ownership::Owned;
    /// use scim_schema::{rfc::User, schema::Mutability};
    ///
    /// let discovery = Discovery::new().resource_owned(Owned::<User>::new(["title"])?);
    /// let schema = discovery.schema("urn:ietf:params:scim:schemas:core:2.0:User").unwrap();
    /// assert_eq!(schema.attribute("title").unwrap().mutability, Mutability::ReadOnly);
    /// # Ok::<(), scim_schema::ownership::InvalidOwned>(())
    /// ```
    #[must_use]
    pub fn resource_owned<R: ScimResource>(mut self, owned: Owned<R>) -> Self {
        self.add(&ownership::described(owned.extension(), Some(owned)));
        self
    }

    pub(crate) fn add(&mut self, descriptor: &Descriptor) {
        let new = descriptor.resource_type;
        // two of one name are both told of, as neither is where the other is
        let is_it =
            |known: &&ResourceType| known.name == new.name && known.endpoint == new.endpoint;
        if !self.resource_types.iter().any(is_it) {
            self.resource_types.push(new);
        }
        for &schema in std::iter::once(&descriptor.schema).chain(descriptor.extensions) {
            match self.schemas.iter_mut().find(|known| known.id.eq_ignore_ascii_case(&schema.id)) {
                // two resource types may map different parts of one schema
                Some(known) if **known != *schema => {
                    merge(&mut known.to_mut().attributes, &schema.attributes);
                }
                Some(_) => {}
                None => self.schemas.push(Cow::Borrowed(schema)),
            }
        }
    }

    /// All schemas, each once, extensions included. A schema that several resource types map in
    /// part has the attributes that any of them maps.
    #[must_use]
    pub fn schemas(&self) -> impl ExactSizeIterator<Item = &Schema> {
        self.schemas.iter().map(|schema| &**schema)
    }

    /// The schema with this URN; ASCII case is ignored.
    #[must_use]
    pub fn schema(&self, urn: &str) -> Option<&Schema> {
        self.schemas().find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }

    /// All resource types.
    #[must_use]
    pub fn resource_types(&self) -> impl ExactSizeIterator<Item = &'static ResourceType> {
        self.resource_types.iter().copied()
    }

    /// The resource type with this name, which is case-exact and that of one (RFC 7643 section 6).
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&'static ResourceType> {
        self.resource_types().find(|resource_type| resource_type.name == name)
    }

    /// What `GET /Schemas` answers, as JSON; locations are below the base URL.
    #[must_use]
    pub fn schemas_json(&self, base: &str) -> Vec<u8> {
        list(&self.schemas().map(|schema| schema.document(base)).collect::<Vec<_>>())
    }

    /// What `GET /ResourceTypes` answers, as JSON; locations are below the base URL.
    #[must_use]
    pub fn resource_types_json(&self, base: &str) -> Vec<u8> {
        list(&self.resource_types().map(|known| known.document(base)).collect::<Vec<_>>())
    }
}

fn list<T: serde::Serialize>(documents: &[T]) -> Vec<u8> {
    json(&ListResponse::new(documents))
}

/// Documents are plain data, whose keys are strings, and a vector takes any number of bytes.
pub(crate) fn json<T: serde::Serialize>(document: &T) -> Vec<u8> {
    serde_json::to_vec(document).unwrap_or_default()
}

/// Adds the attributes, and their sub-attributes, that are not there yet.
fn merge(into: &mut Cow<'static, [Attribute]>, from: &[Attribute]) {
    if from.is_empty() {
        return;
    }
    let into = into.to_mut();
    // a tenant may have defined many, so none is looked for among all
    step(into.len() + from.len());
    let name = |attribute: &Attribute| attribute.name.to_ascii_lowercase();
    let mut places: HashMap<String, usize> = into.iter().map(name).zip(0..).collect();
    for attribute in from {
        match places.entry(name(attribute)) {
            Entry::Occupied(place) => {
                if let Some(known) = into.get_mut(*place.get()) {
                    merge(&mut known.sub_attributes, &attribute.sub_attributes);
                }
            }
            Entry::Vacant(place) => {
                place.insert(into.len());
                into.push(attribute.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests;
