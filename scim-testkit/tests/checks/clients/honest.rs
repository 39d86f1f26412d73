//! The server without a fault.

use crate::fault::{Fault, gives};
use crate::server::{Answer, Asked};
use crate::trial::{leaked, options, target};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Report, Status, Suite};
use scim_testkit::{entra, okta};
use serde_json::{Value, json};

/// What is true of it, and no failure: it makes nothing primary.
pub(super) const WARNINGS: &[&str] = &["okta.o27"];

fn checked(dialect: Dialect, suites: &[Suite]) -> Report {
    let report = live::run_suites(&target(dialect, None), &options(), suites).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert_eq!(report.left, Vec::<String>::new());
    let warned: Vec<_> = report.with(Status::Warned).collect();
    let others = warned.iter().filter(|outcome| !WARNINGS.contains(&outcome.id));
    let others: Vec<_> = others.map(|outcome| (outcome.id, &outcome.message)).collect();
    assert!(others.is_empty(), "{others:#?}");
    report
}

fn skipped(report: &Report) -> Vec<&str> {
    report.with(Status::Skipped).map(|outcome| outcome.id).collect()
}

/// Nothing is skipped but what no request shows and what this server has not.
#[test]
fn okta_finds_nothing() {
    let report = checked(Dialect::OKTA, okta::suite::ALL);
    let mut skipped = skipped(&report);
    skipped.retain(|id| !id.starts_with("okta.entitlements."));
    assert_eq!(skipped, ["okta.o13", "okta.o31", "okta.o30"], "{}", report.to_text(false));
    assert_eq!(
        report.notes,
        ["there was no user, so one was made for the first step of the SPEC test"]
    );
}

#[test]
fn entra_finds_nothing() {
    for flag in [false, true] {
        let report = checked(Dialect::ENTRA, &entra::suites(flag));
        assert_eq!(skipped(&report), ["entra.e12", "entra.e13", "entra.e18"]);
    }
}

/// As a server without a dialect is asked: what fails is what the dialects are for.
#[test]
fn the_spec_and_crud_tests_need_no_dialect() {
    checked(Dialect::RFC, &[okta::suite::SPEC, okta::suite::CRUD, okta::suite::IMPORT]);
}

fn answers(asked: &Asked, answer: &mut Answer, json: Value) {
    if !asked.is_discovery() {
        answer.status = 200;
        answer.json = json;
    }
}

/// A server whose every answer is nonsense has findings, and no check comes to grief.
#[test]
fn nonsense_is_found() {
    let nonsense: [Fault; 4] = [
        gives("null", "", "", |asked, answer| answers(asked, answer, Value::Null)),
        gives("array", "", "", |asked, answer| answers(asked, answer, json!([[], {}, 7]))),
        gives("object", "", "", |asked, answer| {
            let of = json!({"id": [], "schemas": 5, "members": {}, "emails": "x", "meta": null,
                "totalResults": -1, "Resources": {"id": 7}});
            answers(asked, answer, of);
        }),
        gives("list", "", "", |asked, answer| {
            let of = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "id": "7", "totalResults": u64::MAX, "startIndex": u64::MAX, "itemsPerPage": 1.5,
                "Resources": [null, {"id": null, "members": [null]}, {"id": "7", "emails": [7]}]});
            answers(asked, answer, of);
        }),
    ];
    for fault in &nonsense {
        let suites = [okta::suite::ALL, &entra::suites(false)].concat();
        let target = target(Dialect::OKTA, Some(leaked(fault)));
        let report = live::run_suites(&target, &options(), &suites).unwrap();
        assert!(report.summary.failed > 30, "{}: {}", fault.id, report.summary);
        let panicked = report.checks.iter().find(|outcome| outcome.message.contains("a panic"));
        assert!(panicked.is_none(), "{}: {panicked:?}", fault.id);
    }
}
