//! What else stands in a body with one thing wrong: of small schemas, each for one rule.

use crate::bodies::{EXTENSION, URN, extended, names, thing};
use crate::models::Member;
use scim_testkit::strategy::{Settings, Target, Violation, Wrong, violation};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn drawn(target: &Target, settings: &Settings) -> Vec<Violation> {
    violation(target, settings).samples().take(1_000).collect()
}

/// The bodies that are wrong so at a path; there are some.
fn bodies(drawn: &[Violation], kind: Wrong, path: &str) -> Vec<Value> {
    let wrong = drawn.iter().filter(|one| one.kind == kind && one.path == path);
    let bodies: Vec<Value> = wrong.map(|one| serde_json::from_str(&one.body).unwrap()).collect();
    assert!(!bodies.is_empty(), "{kind:?} at {path}");
    bodies
}

/// A valid body needs nothing more when an optional attribute of it is wrong.
#[test]
fn nothing_is_added_to_the_resource_itself() {
    let things = thing(&json!([{"name": "count", "type": "integer"}, {"name": "text"}]));
    let drawn = drawn(&things, &Settings::default().optional(0));
    for kind in [Wrong::Type, Wrong::Array] {
        for body in bodies(&drawn, kind, "text") {
            assert_eq!(names(&body), ["schemas", "text"]);
        }
    }
}

/// RFC 7643 section 2.5: an extension in which nothing is assigned is not there, so something
/// valid stands beside what is wrong in it, what it requires included.
#[test]
fn extensions_hold_what_they_require_and_something_else() {
    let things = extended(
        &json!([
            {"name": "made", "mutability": "readOnly"},
            {"name": "level", "required": true},
            {"name": "lot"},
            {"name": "note"},
            {"name": "row", "required": true},
        ]),
        false,
    );
    let (level, lot) = (format!("{EXTENSION}:level"), format!("{EXTENSION}:lot"));
    let bare = Settings::default().optional(0).extensions(0).empty(100);
    let absent = drawn(&things, &bare);
    for body in bodies(&absent, Wrong::Missing, &level) {
        assert_eq!(body["schemas"], json!([URN, EXTENSION]));
        assert_eq!(names(&body[EXTENSION]), ["lot", "row"]);
        assert_ne!(body[EXTENSION]["lot"], "");
    }
    for body in bodies(&absent, Wrong::Type, &lot) {
        assert_eq!(body["schemas"], json!([URN, EXTENSION]));
        assert_eq!(names(&body[EXTENSION]), ["level", "lot", "row"]);
    }
    let full = Settings::default().optional(100).extensions(100);
    for body in bodies(&drawn(&things, &full), Wrong::Type, &lot) {
        assert_eq!(body["schemas"], json!([URN, EXTENSION]));
        assert_eq!(names(&body[EXTENSION]), ["level", "lot", "note", "row"]);
    }
}

/// What is put beside it says something in all its parts.
#[test]
fn what_is_added_has_no_nulls() {
    let part = json!({"name": "part", "type": "complex",
        "subAttributes": [{"name": "a"}, {"name": "b"}]});
    let things = extended(&json!([{"name": "level", "required": true}, part]), false);
    let settings = Settings::default().optional(0).extensions(0).nulls(100);
    let level = format!("{EXTENSION}:level");
    for body in bodies(&drawn(&things, &settings), Wrong::Missing, &level) {
        assert_eq!(names(&body[EXTENSION]), ["part"]);
        assert_eq!(names(&body[EXTENSION]["part"]), ["a"]);
    }
}

/// Valid elements stand before the one that is wrong, and the path counts them.
#[test]
fn any_element_is_wrong() {
    let labels = thing(&json!([{"name": "labels", "multiValued": true}]));
    let mut paths = BTreeSet::new();
    for one in drawn(&labels, &Settings::default()) {
        if one.kind == Wrong::Element {
            let body: Value = serde_json::from_str(&one.body).unwrap();
            let (wrong, valid) = body["labels"].as_array().unwrap().split_last().unwrap();
            assert!(!wrong.is_string() && valid.iter().all(Value::is_string), "{one}");
            assert_eq!(one.path, format!("labels[{}]", valid.len()));
            paths.insert(one.path);
        }
    }
    assert_eq!(paths.len(), 3, "{paths:?}");
}

/// An element is of its type, and a whole list of none.
#[test]
fn requirements_are_those_of_the_type() {
    let drawn = drawn(
        &thing(&json!([
            {"name": "flag", "type": "boolean"},
            {"name": "text"},
            {"name": "labels", "multiValued": true},
            {"name": "part", "type": "complex", "subAttributes": [{"name": "a"}]},
        ])),
        &Settings::default(),
    );
    let of = |kind: Wrong, name: &str| {
        let is = |one: &&Violation| one.kind == kind && one.path.split('[').next() == Some(name);
        drawn.iter().find(is).unwrap_or_else(|| panic!("{kind:?} at {name}")).requirements
    };
    assert_eq!(of(Wrong::Element, "labels"), of(Wrong::Type, "text"));
    assert_eq!(of(Wrong::EmptyText, "labels"), of(Wrong::Type, "part"));
    assert_ne!(of(Wrong::Type, "text"), of(Wrong::Type, "flag"));
    assert_ne!(of(Wrong::Type, "text"), of(Wrong::Type, "part"));
}

