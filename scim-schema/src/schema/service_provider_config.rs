//! What a service provider supports (RFC 7643 section 5, RFC 9865 section 4).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The URN of the schema that describes service providers.
pub const SERVICE_PROVIDER_CONFIG_URN: &str =
    "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

type Text = Cow<'static, str>;

/// What a service provider supports, as `/ServiceProviderConfig` publishes it.
///
/// What a document leaves out is not supported.
///
/// ```
/// use scim_schema::schema::ServiceProviderConfig;
///
/// const NOTHING: ServiceProviderConfig = ServiceProviderConfig::new();
/// let json = serde_json::to_string(&NOTHING).unwrap();
/// assert!(json.starts_with(r#"{"patch":{"supported":false},"bulk":"#));
/// assert_eq!(serde_json::from_str::<ServiceProviderConfig>(&json).unwrap(), NOTHING);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ServiceProviderConfig {
    /// Where people read how to use this service provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation_uri: Option<Text>,
    /// Whether resources can be changed in part.
    pub patch: Supported,
    /// Whether one request can carry several operations.
    pub bulk: BulkConfig,
    /// Whether searches can be filtered.
    pub filter: FilterConfig,
    /// Whether passwords can be changed.
    pub change_password: Supported,
    /// Whether searches can be sorted.
    pub sort: Supported,
    /// Whether resources have versions that requests can depend on.
    pub etag: Supported,
    /// How searches are paged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<PaginationConfig>,
    /// What is told of changes; nothing where it is absent (RFC 9967 section 4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_events: Option<SecurityEventsConfig>,
    /// How a client can authenticate.
    pub authentication_schemes: Cow<'static, [AuthenticationScheme]>,
}

/// Whether something is supported.
///
/// ```
/// use scim_schema::schema::{ServiceProviderConfig, Supported};
///
/// let config: ServiceProviderConfig = serde_json::from_str(r#"{ "patch": { "supported": true } }"#).unwrap();
/// assert!(config.patch.supported);
/// assert_eq!(config.sort, Supported::default());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Supported {
    /// Whether it is.
    pub supported: bool,
}

/// What bulk requests may be like.
///
/// ```
/// use scim_schema::schema::BulkConfig;
///
/// let bulk: BulkConfig =
///     serde_json::from_str(r#"{ "supported": true, "maxOperations": 1000, "maxPayloadSize": 1048576 }"#).unwrap();
/// assert!(bulk.supported);
/// assert_eq!((bulk.max_operations, bulk.max_payload_size), (1000, 1024 * 1024));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct BulkConfig {
    /// Whether there are any.
    pub supported: bool,
    /// The most operations in one request.
    pub max_operations: u64,
    /// The largest request, in bytes.
    pub max_payload_size: u64,
}

/// What filters may be like.
///
/// ```
/// use scim_schema::schema::FilterConfig;
///
/// let filter: FilterConfig = serde_json::from_str(r#"{ "supported": true, "maxResults": 200 }"#).unwrap();
/// assert!(filter.supported);
/// assert_eq!(filter.max_results, 200);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct FilterConfig {
    /// Whether there are any.
    pub supported: bool,
    /// The most resources in one response.
    pub max_results: u64,
}

/// How searches are paged (RFC 9865 section 4).
///
/// ```
/// use scim_schema::schema::PaginationConfig;
///
/// let pages: PaginationConfig = serde_json::from_str(
///     r#"{ "cursor": true, "index": true, "defaultPaginationMethod": "index", "maxPageSize": 200 }"#,
/// ).unwrap();
/// assert!(pages.cursor && pages.index);
/// assert_eq!(pages.default_pagination_method.as_deref(), Some("index"));
/// assert_eq!((pages.max_page_size, pages.cursor_timeout), (Some(200), None));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PaginationConfig {
    /// Whether pages can be asked for by cursor.
    pub cursor: bool,
    /// Whether pages can be asked for by `startIndex`.
    pub index: bool,
    /// What a request that names neither gets: `cursor` or `index`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_pagination_method: Option<Text>,
    /// How many resources a page has when the request does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_page_size: Option<u64>,
    /// How many resources a page has at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_page_size: Option<u64>,
    /// For how many seconds, at least, a cursor can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor_timeout: Option<u64>,
}

