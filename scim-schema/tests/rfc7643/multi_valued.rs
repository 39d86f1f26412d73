//! Section 2.4: multi-valued attributes.

use crate::provider::*;
use serde_json::json;

/// 7643-2.4-01, -03, -11: arrays of objects, in which one value may be there with several types.
#[test]
fn elements() {
    let provider = Provider::new();
    let emails = json!([
        {"value": "b@example.com", "type": "work", "primary": true, "display": "Barbara"},
        {"value": "b@example.com", "type": "home"},
        {"value": "babs@jensen.org", "type": "vacation", "primary": false},
    ]);
    let body = user(json!({"userName": "bjensen", "emails": emails}));
    provider.send(post("/Users", body)).status(201).shows(json!({"emails": emails}));
}

/// 7643-2.4-05: one primary at most.
#[test]
fn one_primary() {
    let provider = Provider::new();
    let emails = json!([
        {"value": "b@example.com", "primary": true},
        {"value": "babs@jensen.org", "primary": true},
    ]);
    let body = user(json!({"userName": "bjensen", "emails": emails}));
    let detail = provider.send(post("/Users", body.clone())).error(400, Some("invalidValue"));
    assert!(detail.contains("`emails`") && detail.contains("`primary`"), "{detail}");
    // the clients that send two mean the first
    for client in ["okta", "entra"] {
        let mut body = body.clone();
        body["userName"] = json!(client);
        let answer = provider.send(post("/Users", body).token(client)).status(201);
        answer.shows(json!({"emails": [{"primary": true}, {"primary": false}]}));
    }
}
