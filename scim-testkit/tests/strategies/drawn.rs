//! What bodies of a few attributes hold.

use crate::thing::{percent, thing};
use scim_testkit::strategy::{Settings, resource};
use serde_json::{Value, json};

/// Only a boolean of the name `primary` is true of one element at most.
#[test]
fn only_primary_is_true_of_one_element() {
    let things = thing(&json!([
        {"name": "rows", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"}, {"name": "active", "type": "boolean"}]},
        {"name": "texts", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"}, {"name": "primary", "type": "string"}]},
        {"name": "marks", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"}, {"name": "primary", "type": "boolean"}]},
    ]));
    let (mut active, mut primary) = (0, 0);
    for body in resource(&things, &Settings::default().optional(100)).samples().take(500) {
        let list = |name: &str| body[name].as_array().cloned().unwrap_or_default();
        let count = |name: &str, part: &str| {
            list(name).iter().filter(|element| element[part] == true).count()
        };
        active = active.max(count("rows", "active"));
        primary = primary.max(count("marks", "primary"));
        assert!(list("texts").iter().all(|element| element["primary"].is_string()), "{body:#}");
    }
    assert!(active > 1, "{active}");
    assert_eq!(primary, 1);
}

/// Where much that goes wrong is asked for, more texts have letters beyond ASCII than otherwise.
#[test]
fn awkward_texts_have_more_letters_beyond_ascii() {
    let things = thing(&json!([{"name": "a", "type": "string"}]));
    for (settings, least, most) in [(Settings::default(), 15, 23), (Settings::awkward(), 24, 34)] {
        let settings = settings.optional(100).odd(0).long(0).nulls(0).respelled(0);
        let bodies: Vec<Value> = resource(&things, &settings).samples().take(3_000).collect();
        let share = percent(&bodies, |body| !body["a"].as_str().unwrap().is_ascii());
        assert!((least..=most).contains(&share), "{share} %");
    }
}
