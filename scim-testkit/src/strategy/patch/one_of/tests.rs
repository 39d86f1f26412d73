use crate::strategy::thing::thing;
use crate::strategy::{Op, OperationExpr, Patches, Settings, Source};
use serde_json::{Value, json};

/// What the seeds from 0 on remove of a resource with a list.
fn removed(required: bool, held: &Value) -> Vec<OperationExpr> {
    let things = thing(&json!([
        {"name": "text", "type": "string"},
        {"name": "rows", "type": "complex", "multiValued": true, "required": required,
            "subAttributes": [{"name": "value"}, {"name": "kind"}]},
    ]));
    let patches = Patches::new(&things, &Settings::default());
    let draw = |seed| patches.one_removed(&mut Source::random(seed), held);
    (0..100).filter_map(draw).collect()
}

/// By its `value` or by all of it.
#[test]
fn any_element_of_several_is_removed() {
    let (one, other) = (json!({"value": "a", "kind": "k"}), json!({"value": "b", "kind": "k"}));
    let drawn = removed(false, &json!({"text": "t", "rows": [one, other]}));
    assert_eq!(drawn.len(), 100);
    let expected = [json!([one]), json!([other]), json!([{"value": "a"}]), json!([{"value": "b"}])];
    let mut values = Vec::new();
    for operation in drawn {
        assert_eq!((operation.op, operation.path_text.as_deref()), (Op::Remove, Some("rows")));
        values.extend(operation.value);
    }
    assert!(values.iter().all(|value| expected.contains(value)), "{values:?}");
    assert!(expected.iter().all(|value| values.contains(value)), "{values:?}");
}

/// One that is alone goes with its list, and a list that must be there is left as it is.
#[test]
fn elements_that_are_alone_or_required_are_not_removed() {
    let (one, other) = (json!({"value": "a"}), json!({"value": "b"}));
    for (required, held) in [
        (false, json!({"rows": [one]})),
        (true, json!({"rows": [one, other]})),
        (false, json!({"text": "t"})),
    ] {
        assert!(removed(required, &held).is_empty(), "{held}");
    }
}
