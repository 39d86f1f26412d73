//! Sequences of requests, where a type has few attributes.

use crate::thing::{percent, thing};
use scim_testkit::strategy::{RequestExpr, Settings, Version, requests};
use serde_json::{Value, json};

/// Sequences on a type with a code that is unique, and a note that need not be.
fn sequences() -> Vec<Vec<RequestExpr>> {
    let things = thing(&json!([
        {"name": "code", "required": true, "uniqueness": "server"},
        {"name": "note", "required": true},
    ]));
    let plain = Settings::default().unicode(0).odd(0).long(0).characters(20);
    requests(&things, &plain).samples().take(300).collect()
}

/// A search among one resource tells little, and each write may be for another version.
#[test]
fn sequences_make_resources_and_write_them_for_any_version() {
    let later: Vec<RequestExpr> =
        sequences().into_iter().flat_map(|sequence| sequence.into_iter().skip(1)).collect();
    let share = percent(&later, |one| matches!(one, RequestExpr::Create { .. }));
    assert!((12..=28).contains(&share), "{share} % make a resource");
    let version = |one: &RequestExpr| match one {
        RequestExpr::Replace { version, .. }
        | RequestExpr::Patch { version, .. }
        | RequestExpr::Delete { version, .. } => Some(*version),
        _ => None,
    };
    let versions: Vec<Version> = later.iter().filter_map(version).collect();
    for (version, expected) in
        [(Version::Any, 48..=72), (Version::Current, 18..=42), (Version::Stale, 3..=20)]
    {
        let share = percent(&versions, |one| *one == version);
        assert!(expected.contains(&share), "{version:?}: {share} %");
    }
}

/// Now and then what must be unique is that of another resource, and nothing else is.
#[test]
fn what_is_unique_is_taken_now_and_then() {
    let (mut codes, mut notes) = (Vec::new(), Vec::new());
    for sequence in sequences() {
        let mut before: Vec<Value> = Vec::new();
        for request in sequence {
            let (RequestExpr::Create { body } | RequestExpr::Replace { body, .. }) = request else {
                continue;
            };
            if !before.is_empty() {
                let is_again = |name: &str| before.iter().any(|other| other[name] == body[name]);
                codes.push(is_again("code"));
                notes.push(is_again("note"));
            }
            before.push(body);
        }
    }
    let share = percent(&codes, |again| *again);
    assert!((2..=20).contains(&share), "{share} % of the codes");
    let share = percent(&notes, |again| *again);
    assert!(share < 2, "{share} % of the notes");
}
