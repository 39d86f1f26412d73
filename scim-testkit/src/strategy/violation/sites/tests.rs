use super::{Place, all};
use crate::strategy::target::Slot;
use crate::strategy::thing::thing;
use crate::strategy::{Target, Wrong};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const TEXT: [Wrong; 3] = [Wrong::Type, Wrong::Array, Wrong::Twice];
const REQUIRED_TEXT: [Wrong; 5] =
    [Wrong::Type, Wrong::Array, Wrong::Missing, Wrong::Null, Wrong::Twice];

fn target(attributes: &Value, extension: &Value) -> Target {
    let resource_type = json!({
        "name": "Thing", "endpoint": "/Things", "schema": "urn:example:T",
        "schemaExtensions": [{"schema": "urn:example:E", "required": false}],
    });
    let schemas = json!([
        {"id": "urn:example:T", "attributes": attributes},
        {"id": "urn:example:E", "attributes": extension},
    ]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}

/// What can be wrong at each attribute, by its path.
fn found(target: &Target) -> BTreeMap<String, BTreeSet<Wrong>> {
    let parts = &target.parts;
    let mut found: BTreeMap<String, BTreeSet<Wrong>> = BTreeMap::new();
    for site in all(parts).into_iter().flatten() {
        let Place::Attribute { extension, field, sub } = site.place else { continue };
        let fields = match extension {
            Some(index) => &parts.extensions[index].fields,
            None => &parts.fields,
        };
        let field = &fields[field];
        let at = sub.map_or(field, |sub| &field.fields[sub]);
        found.entry(at.path.clone()).or_default().insert(site.kind);
    }
    found
}

fn check(target: &Target, expected: &[(&str, &[Wrong])]) {
    let found = found(target);
    for (path, kinds) in expected {
        let kinds: BTreeSet<Wrong> = kinds.iter().copied().collect();
        assert_eq!(found.get(*path).cloned().unwrap_or_default(), kinds, "{path}");
    }
}

#[test]
fn each_attribute_is_wrong_as_its_type_can_be() {
    let mut things = target(
        &json!([
            {"name": "count", "type": "integer"},
            {"name": "flag", "type": "boolean"},
            {"name": "state"},
            {"name": "labels", "multiValued": true},
            {"name": "emails", "type": "complex", "multiValued": true, "subAttributes": [
                {"name": "value"}, {"name": "type"}, {"name": "primary", "type": "boolean"}]},
        ]),
        &json!([{"name": "code"}]),
    );
    let boolean = [Wrong::Type, Wrong::Array, Wrong::TextBoolean, Wrong::EmptyText, Wrong::Twice];
    let list = [Wrong::NoArray, Wrong::Element, Wrong::EmptyText, Wrong::Twice, Wrong::Primaries];
    let integer =
        [Wrong::Type, Wrong::Array, Wrong::Fraction, Wrong::Range, Wrong::EmptyText, Wrong::Twice];
    check(
        &things,
        &[
            ("count", &integer),
            ("flag", &boolean),
            ("state", &TEXT),
            ("labels", &list[..4]),
            ("emails", &list),
            ("emails.value", &TEXT),
            ("emails.primary", &boolean),
        ],
    );
    // a model that takes the canonical values alone
    for field in &mut Arc::make_mut(&mut things.parts).fields {
        field.closed |= field.path == "state";
    }
    let closed = [Wrong::Type, Wrong::Array, Wrong::Twice, Wrong::Canonical];
    check(&things, &[("state", &closed), ("flag", &boolean)]);
}

/// What is given twice in one element of a slot is not told apart, and what a slot is is fixed.
#[test]
fn elements_of_slots_are_wrong_in_what_they_are_given() {
    let mut things = target(
        &json!([{"name": "emails", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "required": true}, {"name": "type"},
            {"name": "primary", "type": "boolean"}]}]),
        &json!([{"name": "code"}]),
    );
    for field in &mut Arc::make_mut(&mut things.parts).fields {
        if field.path == "emails" {
            field.slots.push(Slot {
                sub_attribute: "type",
                value: "work".into(),
                primary: false,
                says_primary: true,
                held: vec!["value"],
            });
        }
    }
    let given = [Wrong::Type, Wrong::Array];
    check(&things, &[("emails.value", &given), ("emails.type", &[]), ("emails.primary", &[])]);
}

/// RFC 7643 section 2.5: a value without its only sub-attribute is none, so nothing is missing in
/// it; likewise an extension without its only attribute.
#[test]
fn what_is_required_of_nothing_is_not_missing() {
    let part = |name: &str, other: Value| {
        json!({"name": name, "type": "complex",
            "subAttributes": [{"name": "a", "required": true}, other]})
    };
    let alone = json!({"name": "one", "type": "complex",
        "subAttributes": [{"name": "a", "required": true}]});
    let attributes = json!([
        {"name": "code", "required": true},
        alone,
        part("shown", json!({"name": "made", "mutability": "readOnly"})),
        part("two", json!({"name": "b"})),
    ]);
    let level = "urn:example:E:level";
    let extension = json!([
        {"name": "level", "required": true}, {"name": "made", "mutability": "readOnly"}]);
    check(
        &target(&attributes, &extension),
        &[
            ("code", &REQUIRED_TEXT),
            ("one.a", &TEXT),
            ("shown.a", &TEXT),
            ("two.a", &REQUIRED_TEXT),
            (level, &TEXT),
        ],
    );
    let extension = json!([{"name": "level", "required": true}, {"name": "lot"}]);
    check(&target(&attributes, &extension), &[(level, &REQUIRED_TEXT)]);
}

/// Only a type with an extension has a schema that a body may name without the primary one.
#[test]
fn another_schema_is_that_of_an_extension() {
    let has = |target: &Target| {
        let sites = all(&target.parts);
        sites.iter().flatten().any(|site| site.kind == Wrong::OtherSchema)
    };
    let attributes = json!([{"name": "code"}]);
    assert!(has(&target(&attributes, &json!([{"name": "level"}]))));
    assert!(!has(&thing(&attributes)));
}
