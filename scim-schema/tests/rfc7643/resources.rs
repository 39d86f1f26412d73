//! Sections 3 and 3.1: what every resource has, and extensions.

use crate::provider::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// 7643-3-01, -03, -04, -05, -06, -07, -09, -10, -11, 7643-3.1-01, -06, -07, -10, -11, 7643-3.3-02 to -05, -08, 7643-8-01, -02:
/// `schemas` names what is there, attributes are at the top or below the URN of their extension, and
/// the common ones are always there.
#[test]
fn common_attributes() {
    let provider = Provider::new();
    let mut ids = BTreeSet::new();
    for (endpoint, body, schemas, resource_type) in [
        ("/Users", user(json!({"userName": "bjensen"})), &[USER][..], "User"),
        (
            "/Users",
            user(json!({"userName": "babs", ENTERPRISE: {"department": "Tours"}})),
            &[USER, ENTERPRISE],
            "User",
        ),
        ("/Groups", group(json!({"displayName": "Guides"})), &[GROUP], "Group"),
        ("/Devices", device(json!({"serial": "A-1"})), &[DEVICE, WARRANTY], "Device"),
    ] {
        let answer = provider.send(post(endpoint, body)).status(201);
        let body = answer.json();
        assert_eq!(body["schemas"], json!(schemas));
        for urn in &schemas[1..] {
            assert!(body[urn].is_object(), "{urn}");
        }
        let id = body["id"].as_str().unwrap();
        assert!(!id.is_empty() && !id.contains("bulkId") && ids.insert(id.to_owned()));
        let location = format!("{BASE}{endpoint}/{id}");
        answer.shows(json!({"meta": {"resourceType": resource_type, "location": location}}));
    }
}

/// 7643-3-06, -07: nothing but the schemas of the resource type, each once.
#[test]
fn schemas_of_another_type() {
    let provider = Provider::new();
    for schemas in [&[USER, DEVICE][..], &[GROUP], &[ENTERPRISE], &[USER, "urn:example:Unknown"]] {
        let body = with_schemas(json!({"userName": "bjensen"}), schemas);
        provider.send(post("/Users", body.clone())).error(400, Some("invalidValue"));
    }
    let body = with_schemas(json!({"userName": "bjensen"}), &[USER, USER, ENTERPRISE]);
    provider.send(post("/Users", body)).status(201).shows(json!({"schemas": [USER]}));
}

/// 7643-3.1-02, -05, -08, -18, -19, -20, -21, -22, -25: `id` and `meta` are the service provider's, and stay
/// until something changes.
#[test]
fn what_the_service_provider_gives() {
    let provider = Provider::new();
    let body = user(json!({"userName": "bjensen", "meta": {"created": "1990-01-01T00:00:00Z"}}));
    let created = provider.send(post("/Users", body)).status(201).json();
    let meta = &created["meta"];
    assert_eq!(meta["lastModified"], meta["created"]);
    let path = format!("/Users/{}", created["id"].as_str().unwrap());
    let mut body = created.clone();
    body["meta"] =
        json!({"resourceType": "Group", "lastModified": 7, "unknown": {}, "location": []});
    assert_eq!(provider.send(put(&path, body.clone())).status(200).json(), created);
    body["title"] = json!("Guide");
    let changed = provider.send(put(&path, body)).status(200).json();
    assert_eq!((&changed["id"], &changed["meta"]["created"]), (&created["id"], &meta["created"]));
    assert!(changed["meta"]["lastModified"].as_str() > meta["lastModified"].as_str());
    assert_ne!(changed["meta"]["version"], meta["version"]);
}

/// 7643-3.1-13, -14, -15, -17, 7644-6-05: `externalId` is the client's; two may be the same.
#[test]
fn external_id() {
    let provider = Provider::new();
    let body =
        |name: &str, external: Value| user(json!({"userName": name, "externalId": external}));
    let one = provider.send(post("/Users", body("one", json!("A")))).status(201);
    provider
        .send(post("/Users", body("two", json!("A"))))
        .status(201)
        .shows(json!({"externalId": "A"}));
    provider
        .send(post("/Users", body("three", Value::Null)))
        .status(201)
        .shows(json!({"externalId": null}));
    let path = format!("/Users/{}", one.id());
    let answer = provider.send(put(&path, body("one", json!("a")))).status(200);
    answer.shows(json!({"externalId": "a"}));
}

/// 7643-6-12, -13, 7643-3-11: an extension that is required, and one that is not.
#[test]
fn extensions() {
    let provider = Provider::new();
    for body in [
        json!({"serial": "A-1"}),
        json!({"serial": "A-1", WARRANTY: {}}),
        json!({"serial": "A-1", WARRANTY: null}),
    ] {
        let body = with_schemas(body, &[DEVICE, WARRANTY]);
        let detail = provider.send(post("/Devices", body)).error(400, Some("invalidValue"));
        assert!(detail.contains(&format!("`{WARRANTY}")), "{detail}");
    }
    let id = provider.create("/Devices", device(json!({"serial": "A-1"})));
    let answer = provider.send(get(&format!("/Devices/{id}"))).status(200);
    answer.shows(json!({"schemas": [DEVICE, WARRANTY], WARRANTY: {"months": 24}}));
    provider.user("bjensen");
}
