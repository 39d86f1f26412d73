mod elements;
mod extensions;
mod parts;
mod said;

use super::Patches;
use crate::strategy::target::Field;
use crate::strategy::thing::thing;
use crate::strategy::{Op, OperationExpr, PatchTarget, PathExpr, Settings, Source, Target};
use scim_schema::schema::Attribute;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn target(attributes: &Value) -> Target {
    thing(attributes).without("externalId").unwrap()
}

/// Patches of a type with these attributes alone.
fn patches(attributes: &Value) -> Patches {
    Patches::new(&target(attributes), &Settings::default().many(0))
}

fn field(attribute: &Value) -> Field {
    let attribute: Attribute = serde_json::from_value(attribute.clone()).unwrap();
    Field::new(&attribute, "")
}

/// What the seeds from 0 on give.
fn drawn<T>(count: u64, draw: impl Fn(&mut Source) -> T) -> Vec<T> {
    (0..count).map(|seed| draw(&mut Source::random(seed))).collect()
}

/// How many percent count.
fn share<T>(drawn: &[T], counts: impl Fn(&T) -> bool) -> usize {
    100 * drawn.iter().filter(|one| counts(one)).count() / drawn.len()
}

/// Each operation with its path, once.
fn forms(operations: &[OperationExpr]) -> Vec<String> {
    let form = |one: &OperationExpr| {
        let path = one.path_text.as_deref().unwrap_or("none");
        format!("{} {path}", one.op.as_str())
    };
    let forms: BTreeSet<String> = operations.iter().map(form).collect();
    forms.into_iter().collect()
}

/// The operations that there are.
fn ops(operations: &[OperationExpr]) -> Vec<&'static str> {
    let ops: BTreeSet<&'static str> = operations.iter().map(|one| one.op.as_str()).collect();
    ops.into_iter().collect()
}

/// The order of operations shows where they are on one attribute.
#[test]
fn an_operation_after_another_is_on_the_same_attribute() {
    let attribute = |name: &str| json!({"name": name, "type": "string"});
    let patches = patches(&json!([attribute("a"), attribute("b"), attribute("c")]));
    let (last, held) = (PathExpr::new("b"), json!({"a": "1", "b": "2", "c": "3"}));
    let operations = drawn(200, |source| patches.of_attribute(source, &held, Some(&last)));
    assert_eq!(forms(&operations), ["add b", "remove b", "replace b"]);
    let others = drawn(200, |source| patches.of_attribute(source, &held, None));
    assert_eq!(forms(&others).len(), 9);
}

/// What is not a list is removed whole; of a list mostly some elements are.
#[test]
fn removals_name_elements_of_lists_alone() {
    let patches = patches(&json!([
        {"name": "text", "type": "string"},
        {"name": "list", "type": "string", "multiValued": true},
    ]));
    let held = json!({"text": "x", "list": ["one", "two"]});
    let operations = drawn(1_500, |source| patches.of_attribute(source, &held, None));
    let removals = |name: &str| -> Vec<Option<Value>> {
        let target = Some(PatchTarget::from(PathExpr::new(name)));
        let of = operations.iter().filter(|one| one.op == Op::Remove && one.target == target);
        of.map(|one| one.value.clone()).collect()
    };
    let (texts, lists) = (removals("text"), removals("list"));
    assert!(texts.len() > 100 && texts.iter().all(Option::is_none));
    let share = share(&lists, Option::is_some);
    assert!((55..=85).contains(&share), "{share} %");
}

/// One element may stand without brackets where it is added.
#[test]
fn one_element_is_added_with_brackets_and_without() {
    let things = target(&json!([{"name": "list", "type": "string", "multiValued": true}]));
    let patches = Patches::new(&things, &Settings::default().many(0).elements(1));
    let held = json!({});
    let operations = drawn(1_000, |source| patches.of_attribute(source, &held, None));
    let values = |op: Op| -> Vec<Value> {
        let of = operations.iter().filter(|one| one.op == op);
        of.filter_map(|one| one.value.clone()).collect()
    };
    let is_listed = |value: &Value| value.as_array().is_some_and(|list| list.len() == 1);
    assert_eq!(share(&values(Op::Replace), is_listed), 100);
    let added = values(Op::Add);
    assert!(added.iter().all(|value| value.is_string() || is_listed(value)));
    let bare = share(&added, Value::is_string);
    assert!((25..=55).contains(&bare), "{bare} %");
}

