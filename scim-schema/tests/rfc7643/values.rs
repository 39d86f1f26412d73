//! Sections 2.1 to 2.3 and 2.5: names, types and what has no value.

use crate::provider::*;
use serde_json::{Value, json};

/// A device with one more attribute.
fn with(name: &str, value: &Value) -> Value {
    device(json!({"serial": "A-1", name: value}))
}

/// 7643-1.2-03, 7643-2.3-02 to -09, 7643-2.3.1-01, 7643-2.3.2-01, 7643-2.3.3-01, 7643-2.3.5-01 to -03,
/// 7643-2.3.6-01, -03, 7643-2.3.7-02: each type as its JSON type, and given back as it was sent.
#[test]
fn types() {
    let provider = Provider::new();
    let path = format!("/Devices/{}", provider.create("/Devices", with("label", &Value::Null)));
    for (name, value) in [
        ("label", json!("")),
        ("label", json!("Ärger \u{1F4BB} \"quoted\" \\ \u{0} \u{7f} \u{2028}")),
        ("inUse", json!(false)),
        ("weight", json!(0.25)),
        ("weight", json!(-1.5e-3)),
        ("ports", json!(0)),
        ("ports", json!(-9_007_199_254_740_993_i64)),
        ("boughtAt", json!("2008-01-23T04:56:22Z")),
        ("boughtAt", json!("2008-01-23T04:56:22.123456+05:30")),
        ("firmware", json!("AAECAwQ=")),
        ("firmware", json!("AAECAwQ")),
        ("manual", json!("https://example.com/manual?page=1#top")),
        ("manual", json!("../Manuals/7")),
        ("manual", json!("urn:example:manual")),
        ("tags", json!(["a", "b"])),
        ("interfaces", json!([{"value": "eth0", "type": "wired"}])),
    ] {
        let answer = provider.send(put(&path, with(name, &value))).status(200);
        let found = &answer.json()[name];
        let same = *found == value || name == "firmware" && found == "AAECAwQ=";
        assert!(same, "{name}: {value} is {found}");
    }
}

/// 7643-2.3.3-01: a decimal is the number it was: a PUT of what a GET answered changes nothing.
#[test]
fn decimals() {
    let provider = Provider::new();
    let path = format!("/Devices/{}", provider.create("/Devices", with("label", &Value::Null)));
    for text in [
        "90.42225290942383",
        "42.215889504792884",
        "98.60000000000001",
        "3.2250738585072013e-308",
        "-1.7976931348623157e308",
    ] {
        let weight: f64 = text.parse().unwrap();
        let answer = provider.send(put(&path, with("weight", &json!(weight)))).status(200).json();
        assert_eq!(answer["weight"].as_f64(), Some(weight), "{text}");
        let again = provider.send(put(&path, answer.clone())).status(200).json();
        assert_eq!(again["meta"]["version"], answer["meta"]["version"], "{text}");
    }
}

/// 7643-2.3.3-01: what was written is found by the same text, though a double is less exact.
#[test]
fn decimals_are_found() {
    let provider = Provider::new();
    let path = format!("/Devices/{}", provider.create("/Devices", with("label", &Value::Null)));
    for text in ["9007199254740993", "9007199254740993.0", "100000000000000000000000", "1e23"] {
        let weight: Value = serde_json::from_str(text).unwrap();
        provider.send(put(&path, with("weight", &weight))).status(200);
        let found = provider.send(get(&format!("/Devices?filter=weight%20eq%20{text}")));
        assert_eq!(found.status(200).json()["totalResults"], 1, "{text}");
    }
}

