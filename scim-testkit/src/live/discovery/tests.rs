use super::{Discovery, Document};
use serde_json::{Value, json};

fn found(json: Value) -> Document {
    Document { status: 200, json: Some(json) }
}

fn missing() -> Document {
    Document { status: 404, json: Some(json!({"status": "404"})) }
}

#[test]
fn what_is_missing_is_taken_from_the_rfc_and_said() {
    let read = Discovery::read(&missing(), &missing(), &missing());
    assert!(read.user().is_some() && read.group().is_some() && read.config.is_none());
    assert_eq!(read.notes.len(), 3, "{:?}", read.notes);
}

#[test]
fn a_list_without_schemas_is_said() {
    for (schemas, expected) in [
        (
            json!({"totalResults": 0}),
            "`/Schemas` answered no `Resources`; the RFC's schemas are taken",
        ),
        (json!({"Resources": []}), "`/Schemas` lists none; the RFC's schemas are taken"),
    ] {
        let types = json!([{"name": "User", "endpoint": "/Users", "schema": "urn:ietf:params:scim:schemas:core:2.0:User"}]);
        let read = Discovery::read(&missing(), &found(types), &found(schemas));
        assert!(read.user().is_some());
        assert!(read.notes.iter().any(|note| note == expected), "{:?}", read.notes);
    }
}

#[test]
fn what_cannot_be_used_is_left_out_and_said() {
    let types = json!({"Resources": [
        {"name": "Badge", "endpoint": "/Badges", "schema": "urn:example:Badge"},
        {"name": "Door", "endpoint": "Doors", "schema": "urn:example:Door",
            "schemaExtensions": [{"schema": "urn:example:Lock", "required": false}]},
        {"name": "ResourceType", "endpoint": "/ResourceTypes", "schema": "urn:example:Type"},
        {"endpoint": "/Nameless"},
    ]});
    let schemas = json!([
        {"id": "urn:example:Door", "attributes": [{"name": "label"}]},
        {"id": "urn:example:Odd", "attributes": [{"name": "x", "type": "number"}]},
    ]);
    let read = Discovery::read(&found(json!({})), &found(types), &found(schemas));
    let kinds: Vec<_> = read.kinds.iter().map(|kind| (kind.name(), kind.endpoint())).collect();
    assert_eq!(kinds, [("Door", "/Doors")]);
    let notes = read.notes.join("\n");
    for part in [
        "the schema `urn:example:Odd` cannot be read",
        "`Badge` is not checked: its schema `urn:example:Badge` is not described",
        "the extension `urn:example:Lock` of `Door` is not described",
        "the resource type `(no name)` cannot be read",
    ] {
        assert!(notes.contains(part), "no `{part}` in:\n{notes}");
    }
}
