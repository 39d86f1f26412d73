//! A schema or resource type as a resource: with `schemas` and `meta`.

use crate::schema::{
    RESOURCE_TYPE_URN, ResourceType, SCHEMA_URN, SERVICE_PROVIDER_CONFIG_URN, Schema,
    ServiceProviderConfig,
};
use serde::Serialize;

/// A schema, a resource type or the service provider's configuration as `GET` answers it: with
/// `schemas` before and `meta` behind.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::Group;
/// use scim_schema::ScimResource;
///
/// let document = Group::SCHEMA.document("https://example.com/scim/v2");
/// let json = serde_json::to_string(&document)?;
/// assert!(json.contains(r#""location":"https://example.com/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group""#));
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct Document<'a, T> {
    schemas: [&'static str; 1],
    #[serde(flatten)]
    content: &'a T,
    meta: Meta,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    resource_type: &'static str,
    location: String,
}

impl<'a, T> Document<'a, T> {
    fn new(
        content: &'a T,
        urn: &'static str,
        resource_type: &'static str,
        base: &str,
        path: &str,
    ) -> Self {
        let location = format!("{}{path}", base.trim_end_matches('/'));
        Self { schemas: [urn], content, meta: Meta { resource_type, location } }
    }
}

impl Schema {
    /// The document at `/Schemas/{id}` (RFC 7643 section 7).
    ///
    /// ```
    /// use scim_schema::schema::Schema;
    ///
    /// let badge = Schema::new("urn:example:scim:schemas:2.0:Badge", "Badge", "A badge that opens doors.");
    /// let json = serde_json::to_value(badge.document("https://example.com/scim/v2/")).unwrap();
    /// assert_eq!(
    ///     json["meta"]["location"],
    ///     "https://example.com/scim/v2/Schemas/urn:example:scim:schemas:2.0:Badge"
    /// );
    /// ```
    #[must_use]
    pub fn document(&self, base: &str) -> Document<'_, Self> {
        Document::new(self, SCHEMA_URN, "Schema", base, &format!("/Schemas/{}", self.id))
    }
}

impl ResourceType {
    /// The document at `/ResourceTypes/{id}` (RFC 7643 section 6).
    ///
    /// ```
    /// use scim_schema::{ScimResource, rfc::Group};
    ///
    /// let document = Group::RESOURCE_TYPE.document("https://example.com/scim/v2");
    /// let json = serde_json::to_value(&document).unwrap();
    /// assert_eq!(json["endpoint"], "/Groups");
    /// assert_eq!(json["meta"]["location"], "https://example.com/scim/v2/ResourceTypes/Group");
    /// ```
    #[must_use]
    pub fn document(&self, base: &str) -> Document<'_, Self> {
        let path = format!("/ResourceTypes/{}", self.name);
        Document::new(self, RESOURCE_TYPE_URN, "ResourceType", base, &path)
    }
}

impl ServiceProviderConfig {
    /// The document at `/ServiceProviderConfig` (RFC 7643 section 5).
    ///
    /// ```
    /// use scim_schema::schema::ServiceProviderConfig;
    ///
    /// let mut config = ServiceProviderConfig::new();
    /// config.patch.supported = true;
    /// let json = serde_json::to_value(config.document("https://example.com/scim/v2")).unwrap();
    /// assert_eq!(json["schemas"][0], "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
    /// assert_eq!(json["patch"]["supported"], true);
    /// ```
    #[must_use]
    pub fn document(&self, base: &str) -> Document<'_, Self> {
        const NAME: &str = "ServiceProviderConfig";
        Document::new(self, SERVICE_PROVIDER_CONFIG_URN, NAME, base, "/ServiceProviderConfig")
    }
}
