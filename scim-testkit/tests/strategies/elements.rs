//! Which elements lists have: how many, and what tells them apart.

use crate::bodies::thing;
use scim_testkit::strategy::{Settings, Target, resource};
use serde_json::{Value, json};

/// A resource type with a required list of elements of these sub-attributes.
fn parts(sub_attributes: &Value) -> Target {
    thing(&json!([{"name": "parts", "type": "complex", "multiValued": true, "required": true,
        "subAttributes": sub_attributes}]))
}

/// The lists that are drawn.
fn lists(target: &Target, settings: &Settings, count: usize) -> Vec<Vec<Value>> {
    let bodies = resource(target, settings);
    let drawn = bodies.samples().take(count);
    drawn.map(|body| body["parts"].as_array().unwrap().clone()).collect()
}

/// A few more than ten, or than a hundred: all of them, as date-times are seldom the same.
#[test]
fn long_lists_are_past_ten_or_a_hundred() {
    let times = json!([
        {"name": "value", "type": "dateTime", "required": true, "caseExact": true}]);
    let settings = Settings::default().many(100).odd(0);
    let lengths: Vec<usize> = lists(&parts(&times), &settings, 60).iter().map(Vec::len).collect();
    for length in &lengths {
        assert!((11..=16).contains(length) || (140..=145).contains(length), "{lengths:?}");
    }
    assert!(lengths.iter().any(|length| *length < 17), "{lengths:?}");
    assert!(lengths.iter().any(|length| *length > 139), "{lengths:?}");
}

fn value(element: &Value) -> &str {
    element["value"].as_str().unwrap()
}

/// Where case counts, some elements differ from the one before in it alone, and are not primary.
#[test]
fn elements_that_differ_in_case_alone_are_drawn_where_it_counts() {
    let target = parts(&json!([
        {"name": "value", "required": true, "caseExact": true},
        {"name": "primary", "type": "boolean"},
    ]));
    let settings = Settings::default().unicode(0).odd(0).long(0).many(0).elements(6);
    let (mut all, mut near) = (0, 0);
    for list in lists(&target, &settings, 400) {
        for pair in list.windows(2) {
            all += 1;
            let (one, other) = (value(&pair[0]), value(&pair[1]));
            if one != other && one.eq_ignore_ascii_case(other) {
                near += 1;
                assert!(pair[1].get("primary").is_none(), "{pair:?}");
            }
        }
    }
    assert!(all > 200 && (10..=45).contains(&(100 * near / all)), "{near} of {all}");
}

/// What differs from a value in case alone is another one where case counts, and drawn only if
/// values of its kind are taken.
#[test]
fn elements_of_chosen_values_are_told_apart_by_case_where_it_counts() {
    let settings = Settings::default().many(0).elements(6);
    for (case_exact, most) in [(true, 2), (false, 1)] {
        let values = json!([{"name": "value", "required": true, "caseExact": case_exact}]);
        let target = parts(&values).only("parts.value", ["Anna", "anna"]).unwrap();
        let told = lists(&target, &settings, 100);
        assert_eq!(told.iter().map(Vec::len).max(), Some(most), "{case_exact}");
        let target = parts(&values).only("parts.value", ["Anna", "Bert"]).unwrap();
        for part in lists(&target, &settings, 100).iter().flatten() {
            assert!(["Anna", "Bert"].contains(&value(part)), "{part}");
        }
    }
}

/// Elements whose `value` is null are told apart by what else they say.
#[test]
fn elements_without_a_value_are_told_apart() {
    let target = parts(&json!([{"name": "value"}, {"name": "text", "required": true}]));
    let settings = Settings::default().optional(0).nulls(100).many(0).elements(6);
    let told = lists(&target, &settings, 50);
    assert!(told.iter().flatten().all(|part| part["value"].is_null()), "{told:?}");
    assert!(told.iter().any(|list| list.len() > 2), "{told:?}");
}

/// An empty text is no element, even where texts may be empty.
#[test]
fn no_element_is_an_empty_text() {
    let things = thing(&json!([{"name": "labels", "multiValued": true}]));
    let settings = Settings::default().optional(100).empty(100).many(0);
    let bodies = resource(&things, &settings);
    let drawn = bodies.samples().take(100);
    let labels: Vec<Value> =
        drawn.filter_map(|body| body["labels"].as_array().cloned()).flatten().collect();
    assert!(labels.len() > 20 && labels.iter().all(|label| *label != ""), "{labels:?}");
}
