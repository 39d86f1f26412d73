//! Changes as events.

use super::token::{PREFIX, Payload, SecurityEvent, SubjectId};
use crate::resource::ScimResource;
use crate::service::{Change, ChangeKind};
use crate::write::resource_uri;
use std::collections::BTreeMap;

/// What the events of a service provider have in common: who issues them, for whom, and where
/// resources are.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::events::Issuer;
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Change, Context, Identity};
///
/// let issuer = Issuer::new("https://scim.example.com").audience("https://app.example.com").resource::<User>();
/// let cx = Context::new(Identity::new());
/// let change = Change::deleted::<User>(&cx, &"7".to_owned(), None).with_sequence(12);
/// let event = issuer.event(&change).unwrap();
/// assert_eq!((&*event.jti, &*event.sub_id.uri), ("12", "/Users/7"));
/// assert!(event.is("delete"));
/// let json = serde_json::to_value(&event).unwrap();
/// assert_eq!((&json["iss"], &json["aud"][0]), (&"https://scim.example.com".into(), &"https://app.example.com".into()));
///
/// // of one of several stores, each of which counts from 1
/// let event = issuer.feed("eu").event(&change).unwrap();
/// assert_eq!(event.jti, "eu:12");
/// assert!(Issuer::uris().contains(&"urn:ietf:params:scim:event:prov:delete"));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Issuer {
    url: String,
    audience: Vec<String>,
    feed: String,
    /// The names of resource types and their endpoints.
    endpoints: Vec<(String, String)>,
}

impl Issuer {
    /// The service provider at this base URL. It tells of no resource type yet.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), audience: Vec::new(), feed: String::new(), endpoints: Vec::new() }
    }

    /// For this receiver.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience.push(audience.into());
        self
    }

    /// From the feed of this name, which the `jti` begins with: needed where one issuer has several
    /// feeds, as the changes of each are numbered from 1.
    #[must_use]
    pub fn feed(mut self, name: impl Into<String>) -> Self {
        self.feed = name.into();
        self
    }

    /// Of resources of this type; changes to others are no events.
    #[must_use]
    pub fn resource<R: ScimResource>(mut self) -> Self {
        let known = R::RESOURCE_TYPE;
        self.endpoints.push((known.name.to_string(), known.endpoint.to_string()));
        self
    }

    /// The URIs of all events that there can be, as `/ServiceProviderConfig` lists them.
    #[must_use]
    pub const fn uris() -> &'static [&'static str] {
        &[
            "urn:ietf:params:scim:event:prov:create:notice",
            "urn:ietf:params:scim:event:prov:put:notice",
            "urn:ietf:params:scim:event:prov:patch:notice",
            "urn:ietf:params:scim:event:prov:delete",
            "urn:ietf:params:scim:event:prov:activate",
            "urn:ietf:params:scim:event:prov:deactivate",
        ]
    }

    /// A change as an event; `None` if it is to a resource of a type that is not told of.
    #[must_use]
    pub fn event(&self, change: &Change) -> Option<SecurityEvent> {
        let (_, endpoint) =
            self.endpoints.iter().find(|(name, _)| *name == change.resource_type)?;
        let jti = match &*self.feed {
            "" => change.sequence.to_string(),
            feed => format!("{feed}:{}", change.sequence),
        };
        Some(SecurityEvent {
            iss: self.url.clone(),
            iat: change.at.unix_seconds(),
            // one write is one unit of work and one event
            txn: jti.clone(),
            jti,
            aud: self.audience.clone(),
            sub_id: SubjectId {
                format: "scim".to_owned(),
                uri: resource_uri("", endpoint, &change.id),
                id: Some(change.id.clone()),
                external_id: None,
            },
            events: events(change),
        })
    }
}

fn events(change: &Change) -> BTreeMap<String, Payload> {
    let notice = || Payload {
        version: change.version_after.clone(),
        attributes: Some(change.paths.clone()),
    };
    let (name, payload) = match change.kind {
        ChangeKind::Created => ("create:notice", notice()),
        ChangeKind::Replaced => ("put:notice", notice()),
        ChangeKind::Patched => ("patch:notice", notice()),
        ChangeKind::Deleted => ("delete", Payload::default()),
    };
    let uri = |name: &str| format!("{PREFIX}{name}");
    let mut events = BTreeMap::from([(uri(name), payload)]);
    if let Some(active) = change.active {
        let name = if active { "activate" } else { "deactivate" };
        events.insert(uri(name), Payload::default());
    }
    events
}
