//! Section 7: what the characteristics of an attribute do to it.

use crate::provider::*;
use serde_json::json;

/// 7643-7-22, -27, -29, -30, -32, -33, 7643-4.1.1-26: when an attribute is returned.
#[test]
fn returned() {
    let provider = Provider::new();
    let body = device(json!({
        "serial": "A-1", "label": "Door", "notes": "rusty", "shelf": "7", "pin": "4711", "writes": 99,
    }));
    let path = format!("/Devices/{}", provider.create("/Devices", body));
    let one = |query: &str| provider.send(get(&format!("{path}{query}"))).status(200);
    one("")
        .shows(json!({"label": "Door", "shelf": "7", "notes": null, "pin": null, "writes": null}));
    one("?attributes=notes,pin")
        .shows(json!({"label": null, "shelf": "7", "notes": "rusty", "pin": null}));
    one("?excludedAttributes=label,shelf")
        .shows(json!({"label": null, "shelf": "7", "notes": null}));
}

/// 7643-7-18, 7643-2.3.1-03, 7643-4.1.2-10, -15: canonical values of the RFC are suggestions, those of an
/// enum are all there are.
#[test]
fn canonical_values() {
    let provider = Provider::new();
    let emails = json!([{"value": "b@example.com", "type": "vacation"}]);
    let body = user(
        json!({"userName": "bjensen", "emails": emails, "ims": [{"value": "b", "type": "other"}]}),
    );
    provider.send(post("/Users", body)).status(201).shows(json!({"emails": emails}));
    let body = device(json!({"serial": "A-1", "state": "INSTOCK"}));
    provider.send(post("/Devices", body)).status(201).shows(json!({"state": "inStock"}));
    let body = device(json!({"serial": "A-2", "state": "sold"}));
    let detail = provider.send(post("/Devices", body)).error(400, Some("invalidValue"));
    assert!(detail.contains("`inStock`, `handedOut`"), "{detail}");
}

/// 7643-7-20, -36: case is given back as it was sent; what need not be unique need not.
#[test]
fn case_and_uniqueness() {
    let provider = Provider::new();
    for serial in ["A-1", "a-1"] {
        let body = device(json!({"serial": serial, "label": "DooR"}));
        let answer = provider.send(post("/Devices", body)).status(201);
        answer.shows(json!({"serial": serial, "label": "DooR"}));
    }
}
