//! Section 2: knowing who asks.

use crate::provider::*;
use serde_json::json;

/// 7644-2-07, 7644-3.12-12: whoever is not known is asked to say so, whatever the request.
#[test]
fn unknown() {
    let provider = Provider::new();
    for request in [
        get("/Users").without("authorization"),
        get("/Users").header("authorization", "Bearer unknown"),
        get("/Users").header("authorization", "unknown"),
        get("/Unknown").without("authorization"),
        get("/Schemas").without("authorization"),
        post("/Users", json!("no user")).without("authorization"),
    ] {
        let answer = provider.send(request).status(401);
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{answer:?}");
        answer.error(401, None);
    }
}

/// 7643-5-15, 7644-2.2-01: how to authenticate can be read by whoever cannot do so yet.
#[test]
fn anonymous() {
    let provider = Provider::new();
    for request in [
        get("/ServiceProviderConfig").without("authorization"),
        get("/ServiceProviderConfig").header("authorization", "Bearer unknown"),
    ] {
        let answer = provider.send(request).status(200);
        answer.shows(json!({"authenticationSchemes": [{"type": "oauthbearertoken"}]}));
    }
}

/// 7644-2-08, -09: a store is asked on behalf of the tenant that the token is of.
#[test]
fn on_behalf_of() {
    let provider = Provider::new();
    provider.user("bjensen");
    let body = user(json!({"userName": "bjensen"}));
    provider.send(post("/Users", body.clone()).token("globex")).status(201);
    provider.send(post("/Users", body)).error(409, Some("uniqueness"));
    provider.send(get("/Users").token("globex")).list(1);
}
