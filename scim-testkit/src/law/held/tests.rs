use super::{ANSWERS, DELETED, FAILURE, VERSION, failure, has_all, swapped, uniqueness};
use crate::Answer;
use crate::law::wrong::{Team, Wrong, asked, broken, instead, values_in};
use crate::law::{Cases, Engine, Shipped, check};
use http::{HeaderValue, Response, StatusCode};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn letter_case_is_swapped_in_ascii() {
    assert_eq!(swapped("aBc 7é"), "AbC 7é");
}

#[test]
fn a_value_has_all_of_another_in_whatever_order() {
    let has = |value: Value, of: Value| has_all(&value, &of);
    assert!(has(json!({"a": [1, {"b": 2, "c": 3}]}), json!({"a": [{"c": 3}, 1]})));
    assert!(!has(json!({"a": 1}), json!({"a": 2})));
    assert!(!has(json!({"a": 1}), json!({"a": 1, "b": 2})));
    assert!(!has(json!([1]), json!([1, 2])));
}

#[test]
fn an_answer_that_is_not_what_a_read_gives_breaks_the_law() {
    let engine = Wrong::<Group>::Answered(|answer| {
        let created = answer.status() == StatusCode::CREATED;
        answer.map(|text| match serde_json::from_str::<Value>(&text) {
            Ok(mut group) if created => {
                group["displayName"] = "another".into();
                group.to_string()
            }
            _ => text,
        })
    });
    let broken = broken(&ANSWERS, &Cases::<Group>::new().unwrap(), &engine).unwrap();
    assert!(broken.expected.starts_with("`displayName` in both"), "{broken}");
}

/// A PATCH of a group is answered without a body.
#[test]
fn an_answer_without_a_body_lacks_nothing() {
    assert_eq!(broken(&ANSWERS, &Cases::<Team>::new().unwrap(), &Shipped), None);
}

/// An engine whose `ETag` is another one after a request that failed.
#[derive(Default)]
struct Moving(AtomicBool);

impl<R: ScimResource> Engine<R> for Moving {
    fn wait(&self, answer: Answer) -> Response<String> {
        let mut right = Engine::<R>::wait(&Shipped, answer);
        match right.status().as_u16() {
            201 => self.0.store(false, Ordering::Relaxed),
            400.. => self.0.store(true, Ordering::Relaxed),
            _ if self.0.load(Ordering::Relaxed) => {
                right.headers_mut().insert("etag", HeaderValue::from_static("W/\"moved\""));
            }
            _ => {}
        }
        right
    }
}

/// 7644-3.14-02, 7644-3.5.2-24
#[test]
fn a_request_that_fails_moves_no_version() {
    let cases = Cases::<User>::new().unwrap();
    assert!(broken(&VERSION, &cases, &Moving::default()).is_some());
    assert!(broken(&FAILURE, &cases, &Moving::default()).is_some());
}

/// Of a group everything is seen, so that another version tells of nothing that nobody sees.
#[test]
fn a_version_that_moves_where_nothing_does_is_found() {
    let cases = Cases::<Group>::new().unwrap();
    let right = check(&VERSION, &cases).unwrap();
    assert_eq!(right.first_broken(&Shipped, 0..60), None);
    let found = broken(&VERSION, &cases, &Moving::default()).unwrap();
    // what was read before
    assert!(found.expected.starts_with("GET /Groups/"), "{found}");
}

/// 7644-3.14-07
#[test]
fn a_version_that_is_gone_is_refused() {
    let engine = Wrong::<Group>::Answered(|answer| {
        instead(StatusCode::PRECONDITION_FAILED, StatusCode::OK, answer)
    });
    let broken = broken(&VERSION, &Cases::<Group>::new().unwrap(), &engine).unwrap();
    assert_eq!(broken.expected, "412");
}

/// An engine that gives the `id` of what was deleted to what is created next.
#[derive(Default)]
struct Again {
    id: Mutex<Value>,
    is_free: AtomicBool,
}

impl<R: ScimResource> Engine<R> for Again {
    fn wait(&self, answer: Answer) -> Response<String> {
        let right = Engine::<R>::wait(&Shipped, answer);
        match right.status() {
            StatusCode::NO_CONTENT => self.is_free.store(true, Ordering::Relaxed),
            StatusCode::CREATED => {
                return right.map(|text| {
                    let mut created: Value = serde_json::from_str(&text).unwrap();
                    let mut id = self.id.lock().unwrap();
                    if self.is_free.swap(false, Ordering::Relaxed) {
                        created["id"] = id.clone();
                    } else {
                        *id = created["id"].clone();
                    }
                    created.to_string()
                });
            }
            _ => {}
        }
        right
    }
}

/// 7643-3.1-08
#[test]
fn an_id_that_is_given_again_breaks_the_law() {
    let cases = Cases::<Team>::new().unwrap();
    assert_eq!(broken(&DELETED, &cases, &Shipped), None);
    let found = broken(&DELETED, &cases, &Again::default()).unwrap();
    assert_eq!(found.expected, "another `id`");
}

#[test]
fn names_that_are_unique_are_new_or_taken_in_the_same_or_another_case() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in asked(&uniqueness(&Cases::<User>::new().unwrap()), 300) {
        let bodies = values_in(&text);
        let name = |index: usize| bodies[index]["userName"].as_str().unwrap();
        let kind = match (name(0), name(1)) {
            (first, second) if first == second => "same",
            (first, second) if *second == swapped(first) => "swapped",
            _ => "new",
        };
        *counts.entry(kind).or_default() += 1;
    }
    // some names have no letters
    let all = ["same", "swapped", "new"];
    assert!(all.iter().all(|kind| counts.get(kind) > Some(&70)), "{counts:?}");
}

#[test]
fn the_last_operation_fails_for_different_reasons() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in asked(&failure(&Cases::<User>::new().unwrap()), 300) {
        let patch = values_in(&text).remove(1);
        let last = patch["Operations"].as_array().and_then(|all| all.last()).cloned();
        *counts.entry(last.unwrap_or_default().to_string()).or_default() += 1;
    }
    for last in [
        json!({"op": "replace", "path": "id", "value": "another"}),
        json!({"op": "replace", "path": "scimTestkitUndefined", "value": 1}),
        json!({"op": "remove"}),
    ] {
        let count = counts.get(&last.to_string()).copied().unwrap_or_default();
        assert!((40..=120).contains(&count), "{count} times {last}");
    }
}