/// What is told of changes (RFC 9967 section 4).
///
/// ```
/// use scim_schema::schema::SecurityEventsConfig;
///
/// let events: SecurityEventsConfig = serde_json::from_str(
///     r#"{ "asyncRequest": "none", "eventUris": ["urn:ietf:params:scim:event:prov:create:notice"] }"#,
/// ).unwrap();
/// assert_eq!(events.async_request, "none");
/// assert_eq!(events.event_uris.len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SecurityEventsConfig {
    /// Whether requests can be completed asynchronously: `none`, `long` or `request`.
    pub async_request: Text,
    /// The URIs of the events.
    pub event_uris: Vec<Text>,
}

/// A way to authenticate.
///
/// ```
/// use scim_schema::schema::{AuthenticationScheme, ServiceProviderConfig};
///
/// let oauth = AuthenticationScheme::new("oauth2", "OAuth 2.0", "A token of the authorization server.");
/// let mut config = ServiceProviderConfig::new();
/// config.authentication_schemes = vec![AuthenticationScheme::BEARER, oauth].into();
/// let json = serde_json::to_value(&config).unwrap();
/// assert_eq!(json["authenticationSchemes"][0]["type"], "oauthbearertoken");
/// assert_eq!(json["authenticationSchemes"][1]["name"], "OAuth 2.0");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuthenticationScheme {
    /// `oauth`, `oauth2`, `oauthbearertoken`, `httpbasic` or `httpdigest`.
    #[serde(default)]
    pub r#type: Text,
    /// What it is commonly called.
    #[serde(default)]
    pub name: Text,
    /// How it works here.
    #[serde(default)]
    pub description: Text,
    /// Where it is specified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec_uri: Option<Text>,
    /// Where people read how to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation_uri: Option<Text>,
}

impl ServiceProviderConfig {
    /// Nothing is supported.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            documentation_uri: None,
            patch: Supported { supported: false },
            bulk: BulkConfig { supported: false, max_operations: 0, max_payload_size: 0 },
            filter: FilterConfig { supported: false, max_results: 0 },
            change_password: Supported { supported: false },
            sort: Supported { supported: false },
            etag: Supported { supported: false },
            pagination: None,
            security_events: None,
            authentication_schemes: Cow::Borrowed(&[]),
        }
    }
}

impl AuthenticationScheme {
    /// A bearer token in the header `Authorization` (RFC 6750).
    pub const BEARER: Self = Self {
        r#type: Cow::Borrowed("oauthbearertoken"),
        name: Cow::Borrowed("OAuth Bearer Token"),
        description: Cow::Borrowed("A bearer token in the header `Authorization`."),
        spec_uri: Some(Cow::Borrowed("https://www.rfc-editor.org/info/rfc6750")),
        documentation_uri: None,
    };
    /// A name and a password in the header `Authorization` (RFC 7617).
    pub const BASIC: Self = Self {
        r#type: Cow::Borrowed("httpbasic"),
        name: Cow::Borrowed("HTTP Basic"),
        description: Cow::Borrowed("A name and a password in the header `Authorization`."),
        spec_uri: Some(Cow::Borrowed("https://www.rfc-editor.org/info/rfc7617")),
        documentation_uri: None,
    };

    /// A scheme of this type, such as `oauth2`.
    #[must_use]
    pub fn new(
        r#type: impl Into<Text>,
        name: impl Into<Text>,
        description: impl Into<Text>,
    ) -> Self {
        Self {
            r#type: r#type.into(),
            name: name.into(),
            description: description.into(),
            spec_uri: None,
            documentation_uri: None,
        }
    }
}

#[cfg(test)]
mod tests;
