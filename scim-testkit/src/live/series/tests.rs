use super::{Expect, Variables};
use crate::live::{Answer, Stop, Verdict};
use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};
use std::time::Duration;

fn expect(expect: Expect, body: Value) -> Verdict {
    let mut variables = Variables::default();
    variables.set("email", "Jane@example.com");
    let answer = Answer {
        status: 200,
        headers: HeaderMap::new(),
        body: Bytes::new(),
        json: Some(body),
        index: 0,
        line: "GET /Users -> 200".to_owned(),
        declared: true,
        uncounted: false,
    };
    expect.of(&answer, Duration::from_millis(600), &variables)
}

fn told(verdict: Verdict) -> String {
    match verdict {
        Err(Stop::Failed(failure)) => failure.to_string(),
        other => format!("{other:?}"),
    }
}

/// As the tools have it: text compares numbers by their digits, and a number is no text.
#[test]
fn assertions_are_as_loose_as_the_tools_and_no_looser() {
    let holds = [
        (Expect::Text("/status", "404"), json!({"status": 404})),
        (Expect::Text("/status", "404"), json!({"status": "404"})),
        (Expect::Text("/active", "true"), json!({"active": true})),
        (Expect::Text("/userName", "{email}"), json!({"userName": "Jane@example.com"})),
        (Expect::NumberIs("/totalResults", 0), json!({"totalResults": 0})),
        (Expect::NotEmpty("/Resources/0/id"), json!({"Resources": [{"id": 7}]})),
        (Expect::Resources, json!({"totalResults": 0})),
        (Expect::Resources, json!({"totalResults": 1, "Resources": []})),
        (Expect::Has("/schemas", "b"), json!({"schemas": ["a", "b"]})),
        (Expect::Within(601), json!({})),
    ];
    for (one, body) in holds {
        assert_eq!(expect(one, body.clone()), Ok(()), "{one:?} of {body}");
    }
    let fails = [
        (Expect::Text("/userName", "{email}"), json!({"userName": "jane@example.com"})),
        (Expect::NumberIs("/totalResults", 0), json!({"totalResults": "0"})),
        (Expect::Number("/itemsPerPage"), json!({"itemsPerPage": "1"})),
        (Expect::NotEmpty("/Resources"), json!({"Resources": []})),
        (Expect::NotEmpty("/detail"), json!({"detail": ""})),
        (Expect::NotEmpty("/detail"), json!({})),
        (Expect::Resources, json!({"totalResults": 1})),
        (Expect::Has("/schemas", "b"), json!({"schemas": "b"})),
        (Expect::Within(600), json!({})),
        (Expect::Status(&[201]), json!({})),
    ];
    for (one, body) in fails {
        let verdict = expect(one, body.clone());
        assert!(matches!(verdict, Err(Stop::Failed(_))), "{one:?} of {body}: {verdict:?}");
    }
    let inactive = expect(Expect::NotEmpty("/active"), json!({"active": false}));
    assert!(matches!(inactive, Err(Stop::Informed(_))), "{inactive:?}");
}

#[test]
fn a_failure_names_the_place_and_what_was_found() {
    assert_eq!(
        told(expect(
            Expect::Text("/Resources/0/name/familyName", "Smith"),
            json!({"Resources": [{"name": {"familyName": "Jones"}}]}),
        )),
        "expected `Resources[0].name.familyName` to be `Smith`, found `\"Jones\"` \
         (GET /Users -> 200)"
    );
    let unset = expect(Expect::Text("/id", "{id}"), json!({}));
    assert_eq!(unset, Err(Stop::skipped("no answer before gave `id`")));
}
