//! Writing a resource as SCIM JSON, straight from its fields.

mod json;
mod serialize;
mod string;
pub(crate) mod text;

use crate::projection::{Projection, Selection};
use crate::resource::{
    Descriptor, DynamicExtension, Kind, Model, Node, ScimResource, View, id_field,
};
use json::Writer;
use std::fmt;
use std::marker::PhantomData;
#[cfg(feature = "http1")]
use std::ops::Range;

/// A resource to write: as bytes, or through any serde `Serializer`.
///
/// `schemas`, `meta.resourceType`, `meta.location` and `meta.version` are computed; `location` is
/// there when the base URL is given. Attributes come in the order of the schema.
///
/// ```
/// # use scim_schema::{ScimResource, write::Scim};
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
/// }
/// let member = Member { id: 7, login: "barbara".into() };
/// let json = Scim::new(&member).base("https://example.com/scim/v2").to_string();
/// assert_eq!(json, concat!(
///     r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"barbara","#,
///     r#""meta":{"resourceType":"User","location":"https://example.com/scim/v2/Users/7"}}"#,
/// ));
/// use scim_schema::projection::Projection;
/// let projection = Projection::attributes(["meta"]);
/// assert_eq!(
///     Scim::new(&member).projection(&projection).to_vec(),
///     br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","meta":{"resourceType":"User"}}"#
/// );
/// let mut list = b"[".to_vec();
/// Scim::new(&member).write_to(&mut list);
/// assert!(list.starts_with(br#"[{"schemas""#));
/// ```
pub struct Scim<'a, R> {
    resource: Resource<'a>,
    // a projection is of one resource type
    of: PhantomData<fn() -> R>,
}

/// What is written, of whichever type.
#[derive(Clone, Copy)]
struct Resource<'a> {
    model: &'a dyn Model,
    descriptor: Descriptor,
    base: Option<&'a str>,
    selection: Option<&'a Selection>,
}

impl<'a, R: ScimResource> Scim<'a, R> {
    /// With everything that is returned by default, and no location.
    #[must_use]
    pub fn new(resource: &'a R) -> Self {
        Self {
            resource: Resource {
                model: resource,
                descriptor: R::descriptor(),
                base: None,
                selection: None,
            },
            of: PhantomData,
        }
    }

    /// With the location below this base URL, which has no slash at its end.
    #[must_use]
    pub fn base(mut self, url: &'a str) -> Self {
        self.resource.base = Some(url.trim_end_matches('/'));
        self
    }

    /// With what was asked for.
    #[must_use]
    pub fn projection(mut self, projection: &'a Projection<R>) -> Self {
        self.resource.selection = projection.selection();
        if let Some(extension) = projection.dynamic() {
            return self.dynamic(extension);
        }
        self
    }

    /// With what it has of an extension that is defined at run time; a projection that was made
    /// for one says so itself.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    /// use scim_schema::schema::{Attribute, Schema, Type};
    /// use scim_schema::write::Scim;
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     user_name: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    ///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let member = Member { extra: serde_json::from_str(r#"{ "costCentre": 4130 }"#)?, ..Member::default() };
    /// let json = Scim::new(&member).dynamic(DynamicExtension::new(&schema)?).to_string();
    /// assert!(json.contains(r#""urn:example:acme:2.0:User":{"costCentre":4130}"#));
    /// assert!(!Scim::new(&member).to_string().contains("costCentre"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dynamic(mut self, extension: DynamicExtension) -> Self {
        self.resource.descriptor = R::descriptor_with(Some(extension));
        self
    }

    /// The JSON.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        self.resource.to_vec()
    }

    /// Appends the JSON.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        Writer::new(out, &self.resource).resource();
    }

    /// Appends the JSON; answers where in it the elements of this attribute are, if it has them.
    #[cfg(feature = "http1")]
    pub(crate) fn write_with(&self, out: &mut Vec<u8>, list: &str) -> Option<Range<usize>> {
        Writer::new(out, &self.resource).resource_with(list)
    }
}

impl Resource<'_> {
    fn to_vec(self) -> Vec<u8> {
        // grown seldom, and the small one is quick to get
        let mut out = Vec::with_capacity(if self.selection.is_some() { 512 } else { 4096 });
        Writer::new(&mut out, &self).resource();
        out
    }

    /// The identifier.
    fn id(&self) -> Option<View<'_>> {
        id_field(self.descriptor.nodes).map(|id| self.model.get(id))
    }
}

/// The weak ETag of a resource that has a version: `W/"7"`.
///
/// ```
/// use scim_schema::{rfc::User, write::etag};
///
/// let user = User { version: "7".into(), ..User::default() };
/// assert_eq!(etag(&user).as_deref(), Some(r#"W/"7""#));
/// assert_eq!(etag(&User::default()), None);
/// ```
#[must_use]
pub fn etag<R: ScimResource>(resource: &R) -> Option<String> {
    fn version(model: &dyn Model, nodes: &[Node], base: u16) -> Option<String> {
        nodes.iter().find_map(|node| match node.kind {
            Kind::Version(field) => text::etag(&model.get(base + node.base + field)),
            Kind::Group(nodes) => version(model, nodes, base + node.base),
            _ => None,
        })
    }
    version(resource, R::NODES, 0)
}

/// The URI of a resource below a base URL (RFC 7644 section 3.3, `Location`).
///
/// ```
/// use scim_schema::{rfc::User, write::location};
///
/// let user = User { id: "7/8".into(), ..User::default() };
/// assert_eq!(location(&user, "https://example.com/scim/v2"), "https://example.com/scim/v2/Users/7%2F8");
/// ```
#[must_use]
pub fn location<R: ScimResource>(resource: &R, base: &str) -> String {
    let scim = Scim::new(resource);
    let mut location =
        format!("{}{}/", base.trim_end_matches('/'), R::RESOURCE_TYPE.endpoint).into_bytes();
    if let Some(id) = scim.resource.id() {
        text::push_segment(&mut location, &id);
    }
    // of texts, and of what is encoded
    String::from_utf8(location).unwrap_or_default()
}

/// The URI of the resource with this id, as [`location`] writes it.
#[cfg(feature = "http1")]
pub(crate) fn resource_uri(base: &str, endpoint: &str, id: &str) -> String {
    let mut uri = format!("{}{endpoint}/", base.trim_end_matches('/'));
    text::percent_encode(&mut uri, id);
    uri
}

impl<R> Clone for Scim<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Scim<'_, R> {}

impl<R> fmt::Display for Scim<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.resource.to_vec()))
    }
}

impl<R> fmt::Debug for Scim<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scim")
            .field("resource_type", &self.resource.descriptor.resource_type.name)
            .finish_non_exhaustive()
    }
}