/// 7643-2.3.1-03, 7643-2.3.4-01, -02, 7643-2-01, -02: what is not of the type of its attribute is
/// `400 invalidValue` that names the attribute, whatever else the body has.
#[test]
fn not_of_the_type() {
    let provider = Provider::new();
    let id = provider.create("/Devices", with("label", &json!("Door")));
    let path = format!("/Devices/{id}");
    for (name, values) in [
        ("label", &[json!(1), json!(true), json!(["x"]), json!({"x": 1})][..]),
        ("inUse", &[json!("true"), json!(1), json!("True"), json!([true])]),
        ("weight", &[json!("1.5"), json!(true)]),
        ("ports", &[json!(1.5), json!("1"), json!(1e30)]),
        (
            "boughtAt",
            &[json!("2008-01-23"), json!("04:56:22Z"), json!("yesterday"), json!(1_201_064_182)],
        ),
        ("firmware", &[json!("not base64!"), json!("A"), json!(7)]),
        ("manual", &[json!("not a uri"), json!(7)]),
        ("tags", &[json!("a"), json!({"value": "a"}), json!([1]), json!([["a"]])]),
        ("interfaces", &[json!({"value": "eth0"}), json!(["eth0"]), json!([{"value": 1}])]),
        ("state", &[json!("sold"), json!(1)]),
    ] {
        for value in values {
            let detail =
                provider.send(put(&path, with(name, value))).error(400, Some("invalidValue"));
            assert!(detail.contains(&format!("`{name}")), "{name}: {value}: {detail}");
        }
    }
    provider.send(get(&path)).shows(json!({"label": "Door", "boughtAt": null}));
}

/// 7643-2.1-01, -02, 7643-2.3.8-01, -02, 7643-3-08: names ignore case, and no order has a meaning.
#[test]
fn names_and_order() {
    let provider = Provider::new();
    let one = format!(
        r#"{{"schemas":["{USER}","{ENTERPRISE}"],"userName":"bjensen",
            "name":{{"givenName":"Barbara","familyName":"Jensen"}},
            "{ENTERPRISE}":{{"department":"Tours","manager":{{"value":"7"}}}}}}"#
    );
    let other = format!(
        r#"{{"{}":{{"MANAGER":{{"Value":"7"}},"Department":"Tours"}},
            "NAME":{{"FAMILYNAME":"Jensen","givenname":"Barbara"}},
            "username":"bjensen","SCHEMAS":["{ENTERPRISE}","{}"]}}"#,
        ENTERPRISE.to_uppercase(),
        USER.to_uppercase(),
    );
    let created = provider.send(request("POST", "/Users").body(one)).status(201);
    let path = format!("/Users/{}", created.id());
    let replaced = provider.send(request("PUT", &path).body(other)).status(200);
    assert_eq!(replaced.json(), created.json(), "nothing changed");
    replaced.shows(json!({"name": {"familyName": "Jensen"}, ENTERPRISE: {"department": "Tours"}}));
}

/// 7643-2.5-01, -02, -03: null, `[]`, nothing, and objects with nothing in them are the same, and not
/// written.
#[test]
fn unassigned() {
    let provider = Provider::new();
    let full = json!({
        "userName": "bjensen", "title": "Guide", "name": {"givenName": "Barbara"},
        "emails": [{"value": "b@example.com"}], ENTERPRISE: {"department": "Tours"},
    });
    let id = provider.create("/Users", user(full.clone()));
    let path = format!("/Users/{id}");
    for nothing in [
        json!({}),
        json!({"title": null, "name": null, "emails": null, ENTERPRISE: null}),
        json!({"name": {}, "emails": [], ENTERPRISE: {}}),
        json!({"name": {"givenName": null}, "emails": [{}, null, {"value": null}], ENTERPRISE: {"manager": {}}}),
    ] {
        provider.send(put(&path, user(full.clone()))).status(200);
        let mut body = nothing.clone();
        body["userName"] = json!("bjensen");
        let answer = provider.send(put(&path, user(body))).status(200);
        assert_eq!(answer.names(), ["id", "meta", "schemas", "userName"], "{nothing}");
        answer.shows(json!({"schemas": [USER]}));
    }
}
