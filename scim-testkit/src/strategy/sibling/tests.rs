use super::sibling;
use crate::strategy::Source;
use crate::strategy::thing::thing;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the siblings of a body have at a pointer, as texts.
fn drawn(body: &Value, pointer: &str) -> BTreeSet<String> {
    let things = thing(&json!([
        {"name": "text", "type": "string"},
        {"name": "active", "type": "boolean"},
        {"name": "rows", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"},
            {"name": "used", "type": "boolean"},
            {"name": "primary", "type": "boolean"}]},
    ]));
    let body = body.as_object().unwrap();
    let draw = |seed| {
        let other = sibling(&mut Source::random(seed), body, &things.parts);
        Value::Object(other).pointer(pointer).unwrap().to_string()
    };
    (0..400).map(draw).collect()
}

/// Texts that differ in more than the case of their letters tell a comparison that is nearly right.
#[test]
fn texts_are_near_in_many_ways() {
    let texts = drawn(&json!({"text": "Anna Bee"}), "/text");
    for text in [r#""Anna Bee""#, r#""aNNA bEE""#, r#""Anna Be""#] {
        assert!(texts.contains(text), "{text}: {texts:?}");
    }
    assert!(texts.len() > 5, "{texts:?}");
}

/// Two elements that are primary would be an error, and none might be another resource.
#[test]
fn booleans_are_the_other_ones_but_for_primary() {
    let row = json!({"value": "a", "used": true, "primary": true});
    let body = json!({"active": true, "rows": [row]});
    let all = |pointer: &str| drawn(&body, pointer).into_iter().collect::<Vec<_>>();
    assert_eq!(all("/active"), ["false", "true"]);
    assert_eq!(all("/rows/0/used"), ["false", "true"]);
    assert_eq!(all("/rows/0/primary"), ["true"]);
}
