//! A service provider to ask, in-process: users, groups and devices, with the whole service between
//! the request and the store.
#![allow(dead_code, unused_imports, reason = "each test target uses some")]

mod answer;
mod model;
mod request;

pub(crate) use answer::Answer;
pub(crate) use model::{DEVICE, Device, WARRANTY};
pub(crate) use request::{Request, delete, get, outside, patch, post, put, request};

use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::limits::Limits;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Builder, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

/// The base URL.
pub(crate) const BASE: &str = "https://example.com/v2";
pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A service provider, and what it keeps.
pub(crate) struct Provider {
    service: RefCell<ScimService>,
}

impl Provider {
    pub(crate) fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// Set up in another way.
    pub(crate) fn with(set_up: impl FnOnce(Builder<Tokens>) -> Builder<Tokens>) -> Self {
        let builder = ScimService::builder()
            .resource(store::<User>())
            .resource(store::<Group>())
            .resource(store::<Device>())
            .authenticate(Tokens)
            .base_path("/v2")
            .base_url(BASE)
            .limits(limits(|_| {}));
        Self { service: RefCell::new(set_up(builder).build()) }
    }

    pub(crate) fn send(&self, request: Request) -> Answer {
        request.send(&mut self.service.borrow_mut())
    }

    /// Creates a resource and gives its id.
    #[track_caller]
    pub(crate) fn create(&self, endpoint: &str, body: Value) -> String {
        self.send(post(endpoint, body)).status(201).id()
    }

    /// Creates a user of that name and gives the id.
    #[track_caller]
    pub(crate) fn user(&self, user_name: &str) -> String {
        self.create("/Users", user(json!({"userName": user_name})))
    }
}

/// Each write is a second later than the one before.
fn store<R: ScimResource + Default>() -> MemoryStore<R> {
    let seconds = AtomicU32::new(0);
    MemoryStore::new().clock(move || {
        let second = seconds.fetch_add(1, Ordering::Relaxed);
        let (minute, second) = (second / 60 % 60, second % 60);
        DateTime::parse(&format!("2026-01-01T00:{minute:02}:{second:02}Z")).unwrap()
    })
}

pub(crate) fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::DEFAULT;
    change(&mut limits);
    limits
}

/// A body with `schemas`: that of a user, and its extension if it has one.
pub(crate) fn user(body: Value) -> Value {
    let extended = body.get(ENTERPRISE).is_some();
    with_schemas(body, if extended { &[USER, ENTERPRISE] } else { &[USER] })
}

pub(crate) fn group(body: Value) -> Value {
    with_schemas(body, &[GROUP])
}

/// A device with its warranty.
pub(crate) fn device(mut body: Value) -> Value {
    body[WARRANTY] = json!({"months": 24});
    with_schemas(body, &[DEVICE, WARRANTY])
}

pub(crate) fn with_schemas(mut body: Value, schemas: &[&str]) -> Value {
    body["schemas"] = json!(schemas);
    body
}

/// One token for each dialect, its name; one of another tenant; and `me:ID` of a user.
pub(crate) struct Tokens;

impl Authenticate for Tokens {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        let token = Credential::of(request)?;
        let token = token.secret().expose();
        if let Some(id) = token.strip_prefix("me:") {
            return Ok(Identity::new().me::<User>(&id.to_owned()));
        }
        match token.parse::<Dialect>() {
            Ok(dialect) => Ok(Identity::new().subject(token).dialect(dialect)),
            Err(_) if token == "globex" => Ok(Identity::new().tenant("globex")),
            Err(_) => Err(ScimError::unauthorized("the token is not valid")),
        }
    }
}
