//! Section 3.3: creating resources.

use crate::provider::*;
use serde_json::json;

/// 7644-3.3-07 to -10, 7644-3.3.1-01, 7644-3.2-01, 7644-3.1-01, -02, -03, 7644-3.14-02, -03: what was
/// asserted, where it is, and what the service provider adds.
#[test]
fn created() {
    let provider = Provider::new();
    let body = json!({
        "externalId": "bjensen", "userName": "bjensen",
        "name": {"formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara"},
    });
    let answer = provider.send(post("/Users", user(body.clone()))).status(201).shows(user(body));
    let id = answer.id();
    let location = format!("{BASE}/Users/{id}");
    let etag = answer.header("etag").to_owned();
    answer
        .has_header("content-type", "application/scim+json")
        .has_header("location", &location)
        .shows(json!({"meta": {"resourceType": "User", "location": location, "version": etag}}));
    let answer = provider.send(post("/Groups", group(json!({"displayName": "Tour Guides"}))));
    answer.status(201).shows(json!({"meta": {"resourceType": "Group"}}));
}

/// 7644-3.3-02, 7643-3.1-02, -19, 7643-4.1.2-25: what clients cannot write is ignored.
#[test]
fn what_is_read_only_is_ignored() {
    let provider = Provider::new();
    let body = user(json!({
        "userName": "bjensen",
        "id": "mine",
        "groups": [{"value": "e9e30dba"}],
        "meta": {
            "resourceType": "Other", "created": "1990-01-01T00:00:00Z", "lastModified": "never",
            "location": "https://example.org", "version": 7,
        },
    }));
    let answer = provider.send(post("/Users", body)).status(201);
    let location = answer.header("location").to_owned();
    let body = answer
        .shows(json!({"groups": null, "meta": {"resourceType": "User", "location": location}}))
        .json();
    assert_ne!(body["id"], "mine");
    assert_ne!(body["meta"]["created"], "1990-01-01T00:00:00Z");
    assert_eq!(body["meta"]["lastModified"], body["meta"]["created"]);
}

/// 7644-3.3-03, -04: what is not asserted is unassigned, or has its default.
#[test]
fn what_is_left_out() {
    let provider = Provider::new();
    let answer = provider.send(post("/Devices", device(json!({"serial": "A-1"})))).status(201);
    answer.shows(json!({"inUse": true, "label": null, "weight": null, "tags": null}));
    let body = device(json!({"serial": "A-2", "inUse": null}));
    provider.send(post("/Devices", body)).status(201).shows(json!({"inUse": null}));
}

/// 7644-3.3-11, -12, 7644-3.12-22, 7643-4.1.1-02, -04, 7643-7-37, 7644-5-01, 7644-7.8-01: `409 uniqueness`, on any method, and
/// nothing is stored. User names are the same whatever their case and width.
#[test]
fn conflicts() {
    let provider = Provider::new();
    let first = provider.user("Bjensen");
    let other = provider.user("babs");
    for taken in ["bjensen", "BJENSEN", "ｂｊｅｎｓｅｎ"] {
        let body = user(json!({"userName": taken}));
        let detail = provider.send(post("/Users", body.clone())).error(409, Some("uniqueness"));
        assert!(detail.contains("`userName`"), "{detail}");
        provider.send(put(&format!("/Users/{other}"), body.clone())).error(409, Some("uniqueness"));
        provider.send(put(&format!("/Users/{first}"), body)).status(200);
    }
    assert_eq!(provider.send(get("/Users")).each(2, "userName"), ["ｂｊｅｎｓｅｎ", "babs"]);
    // of case-exact ones another case is another value
    for serial in ["A-1", "a-1"] {
        provider.create("/Devices", device(json!({"serial": serial})));
    }
    let body = device(json!({"serial": "A-1"}));
    provider.send(post("/Devices", body)).error(409, Some("uniqueness"));
}

/// 7644-3.12-11, -24, -27, 7643-4.1.1-01, 7643-3-05, -06: `400`, the scimType, and the attribute.
#[test]
fn refused() {
    let provider = Provider::new();
    for (body, scim_type, names) in [
        ("", "invalidSyntax", ""),
        ("{", "invalidSyntax", ""),
        ("[]", "invalidSyntax", ""),
        ("\"bjensen\"", "invalidSyntax", ""),
        (r#"{"userName":"bjensen"}"#, "invalidValue", "schemas"),
        (r#"{"schemas":[],"userName":"bjensen"}"#, "invalidValue", "schemas"),
        (r#"{"schemas":["urn:example:Other"],"userName":"bjensen"}"#, "invalidValue", "schemas"),
        (r#"{"schemas":["USER"]}"#, "invalidValue", "userName"),
        (r#"{"schemas":["USER"],"userName":null}"#, "invalidValue", "userName"),
        (r#"{"schemas":["USER"],"userName":""}"#, "invalidValue", "userName"),
        (r#"{"schemas":["USER"],"userName":7}"#, "invalidValue", "userName"),
        (r#"{"schemas":["USER"],"userName":"b","active":"yes"}"#, "invalidValue", "active"),
        (
            r#"{"schemas":["USER"],"userName":"b","name":{"givenName":[]}}"#,
            "invalidValue",
            "name.givenName",
        ),
        (
            r#"{"schemas":["USER"],"userName":"b","emails":{"value":"b@example.com"}}"#,
            "invalidValue",
            "emails",
        ),
        (r#"{"schemas":["USER"],"userName":"b","USERNAME":"c"}"#, "invalidSyntax", "userName"),
    ] {
        let request =
            request("POST", "/Users").body(body.replace("USER\"]", &format!("{USER}\"]")));
        let detail = provider.send(request).error(400, Some(scim_type));
        assert!(detail.contains(names), "{body}: {detail}");
    }
    assert!(provider.send(get("/Users")).list(0).is_empty());
}
