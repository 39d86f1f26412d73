//! Section 3.4.1: retrieving a known resource.

use crate::provider::*;
use serde_json::json;

/// 7644-3.4.1-02, 7644-3.4-02, 7643-3.1-23, -24, 7644-3.14-02, -03: `200` with what a POST answered,
/// where it is and in which version.
#[test]
fn what_is_there() {
    let provider = Provider::new();
    let created =
        provider.send(post("/Users", user(json!({"userName": "bjensen", "active": true}))));
    let (id, body) = (created.id(), created.json());
    let answer = provider.send(get(&format!("/Users/{id}"))).status(200);
    assert_eq!(answer.json(), body);
    let meta = &body["meta"];
    assert_eq!(answer.header("content-location"), meta["location"]);
    assert_eq!(answer.header("etag"), meta["version"]);
    assert_eq!(answer.header("content-type"), "application/scim+json");
    // and by its location
    let path = meta["location"].as_str().unwrap().strip_prefix(BASE).unwrap();
    assert_eq!(provider.send(get(path)).status(200).json(), body);
}

/// 7644-3.4.1-03, 7644-3.12-14, 7644-6-02, -04: `404` for what is not there, of another type, of another
/// tenant, or spelled in another way.
#[test]
fn what_is_not_there() {
    let provider = Provider::new();
    let id = provider.user("bjensen");
    for path in ["/Users/unknown", "/Users/%20", "/Users/a/b", "/Unknown", "/users", "/Unknown/7"] {
        provider.send(get(path)).error(404, None);
    }
    provider.send(get(&format!("/Groups/{id}"))).error(404, None);
    provider.send(get(&format!("/Users/{}", id.to_uppercase()))).error(404, None);
    for method in ["GET", "DELETE"] {
        provider.send(request(method, &format!("/Users/{id}")).token("globex")).error(404, None);
    }
    assert!(provider.send(get("/Users").token("globex")).list(0).is_empty());
    provider.send(get(&format!("/Users/{id}"))).status(200);
}
