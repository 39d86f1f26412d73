//! What bodies hold, and what a server has of them: of small schemas, each for one rule.

use scim_testkit::strategy::{Settings, Target, resource, stored};
use serde_json::{Value, json};

pub(crate) const URN: &str = "urn:example:T";
pub(crate) const EXTENSION: &str = "urn:example:E";

/// A resource type with these attributes.
pub(crate) fn thing(attributes: &Value) -> Target {
    let resource_type = json!({"name": "Thing", "endpoint": "/Things", "schema": URN});
    let schemas = json!([{"id": URN, "attributes": attributes}]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}

/// A resource type with these attributes in an extension.
pub(crate) fn extended(attributes: &Value, required: bool) -> Target {
    let resource_type = json!({
        "name": "Thing", "endpoint": "/Things", "schema": URN,
        "schemaExtensions": [{"schema": EXTENSION, "required": required}],
    });
    let schemas = json!([
        {"id": URN, "attributes": [{"name": "code"}]},
        {"id": EXTENSION, "attributes": attributes},
    ]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}

/// The names of an object's members, in order.
pub(crate) fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// Ids count from 1, and what must differ has a number where it would be the same.
#[test]
fn stored_resources_are_numbered() {
    let code = json!([{"name": "code", "required": true, "uniqueness": "server"}]);
    let things = thing(&code).only("code", ["a"]).unwrap();
    let lists: Vec<Vec<Value>> =
        stored(&things, &Settings::default(), 5).samples().take(200).collect();
    assert!(lists.iter().any(|list| list.len() == 5));
    for (index, one) in lists.iter().flat_map(|list| list.iter().enumerate()) {
        let code = if index == 0 { "a".to_owned() } else { format!("a{index}") };
        assert_eq!(one["code"], code);
        assert_eq!(one["id"], (index + 1).to_string());
    }
}

/// A server shows what only it writes, and no null for what has no value.
#[test]
fn stored_resources_have_what_servers_write_and_no_null() {
    let things = thing(&json!([
        {"name": "code"},
        {"name": "labels", "multiValued": true},
        {"name": "made", "mutability": "readOnly"},
    ]));
    let full = Settings::default().optional(100);
    for one in stored(&things, &full, 3).samples().take(50).flatten() {
        assert!(one["made"].is_string() && one["meta"]["created"].is_string(), "{one}");
        assert_eq!(one["meta"]["resourceType"], "Thing");
    }
    let bare = Settings::default().optional(0).nulls(100);
    for one in stored(&things, &bare, 3).samples().take(50).flatten() {
        assert_eq!(names(&one), ["id", "meta", "schemas"], "{one}");
    }
}

/// What a client does not write is no null in its body either.
#[test]
fn nulls_stand_for_what_a_client_writes() {
    let things = thing(&json!([
        {"name": "code"},
        {"name": "labels", "multiValued": true},
        {"name": "made", "mutability": "readOnly"},
    ]));
    let settings = Settings::default().optional(0).nulls(100);
    let expected = json!({"schemas": [URN], "code": null, "labels": [], "externalId": null});
    for body in resource(&things, &settings).samples().take(20) {
        assert_eq!(body, expected);
    }
}

#[test]
fn extensions_are_held_where_required_and_as_the_settings_say() {
    for (required, share, is_held) in [(true, 0, true), (false, 100, true), (false, 0, false)] {
        let things = extended(&json!([{"name": "level", "required": true}]), required);
        for body in resource(&things, &Settings::default().extensions(share)).samples().take(20) {
            let urns = if is_held { json!([URN, EXTENSION]) } else { json!([URN]) };
            assert_eq!(body["schemas"], urns, "{body}");
            assert_eq!(body[EXTENSION]["level"].is_string(), is_held, "{body}");
        }
    }
}

/// A complex value has one thing that says something: no empty text, and its nulls as they are.
#[test]
fn complex_values_say_something() {
    let things = thing(&json!([{"name": "part", "type": "complex", "required": true,
        "subAttributes": [{"name": "other"}, {"name": "value"}]}]));
    let bare = Settings::default().optional(0);
    for body in resource(&things, &bare.empty(100)).samples().take(50) {
        assert_eq!(names(&body["part"]), ["value"]);
        assert_ne!(body["part"]["value"], "");
    }
    for body in resource(&things, &bare.nulls(100)).samples().take(50) {
        assert_eq!(names(&body["part"]), ["other", "value"]);
        assert!(body["part"]["other"].is_null() && body["part"]["value"].is_string(), "{body}");
    }
}

/// What makes a value is what a client writes, and not `primary`, which says nothing alone.
#[test]
fn complex_values_are_made_of_what_a_client_writes() {
    let things = thing(&json!([{"name": "parts", "type": "complex", "multiValued": true,
        "required": true, "subAttributes": [
            {"name": "made", "mutability": "readOnly"},
            {"name": "primary", "type": "boolean"},
            {"name": "text"}]}]));
    for body in resource(&things, &Settings::default().optional(0).many(0)).samples().take(50) {
        for part in body["parts"].as_array().unwrap() {
            assert_eq!(names(part), ["text"]);
        }
    }
    // where it writes nothing there is a value only if bodies hold what is readOnly
    let things = thing(&json!([{"name": "part", "type": "complex",
        "subAttributes": [{"name": "made", "mutability": "readOnly"}]}]));
    let full = Settings::default().optional(100);
    for (share, is_held) in [(0, false), (50, true)] {
        for body in resource(&things, &full.read_only(share)).samples().take(50) {
            assert_eq!(body["part"]["made"].is_string(), is_held, "{share} %: {body}");
        }
    }
}
