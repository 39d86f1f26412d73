//! The claims of a security event token.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Before the name of each event.
pub(super) const PREFIX: &str = "urn:ietf:params:scim:event:prov:";

/// One change as the claims of a security event token (RFC 8417 section 2.2, RFC 9967 section 2).
///
/// It serializes as the claims set; [`to_jwt`](Self::to_jwt) and
/// [`to_unsecured_jwt`](Self::to_unsecured_jwt) make the token of it.
///
/// ```
/// use scim_schema::events::SecurityEvent;
///
/// // what a receiver reads
/// let event: SecurityEvent = serde_json::from_str(r#"{
///     "iss": "https://scim.example.com", "iat": 1458496025, "jti": "12", "txn": "12",
///     "sub_id": { "format": "scim", "uri": "/Users/7", "id": "7" },
///     "events": {
///         "urn:ietf:params:scim:event:prov:patch:notice": { "attributes": ["active"] },
///         "urn:ietf:params:scim:event:prov:deactivate": {}
///     }
/// }"#)?;
/// assert!(event.is("deactivate") && !event.is("delete"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SecurityEvent {
    /// Who says so: the URL of the service provider.
    pub iss: String,
    /// When it happened, in seconds since 1970.
    pub iat: i64,
    /// Identifies the event among those of the issuer, however often it is delivered.
    pub jti: String,
    /// For whom it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aud: Vec<String>,
    /// Identifies the write that it tells of.
    pub txn: String,
    /// Which resource.
    pub sub_id: SubjectId,
    /// What happened, by URI: the change, and where it says so that the resource was activated or
    /// deactivated.
    pub events: BTreeMap<String, Payload>,
}

/// The resource that an event is about (RFC 9967 section 2.1).
///
/// ```
/// use scim_schema::events::SubjectId;
///
/// let user: SubjectId = serde_json::from_str(r#"{ "format": "scim", "uri": "/Users/7", "externalId": "jdoe" }"#)?;
/// assert_eq!((user.uri.as_str(), user.external_id.as_deref()), ("/Users/7", Some("jdoe")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SubjectId {
    /// `scim`.
    pub format: String,
    /// Its path below the base URL of the service provider.
    pub uri: String,
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its `externalId`, where the issuer knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

/// What an event says beside its URI (RFC 9967 section 2.2): a `notice`, so no values.
///
/// ```
/// use scim_schema::events::Issuer;
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Change, Context, Identity};
///
/// let user = User { id: "7".into(), user_name: "babs".into(), version: "1".into(), ..User::default() };
/// let change = Change::created(&Context::new(Identity::new()), &user);
/// let event = Issuer::new("https://scim.example.com").resource::<User>().event(&change).unwrap();
/// let payload = &event.events["urn:ietf:params:scim:event:prov:create:notice"];
/// assert_eq!(payload.version.as_deref(), Some("W/\"1\""));
/// assert_eq!(payload.attributes.as_deref(), Some(["userName".to_owned()].as_slice()));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Payload {
    /// The entity tag of the resource afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The paths of the attributes that were added, changed or removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<String>>,
}

impl SecurityEvent {
    /// Whether it tells of this, such as `create:notice`, `delete` or `deactivate`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.events.keys().any(|uri| uri.strip_prefix(PREFIX) == Some(name))
    }
}