/// Two elements that are primary have a simple value each, and are not the same element.
#[test]
fn primary_elements_are_two() {
    let emails = thing(&json!([{"name": "emails", "type": "complex", "multiValued": true,
        "subAttributes": [
            {"name": "made", "mutability": "readOnly"},
            {"name": "primary", "type": "boolean"},
            {"name": "tags", "multiValued": true},
            {"name": "value"}]}]));
    let plain = Settings::default().empty(100).unicode(0).odd(0).long(0).characters(30);
    for body in bodies(&drawn(&emails, &plain), Wrong::Primaries, "emails") {
        let elements = body["emails"].as_array().unwrap();
        assert_eq!(elements.len(), 2);
        for element in elements {
            assert_eq!(names(element), ["primary", "value"]);
            assert!(element["primary"] == true && element["value"] != "", "{element}");
        }
    }
    // of two values there are two again and again
    let emails = emails.only("emails.value", ["a", "b"]).unwrap();
    for body in bodies(&drawn(&emails, &plain), Wrong::Primaries, "emails") {
        assert_ne!(body["emails"][0]["value"], body["emails"][1]["value"], "{body}");
    }
}

/// What elements must have is not what is wrong with two that are primary; a server has its own part.
#[test]
fn primary_elements_lack_nothing_else() {
    let rows = thing(&json!([{"name": "rows", "type": "complex", "multiValued": true,
        "subAttributes": [
            {"name": "value"},
            {"name": "code", "required": true},
            {"name": "made", "required": true, "mutability": "readOnly"},
            {"name": "primary", "type": "boolean"}]}]));
    for body in bodies(&drawn(&rows, &Settings::default()), Wrong::Primaries, "rows") {
        for element in body["rows"].as_array().unwrap() {
            assert_eq!(names(element), ["code", "primary", "value"]);
        }
    }
}

/// The element that is wrong is the one that the path names: with slots no other stands there.
#[test]
fn elements_that_are_wrong_are_where_the_path_says() {
    let rows = Target::of::<Member>().unwrap().without("name").unwrap();
    let rows = rows.without("addresses").unwrap();
    let full = Settings::default().optional(100).elements(4);
    let mut wrong = 0;
    for one in drawn(&rows, &full) {
        if matches!(one.kind, Wrong::Type | Wrong::Array) && one.path.ends_with("].value") {
            let body: Value = serde_json::from_str(&one.body).unwrap();
            assert_eq!(body["emails"].as_array().unwrap().len(), 1, "{one}");
            let kind = &body["emails"][0]["type"];
            assert_eq!(one.path, format!("emails[type eq {kind}].value"), "{one}");
            wrong += 1;
        }
    }
    assert!(wrong > 0, "no element of a slot is wrong");
    let emails = thing(&json!([{"name": "emails", "type": "complex", "multiValued": true,
        "subAttributes": [{"name": "value"}, {"name": "display"}]}]));
    let mut longest = 0;
    for body in bodies(&drawn(&emails, &full), Wrong::Type, "emails[0].value") {
        longest = longest.max(body["emails"].as_array().unwrap().len());
    }
    assert!(longest > 1, "the other elements stay");
}

/// What a complex value has stays beside what is wrong in it, and a new one has no nulls.
#[test]
fn complex_values_stay_but_for_what_is_wrong() {
    let part = |name: &str, required: bool| {
        json!({"name": name, "type": "complex", "required": required,
            "subAttributes": [{"name": "a"}, {"name": "b"}]})
    };
    let things = thing(&json!([part("held", true), part("none", false)]));
    let drawn = drawn(&things, &Settings::default().optional(0).nulls(100));
    for body in bodies(&drawn, Wrong::Type, "held.a") {
        assert_eq!(names(&body["held"]), ["a", "b"]);
        assert!(body["held"]["b"].is_null(), "{body}");
    }
    for body in bodies(&drawn, Wrong::Type, "none.a") {
        assert_eq!(names(&body["none"]), ["a"]);
    }
}

/// RFC 7643 section 2.5: without anything else the value itself would be missing, which may be.
#[test]
fn something_stands_beside_what_is_missing() {
    let things = thing(&json!([{"name": "part", "type": "complex",
        "subAttributes": [{"name": "a", "required": true}, {"name": "b"}]}]));
    let drawn = drawn(&things, &Settings::default().optional(0));
    for body in bodies(&drawn, Wrong::Missing, "part.a") {
        assert_eq!(names(&body["part"]), ["b"]);
        assert!(body["part"]["b"].is_string(), "{body}");
    }
    for body in bodies(&drawn, Wrong::Null, "part.a") {
        assert_eq!(names(&body["part"]), ["a", "b"]);
        assert!(body["part"]["b"].is_string(), "{body}");
    }
    for body in bodies(&drawn, Wrong::Type, "part.a") {
        assert_eq!(names(&body["part"]), ["a"]);
    }
}
