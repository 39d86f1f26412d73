//! A service provider in this process, and what stands before it.

mod asked;

pub(crate) use asked::Asked;

use http::{HeaderMap, HeaderValue, Method, Request, Response};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{
    Authenticate, Builder, Context, Credential, CursorKey, Identity, MemoryStore, RateLimit,
    ScimService,
};
use scim_schema::value::Secret;
use scim_testkit::Exchange;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::models::{Device, Entitlement, Role};

pub(crate) const BASE: &str = "https://scim.example.com/scim/v2";
pub(crate) const TOKEN: &str = "Jo5iePh8";

struct Token(Dialect);

impl Authenticate for Token {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        if *credential.secret() != Secret::from(TOKEN) {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().subject("checks").dialect(self.0))
    }
}

/// The service provider without a fault.
pub(crate) fn honest(dialect: Dialect) -> ScimService {
    built(dialect, ScimService::builder())
}

/// Likewise as a client wants it: for Okta with what it can grant; with a limit or without.
pub(crate) fn for_client(dialect: Dialect, limit: Option<RateLimit>) -> ScimService {
    let mut service = ScimService::builder();
    if let Some(limit) = limit {
        service = service.rate_limit(limit);
    }
    if dialect == Dialect::OKTA {
        // what Okta can grant, which it wants one of
        let cx = Context::new(Identity::new());
        let (roles, others) = (MemoryStore::<Role>::new(), MemoryStore::<Entitlement>::new());
        roles.insert(&cx, Role { display_name: "Admin".into(), ..Role::default() }).unwrap();
        let seat = Entitlement { display_name: "Seat".into(), ..Entitlement::default() };
        others.insert(&cx, seat).unwrap();
        service = service.resource(roles).resource(others);
    }
    built(dialect, service)
}

fn built(dialect: Dialect, service: Builder) -> ScimService {
    service
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .resource(MemoryStore::<Device>::new())
        .authenticate(Token(dialect))
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .limits({
            let mut limits = scim_schema::limits::Limits::DEFAULT;
            limits.bulk_operations = 20;
            limits.bulk_payload = 100_000;
            limits
        })
        .base_path("/scim/v2")
        .base_url(BASE)
        .build()
}

/// A response, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Null where there is none.
    pub(crate) json: Value,
    /// In place of `json`.
    pub(crate) raw: Option<String>,
}

/// The service provider, and what a fault remembers.
pub(crate) struct Server {
    service: ScimService,
    memory: Mutex<BTreeMap<String, Value>>,
    interoperable: bool,
}

