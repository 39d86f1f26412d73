//! Values that a resource has, as a client says them again.

use super::super::{said, some_of};
use super::{drawn, field, patches, share, target};
use crate::strategy::target::Field;
use crate::strategy::{Patches, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn elements() -> Field {
    field(&json!({
        "name": "emails",
        "type": "complex",
        "multiValued": true,
        "subAttributes": [
            {"name": "value", "type": "string"},
            {"name": "type", "type": "string"},
            {"name": "primary", "type": "boolean"},
            {"name": "display", "type": "string", "mutability": "readOnly"},
        ],
    }))
}

fn labels() -> Field {
    field(&json!({"name": "labels", "type": "string", "multiValued": true}))
}

/// An element is said by its value or by all that a client may give of it, and not as primary.
#[test]
fn elements_are_said_by_what_a_client_may_give() {
    let emails = elements();
    let whole = json!({"value": "a", "type": "b", "primary": true, "display": "c", "other": 1});
    assert_eq!(said(&emails, &whole, false), json!({"value": "a", "type": "b"}));
    assert_eq!(said(&emails, &whole, true), json!({"value": "a"}));
    let without = json!({"type": "b", "primary": false, "display": "c"});
    for by_value in [false, true] {
        assert_eq!(said(&emails, &without, by_value), json!({"type": "b"}));
        assert_eq!(said(&labels(), &json!("a"), by_value), json!("a"));
    }
}

/// Any of the elements that a list has, and none of which nothing can be said.
#[test]
fn some_elements_of_a_list_are_said() {
    let some = |field: &Field, held: &Value| -> Vec<String> {
        let some = drawn(200, |source| Value::Array(some_of(source, field, Some(held))));
        let some: BTreeSet<String> = some.iter().map(Value::to_string).collect();
        some.into_iter().collect()
    };
    let expected = [r#"["a","b"]"#, r#"["a"]"#, r#"["b"]"#, "[]"];
    assert_eq!(some(&labels(), &json!(["a", "b"])), expected);
    let shown = json!([{"display": "c", "primary": true}]);
    assert_eq!(some(&elements(), &shown), ["[]"]);
    assert_eq!(drawn(1, |source| some_of(source, &labels(), None)), [Vec::<Value>::new()]);
}

/// What is removed of a list is mostly something that it has.
#[test]
fn elements_that_are_there_are_removed() {
    let patches = patches(&json!([]));
    let held = json!(["Alpha one", "Beta two"]);
    let list = held.as_array().unwrap();
    let removed = drawn(1_000, |source| patches.removed(source, &labels(), Some(&held)).unwrap());
    let there =
        share(&removed, |value| value.as_array().unwrap().iter().all(|one| list.contains(one)));
    assert!((70..=95).contains(&there), "{there} %");
}

/// A value is mostly another than the one that is there, which is sent again now and then.
#[test]
fn values_are_mostly_new() {
    let patches = patches(&json!([]));
    let (text, held) = (field(&json!({"name": "a", "type": "string"})), json!("Somewhere else"));
    let values = drawn(1_000, |source| patches.new_value(source, &text, Some(&held)).unwrap());
    let same = share(&values, |value| *value == held);
    assert!((8..=25).contains(&same), "{same} %");
}

/// What only a server gives is not sent back to it.
#[test]
fn values_with_parts_of_a_server_are_new() {
    let patches = patches(&json!([]));
    let complex = field(&json!({
        "name": "a",
        "type": "complex",
        "subAttributes": [
            {"name": "b", "type": "string"},
            {"name": "c", "type": "string", "mutability": "readOnly"},
        ],
    }));
    let held = json!({"b": "x", "c": "y"});
    for value in drawn(300, |source| patches.new_value(source, &complex, Some(&held)).unwrap()) {
        assert!(value.get("c").is_none() && value["b"].is_string(), "{value}");
    }
}

/// Bodies may hold what is readOnly, to be ignored; patches do not, however often bodies do.
#[test]
fn nothing_is_given_that_is_a_servers_to_give() {
    let parts = json!([{"name": "value"}, {"name": "made", "mutability": "readOnly"}]);
    let things = target(&json!([
        {"name": "one", "type": "complex", "subAttributes": parts},
        {"name": "list", "type": "complex", "multiValued": true, "subAttributes": parts},
    ]));
    let patches = Patches::new(&things, &Settings::default().many(0).read_only(100));
    let held = json!({});
    let bodies = drawn(300, |source| patches.draw(source, &held).body().to_string());
    assert!(bodies.iter().any(|body| body.contains(r#"{"value":"#)));
    for body in bodies {
        assert!(!body.contains(r#""made":"#), "{body}");
    }
}
