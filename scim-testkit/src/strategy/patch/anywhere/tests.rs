use crate::strategy::thing::thing;
use crate::strategy::{Op, OperationExpr, Patches, Settings, Source};
use serde_json::{Value, json};

/// What the seeds from 0 on give of a resource with these attributes.
fn drawn(attributes: &Value, held: &Value) -> Vec<OperationExpr> {
    let things = thing(attributes).without("externalId").unwrap();
    let patches = Patches::new(&things, &Settings::default().many(0));
    let draw = |seed| patches.anywhere(&mut Source::random(seed), held);
    (0..2_000).filter_map(draw).collect()
}

/// What is given is null, what is there, that in another case, or another value; nothing is where
/// something is removed.
#[test]
fn every_kind_of_value_is_given() {
    let operations = drawn(&json!([{"name": "text"}]), &json!({"text": "Held text"}));
    let is_text = |one: &&OperationExpr| one.path_text.as_deref() == Some("text");
    let (removals, writes): (Vec<_>, Vec<_>) =
        operations.iter().filter(is_text).partition(|one| one.op == Op::Remove);
    assert!(removals.len() > 30, "{}", removals.len());
    assert!(removals.iter().all(|one| one.value.is_none()), "{removals:?}");
    let count = |is: &dyn Fn(&Value) -> bool| {
        writes.iter().filter(|one| one.value.as_ref().is_some_and(is)).count()
    };
    let (there, swapped) = (json!("Held text"), json!("hELD TEXT"));
    let is_other = |value: &Value| value.is_string() && *value != there && *value != swapped;
    for (what, count) in [
        ("null", count(&Value::is_null)),
        ("what is there", count(&|value| *value == there)),
        ("in another case", count(&|value| *value == swapped)),
        ("another", count(&is_other)),
    ] {
        assert!(count > 4, "{what}: {count} of {}", writes.len());
    }
}

/// Only elements are chosen, by their own parts, for one of these; or the part of all of them is
/// named.
#[test]
fn filters_choose_elements_for_a_part_of_them() {
    let text = |name: &str| json!({"name": name, "type": "string"});
    let attributes = json!([
        text("first"),
        {"name": "maker", "type": "complex", "subAttributes": [text("given"), text("family")]},
        {"name": "labels", "type": "string", "multiValued": true},
        {"name": "rows", "type": "complex", "multiValued": true,
            "subAttributes": [text("value"), text("kind")]},
    ]);
    let held = json!({
        "first": "a", "maker": {"given": "b", "family": "c"}, "labels": ["d"],
        "rows": [{"value": "one", "kind": "e"}, {"value": "two", "kind": "f"}],
    });
    let (mut chosen, mut all) = (0, 0);
    for one in drawn(&attributes, &held) {
        let target = one.target.unwrap();
        let Some(filter) = &target.filter else {
            all += usize::from(target.path.to_string() == "rows.kind");
            continue;
        };
        assert_eq!(target.path.to_string(), "rows", "{target}");
        assert!(matches!(target.sub_attribute.as_deref(), Some("value" | "kind")), "{target}");
        for path in filter.paths() {
            let name = path.to_string();
            assert!(["value", "kind"].contains(&name.as_str()), "{target}");
        }
        chosen += 1;
    }
    assert!(chosen > 40 && all > 5, "{chosen} and {all}");
}

/// The only attribute that is required is named as often as many others together.
#[test]
fn every_rule_is_as_likely_as_another() {
    let mut attributes = vec![json!({"name": "rare", "required": true})];
    attributes.extend((0..30).map(|number| json!({"name": format!("k{number}")})));
    let operations = drawn(&Value::from(attributes), &json!({"rare": "a"}));
    let is_rare = |one: &&OperationExpr| one.path_text.as_deref() == Some("rare");
    let share = 100 * operations.iter().filter(is_rare).count() / operations.len();
    assert!((9..=40).contains(&share), "{share} %");
}
