//! What patches decide by: of filters, of attributes, of what a complex value has.

use super::super::element::is_by_value;
use super::super::{is_complete, is_plain};
use super::field;
use crate::strategy::target::Field;
use crate::strategy::{Compare, FilterExpr, PathExpr};
use serde_json::{Value, json};

#[test]
fn one_element_is_chosen_by_a_value_that_is_equal() {
    let by = |name: &str, operator| FilterExpr::compare(PathExpr::new(name), operator, "a");
    assert!(is_by_value(&by("value", Compare::Eq)));
    assert!(!is_by_value(&by("value", Compare::Ne)));
    assert!(!is_by_value(&by("type", Compare::Eq)));
    assert!(!is_by_value(&FilterExpr::Present(PathExpr::new("value"))));
}

#[test]
fn what_servers_add_to_is_not_sent_back() {
    let complex =
        |subs: Value| field(&json!({"name": "a", "type": "complex", "subAttributes": subs}));
    let written = json!({"name": "b", "type": "string"});
    let shown = json!({"name": "c", "type": "string", "mutability": "readOnly"});
    assert!(is_plain(&field(&json!({"name": "a", "type": "string"}))));
    assert!(is_plain(&complex(json!([written]))));
    assert!(!is_plain(&complex(json!([written, shown]))));
}

/// A complex value has what it requires of what a client can give, once one of it is written.
#[test]
fn a_complex_value_needs_what_it_requires() {
    let fields: Vec<Field> = [
        json!({"name": "a", "type": "string", "required": true}),
        json!({"name": "b", "type": "string", "required": true}),
        json!({"name": "c", "type": "string", "required": true, "mutability": "readOnly"}),
        json!({"name": "d", "type": "string"}),
    ]
    .iter()
    .map(field)
    .collect();
    let complete =
        |held: Value, written: usize| is_complete(&fields, Some(&held), &fields[written]);
    assert!(complete(json!({"a": 1, "b": 1}), 3), "both are there");
    assert!(complete(json!({"b": 1}), 0), "the other is written");
    assert!(complete(json!({"a": 1}), 1), "the other is written");
    assert!(!complete(json!({"a": 1}), 3), "one lacks");
    assert!(!complete(json!({}), 0), "the other lacks");
    assert!(!is_complete(&fields, None, &fields[0]), "there is none");
    assert!(is_complete(&fields[2..], None, &fields[3]), "none is required");
}
