//! A service provider whose answers depend on nothing but the requests.

use super::models::Member;
use scim_schema::ScimResource;
use scim_schema::limits::Limits;
use scim_schema::rfc;
use scim_schema::service::{CursorKey, MemoryStore, ScimService};
use scim_schema::value::DateTime;
use scim_testkit::Exchange;
use serde_json::Value;

/// A group whose ids count.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group")]
pub struct Team {
    #[scim(id)]
    pub id: i64,
    pub display_name: String,
    pub members: Vec<rfc::Member>,
    #[scim(version)]
    pub revision: u64,
}

/// Where it is mounted.
pub const BASE: &str = "/scim/v2";

/// How many resources a page has at most.
pub const PAGE: usize = 20;

/// What a service provider keeps, to look at.
pub struct Stores {
    pub users: MemoryStore<Member>,
    pub teams: MemoryStore<Team>,
}

impl Stores {
    /// Without resources.
    pub fn new() -> Self {
        let clock = || DateTime::parse("2026-01-01T00:00:00Z").unwrap();
        Self { users: MemoryStore::new().clock(clock), teams: MemoryStore::new().clock(clock) }
    }

    pub fn provider(&self) -> ScimService {
        let mut limits = Limits::DEFAULT;
        limits.page = PAGE;
        limits.bulk_operations = 40;
        ScimService::builder()
            .resource(self.users.clone())
            .resource(self.teams.clone())
            .unauthenticated()
            .base_path(BASE)
            .limits(limits)
            .cursor_key(CursorKey::new([7; 32]).unwrap())
            .build()
    }
}

/// Without resources.
pub fn provider() -> ScimService {
    Stores::new().provider()
}

/// Sends a request of JSON; `uri` is below the base.
pub fn send(service: &ScimService, method: &str, uri: &str, body: &str) -> Exchange {
    let request = http::Request::builder().method(method).uri(format!("{BASE}{uri}"));
    let request = request.header("content-type", "application/scim+json");
    Exchange::of(service, request.body(body.to_owned()).unwrap())
}

/// What every answer must be, whatever was asked.
pub fn well_formed(exchange: &Exchange) {
    let response = exchange.response();
    let status = exchange.status();
    assert!((200..500).contains(&status), "{exchange}");
    assert!(!exchange.header("x-request-id").is_empty(), "{exchange}");
    if response.body().is_empty() {
        let head = exchange.request().method() == "HEAD";
        assert!(head || matches!(status, 200 | 204 | 304), "{exchange}");
        return;
    }
    let body: Value = match serde_json::from_str(response.body()) {
        Ok(body) => body,
        Err(error) => panic!("{error}: {exchange}"),
    };
    assert_eq!(exchange.header("content-type"), "application/scim+json", "{exchange}");
    if status >= 400 {
        is_error(&body, status, exchange);
    }
    if status == 201 {
        let location = exchange.header("location");
        assert_eq!(body["meta"]["location"].as_str().unwrap_or(location), location, "{exchange}");
    }
    // secrets are never shown
    assert!(body.get("password").is_none(), "{exchange}");
}

/// An Error body, with the status as text.
pub fn is_error(body: &Value, status: u16, exchange: &Exchange) {
    let urn = "urn:ietf:params:scim:api:messages:2.0:Error";
    assert_eq!(body["schemas"], serde_json::json!([urn]), "{exchange}");
    assert_eq!(body["status"], status.to_string(), "{exchange}");
    assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{exchange}");
}
