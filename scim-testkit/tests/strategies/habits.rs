//! What clients write in their own way: where a habit can be, and what it means.

use crate::thing::{MORE, extended, percent, thing};
use scim_schema::dialect::Dialect;
use scim_schema::rfc::User;
use scim_testkit::strategy::{Habit, OperationExpr, Settings, Target, spelled};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Operations of one client with the habit of each, as the RFC has them and as they are written.
fn operations(
    target: &Target,
    settings: Settings,
    dialect: Dialect,
    patches: usize,
) -> Vec<(Habit, OperationExpr, OperationExpr)> {
    let mut all = Vec::new();
    for one in spelled(target, &settings.operations(1), dialect).samples().take(patches) {
        let written = one.strict.operations.into_iter().zip(one.spelt.operations);
        all.extend(one.habits.into_iter().zip(written).map(|(habit, (a, b))| (habit, a, b)));
    }
    all
}

/// A dialect takes a patch only if it takes each of its operations.
#[test]
fn a_patch_is_known_where_all_of_it_is() {
    let users = Target::of::<User>().unwrap();
    let mut known = 0;
    for one in spelled(&users, &Settings::default(), Dialect::ENTRA).samples().take(200) {
        let strict =
            one.habits.iter().all(|habit| matches!(habit, Habit::OpCase | Habit::NullReference));
        assert_eq!(one.is_known_to(Dialect::RFC), strict, "{:?}", one.habits);
        known += usize::from(strict);
    }
    assert!((1..150).contains(&known), "{known}");
}

/// What two spellings have in common is in no doubt: no null, no empty text, no name in another
/// case and nothing that is readOnly, whatever bodies have of these.
#[test]
fn values_of_spelt_patches_are_plain() {
    let things = thing(&json!([
        {"name": "note", "type": "string"},
        {"name": "owner", "type": "complex", "subAttributes": [
            {"name": "givenName", "type": "string"},
            {"name": "familyName", "type": "string"},
            {"name": "badgeNumber", "type": "string", "mutability": "readOnly"}]},
    ]));
    let settings = Settings::default().nulls(100).empty(100).respelled(100).read_only(100);
    for (habit, strict, _) in operations(&things, settings, Dialect::RFC, 400) {
        assert_eq!(habit, Habit::OpCase);
        let value = strict.value.unwrap();
        let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        match &value {
            Value::Object(members) => {
                for (name, part) in members {
                    let is_known = ["givenName", "familyName"].contains(&name.as_str());
                    assert!(is_known && is_text(part), "{value}");
                }
            }
            note => assert!(is_text(note), "{value}"),
        }
    }
}

/// The first of two primary elements keeps it, and they are told apart by their value, or else by what
/// comes first.
#[test]
fn two_primaries_are_two_elements() {
    for (name, optional) in [("value", 50), ("value", 100), ("code", 50)] {
        let things = thing(&json!([
            {"name": "tags", "type": "complex", "multiValued": true, "subAttributes": [
                {"name": "primary", "type": "boolean"},
                {"name": name, "type": "string"},
                {"name": "kind", "type": "string"}]},
        ]));
        let things = things.only(&format!("tags.{name}"), ["a", "b"]).unwrap();
        let settings = Settings::default().optional(optional);
        let drawn = operations(&things, settings, Dialect::OKTA, 2_000);
        for (_, strict, spelt) in drawn.iter().filter(|one| one.0 == Habit::TwoPrimaries) {
            let (strict, spelt) = (strict.value.clone().unwrap(), spelt.value.clone().unwrap());
            let values = [0_usize, 1].map(|index| spelt[index][name].as_str().unwrap_or("none"));
            assert!(values == ["a", "b"] || values == ["b", "a"], "{spelt}");
            let primary = |list: &Value| [0_usize, 1].map(|index| list[index]["primary"] == true);
            assert_eq!((primary(&strict), primary(&spelt)), ([true, false], [true, true]));
            assert_eq!(spelt.as_array().unwrap().len(), 2);
        }
        // of two values the second is another one mostly, as it is drawn again where it is not
        let share = percent(&drawn, |one| one.0 == Habit::TwoPrimaries);
        assert!((7..=16).contains(&share), "{name}, {optional}: {share} %");
    }
}

/// Names with a URN are of simple attributes; of complex ones the parts are named.
#[test]
fn names_that_are_paths_are_of_simple_values() {
    let part = json!([{"name": "x", "type": "string"}, {"name": "y", "type": "string"}]);
    let things = extended(
        &json!([{"name": "note", "type": "string"}]),
        &json!([
            {"name": "a", "type": "string"},
            {"name": "l", "type": "string", "multiValued": true},
            {"name": "c", "type": "complex", "subAttributes": part},
            {"name": "d", "type": "complex", "multiValued": true, "subAttributes": part},
        ]),
    );
    let mut names = BTreeSet::new();
    for (habit, _, spelt) in operations(&things, Settings::default(), Dialect::OKTA, 1_500) {
        if habit == Habit::PathKeys {
            let value = spelt.value.unwrap();
            names.extend(value.as_object().unwrap().keys().cloned());
            assert!(value.as_object().unwrap().values().all(Value::is_string), "{value}");
        }
    }
    let expected = ["a", "c.x", "c.y"].map(|name| format!("{MORE}:{name}"));
    assert_eq!(Vec::from_iter(names), expected);
}

/// A bare value is a text that clients write; an element is made where its type can be any text.
#[test]
fn habits_are_of_what_clients_write() {
    let read_only = json!({"name": "value", "type": "string", "mutability": "readOnly"});
    let value = json!({"name": "value", "type": "string"});
    let fixed = json!({"name": "type", "type": "string", "mutability": "readOnly"});
    let complex = |name: &str, several: bool, parts: Value| {
        let mut attribute = json!({"name": name, "type": "complex", "subAttributes": parts});
        attribute["multiValued"] = several.into();
        attribute
    };
    let things = thing(&json!([
        complex("number", false, json!([{"name": "value", "type": "integer"}])),
        complex("given", false, json!([read_only, {"name": "note", "type": "string"}])),
        complex("boss", false, json!([value])),
        complex("typed", true, json!([value, fixed])),
        complex("free", true, json!([value, {"name": "type", "type": "string"}])),
    ]));
    let mut places = BTreeSet::new();
    for (habit, strict, _) in operations(&things, Settings::default(), Dialect::ENTRA, 1_500) {
        if let Habit::BareValue | Habit::OneElementArray | Habit::CreateUnmatched = habit {
            places.insert((habit, strict.target.unwrap().path.attribute));
        }
    }
    let expected = [
        (Habit::BareValue, "boss".to_owned()),
        (Habit::OneElementArray, "boss".to_owned()),
        (Habit::CreateUnmatched, "free".to_owned()),
    ];
    assert_eq!(Vec::from_iter(places), expected);
}
