//! Operations on elements that a filter chooses.

use super::{drawn, field, forms, ops, patches, share, target};
use crate::strategy::patch::Patches;
use crate::strategy::target::Slot;
use crate::strategy::{Compare, FilterExpr, Op, OperationExpr, PathExpr, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

fn list(name: &str, subs: &Value) -> Value {
    json!({"name": name, "type": "complex", "multiValued": true, "subAttributes": subs})
}

fn text(name: &str) -> Value {
    json!({"name": name, "type": "string"})
}

/// What a value path is on: its list, and the sub-attribute behind the brackets.
fn places(operations: &[OperationExpr]) -> Vec<(String, Option<String>)> {
    let targets = operations.iter().filter_map(|one| one.target.clone());
    targets.map(|target| (target.path.to_string(), target.sub_attribute)).collect()
}

/// Of two lists the one that has elements.
#[test]
fn elements_that_are_there_are_chosen() {
    let (one, other) = (list("a", &json!([text("value")])), list("b", &json!([text("value")])));
    let patches = patches(&json!([one, other]));
    for (first, held) in
        [("a", json!({"a": [{"value": "x"}]})), ("b", json!({"b": [{"value": "x"}]}))]
    {
        let operations =
            drawn(400, |source| patches.of_elements(source, &held, None, None).unwrap());
        let share = share(&places(&operations), |(name, _)| name == first);
        assert!((85..100).contains(&share), "{first}: {share} %");
    }
}

#[test]
fn elements_after_others_are_of_the_same_list() {
    let (one, other) = (list("a", &json!([text("value")])), list("b", &json!([text("value")])));
    let patches = patches(&json!([one, other]));
    let held = json!({"a": [{"value": "x"}], "b": [{"value": "y"}]});
    for name in ["a", "b"] {
        let last = PathExpr::new(name);
        let operations =
            drawn(200, |source| patches.of_elements(source, &held, Some(&last), None).unwrap());
        assert_eq!(share(&places(&operations), |(list, _)| list == name), 100);
    }
}

#[test]
fn every_sub_attribute_of_elements_is_written() {
    let patches = patches(&json!([list("a", &json!([text("value"), text("display")]))]));
    let held = json!({"a": [{"value": "x", "display": "y"}]});
    for first in [true, false] {
        let operations =
            drawn(600, |source| patches.of_elements(source, &held, None, Some(first)).unwrap());
        let places = places(&operations);
        for name in ["value", "display"] {
            let share = share(&places, |(_, sub)| sub.as_deref() == Some(name));
            assert!((35..=65).contains(&share), "{name}: {share} %");
        }
    }
}

/// A sub-attribute that elements must have is not removed from them.
#[test]
fn required_sub_attributes_of_elements_are_not_removed() {
    let required = json!({"name": "value", "type": "string", "required": true});
    let patches = patches(&json!([list("a", &json!([required, text("display")]))]));
    let held = json!({"a": [{"value": "x", "display": "y"}]});
    let operations =
        drawn(400, |source| patches.of_elements(source, &held, None, Some(true)).unwrap());
    let form = |one: &OperationExpr| {
        let sub = one.target.as_ref().and_then(|target| target.sub_attribute.as_deref());
        format!("{} {}", one.op.as_str(), sub.unwrap_or_default())
    };
    let forms: BTreeSet<String> = operations.iter().map(form).collect();
    let forms: Vec<String> = forms.into_iter().collect();
    let expected =
        ["add display", "add value", "remove display", "replace display", "replace value"];
    assert_eq!(forms, expected);
    assert!(operations.iter().all(|one| one.value.is_none() == (one.op == Op::Remove)));
}

/// Elements of a required list are written, and not removed.
#[test]
fn elements_are_removed_unless_one_is_required() {
    for (required, expected) in
        [(false, &["add", "remove", "replace"][..]), (true, &["add", "replace"][..])]
    {
        let mut list = list("a", &json!([text("value")]));
        list["required"] = required.into();
        let patches = patches(&json!([list]));
        let held = json!({"a": [{"value": "x"}, {"value": "y"}]});
        let operations =
            drawn(300, |source| patches.of_elements(source, &held, None, None).unwrap());
        assert_eq!(ops(&operations), expected, "required: {required}");
        assert!(operations.iter().all(|one| one.value.is_none() == (one.op == Op::Remove)));
        assert!(forms(&operations).iter().all(|form| form.contains(" a[")));
    }
}

/// What the elements with a type and a value are.
fn typed() -> (Value, Value) {
    let primary = json!({"name": "primary", "type": "boolean"});
    let list = list("a", &json!([primary, text("value"), text("type")]));
    let held = json!({"a": [{"value": "x", "type": "work"}, {"value": "y", "type": "home"}]});
    (list, held)
}

/// Several elements that a filter chooses cannot all be primary.
#[test]
fn elements_that_are_written_in_parts_are_not_primary() {
    let (list, held) = typed();
    for optional in [0, 50, 100] {
        let settings = Settings::default().many(0).optional(optional);
        let patches = Patches::new(&target(&json!([list])), &settings);
        let operations =
            drawn(300, |source| patches.of_elements(source, &held, None, None).unwrap());
        for parts in operations.iter().filter_map(|one| one.value.as_ref()) {
            let parts = parts.as_object().unwrap();
            assert!(!parts.is_empty() && !parts.contains_key("primary"), "{parts:?}");
        }
    }
}

/// The operations that make elements primary.
fn made_primary(patches: &Patches, held: &Value, first: bool) -> Vec<OperationExpr> {
    let operations =
        drawn(1_200, |source| patches.of_elements(source, held, None, Some(first)).unwrap());
    let is_primary = |one: &OperationExpr| {
        let target = one.target.as_ref();
        let sub = target.and_then(|target| target.sub_attribute.as_deref());
        sub == Some("primary") && one.value == Some(Value::Bool(true))
    };
    operations.into_iter().filter(is_primary).collect()
}

/// An element that its value tells from others may be made primary, before operations that may
/// give others this value.
#[test]
fn one_element_alone_is_made_primary() {
    let (list, held) = typed();
    let patches = patches(&json!([list]));
    let made = made_primary(&patches, &held, true);
    assert!(made.len() > 20, "{}", made.len());
    for operation in made {
        let filter = operation.target.and_then(|target| target.filter).unwrap();
        let by_value = matches!(
            &filter,
            FilterExpr::Compare(path, Compare::Eq, _) if path.attribute == "value"
        );
        assert!(by_value, "{filter}");
    }
    assert!(made_primary(&patches, &held, false).is_empty());
}

/// An element of a model is one, however it is chosen.
#[test]
fn one_element_of_a_model_is_made_primary() {
    let (list, held) = typed();
    let mut things = target(&json!([list]));
    let parts = Arc::make_mut(&mut things.parts);
    let slot = |r#type: &str| Slot {
        sub_attribute: "type",
        value: r#type.into(),
        primary: false,
        says_primary: true,
        held: vec!["value", "primary"],
    };
    parts.fields[0].slots = vec![slot("work"), slot("home")];
    let patches = Patches::new(&things, &Settings::default().many(0));
    assert!(made_primary(&patches, &held, true).len() > 20);
    assert!(made_primary(&patches, &held, false).is_empty());
}

/// Mostly an element is chosen by the value it has, in another case where case does not count.
#[test]
fn elements_are_chosen_by_their_value() {
    for (exact, least, most) in [(true, 0, 3), (false, 6, 13)] {
        let value = json!({"name": "value", "type": "string", "caseExact": exact});
        let list = list("a", &json!([value]));
        let (patches, list) = (patches(&json!([list])), field(&list));
        let chosen = json!({"value": "Anna"});
        let filters = drawn(3_000, |source| {
            let filter = patches.choosing(source, &list, Some(&chosen));
            filter.unwrap().to_string()
        });
        let swapped = |filter: &String| filter == r#"value eq "aNNA""#;
        let by_value = share(&filters, |one| one == r#"value eq "Anna""# || swapped(one));
        assert!((53..=69).contains(&by_value), "{by_value} %");
        let swapped = share(&filters, swapped);
        assert!((least..=most).contains(&swapped), "exact {exact}: {swapped} %");
    }
}