/// Several elements are added in brackets, all of them.
#[test]
fn several_elements_are_added_in_brackets() {
    let patches = patches(&json!([{"name": "list", "type": "string", "multiValued": true}]));
    let held = json!({});
    let operations = drawn(3_000, |source| patches.of_attribute(source, &held, None));
    let is_several = |one: &OperationExpr| {
        one.value.as_ref().and_then(Value::as_array).is_some_and(|list| list.len() > 1)
    };
    // of as many replacements as additions, none is without brackets
    let several = |op: Op| operations.iter().filter(|one| one.op == op && is_several(one)).count();
    let (added, replaced) = (several(Op::Add), several(Op::Replace));
    assert!(added > 300 && 100 * added > 75 * replaced, "{added} and {replaced}");
}

/// What is there already is added again now and then, beside what is new and once.
#[test]
fn elements_that_are_there_are_added_again() {
    let patches = patches(&json!([{"name": "list", "type": "string", "multiValued": true}]));
    let held = json!({"list": ["Alpha one", "Beta two"]});
    let is_there = |one: &&Value| held["list"].as_array().unwrap().contains(one);
    let mut beside = 0;
    for operation in drawn(1_500, |source| patches.of_attribute(source, &held, None)) {
        let value = operation.value.filter(|_| operation.op == Op::Add);
        let Some(Value::Array(elements)) = value else { continue };
        let different: BTreeSet<String> = elements.iter().map(Value::to_string).collect();
        assert_eq!(different.len(), elements.len(), "{elements:?}");
        let there = elements.iter().filter(is_there).count();
        beside += usize::from(there > 0 && there < elements.len());
    }
    assert!(beside > 30, "{beside}");
}

/// An attribute, a part of it, elements that a filter chooses, a part of these, and no path at all.
#[test]
fn every_form_of_path_is_drawn() {
    let patches = patches(&json!([
        {"name": "maker", "type": "complex", "subAttributes": [{"name": "given"}]},
        {"name": "rows", "type": "complex", "multiValued": true,
            "subAttributes": [{"name": "value"}, {"name": "kind"}]},
    ]));
    let held = json!({"maker": {"given": "a"}, "rows": [{"value": "b", "kind": "c"}]});
    let operations = drawn(1_000, |source| patches.operation(source, &held));
    let form = |one: &OperationExpr| {
        let target = one.target.as_ref()?;
        let part = target.sub_attribute.is_some() || target.path.sub_attribute.is_some();
        Some((target.filter.is_some(), part))
    };
    for expected in
        [None, Some((false, false)), Some((false, true)), Some((true, false)), Some((true, true))]
    {
        let share = share(&operations, |one| form(one) == expected);
        assert!(share > 3, "{expected:?}: {share} %");
    }
}

/// A path may go to one sub-attribute, which is not removed where it is required.
#[test]
fn sub_attributes_are_written_and_removed_unless_they_are_required() {
    let patches = patches(&json!([{
        "name": "maker",
        "type": "complex",
        "subAttributes": [
            {"name": "country", "type": "string", "required": true},
            {"name": "city", "type": "string"},
        ],
    }]));
    let held = json!({"maker": {"country": "a", "city": "b"}});
    let operations = drawn(400, |source| patches.of_sub_attribute(source, &held).unwrap());
    let expected = [
        "add maker.city",
        "add maker.country",
        "remove maker.city",
        "replace maker.city",
        "replace maker.country",
    ];
    assert_eq!(forms(&operations), expected);
    assert!(operations.iter().all(|one| one.value.is_none() == (one.op == Op::Remove)));
}
