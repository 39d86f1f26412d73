use super::{Fault, fault};
use crate::law::{Engine, Shipped};
use scim_schema::rfc::User;
use serde_json::{Value, json};

/// What is wrong where a schema has these attributes.
fn of(attributes: &Value) -> Option<Fault> {
    let schemas = json!({"Resources": [{"id": "urn:example:one", "attributes": attributes}]});
    fault(&schemas, &json!({"Resources": [{"name": "One", "schema": "urn:example:one"}]}))
}

fn attribute(changes: &Value) -> Value {
    let mut one = json!({
        "name": "one", "type": "string", "multiValued": false, "caseExact": false,
        "mutability": "readWrite", "returned": "default", "uniqueness": "none",
    });
    one.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    one
}

#[test]
fn what_is_shipped_is_sound() {
    let (schemas, types) =
        (Engine::<User>::schemas(&Shipped), Engine::<User>::resource_types(&Shipped));
    assert_eq!(fault(&schemas, &types), None);
}

#[test]
fn an_attribute_has_what_its_type_allows() {
    let parts = json!([attribute(&json!({"name": "part"}))]);
    let complex = json!({"type": "complex", "subAttributes": parts});
    let with = |more: Value| {
        let mut one = complex.clone();
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    for right in [
        json!({}),
        json!({"name": "$ref"}),
        json!({"name": "a-b_c$1", "uniqueness": "server", "canonicalValues": ["a"]}),
        json!({"type": "reference", "referenceTypes": ["User"]}),
        json!({"mutability": "writeOnly", "returned": "never"}),
        json!({"type": "boolean"}),
        complex.clone(),
    ] {
        assert_eq!(of(&json!([attribute(&right)])), None, "{right}");
    }
    let inside = json!([attribute(&complex)]);
    for (wrong, expected) in [
        (json!({"name": "1a"}), "a name of letters, digits, `-` and `_`"),
        (json!({"name": "a b"}), "a name of letters, digits, `-` and `_`"),
        (json!({"name": ""}), "a name of letters, digits, `-` and `_`"),
        (json!({"type": "text"}), "one of the data types"),
        (json!({"multiValued": "no"}), "`multiValued`"),
        (json!({"type": "complex"}), "sub-attributes where it is complex, and only there"),
        (json!({"subAttributes": parts}), "sub-attributes where it is complex, and only there"),
        (json!({"type": "complex", "subAttributes": inside}), "no complex sub-attribute"),
        (json!({"type": "reference"}), "`referenceTypes` where it is a reference"),
        (json!({"referenceTypes": ["User"]}), "`referenceTypes` where it is a reference"),
        (
            json!({"type": "boolean", "canonicalValues": [true]}),
            "`canonicalValues` of texts and numbers",
        ),
        (json!({"mutability": "fixed"}), "a mutability"),
        (json!({"returned": "sometimes"}), "a `returned`"),
        (json!({"mutability": "writeOnly"}), "what is writeOnly is never returned"),
        (json!({"mutability": "readOnly", "returned": "never"}), "someone who reads or writes it"),
        (json!({"uniqueness": "mine"}), "a uniqueness"),
        (
            json!({"type": "boolean", "uniqueness": "server"}),
            "no uniqueness of what is complex or true or false",
        ),
        (
            with(json!({"uniqueness": "global"})),
            "no uniqueness of what is complex or true or false",
        ),
        (with(json!({"caseExact": true})), "no letter case of what is complex"),
    ] {
        let found = of(&json!([attribute(&wrong)])).map(|(_, expected, _)| expected);
        assert_eq!(found, Some(expected), "{wrong}");
    }
}

#[test]
fn a_name_is_given_once_at_each_place() {
    let (one, same) = (attribute(&json!({})), attribute(&json!({"name": "ONE"})));
    let (place, expected, _) = of(&json!([one, same])).unwrap();
    assert_eq!(place, "urn:example:one ONE");
    assert_eq!(expected, "a name of its own, in whatever case");
    let parts = json!({"type": "complex", "subAttributes": [one, same]});
    let (place, expected, _) = of(&json!([attribute(&parts)])).unwrap();
    assert_eq!(
        (&*place, expected),
        ("urn:example:one one ONE", "a name of its own, in whatever case")
    );
    let inner = json!({"name": "two", "type": "complex", "subAttributes": [one]});
    assert_eq!(of(&json!([one, attribute(&inner)])), None);
}

#[test]
fn a_schema_has_a_uri_of_its_own_and_a_resource_type_has_schemas() {
    let found = |schemas: Value, types: Value| {
        let found = fault(&json!({"Resources": schemas}), &json!({"Resources": types}));
        found.map(|(_, expected, actual)| (expected, actual))
    };
    let uri = "an id of its own, which is a URI";
    let one = json!({"id": "urn:one"});
    assert_eq!(found(json!([one]), json!([])), None);
    assert_eq!(found(json!([{"id": "User"}]), json!([])), Some((uri, "User".to_owned())));
    let twice = json!([one, {"id": "URN:ONE"}]);
    assert_eq!(found(twice, json!([])), Some((uri, "URN:ONE".to_owned())));
    let known = "schemas that are published";
    let other = json!([{"name": "Other", "schema": "urn:two"}]);
    assert_eq!(found(json!([one]), other), Some((known, "urn:two".to_owned())));
    let extended = json!([{"schema": "urn:one", "schemaExtensions": [{"schema": "urn:three"}]}]);
    assert_eq!(found(json!([one]), extended), Some((known, "urn:three".to_owned())));
}
