//! What filters, sorting and projections ask for, where a type has few attributes.

use crate::thing::{percent, thing};
use scim_testkit::strategy::{
    FilterExpr, Filters, Generator, PathExpr, Searches, Settings, Target, filter,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn sorted(target: &Target, data: &Value, count: usize) -> Vec<Option<PathExpr>> {
    let searches = Searches::new(target, &Settings::default());
    let data = data.as_array().cloned().unwrap_or_default();
    let paths = Generator::new(move |source| searches.sort_of(source, &data));
    paths.samples().take(count).collect()
}

fn names(paths: &[Option<PathExpr>]) -> BTreeSet<String> {
    paths.iter().flatten().map(ToString::to_string).collect()
}

/// Nothing is asked of what no answer has, in the brackets of a value path either.
#[test]
fn nothing_is_asked_of_what_is_not_shown() {
    let things = thing(&json!([
        {"name": "a", "type": "string"},
        {"name": "silent", "type": "string", "returned": "never"},
        {"name": "dark", "type": "string", "mutability": "writeOnly"},
        {"name": "list", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"},
            {"name": "silentPart", "type": "string", "returned": "never"},
            {"name": "darkPart", "type": "string", "mutability": "writeOnly"}]},
    ]));
    let element = json!({"value": "v", "silentPart": "s", "darkPart": "d"});
    let data = json!([{"id": "1", "a": "x", "silent": "y", "dark": "z", "list": [element]}]);
    let is_hidden = |name: &str| name.starts_with("silent") || name.starts_with("dark");
    let mut value_paths = 0;
    let filters = filter(&things, data.as_array().unwrap(), &Settings::default());
    for drawn in filters.samples().take(2_000) {
        for path in drawn.paths() {
            assert!(!is_hidden(&path.attribute), "{drawn}");
            assert!(!path.sub_attribute.as_deref().is_some_and(is_hidden), "{drawn}");
        }
        value_paths += usize::from(matches!(drawn, FilterExpr::ValuePath(..)));
    }
    assert!(value_paths > 100, "{value_paths}");
    let hidden = ["silent", "dark", "list.silentPart", "list.darkPart"];
    let sorted = names(&sorted(&things, &data, 500));
    assert!(sorted.contains("a") && hidden.iter().all(|name| !sorted.contains(*name)));
}

/// No filter asks for an empty text, whatever bodies have.
#[test]
fn no_empty_text_is_asked_for() {
    let things = thing(&json!([{"name": "a", "type": "string"}]));
    let settings = Settings::default().depth(0).empty(100).odd(0).unicode(0).long(0);
    let filters = Filters::new(&things, &settings);
    let filters = Generator::new(move |source| filters.draw(source, &[]));
    let mut texts = 0;
    for drawn in filters.samples().take(1_000) {
        if let FilterExpr::Compare(_, _, Value::String(text)) = &drawn {
            assert!(!text.is_empty(), "{drawn}");
            texts += 1;
        }
    }
    assert!(texts > 500, "{texts}");
}

/// Where a resource is, is asked of no server, as nobody knows its base URL; a `location` that is
/// an attribute like others is.
#[test]
fn only_the_location_of_meta_is_not_compared() {
    let things = thing(&json!([{"name": "location", "type": "string"}]));
    let names = names(&sorted(&things, &json!([]), 500));
    assert!(names.contains("meta.created") && names.contains("location"), "{names:?}");
    assert!(!names.contains("meta.location"), "{names:?}");
}

/// Mostly all resources have what they are sorted by; where they have nothing in
/// common, it is what some have.
#[test]
fn resources_are_sorted_by_what_they_have() {
    let things = thing(&json!([{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]));
    let drawn = sorted(&things, &json!([{"id": "1", "a": "x"}]), 1_000);
    let has = |path: &Option<PathExpr>| {
        path.as_ref().is_some_and(|path| ["id", "a"].contains(&path.attribute.as_str()))
    };
    let share = percent(&drawn, has);
    assert!((65..=95).contains(&share), "{share} %");
    let drawn = sorted(&things, &json!([{"a": "x"}, {"b": "y"}]), 300);
    assert!(drawn.iter().all(Option::is_some));
}

/// Where nothing is known of resources they are sorted by anything.
#[test]
fn unknown_resources_are_sorted_by_any_attribute() {
    let things = thing(&json!([{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]));
    let searches = Searches::new(&things, &Settings::default());
    let paths = Generator::new(move |source| searches.sort_by(source));
    let drawn: Vec<Option<PathExpr>> = paths.samples().take(300).collect();
    let names = names(&drawn);
    assert!(drawn.iter().all(Option::is_some));
    assert!(["a", "b", "id"].iter().all(|name| names.contains(*name)), "{names:?}");
}

/// Of a list its name alone means its `value`; of a complex value it means
/// nothing, and of a list no other part.
#[test]
fn only_a_list_with_values_is_sorted_by_as_a_whole() {
    let things = thing(&json!([
        {"name": "list", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "value", "type": "string"}, {"name": "kind", "type": "string"}]},
        {"name": "one", "type": "complex", "subAttributes": [
            {"name": "value", "type": "string"}, {"name": "note", "type": "string"}]},
        {"name": "marks", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "kind", "type": "string"}]},
    ]));
    let names = names(&sorted(&things, &json!([]), 2_000));
    let own: Vec<&String> = names
        .iter()
        .filter(|name| ["list", "one", "marks"].iter().any(|own| name.starts_with(*own)))
        .collect();
    let expected = ["list", "list.kind", "list.value", "marks.kind", "one.note", "one.value"];
    assert_eq!(own, expected);
}

/// What is never returned is asked for more often than one of many.
#[test]
fn the_only_attribute_of_its_rule_is_asked_for() {
    let mut attributes: Vec<Value> =
        (0..20).map(|number| json!({"name": format!("k{number}"), "returned": "always"})).collect();
    attributes.push(json!({"name": "rare", "returned": "never"}));
    let searches = Searches::new(&thing(&json!(attributes)), &Settings::default());
    let drawn = Generator::new(move |source| searches.projection(source));
    let mut paths: Vec<String> = Vec::new();
    for projection in drawn.samples().take(1_000) {
        if let Some((_, asked)) = projection.parameter() {
            paths.extend(asked.iter().map(|path| path.to_ascii_lowercase()));
        }
    }
    let share = percent(&paths, |path| {
        let name = path.rsplit(':').next().unwrap_or_default();
        name == "rare" || name.starts_with("rare.")
    });
    assert!((8..=16).contains(&share), "{share} %");
}
