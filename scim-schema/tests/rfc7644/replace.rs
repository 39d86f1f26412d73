//! Section 3.5.1: replacing a resource by PUT.

use crate::provider::*;
use serde_json::{Value, json};

fn bjensen() -> Value {
    user(json!({
        "externalId": "bjensen", "userName": "bjensen",
        "name": {"formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara"},
        "nickName": "Babs", "active": true, "password": "t1meMa$heen",
        "emails": [{"value": "bjensen@example.com", "type": "work"}],
        ENTERPRISE: {"department": "Tour Operations"},
    }))
}

/// 7644-3.5-01, 7644-3.5.1-04, -05, -06, -14, -16, 7644-3.1-08, 7644-3.5.1-12: what is given replaces, in
/// whole lists; what is left out is unassigned, but for `active` and what can only be written; the
/// answer is the whole resource, and so is the next one.
#[test]
fn replaced() {
    let provider = Provider::new();
    let created = provider.send(post("/Users", bjensen())).status(201);
    let (id, was) = (created.id(), created.json());
    let body = user(json!({
        "id": id, "userName": "bjensen",
        "name": {"formatted": "Ms. Barbara J Jensen III", "middleName": "Jane"},
        "roles": [],
        "emails": [{"value": "bjensen@example.com"}, {"value": "babs@jensen.org", "type": "home"}],
        "groups": [{"value": "e9e30dba"}],
        "meta": {"created": "1990-01-01T00:00:00Z", "version": "W/\"other\""},
    }));
    let path = format!("/Users/{id}");
    let answer = provider.send(put(&path, body)).status(200).shows(json!({
        "schemas": [USER],
        "id": id,
        "externalId": null, "nickName": null, ENTERPRISE: null, "groups": null, "roles": null,
        "active": true,
        "name": {"formatted": "Ms. Barbara J Jensen III", "middleName": "Jane", "familyName": null},
        "emails": [
            {"value": "bjensen@example.com", "type": null},
            {"value": "babs@jensen.org", "type": "home"},
        ],
        "meta": {"created": was["meta"]["created"], "location": was["meta"]["location"]},
    }));
    let body = answer.json();
    assert_eq!(answer.header("etag"), body["meta"]["version"]);
    assert_ne!(body["meta"]["version"], was["meta"]["version"]);
    assert_ne!(body["meta"]["lastModified"], was["meta"]["lastModified"]);
    assert_eq!(provider.send(get(&path)).json(), body);
}

/// 7643-2.5-02, 7644-3.5.1-04: null and `[]` unassign, also what is kept when it is left out.
#[test]
fn unassigned() {
    let provider = Provider::new();
    let id = provider.create("/Users", bjensen());
    let body = user(json!({"userName": "bjensen", "active": null, "emails": [], "name": {}}));
    let answer = provider.send(put(&format!("/Users/{id}"), body)).status(200);
    answer.shows(json!({"active": null, "emails": null, "name": null}));
    for body in [json!({"userName": null}), json!({})] {
        provider.send(put(&format!("/Users/{id}"), user(body))).error(400, Some("invalidValue"));
    }
}

/// A PUT of what is there, as a GET answers it, changes nothing: neither version nor time.
#[test]
fn replaced_with_the_same() {
    let provider = Provider::new();
    let id = provider.create("/Users", bjensen());
    let path = format!("/Users/{id}");
    let was = provider.send(get(&path)).json();
    assert_eq!(provider.send(put(&path, was.clone())).status(200).json(), was);
}

/// 7644-3.5.1-10, -11, 7644-3.12-23: what is immutable can be given once, and then only as it is.
#[test]
fn immutable() {
    let provider = Provider::new();
    let id = provider.create("/Devices", device(json!({"serial": "A-1"})));
    let path = format!("/Devices/{id}");
    let colored = |color: Value| put(&path, device(json!({"serial": "A-1", "color": color})));
    provider.send(colored(json!("red"))).status(200).shows(json!({"color": "red"}));
    provider.send(colored(json!("red"))).status(200).shows(json!({"color": "red"}));
    let left_out = put(&path, device(json!({"serial": "A-1"})));
    provider.send(left_out).status(200).shows(json!({"color": "red"}));
    for other in [json!("blue"), Value::Null] {
        let detail = provider.send(colored(other)).error(400, Some("mutability"));
        assert!(detail.contains("`color`"), "{detail}");
    }
    provider.send(get(&path)).shows(json!({"color": "red"}));
}

/// Of another resource, said so rather than ignored (as the example of 7644 section 3.12 has it).
#[test]
fn another_id() {
    let provider = Provider::new();
    let id = provider.user("bjensen");
    let body = user(json!({"userName": "bjensen", "id": "another"}));
    let detail = provider.send(put(&format!("/Users/{id}"), body)).error(400, Some("mutability"));
    assert!(detail.contains("`id`"), "{detail}");
}

/// 7644-3.2-06, 7644-3.5.1-02: PUT creates nothing.
#[test]
fn what_is_not_there() {
    let provider = Provider::new();
    provider.send(put("/Users/unknown", bjensen())).error(404, None);
    assert!(provider.send(get("/Users")).list(0).is_empty());
    provider.send(put("/Users", bjensen())).error(405, None);
}
