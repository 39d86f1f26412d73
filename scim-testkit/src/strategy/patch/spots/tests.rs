use super::{Spot, has_lost, is_simple, one_kind, prefer};
use crate::strategy::Source;
use crate::strategy::target::{Field, Slot};
use crate::strategy::thing::thing;
use scim_schema::schema::Attribute;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The attributes of a type that a patch can write.
fn spots(attributes: &Value) -> Vec<Spot> {
    Spot::all(&thing(attributes).without("externalId").unwrap())
}

fn names(spots: &[&Spot]) -> String {
    let names: Vec<String> = spots.iter().map(|spot| spot.path.to_string()).collect();
    names.join(" ")
}

fn field(attribute: Value) -> Field {
    let attribute: Attribute = serde_json::from_value(attribute).unwrap();
    Field::new(&attribute, "")
}

/// What is immutable can be written once where it is simple; a complex value that a resource has
/// is not written anew where all that a client may give of it is immutable.
#[test]
fn what_can_be_written_is_named() {
    let sub = |mutability: &str| json!({"name": mutability, "mutability": mutability});
    let spots = spots(&json!([
        {"name": "text", "type": "string"},
        {"name": "shown", "type": "string", "mutability": "readOnly"},
        {"name": "once", "type": "string", "mutability": "immutable"},
        {"name": "list", "type": "string", "multiValued": true},
        {"name": "listOnce", "type": "string", "multiValued": true, "mutability": "immutable"},
        {"name": "mixed", "type": "complex", "subAttributes": [sub("immutable"), sub("readWrite")]},
        {"name": "chosen", "type": "complex", "subAttributes": [sub("immutable")]},
        {"name": "set", "type": "complex", "subAttributes": [sub("immutable"), sub("readOnly")]},
        {
            "name": "wholeOnce",
            "type": "complex",
            "mutability": "immutable",
            "subAttributes": [sub("readWrite")],
        },
        {
            "name": "elements",
            "type": "complex",
            "multiValued": true,
            "subAttributes": [sub("immutable")],
        },
    ]));
    let all: Vec<&Spot> = spots.iter().collect();
    assert_eq!(names(&all), "text once list mixed elements");
    let once: Vec<&Spot> = spots.iter().filter(|spot| spot.once).collect();
    assert_eq!(names(&once), "once");
    let subs: Vec<&str> = spots[3].field.fields.iter().map(Field::name).collect();
    assert_eq!(subs, ["readWrite"]);
}

/// What tells the elements of a model apart stays, and which of them is primary if one always is.
#[test]
fn what_a_slot_fixes_is_not_written() {
    let mut spots = spots(&json!([{
        "name": "emails",
        "type": "complex",
        "multiValued": true,
        "subAttributes": [
            {"name": "value", "type": "string"},
            {"name": "type", "type": "string"},
            {"name": "primary", "type": "boolean"},
            {"name": "display", "type": "string", "mutability": "readOnly"},
            {"name": "kind", "type": "string", "mutability": "immutable"},
        ],
    }]));
    let emails = &mut spots[0];
    let subs = |emails: &Spot| -> Vec<String> {
        emails.subs().into_iter().map(|sub| sub.name().to_owned()).collect()
    };
    assert_eq!(subs(emails), ["value", "type", "primary"]);
    let slot = |primary: bool| Slot {
        sub_attribute: "type",
        value: "work".into(),
        primary,
        says_primary: !primary,
        held: vec!["value"],
    };
    emails.field.slots = vec![slot(false)];
    assert_eq!(subs(emails), ["value", "primary"]);
    emails.field.slots = vec![slot(false), slot(true)];
    assert_eq!(subs(emails), ["value"]);
}

#[test]
fn one_value_without_parts_is_simple() {
    let subs = json!([{"name": "b", "type": "string"}]);
    let complex = json!({"name": "a", "type": "complex", "subAttributes": subs});
    let mut elements = complex.clone();
    elements["multiValued"] = true.into();
    assert!(is_simple(&field(json!({"name": "a", "type": "string"}))));
    assert!(!is_simple(&field(json!({"name": "a", "type": "string", "multiValued": true}))));
    assert!(!is_simple(&field(complex.clone())));
    assert!(!is_simple(&field(elements)));
    let mut lost = field(complex);
    assert!(!has_lost(&lost));
    lost.fields.clear();
    assert!(has_lost(&lost));
    assert!(!has_lost(&field(json!({"name": "a", "type": "string"}))));
}

/// All of them, or those of one kind, each kind as often as another.
#[test]
fn one_kind_is_left_half_of_the_time() {
    let spots = spots(&json!([
        {"name": "a", "type": "string"},
        {"name": "b", "type": "string"},
        {"name": "c", "type": "boolean"},
        {"name": "d", "type": "string", "multiValued": true},
    ]));
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..600 {
        let mut some: Vec<&Spot> = spots.iter().collect();
        one_kind(&mut Source::random(seed), &mut some);
        *left.entry(names(&some)).or_default() += 1;
    }
    let sets: Vec<&str> = left.keys().map(String::as_str).collect();
    assert_eq!(sets, ["a b", "a b c d", "c", "d"]);
    assert!((240..=360).contains(&left["a b c d"]), "{left:?}");
    assert!(left.values().all(|count| *count > 50), "{left:?}");
}

#[test]
fn what_is_preferred_is_left_if_there_is_any() {
    let spots = spots(&json!([
        {"name": "a", "type": "string"},
        {"name": "b", "type": "string"},
        {"name": "c", "type": "string"},
    ]));
    let left = |preferred: &[&str]| {
        let mut some: Vec<&Spot> = spots.iter().collect();
        prefer(&mut some, |spot| preferred.contains(&spot.field.name()));
        names(&some)
    };
    assert_eq!(left(&["b"]), "b");
    assert_eq!(left(&["a", "c"]), "a c");
    assert_eq!(left(&["d"]), "a b c");
}
