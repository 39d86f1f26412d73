//! Exchanges with a service in the same process, and their snapshots.

use scim_schema::rfc::Group;
use scim_schema::service::{MemoryStore, ScimService};
use scim_testkit::{Exchange, assert_exchange_snapshot};

/// Each run has ids, times and versions of its own, and the snapshots are the same.
#[test]
fn exchanges_are_the_same_in_every_run() {
    let scim = ScimService::builder()
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .base_url("https://example.com/scim/v2")
        .build();
    let body =
        r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "a"}"#;
    let request = http::Request::post("/Groups").header("content-type", "application/scim+json");
    let created = Exchange::of(&scim, request.body(body.to_owned()).unwrap());
    assert_eq!(created.status(), 201);
    assert_exchange_snapshot!("created", created);

    let id = created.json()["id"].as_str().unwrap().to_owned();
    let request = http::Request::get(format!("/Groups/{id}?attributes=displayName"))
        .header("authorization", "Bearer secret")
        .header("if-none-match", "W/\"9\"");
    assert_exchange_snapshot!("read", Exchange::of(&scim, request.body(String::new()).unwrap()));

    let request = http::Request::get("/Groups/unknown").body(String::new()).unwrap();
    assert_exchange_snapshot!("unknown", Exchange::of(&scim, request));
}
