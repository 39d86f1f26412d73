use super::{is_assigned, slots};
use crate::strategy::target::{Field, Slot};
use crate::strategy::{Settings, Source};
use scim_schema::schema::Attribute;
use serde_json::{Value, json};

/// An attribute of which a model holds two elements, by their `type`.
fn flat(sub_attributes: &Value) -> Field {
    let attribute: Attribute = serde_json::from_value(json!({
        "name": "parts", "type": "complex", "multiValued": true, "subAttributes": sub_attributes,
    }))
    .unwrap();
    let mut field = Field::new(&attribute, "");
    for kind in ["work", "home"] {
        field.slots.push(Slot {
            sub_attribute: "type",
            value: kind.into(),
            primary: false,
            says_primary: false,
            held: Vec::new(),
        });
    }
    field
}

/// The names of a value's members in lower case, in order.
fn names(element: &Value) -> Vec<String> {
    let members = element.as_object().unwrap();
    let mut names: Vec<String> = members.keys().map(|name| name.to_ascii_lowercase()).collect();
    names.sort();
    names
}

#[test]
fn each_slot_has_its_element_with_what_tells_it_and_what_it_is_given() {
    let field = flat(&json!([{"name": "value"}, {"name": "type"}]));
    let full = Settings::default().optional(100);
    for seed in 0..50 {
        let list = slots(&mut Source::random(seed), &field, &full);
        let kinds: Vec<&Value> = list.iter().map(|element| &element["type"]).collect();
        assert_eq!(kinds, ["work", "home"], "{list:?}");
        for element in &list {
            assert!(element["value"].is_string(), "{element}");
        }
    }
}

/// An element whose members are null, or of its slot only, would be no value.
#[test]
fn elements_of_slots_say_more_than_which_they_are() {
    let field =
        flat(&json!([{"name": "type"}, {"name": "primary", "type": "boolean"}, {"name": "text"}]));
    let mut drawn = 0;
    for seed in 0..200 {
        for element in slots(&mut Source::random(seed), &field, &Settings::default()) {
            assert!(element["text"].is_string(), "{element}");
            assert_eq!(names(&element), ["text", "type"]);
            drawn += 1;
        }
    }
    assert!(drawn > 100, "{drawn}");
    let field = flat(&json!([{"name": "type"}, {"name": "text"}, {"name": "other"}]));
    let settings = Settings::default().nulls(100).respelled(50);
    for seed in 0..200 {
        for element in slots(&mut Source::random(seed), &field, &settings) {
            assert_eq!(names(&element), ["other", "text", "type"], "{element}");
        }
    }
}

/// RFC 7643 section 2.5: what holds nothing but null is unassigned, however deep.
#[test]
fn nothing_within_is_nothing() {
    for nothing in [json!(null), json!([]), json!([null]), json!({}), json!({"a": [null, {}]})] {
        assert!(!is_assigned(&nothing), "{nothing}");
    }
    for something in [json!(""), json!(false), json!([null, 0]), json!({"a": null, "b": [""]})] {
        assert!(is_assigned(&something), "{something}");
    }
}
