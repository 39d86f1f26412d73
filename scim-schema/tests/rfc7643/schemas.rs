//! Sections 1.1, 2.4, 5, 6, 7 and 8.7: what the discovery endpoints publish.

use crate::provider::*;
use serde_json::{Value, json};

/// An attribute of a schema, by its path.
fn attribute(provider: &Provider, urn: &str, path: &str) -> Value {
    let mut found = provider.send(get(&format!("/Schemas/{urn}"))).status(200).json();
    for (depth, name) in path.split('.').enumerate() {
        let list = if depth == 0 { "attributes" } else { "subAttributes" };
        let all = found[list].as_array().unwrap();
        found = all.iter().find(|attribute| attribute["name"] == name).unwrap().clone();
    }
    found
}

/// 7643-4.1.1-01, -04, -25, 7643-4.1.2-15, -25, 7643-4.2-04, 7643-4.3-02, -03, -06, 7643-2.4-14, 7643-4.1.2-10: as
/// section 8.7.1 has them.
#[test]
fn attributes_of_the_rfc() {
    let provider = Provider::new();
    for (urn, path, expected) in [
        (USER, "userName", json!({"required": true, "caseExact": false, "uniqueness": "server"})),
        (USER, "password", json!({"mutability": "writeOnly", "returned": "never"})),
        (USER, "groups", json!({"mutability": "readOnly", "multiValued": true})),
        (USER, "groups.type", json!({"canonicalValues": ["direct", "indirect"]})),
        (USER, "emails.type", json!({"canonicalValues": ["work", "home", "other"]})),
        (USER, "photos.type", json!({"canonicalValues": ["photo", "thumbnail"]})),
        (USER, "profileUrl", json!({"type": "reference", "referenceTypes": ["external"]})),
        (GROUP, "members", json!({"type": "complex", "multiValued": true})),
        (GROUP, "members.value", json!({"mutability": "immutable"})),
        (
            GROUP,
            "members.$ref",
            json!({"mutability": "immutable", "referenceTypes": ["User", "Group"]}),
        ),
        (
            GROUP,
            "members.type",
            json!({"mutability": "immutable", "canonicalValues": ["User", "Group"]}),
        ),
        (ENTERPRISE, "department", json!({"type": "string", "multiValued": false})),
        (ENTERPRISE, "manager", json!({"type": "complex", "multiValued": false})),
        (ENTERPRISE, "manager.displayName", json!({"mutability": "readOnly"})),
    ] {
        let found = attribute(&provider, urn, path);
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(found[name], *value, "{path}: {name}");
        }
    }
    let ims = attribute(&provider, USER, "ims.type");
    for known in ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"] {
        assert!(ims["canonicalValues"].as_array().unwrap().contains(&json!(known)), "{known}");
    }
}

/// 7643-1.2-02, 7643-7-04, 7643-6-11: of a model of our own, all its characteristics.
#[test]
fn attributes_of_a_model() {
    let provider = Provider::new();
    for (path, expected) in [
        (
            "serial",
            json!({"type": "string", "required": true, "caseExact": true, "uniqueness": "server"}),
        ),
        (
            "label",
            json!({"required": false, "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none"}),
        ),
        ("color", json!({"mutability": "immutable"})),
        ("pin", json!({"mutability": "writeOnly", "returned": "never"})),
        ("notes", json!({"returned": "request"})),
        ("shelf", json!({"returned": "always"})),
        ("writes", json!({"type": "integer", "mutability": "readOnly"})),
        ("weight", json!({"type": "decimal"})),
        ("inUse", json!({"type": "boolean"})),
        ("boughtAt", json!({"type": "dateTime"})),
        ("firmware", json!({"type": "binary"})),
        ("manual", json!({"type": "reference"})),
        ("tags", json!({"type": "string", "multiValued": true})),
        ("interfaces", json!({"type": "complex", "multiValued": true})),
        ("state", json!({"canonicalValues": ["inStock", "handedOut"]})),
    ] {
        let found = attribute(&provider, DEVICE, path);
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(found[name], *value, "{path}: {name}");
        }
    }
    let device = provider.send(get("/ResourceTypes/Device")).status(200);
    device.shows(json!({"schemaExtensions": [{"schema": WARRANTY, "required": true}]}));
}

/// 7643-5-02, 7643-7-02, 7643-6-01: nothing of it can be written.
#[test]
fn read_only() {
    let provider = Provider::new();
    for path in ["/ServiceProviderConfig", "/ResourceTypes/User", &format!("/Schemas/{USER}")] {
        let was = provider.send(get(path)).status(200).json();
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            provider.send(request(method, path).json(&was)).error(405, None);
        }
    }
}

/// 7643-1.1-01: quote marks around a name in the RFC are not of the name.
#[test]
fn no_quote_marks() {
    fn check(value: &Value) {
        match value {
            Value::String(text) => assert!(!text.starts_with(['"', '\'']), "{text}"),
            Value::Array(values) => values.iter().for_each(check),
            Value::Object(members) => members.values().for_each(check),
            _ => {}
        }
    }
    let provider = Provider::new();
    for path in ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"] {
        check(&provider.send(get(path)).status(200).json());
    }
}
