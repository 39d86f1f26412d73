use super::{SEQUENCES, sequences};
use crate::law::wrong::{Wrong, asked, broken};
use crate::law::{Cases, Shipped};
use http::StatusCode;
use scim_schema::rfc::Group;
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

/// 7644-3.4.1-03
#[test]
fn a_resource_that_is_not_there_is_not_found() {
    let cases = Cases::<Group>::new().unwrap();
    assert_eq!(broken(&SEQUENCES, &cases, &Shipped), None);
    let engine = Wrong::<Group>::Answered(|mut answer| {
        if answer.status() == StatusCode::NOT_FOUND {
            *answer.status_mut() = StatusCode::FORBIDDEN;
        }
        answer
    });
    let broken = broken(&SEQUENCES, &cases, &engine).unwrap();
    assert_eq!(broken.expected, "404");
    assert!(broken.actual.contains(" -> 403 "), "{broken}");
}
