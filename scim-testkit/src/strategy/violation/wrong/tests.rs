use super::value;
use crate::strategy::target::Field;
use crate::strategy::{Source, Violation, Wrong};
use scim_schema::dialect::Tolerance;
use scim_schema::schema::Attribute;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is drawn for an attribute of a type, as texts.
fn drawn(kind: Wrong, r#type: &str, multi_valued: bool) -> BTreeSet<String> {
    let attribute = json!({"name": "a", "type": r#type, "multiValued": multi_valued});
    let attribute: Attribute = serde_json::from_value(attribute).unwrap();
    let field = Field::new(&attribute, "");
    (0..100).map(|seed| value(&mut Source::random(seed), kind, &field).to_string()).collect()
}

/// An object may be a complex value, and a text the `value` of one (RFC 7643 section 2.3.8).
#[test]
fn no_wrong_value_may_be_right() {
    let no_number = vec![json!("1"), json!({"a": 1}), json!(["a"])];
    for (kind, r#type, multi_valued, expected) in [
        (Wrong::Type, "complex", false, vec![json!(7), json!(true)]),
        (Wrong::Array, "complex", false, vec![json!([7])]),
        (Wrong::Array, "boolean", false, vec![json!([true])]),
        (Wrong::Array, "integer", false, vec![json!([7])]),
        (Wrong::Array, "decimal", false, vec![json!([7])]),
        (Wrong::Array, "string", false, vec![json!(["a"])]),
        (Wrong::Element, "complex", true, vec![json!("a"), json!(7), json!(true), json!(["a"])]),
        (
            Wrong::Element,
            "boolean",
            true,
            vec![json!(7), json!("yes"), json!({"a": 1}), json!(["a"])],
        ),
        (Wrong::Element, "integer", true, no_number.clone()),
        (Wrong::Element, "decimal", true, no_number),
        (Wrong::Null, "string", false, vec![Value::Null]),
        (Wrong::Null, "string", true, vec![Value::Null, json!([])]),
        (Wrong::Null, "complex", true, vec![Value::Null, json!([])]),
    ] {
        let expected: BTreeSet<String> = expected.iter().map(Value::to_string).collect();
        assert_eq!(drawn(kind, r#type, multi_valued), expected, "{kind:?} of {type}");
    }
}

/// A dialect that takes it is not to refuse it.
#[test]
fn what_dialects_take_is_said() {
    for (kind, expected) in [
        (Wrong::TextBoolean, vec![Tolerance::StringBoolean]),
        (Wrong::EmptyText, vec![Tolerance::EmptyString]),
        (Wrong::Primaries, vec![Tolerance::FirstPrimary]),
        (Wrong::UnknownSchema, vec![Tolerance::Schemas]),
        (Wrong::Type, Vec::new()),
    ] {
        let violation = Violation::new(kind, None, String::new(), String::new());
        assert_eq!(violation.tolerances, expected, "{kind:?}");
    }
}
