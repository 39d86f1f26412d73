//! Schemas that nothing can be generated from, and those of other servers.

use scim_testkit::strategy::{Settings, Target, resource};
use serde_json::{Value, json};

fn target(attributes: &Value) -> Result<Target, String> {
    let resource_type = json!({
        "name": "Badge", "endpoint": "/Badges", "schema": "urn:example:Badge",
        "schemaExtensions": [{"schema": "urn:example:Optional", "required": false}],
    });
    let schemas = json!([{"id": "urn:example:Badge", "attributes": attributes}]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string())
        .map_err(|error| error.to_string())
}

/// 7643-1.2-01, 7643-2.1-03, 7643-2.3.8-04: an error at once, that says where and what to do.
#[test]
fn what_cannot_be_generated_from_is_refused() {
    let nested = json!({"name": "c", "type": "complex", "subAttributes": [
        {"name": "d", "type": "complex", "subAttributes": [{"name": "e", "type": "string"}]}]});
    let unwritable = json!({"name": "a", "type": "complex", "required": true, "subAttributes": [
        {"name": "b", "type": "string", "mutability": "readOnly"}]});
    for (attribute, expected) in [
        (
            json!({"name": "a", "type": "complex"}),
            "`a` is complex and has no sub-attributes; list them in `subAttributes`",
        ),
        (
            nested,
            "`c.d` is complex within a complex attribute, which cannot be (RFC 7643 section 2.3.8)",
        ),
        (
            unwritable,
            "`a` is required, and no client can give it a value: all its sub-attributes are readOnly",
        ),
        (
            json!({"name": "a", "type": "string", "subAttributes": [{"name": "b"}]}),
            "`a` is of type string and has sub-attributes, which only complex attributes have",
        ),
        (
            json!({"name": "9a", "type": "string"}),
            "`9a` is not the name of an attribute (RFC 7643 section 2.1)",
        ),
        (
            json!({"name": "n", "type": "integer", "canonicalValues": ["1", "two"]}),
            "`n` has the canonical value `two`, which is not of type integer",
        ),
        (
            json!({"name": "a", "mutability": "writeOnly", "returned": "always"}),
            "`a` is writeOnly and always returned, which contradict each other",
        ),
    ] {
        assert_eq!(target(&json!([attribute])).unwrap_err(), expected);
    }
    let twice = target(&json!([{"name": "a"}, {"name": "A"}])).unwrap_err();
    assert_eq!(twice, "`A` is defined twice, as names ignore case (RFC 7643 section 2.1)");
    let unknown = target(&json!([{"name": "a", "type": "number"}])).unwrap_err();
    assert!(unknown.contains("unknown variant `number`"), "{unknown}");
}

