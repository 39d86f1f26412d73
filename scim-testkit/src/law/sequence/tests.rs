use super::{SEQUENCES, run, sequences};
use crate::law::wrong::{Wrong, asked, broken, instead};
use crate::law::{Cases, Engine, Shipped};
use crate::oracle::document;
use crate::strategy::{ProjectionExpr, RequestExpr, Which};
use http::StatusCode;
use scim_schema::rfc::Group;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_sequence_shows_a_request_on_each_line() {
    let mut methods = BTreeSet::new();
    for text in asked(&sequences(&Cases::<Group>::new().unwrap()), 40) {
        for line in text.lines().filter(|line| !line.starts_with(" of ")) {
            let (method, rest) = line.split_once(' ').unwrap_or((line, ""));
            methods.insert(method.to_owned());
            assert!(!rest.is_empty(), "{line}");
        }
    }
    assert_eq!(
        methods,
        BTreeSet::from(["DELETE", "GET", "PATCH", "POST", "PUT", "search"].map(str::to_owned))
    );
}

/// An engine that forbids what is not there.
fn forbidding() -> Wrong<Group> {
    Wrong::Answered(|answer| instead(StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, answer))
}

/// What breaks the law are the requests up to the one that is answered otherwise.
#[test]
fn requests_after_the_one_that_breaks_the_law_are_not_told() {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"
    });
    let get = |resource| RequestExpr::Get { resource, projection: ProjectionExpr::Default };
    let sequence = [
        RequestExpr::Create { body },
        get(Which::Created(0)),
        get(Which::Unknown),
        get(Which::Created(0)),
    ];
    let (blank, held) = (Group::default(), document(&Group::default()));
    let answer = |engine: &dyn Engine<Group>| run(engine, &blank, &held, &sequence);
    assert_eq!(answer(&Shipped), Ok(()));
    let broken = answer(&forbidding()).unwrap_err();
    let lines: Vec<&str> = broken.request.lines().collect();
    assert_eq!((lines.len(), &*broken.expected), (3, "404"), "{broken}");
    assert!(lines[0].starts_with("POST ") && lines[2].starts_with("GET unknown "), "{broken}");
}

/// 7644-3.4.1-03
#[test]
fn a_resource_that_is_not_there_is_not_found() {
    let cases = Cases::<Group>::new().unwrap();
    assert_eq!(broken(&SEQUENCES, &cases, &Shipped), None);
    let broken = broken(&SEQUENCES, &cases, &forbidding()).unwrap();
    assert_eq!(broken.expected, "404");
    assert!(broken.actual.contains(" -> 403 "), "{broken}");
}
