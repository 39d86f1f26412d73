//! A client of a service provider that laws look at.

use super::Engine;
use super::published::{named, published};
use crate::exchange::{Exchange, request};
use crate::oracle::Shape;
use http::Method;
use scim_schema::compare::unicode_key;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Uniqueness;
use scim_schema::service::ScimService;
use serde_json::Value;
use std::collections::BTreeSet;

/// A client of the endpoint of one resource type.
pub(super) struct Client<'e, R> {
    engine: &'e dyn Engine<R>,
    service: ScimService,
    endpoint: String,
}

impl<'e, R: ScimResource> Client<'e, R> {
    /// Of a service provider that has no resources yet.
    pub(super) fn new(engine: &'e dyn Engine<R>, blank: &R) -> Self {
        let endpoint = R::RESOURCE_TYPE.endpoint.to_string();
        Self { engine, service: engine.service(blank), endpoint }
    }

    /// Whether the schemas say that an attribute is unique.
    pub(super) fn publishes_unique(&self, name: &str) -> bool {
        let schemas = self.engine.schemas();
        let one = published(&schemas, &R::SCHEMA.id).and_then(|all| named(all, name));
        let said = one.and_then(|one| one.get("uniqueness")).and_then(Value::as_str);
        matches!(said, Some("server" | "global"))
    }

    pub(super) fn send(
        &self,
        method: Method,
        path: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Exchange {
        let uri = format!("{}{path}", self.endpoint);
        let request = request(method, &uri, if_match, body);
        Exchange::with(&self.service, request, |answer| self.engine.wait(answer))
    }

    pub(super) fn post(&self, body: &Value) -> Exchange {
        self.send(Method::POST, "", None, Some(body))
    }

    pub(super) fn get(&self, id: &str) -> Exchange {
        self.send(Method::GET, &segment(id), None, None)
    }

    pub(super) fn put(&self, id: &str, if_match: Option<&str>, body: &Value) -> Exchange {
        self.send(Method::PUT, &segment(id), if_match, Some(body))
    }

    pub(super) fn patch(&self, id: &str, if_match: Option<&str>, body: &Value) -> Exchange {
        self.send(Method::PATCH, &segment(id), if_match, Some(body))
    }

    pub(super) fn delete(&self, id: &str, if_match: Option<&str>) -> Exchange {
        self.send(Method::DELETE, &segment(id), if_match, None)
    }
}

/// `/` and an id, percent-encoded (RFC 3986 section 2.3).
pub(super) fn segment(id: &str) -> String {
    let mut segment = "/".to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            segment.push_str(&format!("%{byte:02X}"));
        }
    }
    segment
}

/// The id that a response names.
pub(super) fn id(exchange: &Exchange) -> String {
    exchange.json().get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What must be unique of a document, each with a name and as it compares.
pub(super) fn keys<R: ScimResource>(shape: &Shape, document: &Value) -> BTreeSet<(String, String)> {
    let (mut keys, unique) = (BTreeSet::new(), unique::<R>());
    for attribute in shape.attributes.iter().filter(|one| unique.contains(&one.name)) {
        if let Some(Value::String(text)) = document.get(&attribute.name) {
            let key = if attribute.unicode {
                unicode_key(text).into_owned()
            } else if attribute.case_exact {
                text.clone()
            } else {
                text.to_ascii_lowercase()
            };
            keys.insert((attribute.name.clone(), key));
        }
    }
    keys
}

/// A body with the values of another where these must be unique.
pub(super) fn with_keys_of<R: ScimResource>(body: &Value, other: &Value) -> Value {
    let mut body = body.clone();
    if let Value::Object(members) = &mut body {
        for name in unique::<R>() {
            members.retain(|known, _| !known.eq_ignore_ascii_case(&name));
            if let Some(value) = other.get(&name) {
                members.insert(name, value.clone());
            }
        }
    }
    body
}

/// Without what a store sets anew at each write.
pub(super) fn unstamped(resource: &Value) -> Value {
    let mut resource = resource.clone();
    if let Value::Object(members) = &mut resource {
        members.remove("meta");
    }
    resource
}

/// The unique attributes of a type, but for those that only the store sets.
pub(super) fn unique<R: ScimResource>() -> Vec<String> {
    let all = R::SCHEMA.attributes.iter();
    let declared =
        all.filter(|one| matches!(one.uniqueness, Uniqueness::Server | Uniqueness::Global));
    declared.filter(|one| one.name != "id").map(|one| one.name.to_string()).collect()
}

#[cfg(test)]
mod tests;