#[test]
fn schemas_and_types_that_do_not_belong_together_are_refused() {
    let required = r#"{"name": "A", "endpoint": "/A", "schema": "urn:a",
        "schemaExtensions": [{"schema": "urn:b", "required": true}]}"#;
    let error = Target::from_json(required, r#"[{"id": "urn:a"}]"#).unwrap_err();
    assert_eq!(error.to_string(), "`urn:b` is a required extension, and its schema is not given");
    let error = Target::from_json(required, r#"[{"id": "urn:b"}]"#).unwrap_err();
    assert_eq!(error.to_string(), "`urn:a` is the schema of the resource type, and is not given");
    assert!(Target::from_json("{", "[]").is_err());
}

/// Every type, from documents alone, as any server has them.
#[test]
fn any_schema_will_do() {
    let target = target(&json!([
        {"name": "id", "type": "string", "mutability": "readOnly"},
        {"name": "text", "type": "string", "required": true},
        {"name": "flags", "type": "boolean", "multiValued": true},
        {"name": "ratio", "type": "decimal", "required": true},
        {"name": "count", "type": "integer", "required": true, "canonicalValues": ["1", "2"]},
        {"name": "at", "type": "dateTime", "required": true},
        {"name": "bytes", "type": "binary", "required": true},
        {"name": "link", "type": "reference", "referenceTypes": ["external"], "required": true},
        {"name": "parts", "type": "complex", "multiValued": true, "required": true,
         "subAttributes": [{"name": "value", "required": true}, {"name": "primary", "type": "boolean"}]},
    ]))
    .unwrap();
    for badge in resource(&target, &Settings::awkward().respelled(0)).samples().take(300) {
        assert!(badge["text"].as_str().is_some_and(|text| !text.is_empty()), "{badge:#}");
        assert!(badge["ratio"].is_f64() && badge["count"].is_i64() && badge["at"].is_string());
        assert!(
            badge["bytes"].is_string() && badge["link"].is_string() && badge.get("id").is_none()
        );
        let parts = badge["parts"].as_array().unwrap();
        assert!(
            !parts.is_empty() && parts.iter().all(|part| part["value"].is_string()),
            "{badge:#}"
        );
    }
}

/// What servers list although no schema has it is passed over, in the primary schema alone.
#[test]
fn common_attributes_are_of_the_primary_schema() {
    let meta = json!({"name": "meta", "type": "complex"});
    let listed = target(&json!([meta, {"name": "a"}])).unwrap();
    assert_eq!(resource(&listed, &Settings::default().optional(100)).sample(1).get("meta"), None);
    let resource_type = json!({
        "name": "Badge", "endpoint": "/Badges", "schema": "urn:example:Badge",
        "schemaExtensions": [{"schema": "urn:example:Optional", "required": false}],
    });
    let schemas = json!([
        {"id": "urn:example:Badge", "attributes": [{"name": "a"}]},
        {"id": "urn:example:Optional", "attributes": [meta]},
    ]);
    let error = Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap_err();
    assert!(error.to_string().contains("meta` is complex and has no sub-attributes"), "{error}");
}

/// What a client need not give may have nothing that a client can give.
#[test]
fn only_what_is_required_must_be_writable() {
    let parts = json!([{"name": "b", "type": "string", "mutability": "readOnly"}]);
    for attribute in [
        json!({"name": "a", "type": "complex", "subAttributes": parts}),
        json!({"name": "a", "type": "complex", "required": true, "mutability": "readOnly",
               "subAttributes": parts}),
    ] {
        let badges = target(&json!([attribute])).unwrap();
        for body in resource(&badges, &Settings::default().optional(100)).samples().take(20) {
            assert_eq!(body.get("a"), None);
        }
    }
}

/// A target is known by what its resource type says.
#[test]
fn a_target_tells_its_resource_type() {
    let badges = target(&json!([{"name": "a"}])).unwrap();
    assert_eq!((badges.name(), badges.endpoint()), ("Badge", "/Badges"));
    assert_eq!(badges.urn(), "urn:example:Badge");
}

/// What a server shows and does not take is left out, alone or with all of its parts; what is not there
/// is an error that names it.
#[test]
fn what_is_left_out_is_in_no_body() {
    let parts = json!([{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]);
    let badges = target(&json!([
        {"name": "code", "type": "string"},
        {"name": "part", "type": "complex", "subAttributes": parts},
    ]))
    .unwrap();
    for (path, gone) in [
        ("code", &["/code"][..]),
        ("part.a", &["/part/a"]),
        ("PART.B", &["/part/b"]),
        ("part", &["/part/a", "/part/b"]),
    ] {
        let without = badges.clone().without(path).unwrap();
        let body = resource(&without, &Settings::default().optional(100)).sample(1);
        for pointer in ["/code", "/part/a", "/part/b"] {
            let is_there = body.pointer(pointer).is_some();
            assert_eq!(is_there, !gone.contains(&pointer), "{path}, {pointer}: {body}");
        }
    }
    for path in ["other", "part.c", "code.a"] {
        assert_eq!(badges.clone().without(path).unwrap_err().path(), path);
    }
}
