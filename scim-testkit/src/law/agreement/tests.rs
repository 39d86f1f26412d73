use super::{
    between, bodies, request, shown_projection, shown_search, spoil, spoil_filter, stamp, twice,
};
use crate::law::wrong::{Wrong, broken};
use crate::law::{Cases, Engine as _, Shipped, search};
use crate::strategy::{
    Compare, FilterExpr, Generator, PathExpr, ProjectionExpr, SearchExpr, Source,
};
use scim_schema::dialect::Dialect;
use scim_schema::filter::{Filter, Options};
use scim_schema::rfc::{Group, User};
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What comes of a value, with 3,000 seeds, and how often.
fn drawn(
    start: &Value,
    change: impl Fn(&mut Source, &mut Value) + Send + Sync + 'static,
) -> BTreeMap<String, usize> {
    let start = start.clone();
    let all = Generator::new(move |source| {
        let mut one = start.clone();
        change(source, &mut one);
        one.to_string()
    });
    let mut counts = BTreeMap::new();
    for one in all.samples().take(3_000) {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

#[test]
fn filters_are_spoilt_now_and_then_in_every_way() {
    let mut counts = drawn(&json!("title pr"), |source, value| {
        let mut text = value.as_str().unwrap().to_owned();
        spoil_filter(source, &mut text);
        *value = text.into();
    });
    let whole = counts.remove("\"title pr\"").unwrap();
    assert!((1_800..2_400).contains(&whole), "{whole} are as they were");
    assert_eq!(counts.len(), 21, "seven mistakes, alone or behind `or` or `and`: {counts:?}");
    assert!(counts.values().all(|count| *count > 15), "{counts:?}");
    let texts: Vec<String> =
        counts.keys().map(|text| serde_json::from_str(text).unwrap()).collect();
    let refused = texts.iter().filter(|text| Filter::<User>::parse(text).is_err());
    assert_eq!(refused.count(), 21);
    let root = Options::default().root();
    let known = texts.iter().filter(|text| Filter::<User>::parse_with(text, &root).is_ok());
    assert_eq!(known.count(), 9, "what is not defined may be asked of all types: {texts:?}");
}

#[test]
fn patches_are_spoilt_now_and_then_in_every_way() {
    let with_path = json!({"Operations": [{"op": "copy", "path": "title", "value": "v"}]});
    let mut counts = drawn(&with_path, spoil);
    let whole = counts.remove(&with_path.to_string()).unwrap();
    assert!((1_450..1_950).contains(&whole), "{whole} are as they were");
    assert!(counts.values().all(|count| *count > 50), "{counts:?}");
    let operations = counts.keys().map(|text| {
        let body: Value = serde_json::from_str(text).unwrap();
        body["Operations"][0].clone()
    });
    let of = |op: &str, path: &str, value: Value| json!({"op": op, "path": path, "value": value});
    let expected = [
        of("add", "title", json!("v")),
        of("copy", "groups", json!("v")),
        of("copy", "id", json!("v")),
        of("copy", "meta.resourceType", json!("v")),
        of("copy", "scimTestkitUndefined", json!("v")),
        of("copy", "title", json!("x")),
        of("copy", "title", json!([])),
        of("copy", "title", Value::Null),
        of("copy", "title", json!({"value": "x"})),
        of("copy", "title.scimTestkitUndefined", json!("v")),
        of("remove", "title", json!("v")),
        of("replace", "title", json!("v")),
        json!({"op": "copy", "path": "title"}),
    ];
    let mut found: Vec<Value> = operations.collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    found.retain(|one| !expected.contains(one));
    assert_eq!(found, <[Value; 0]>::default());

    let without = json!({"Operations": [{"op": "copy", "value": {"title": "v"}}]});
    let counts = drawn(&without, spoil);
    let defined = json!({"scimTestkitUndefined": true, "title": "v"});
    let unknown = json!({"Operations": [{"op": "copy", "value": defined}]});
    assert!(counts.get(&unknown.to_string()) > Some(&50), "{counts:?}");
}

#[test]
fn any_operation_of_a_patch_may_be_spoilt() {
    let operation = json!({"op": "copy", "path": "title", "value": "v"});
    let body = json!({"Operations": [operation, operation, operation]});
    let mut spoilt = [0; 3];
    for (text, count) in drawn(&body, spoil) {
        let body: Value = serde_json::from_str(&text).unwrap();
        for (index, one) in body["Operations"].as_array().unwrap().iter().enumerate() {
            spoilt[index] += if *one == operation { 0 } else { count };
        }
    }
    assert!(spoilt.iter().all(|count| *count > 100), "{spoilt:?}");
}

#[test]
fn one_body_in_three_has_one_thing_wrong() {
    let cases = Cases::<User>::new().unwrap();
    let all: Vec<Value> = bodies(&cases).samples().take(900).collect();
    let is_refused =
        |body: &&Value| Shipped.create(&User::default(), &body.to_string(), Dialect::RFC).is_err();
    let refused = all.iter().filter(is_refused).count();
    assert!((200..=320).contains(&refused), "{refused} are refused");
    // of the others some have what only a server sets, in the right form
    let stamped = |body: &&Value| body["meta"]["location"] == "https://example.com/other";
    let stamped: Vec<&Value> = all.iter().filter(stamped).collect();
    assert!(stamped.len() > 30, "{} are stamped", stamped.len());
    // and some an element twice but for its `type`
    let is_another = |one: &Value| one["type"] == "another";
    let has_twice = |body: &&Value| {
        let mut lists =
            body.as_object().into_iter().flatten().filter_map(|(_, all)| all.as_array());
        lists.any(|list| list.iter().any(is_another))
    };
    let twice = all.iter().filter(has_twice).count();
    assert!(twice > 50, "{twice} have an element twice");
}

#[test]
fn what_only_a_server_sets_has_the_right_form() {
    for text in drawn(&json!({}), stamp).keys() {
        let body: Value = serde_json::from_str(text).unwrap();
        for name in ["created", "lastModified"] {
            let time = body["meta"][name].as_str().unwrap();
            assert!(DateTime::parse(time).is_ok(), "{time}");
        }
    }
}

/// 7643-2.4-11
#[test]
fn an_element_comes_twice_with_another_type() {
    let body = json!({
        "userName": "bjensen",
        "ims": [{"type": "aim"}],
        "emails": [
            {"value": "other"}, {"value": "a", "type": "work", "primary": true}, {"value": "last"},
        ],
        "entitlements": [{"value": 7, "type": "number"}],
        "phoneNumbers": [{"value": "1"}],
    });
    let mut expected = body.clone();
    let another = json!({"value": "a", "type": "another"});
    expected["emails"].as_array_mut().unwrap().insert(2, another);
    let counts = drawn(&body, twice);
    assert_eq!(
        counts,
        BTreeMap::from([(expected.to_string(), 3_000)]),
        "the only one with a text and a type"
    );
}

/// 7643-2.1-01
#[test]
fn a_put_is_near_what_is_there() {
    let held = json!({"schemas": ["held"], "title": "old", "userName": "bjensen"});
    let body = json!({"schemas": ["body"], "TITLE": "new", "nickName": "Babs"});
    let all = drawn(&held, move |source, held| *held = between(source, held.clone(), body.clone()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (text, count) in all {
        let one: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(one["schemas"], json!(["held"]), "{one}");
        for name in ["title", "TITLE", "userName", "nickName"] {
            let found = one.get(name).map_or(0, |_| count);
            *counts.entry(name.to_owned()).or_default() += found;
        }
        assert!(one.get("title").is_none() || one.get("TITLE").is_none(), "{one}");
    }
    let percent = |name: &str| counts[name] / 30;
    let about = |name: &str, share: usize| (share - 5..share + 5).contains(&percent(name));
    // three in ten are given anew, and 15 of a hundred are left out
    let kept = about("userName", 85) && about("title", 60);
    assert!(kept && about("TITLE", 25) && about("nickName", 25), "{counts:?}");
}

#[test]
fn what_was_asked_is_said() {
    let search = SearchExpr {
        filter: Some(FilterExpr::compare(PathExpr::new("title"), Compare::Eq, "a")),
        sort_by: Some(PathExpr::new("userName")),
        descending: Some(true),
        count: Some(3),
        ..SearchExpr::default()
    };
    let shown: Value = serde_json::from_str(&shown_search(&request(&search))).unwrap();
    assert_eq!((&shown["filter"], &shown["count"]), (&json!("title eq \"a\""), &json!(3)));
    assert_eq!((&shown["sortBy"], &shown["sortOrder"]), (&json!("userName"), &json!("descending")));
    let paths = || vec!["title".to_owned(), "emails.value".to_owned()];
    let shown = |projection| shown_projection(&projection);
    assert_eq!(shown(ProjectionExpr::Attributes(paths())), "attributes=title,emails.value");
    assert_eq!(shown(ProjectionExpr::Excluded(paths())), "excludedAttributes=title,emails.value");
    assert_eq!(shown(ProjectionExpr::Default), "what is returned by default");
}

#[test]
fn two_resources_in_another_order_break_the_law() {
    let backwards = Wrong::Compare(|a: &Group, b, _| Ok(b.id.cmp(&a.id)));
    let cases = Cases::<Group>::new().unwrap();
    let broken = broken(&search::SORT_AGREES, &cases, &backwards).unwrap();
    assert!(broken.request.starts_with("sortBy="), "{broken}");
}
