//! The claims of a security event token.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Before the name of each event.
pub(super) const PREFIX: &str = "urn:ietf:params:scim:event:prov:";

/// One change as the claims of a security event token (RFC 8417 section 2.2, RFC 9967 section 2).
///
/// It serializes as the claims set; [`to_jwt`](Self::to_jwt) makes the token of it.
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
