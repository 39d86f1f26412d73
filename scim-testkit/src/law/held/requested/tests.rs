use super::{ANSWERS, OnRequest, all, patch};
use crate::law::wrong::{PARKING, Pass, Wrong, broken};
use crate::law::{Cases, Shipped};
use crate::oracle::Shape;
use http::StatusCode;
use serde_json::{Value, json};

fn shape() -> Shape {
    Shape::of(&Pass::default())
}

#[test]
fn what_a_client_writes_and_is_returned_on_request_is_looked_at() {
    let shape = shape();
    let mut paths: Vec<String> = all(&shape).iter().map(OnRequest::path).collect();
    paths.sort();
    let parking = ["level", "owner.country"].map(|name| format!("{PARKING}:{name}"));
    let mut expected =
        ["doors.code", "maker.country", "notes", "vault", "vault.code"].map(str::to_owned).to_vec();
    expected.extend(parking);
    expected.sort();
    assert_eq!(paths, expected, "`audit` is readOnly");
}

/// What a path has of a document.
fn of(path: &str, document: &Value) -> Option<Value> {
    let shape = shape();
    let all = all(&shape);
    all.iter().find(|one| one.path() == path).unwrap().of(document)
}

#[test]
fn a_value_is_found_in_whatever_case_and_of_each_element() {
    assert_eq!(of("notes", &json!({"NOTES": "a"})), Some(json!("a")));
    assert_eq!(of("notes", &json!({"doors": []})), None);
    let doors = json!({"doors": [{"number": 1}, {"Code": "b"}, {"code": "c"}]});
    assert_eq!(of("doors.code", &doors), Some(json!(["b", "c"])));
    assert_eq!(of("doors.code", &json!({"doors": [{"number": 1}]})), None);
    let level = json!({PARKING.to_uppercase(): {"level": 2}});
    assert_eq!(of(&format!("{PARKING}:level"), &level), Some(json!(2)));
}

/// 7643-7-33
#[test]
fn a_part_that_was_not_given_is_not_answered_with_the_whole() {
    let shape = shape();
    let all = all(&shape);
    let vault = all.iter().find(|one| one.path() == "vault").unwrap();
    let now = json!({"vault": {"name": "a", "code": "b"}});
    let answered = |given: Value| vault.answered(&given, &now);
    assert_eq!(answered(json!({"vault": {"name": "a"}})), Some(json!({"name": "a"})));
    let both = json!({"name": "a", "code": "b"});
    assert_eq!(answered(json!({"vault": {"name": "a", "Code": "b"}})), Some(both));
    assert_eq!(answered(json!({"notes": "a"})), None);
}

#[test]
fn a_patch_gives_again_what_has_a_path_of_its_own() {
    let given = |body: Value| {
        patch(&shape(), &body).map(|one| {
            let operation = &one.message["Operations"][0];
            assert_eq!(operation["op"], "replace");
            (operation["path"].as_str().unwrap().to_owned(), operation["value"].clone(), one.given)
        })
    };
    let country = json!({"maker": {"country": "NL"}});
    assert_eq!(given(country.clone()), Some(("maker.country".to_owned(), json!("NL"), country)));
    let level = json!({PARKING: {"level": 2}});
    assert_eq!(given(level.clone()), Some((format!("{PARKING}:level"), json!(2), level)));
    let notes = json!({"notes": "a"});
    assert_eq!(given(notes.clone()), Some(("notes".to_owned(), json!("a"), notes)));
    assert_eq!(given(json!({"doors": [{"code": "b"}]})), None, "of each element");
    assert_eq!(given(json!({"maker": {"name": "a"}})), None);
}

/// 7643-7-33
#[test]
fn an_answer_without_what_was_given_breaks_the_law() {
    let cases = Cases::<Pass>::new().unwrap();
    assert_eq!(broken(&ANSWERS, &cases, &Shipped), None);
    let engine = Wrong::<Pass>::Answered(|answer| {
        let created = answer.status() == StatusCode::CREATED;
        answer.map(|text| match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(mut pass)) if created => {
                pass.remove("notes");
                Value::Object(pass).to_string()
            }
            _ => text,
        })
    });
    let broken = broken(&ANSWERS, &cases, &engine).unwrap();
    assert!(broken.expected.starts_with("`notes`: "), "{broken}");
}
