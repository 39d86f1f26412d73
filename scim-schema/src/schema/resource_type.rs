//! Resource types (RFC 7643 section 6).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The URN of the schema that describes resource types.
pub const RESOURCE_TYPE_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

/// A resource type: where its resources live and which schemas they have (RFC 7643 section 6).
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::User;
/// use scim_schema::ScimResource;
///
/// let resource_type = User::RESOURCE_TYPE;
/// assert_eq!((&*resource_type.name, &*resource_type.endpoint), ("User", "/Users"));
/// assert_eq!(resource_type.schema, User::SCHEMA.id);
/// use scim_schema::schema::ResourceType;
/// let badges = ResourceType::new("Badge", "/Badges", "urn:example:2.0:Badge", "A badge.")
///     .schema_extensions(&[]);
/// assert_eq!(badges.id, "Badge");
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResourceType {
    /// The identifier, the same as the name.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub id: Cow<'static, str>,
    /// The name, as `meta.resourceType` and references have it.
    pub name: Cow<'static, str>,
    /// What it is for, in words a person reads.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub description: Cow<'static, str>,
    /// The endpoint below the base URL, with its slash: `/Users`.
    pub endpoint: Cow<'static, str>,
    /// The URN of the primary schema.
    pub schema: Cow<'static, str>,
    /// The extensions that resources may or must have.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub schema_extensions: Cow<'static, [SchemaExtension]>,
}

/// An extension that a resource type takes (RFC 7643 section 6).
///
/// ```
/// use scim_schema::schema::{ResourceType, SchemaExtension};
///
/// const MEMBERS: ResourceType =
///     ResourceType::new("User", "/Users", "urn:ietf:params:scim:schemas:core:2.0:User", "A person.")
///         .schema_extensions(const { &[SchemaExtension::new("urn:example:2.0:Parking", false)] });
/// let json = serde_json::to_value(MEMBERS).unwrap();
/// assert_eq!(json["schemaExtensions"][0]["schema"], "urn:example:2.0:Parking");
/// assert_eq!(json["schemaExtensions"][0]["required"], false);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SchemaExtension {
    /// The URN of the extension's schema.
    pub schema: Cow<'static, str>,
    /// Whether every resource must have it.
    #[serde(default)]
    pub required: bool,
}

#[expect(clippy::ptr_arg, reason = "the signature that serde's `skip_serializing_if` calls")]
fn is_empty(list: &Cow<'static, [SchemaExtension]>) -> bool {
    list.is_empty()
}

impl ResourceType {
    /// A resource type without extensions; its id is its name.
    #[must_use]
    pub const fn new(
        name: &'static str,
        endpoint: &'static str,
        schema: &'static str,
        description: &'static str,
    ) -> Self {
        Self {
            id: Cow::Borrowed(name),
            name: Cow::Borrowed(name),
            description: Cow::Borrowed(description),
            endpoint: Cow::Borrowed(endpoint),
            schema: Cow::Borrowed(schema),
            schema_extensions: Cow::Borrowed(&[]),
        }
    }

    /// With these extensions.
    #[must_use]
    pub const fn schema_extensions(mut self, extensions: &'static [SchemaExtension]) -> Self {
        core::mem::forget(core::mem::replace(
            &mut self.schema_extensions,
            Cow::Borrowed(extensions),
        ));
        self
    }
}

impl SchemaExtension {
    /// An extension.
    #[must_use]
    pub const fn new(schema: &'static str, required: bool) -> Self {
        Self { schema: Cow::Borrowed(schema), required }
    }
}