impl Server {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self::of(honest(dialect))
    }

    pub(crate) fn of(service: ScimService) -> Self {
        Self { service, memory: Mutex::default(), interoperable: false }
    }

    /// One that keeps draft-zollner-scim-interop-profile too, and says so.
    pub(crate) fn interoperable() -> Self {
        Self { interoperable: true, ..Self::new(Dialect::RFC) }
    }

    /// What the service provider answers.
    pub(crate) fn ask(&self, asked: &Asked) -> Answer {
        if !self.interoperable {
            return self.served(asked);
        }
        if asked.is_create() && asked.json().as_object().is_some_and(|body| self.undefined(body)) {
            return Answer::error(400, "invalidSyntax");
        }
        let mut answer = self.served(asked);
        if asked.path == "/ServiceProviderConfig" {
            answer.json["interopProfileConformant"] = true.into();
        }
        answer
    }

    fn served(&self, asked: &Asked) -> Answer {
        Answer::of(Exchange::of(&self.service, asked.request()).response())
    }

    /// Whether a body has a member that no schema defines.
    fn undefined(&self, body: &Map<String, Value>) -> bool {
        let schemas = Request::builder().uri(format!("{BASE}/Schemas"));
        let token = format!("Bearer {TOKEN}");
        let schemas = schemas.header("authorization", token).body(String::new()).unwrap();
        let schemas = self.served(&Asked::of(schemas)).json["Resources"].take();
        let schemas = schemas.as_array().cloned().unwrap_or_default();
        let attributes = schemas.iter().filter_map(|schema| schema["attributes"].as_array());
        let attributes = attributes.flatten().map(|attribute| &attribute["name"]);
        let names = attributes.chain(schemas.iter().map(|schema| &schema["id"]));
        let names = names.filter_map(Value::as_str).chain(["schemas", "id", "externalId", "meta"]);
        let names: BTreeSet<String> = names.map(str::to_ascii_lowercase).collect();
        body.keys().any(|name| !names.contains(&name.to_ascii_lowercase()))
    }

    /// A request of the fault's own, by the same client.
    pub(crate) fn also(&self, by: &Asked, method: &Method, path: &str, body: Value) -> Answer {
        let mut headers = by.headers.clone();
        headers.remove("if-match");
        headers.remove("if-none-match");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let method = method.clone();
        self.ask(&Asked { method, path: path.to_owned(), query: Vec::new(), headers, body })
    }

    pub(crate) fn get(&self, by: &Asked, path: &str) -> Answer {
        self.also(by, &Method::GET, path, Value::Null)
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Value>> {
        self.memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// All that a fault remembers.
    pub(crate) fn all(&self) -> BTreeMap<String, Value> {
        self.remembered().clone()
    }

    pub(crate) fn remember(&self, key: &str, value: impl Into<Value>) {
        self.remembered().insert(key.to_owned(), value.into());
    }

    pub(crate) fn recall(&self, key: &str) -> Option<Value> {
        self.remembered().get(key).cloned()
    }
}

impl Answer {
    fn of(response: &Response<String>) -> Self {
        let json = serde_json::from_str(response.body()).unwrap_or_default();
        let raw = None;
        Self { status: response.status().as_u16(), headers: response.headers().clone(), json, raw }
    }

    pub(crate) fn new(status: u16, json: Value) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/scim+json"));
        Self { status, headers, json, raw: None }
    }

    pub(crate) fn error(status: u16, scim_type: &str) -> Self {
        let mut error = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": status.to_string(),
            "detail": "no",
        });
        if !scim_type.is_empty() {
            error["scimType"] = scim_type.into();
        }
        Self::new(status, error)
    }

    pub(crate) fn response(self) -> Response<String> {
        let body = self.raw.unwrap_or_else(|| {
            if self.json.is_null() { String::new() } else { self.json.to_string() }
        });
        let mut response = Response::builder().status(self.status).body(body).unwrap();
        *response.headers_mut() = self.headers;
        response
    }

    pub(crate) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
    }

    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
    }

    /// Each resource in it, of a resource type.
    pub(crate) fn each(&mut self, change: impl FnMut(&mut Map<String, Value>)) {
        each(&mut self.json, change);
    }

    /// The resource that it is; not those of a list.
    pub(crate) fn one(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        if let Some(resource) = self.json.as_object_mut().filter(|object| is_resource(object)) {
            change(resource);
        }
    }

    pub(crate) fn listed(&mut self) -> Option<&mut Vec<Value>> {
        self.json.get_mut("Resources").and_then(Value::as_array_mut)
    }

    /// The error that it is.
    pub(crate) fn failure(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        if self.status >= 400 {
            if let Some(error) = self.json.as_object_mut() {
                change(error);
            }
        }
    }
}

fn is_resource(object: &Map<String, Value>) -> bool {
    let discovery =
        ["core:2.0:Schema\"", "ResourceType", "ServiceProviderConfig", ":api:messages:"];
    let schemas = object.get("schemas").map(ToString::to_string).unwrap_or_default();
    object.contains_key("id") && !discovery.iter().any(|text| schemas.contains(text))
}

fn each(json: &mut Value, mut change: impl FnMut(&mut Map<String, Value>)) {
    fn go(json: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
        let Some(object) = json.as_object_mut() else { return };
        if is_resource(object) {
            return change(object);
        }
        for name in ["Resources", "Operations"] {
            if let Some(Value::Array(items)) = object.get_mut(name) {
                items.iter_mut().for_each(|item| go(item, change));
            }
        }
        if let Some(response) = object.get_mut("response") {
            go(response, change);
        }
    }
    go(json, &mut change);
}
