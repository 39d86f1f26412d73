//! Sections 3.9, 3.4.2.5 and 3.10: parts of resources, and the names of attributes.

use crate::provider::*;
use serde_json::json;

fn provider() -> (Provider, String) {
    let provider = Provider::new();
    let id = provider.create(
        "/Users",
        user(json!({
            "userName": "bjensen", "displayName": "Babs", "password": "t1meMa$heen",
            "name": {"familyName": "Jensen", "givenName": "Barbara"},
            "emails": [{"value": "bjensen@example.com", "type": "work"}, {"value": "babs@jensen.org"}],
            ENTERPRISE: {"department": "Tour Operations", "costCenter": "4130"},
        })),
    );
    (provider, id)
}

/// 7644-3.9-01 to -08, 7644-3.4.2.5-02 to -06, 7644-3.10-01, -04, -05, 7643-7-29, -30, -32, 7644-3.9-09: what is
/// always returned, and what is asked for or not excluded; by any spelling of a name.
#[test]
fn of_a_user() {
    let (provider, id) = provider();
    let department = format!("attributes={ENTERPRISE}:department");
    let upper = format!("attributes={}:DEPARTMENT", ENTERPRISE.to_uppercase());
    let whole = format!("attributes={ENTERPRISE}");
    let qualified = format!("attributes={USER}:name.familyName");
    for (query, expected) in [
        ("", &["userName", "displayName", "name", "emails", ENTERPRISE, "meta"][..]),
        ("attributes=displayName", &["displayName"]),
        ("attributes=DISPLAYNAME, name.FamilyName", &["displayName", "name"]),
        ("attributes=unknown", &[]),
        ("attributes=password", &[]),
        ("attributes=meta.location", &["meta"]),
        (&department, &[ENTERPRISE]),
        (&upper, &[ENTERPRISE]),
        (&whole, &[ENTERPRISE]),
        (&qualified, &["name"]),
        ("excludedAttributes=userName,emails,name,meta", &["displayName", ENTERPRISE]),
        (
            "excludedAttributes=id,schemas,emails,meta",
            &["userName", "displayName", "name", ENTERPRISE],
        ),
    ] {
        let mut expected: Vec<_> = ["id", "schemas"].iter().chain(expected).copied().collect();
        expected.sort_unstable();
        let one = provider.send(get(&format!("/Users/{id}?{query}"))).status(200);
        assert_eq!(one.names(), expected, "{query}");
        let all = provider.send(get(&format!("/Users?{query}"))).list(1);
        assert_eq!(all[0], one.json(), "{query}");
    }
    let one = |query: &str| provider.send(get(&format!("/Users/{id}?{query}")));
    one("attributes=name.familyName")
        .shows(json!({"name": {"familyName": "Jensen", "givenName": null}}));
    one("attributes=emails.value").shows(json!({"emails": [{"type": null}, {}]}));
    one("excludedAttributes=name.familyName")
        .shows(json!({"name": {"familyName": null, "givenName": "Barbara"}}));
    one(&department)
        .shows(json!({ENTERPRISE: {"department": "Tour Operations", "costCenter": null}}));
}

/// 7644-3.9-04, -05, 7643-7-33: on the answers of writes too.
#[test]
fn of_what_was_written() {
    let provider = Provider::new();
    let body = device(json!({"serial": "A-1", "label": "Door", "notes": "rusty", "shelf": "7"}));
    let query = "attributes=notes";
    let created = provider.send(post(&format!("/Devices?{query}"), body.clone())).status(201);
    assert_eq!(created.names(), ["id", "notes", "schemas", "shelf"]);
    let path = format!("/Devices/{}", created.id());
    let body = device(json!({"serial": "A-1", "notes": "oiled"}));
    let replaced = provider.send(put(&format!("{path}?{query}"), body)).status(200);
    replaced.shows(json!({"notes": "oiled", "serial": null}));
    provider
        .send(get(&format!("{path}?excludedAttributes=shelf,label")))
        .shows(json!({"label": null, "notes": null}));
}

/// 7643-7-33: what is returned on request is in the answer to a write that gave it, if that was its
/// value before too, and in no other.
#[test]
fn of_what_a_write_gave() {
    let provider = Provider::new();
    let body = device(json!({"serial": "A-1", "notes": "rusty"}));
    let created = provider.send(post("/Devices", body.clone())).status(201);
    let created = created.shows(json!({"notes": "rusty"}));
    let path = format!("/Devices/{}", created.id());
    let without = device(json!({"serial": "A-2", "label": "Gate"}));
    provider.send(post("/Devices", without)).status(201).shows(json!({"notes": null}));

    provider.send(get(&path)).shows(json!({"notes": null}));
    provider.send(put(&path, body.clone())).status(200).shows(json!({"notes": "rusty"}));
    let in_capitals = device(json!({"serial": "A-1", "NOTES": "oiled"}));
    provider.send(put(&path, in_capitals)).status(200).shows(json!({"notes": "oiled"}));
    for (query, notes) in [
        ("attributes=label", json!(null)),
        ("excludedAttributes=label", json!("rusty")),
        ("excludedAttributes=notes", json!(null)),
    ] {
        let put = put(&format!("{path}?{query}"), body.clone());
        provider.send(put).status(200).shows(json!({"notes": notes, "label": null}));
    }

    for (operation, notes) in [
        (json!({"op": "replace", "path": "notes", "value": "oiled"}), json!("oiled")),
        (json!({"op": "add", "value": {"notes": "oiled"}}), json!("oiled")),
        (json!({"op": "replace", "value": {"label": "Gate"}}), json!(null)),
        (json!({"op": "remove", "path": "label"}), json!(null)),
    ] {
        let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
        let body = json!({"schemas": schemas, "Operations": [operation]});
        provider.send(patch(&path, body)).status(200).shows(json!({"notes": notes}));
    }
}
