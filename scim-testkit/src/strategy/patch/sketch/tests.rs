use super::sketch;
use crate::strategy::{Compare, FilterExpr, Op, OperationExpr, PatchTarget, PathExpr};
use serde_json::{Value, json};

const URN: &str = "urn:example:E";

/// What a resource is after an operation.
fn after(held: &Value, op: Op, target: Option<PatchTarget>, value: Option<Value>) -> Value {
    let mut resource = held.clone();
    sketch(&mut resource, &OperationExpr::new(op, target, value));
    resource
}

fn path(name: &str) -> Option<PatchTarget> {
    Some(PathExpr::new(name).into())
}

#[test]
fn what_a_path_names_is_written_or_removed() {
    let held = json!({"title": "a", "age": 1});
    for op in [Op::Add, Op::Replace] {
        let written = after(&held, op, path("title"), Some(json!("b")));
        assert_eq!(written, json!({"title": "b", "age": 1}));
        let written = after(&held, op, path("nickName"), Some(json!("b")));
        assert_eq!(written, json!({"title": "a", "age": 1, "nickName": "b"}));
    }
    assert_eq!(after(&held, Op::Remove, path("title"), None), json!({"age": 1}));
}

#[test]
fn what_an_extension_has_is_written_below_its_urn() {
    let held = json!({"a": 1, (URN): {"a": 2}});
    let target = || Some(PatchTarget::from(PathExpr::new("a").of(URN)));
    let written = after(&held, Op::Replace, target(), Some(json!(3)));
    assert_eq!(written, json!({"a": 1, (URN): {"a": 3}}));
    assert_eq!(after(&held, Op::Remove, target(), None), json!({"a": 1, (URN): {}}));
    let without = json!({"a": 1});
    assert_eq!(after(&without, Op::Replace, target(), Some(json!(3))), without);
}

/// Elements that a filter chooses, one sub-attribute, elements that are removed by their value:
/// what is there still is there enough for the next operation.
#[test]
fn parts_are_left_as_they_are() {
    let held = json!({"emails": [{"value": "a", "type": "work"}], "name": {"givenName": "A"}});
    let filter = FilterExpr::compare(PathExpr::new("type"), Compare::Eq, "work");
    let chosen =
        PatchTarget { path: PathExpr::new("emails"), filter: Some(filter), sub_attribute: None };
    let value = || Some(json!({"value": "b"}));
    for op in [Op::Add, Op::Replace] {
        assert_eq!(after(&held, op, Some(chosen.clone()), value()), held);
    }
    assert_eq!(after(&held, Op::Remove, Some(chosen), None), held);
    let given = || Some(PatchTarget::from(PathExpr::new("name").dot("givenName")));
    assert_eq!(after(&held, Op::Replace, given(), Some(json!("B"))), held);
    assert_eq!(after(&held, Op::Remove, given(), None), held);
    let listed = Some(json!([{"value": "a", "type": "work"}]));
    assert_eq!(after(&held, Op::Remove, path("emails"), listed), held);
}

#[test]
fn attributes_without_a_path_are_written_but_for_extensions() {
    let held = json!({"title": "a"});
    let given = json!({"title": "b", "active": true, (URN): {"a": 1}});
    for op in [Op::Add, Op::Replace] {
        let written = after(&held, op, None, Some(given.clone()));
        assert_eq!(written, json!({"title": "b", "active": true}));
    }
}

#[test]
fn elements_are_added_once_and_replaced_all() {
    let held = json!({"labels": ["a", "b"]});
    let written = |op, value: Value| after(&held, op, path("labels"), Some(value));
    assert_eq!(written(Op::Add, json!(["b", "c"])), json!({"labels": ["a", "b", "c"]}));
    assert_eq!(written(Op::Add, json!("c")), json!({"labels": ["a", "b", "c"]}));
    assert_eq!(written(Op::Add, json!("b")), held);
    assert_eq!(written(Op::Replace, json!(["c"])), json!({"labels": ["c"]}));
}

/// The primary element may be another one after an addition.
#[test]
fn no_element_that_was_there_is_primary_after_an_addition() {
    let held = json!({"emails": [{"value": "a", "primary": true}]});
    let new = json!({"value": "b", "primary": true});
    let expected = json!({"emails": [{"value": "a"}, new]});
    assert_eq!(after(&held, Op::Add, path("emails"), Some(json!([new]))), expected);
    assert_eq!(after(&held, Op::Add, path("emails"), Some(new)), expected);
}

#[test]
fn complex_values_keep_what_is_not_given() {
    let held = json!({"name": {"givenName": "A", "familyName": "B"}});
    for op in [Op::Add, Op::Replace] {
        let written = after(&held, op, path("name"), Some(json!({"givenName": "C"})));
        assert_eq!(written, json!({"name": {"givenName": "C", "familyName": "B"}}));
    }
}
