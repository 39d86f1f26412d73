//! Section 3.12: the status of each error; the kinds stand with what causes them.

use crate::provider::*;
use serde_json::json;

/// 7644-3.12-01, -11, -12, -13, -14, -15, -16, -17: one of each.
#[test]
fn statuses() {
    let provider = Provider::with(|builder| builder.limits(limits(|limits| limits.body = 1_000)));
    let body = user(json!({"userName": "bjensen"}));
    let path = format!("/Users/{}", provider.create("/Users", body.clone()));
    for (status, scim_type, request) in [
        (400, Some("invalidSyntax"), request("POST", "/Users").body("{")),
        (401, None, get("/Users").without("authorization")),
        (403, None, get("/Schemas?filter=name pr")),
        (404, None, get("/Users/unknown")),
        (405, None, delete("/Users")),
        (409, Some("uniqueness"), post("/Users", body.clone())),
        (412, None, delete(&path).header("if-match", "W/\"other\"")),
        (413, None, request("POST", "/Users").body(" ".repeat(1_001))),
        (415, None, post("/Users", body.clone()).header("content-type", "text/plain")),
    ] {
        let detail = provider.send(request).error(status, scim_type);
        assert!(status != 413 || detail.contains("1000"), "names the limit: {detail}");
    }
    provider.send(get(&path)).status(200);
}

/// 7644-3.12-24: what is wrong where there is no body at all.
#[test]
fn no_body() {
    let provider = Provider::new();
    let path = format!("/Users/{}", provider.user("bjensen"));
    for (method, path) in [
        ("POST", "/Users"),
        ("PUT", &path),
        ("PATCH", &path),
        ("POST", "/Bulk"),
        ("POST", "/Users/.search"),
    ] {
        let detail = provider.send(request(method, path)).error(400, Some("invalidSyntax"));
        assert_eq!(detail, "there is no body; send a JSON object", "{method} {path}");
    }
}
