//! The server without a fault.

use crate::fault::{Fault, does, gives};
use crate::server::{self, Answer, Asked, Server};
use crate::trial::{for_client as target, leaked, of, options};
use scim_schema::dialect::Dialect;
use scim_schema::service::RateLimit;
use scim_testkit::live::{self, Report, Status, Suite};
use scim_testkit::{entra, okta};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::time::Duration;

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
    let skipped = skipped(&report);
    assert_eq!(skipped, ["okta.o13", "okta.o31", "okta.o30"], "{}", report.to_text(false));
    assert_eq!(
        report.notes,
        ["there was no user, so one was made for the first step of the SPEC test"]
    );
}

/// Okta does not take such a URL.
#[test]
fn an_underscore_in_the_url_is_told() {
    for (host, status) in [("scim", Status::Passed), ("my_scim", Status::Failed)] {
        let url = format!("https://{host}.example.com/scim/v2");
        let target = of(Server::new(Dialect::OKTA), None).base(&url).unwrap();
        let options = options().only("okta.o33");
        let report = live::run_suites(&target, &options, &[okta::suite::QUIRKS]).unwrap();
        assert_eq!(report.get("okta.o33").unwrap().status, status);
    }
}

/// A server with a limit says for how long it is reached, and that is waited for.
#[test]
fn a_limit_is_told_in_seconds() {
    let limit = RateLimit::new(NonZeroU32::new(8).unwrap(), Duration::from_secs(4));
    let server = Server::of(server::for_client(Dialect::OKTA, Some(limit)));
    let options = options().only("okta.o12").only("okta.o30");
    let report = live::run_suites(&of(server, None), &options, &[okta::suite::QUIRKS]).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert_eq!(report.get("okta.o30").unwrap().status, Status::Passed, "{report}");
    assert_eq!(report.left, Vec::<String>::new());
}

/// Others make users while lists are read: that is nobody's mistake.
#[test]
fn who_makes_users_meanwhile_is_no_disorder() {
    let busy = does("okta.busy", "A3", "a user is made before each list", |server, asked| {
        if asked.is("GET")
            && asked.path == "/Users"
            && asked.parameter("startIndex").as_deref() == Some("1")
        {
            let number = server.recall("made").and_then(|made| made.as_u64()).unwrap_or_default();
            server.remember("made", number + 1);
            let mut other = asked.clone();
            other.method = http::Method::POST;
            other.query.clear();
            let json = http::HeaderValue::from_static("application/scim+json");
            other.headers.insert("content-type", json);
            other.body = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                "userName": format!("somebody-{number}@example.com")})
            .to_string();
            assert_eq!(server.ask(&other).status, 201);
        }
        server.ask(&asked)
    });
    let target = target(Dialect::OKTA, Some(leaked(&busy)));
    let options = options().only("okta.import.users");
    let report = live::run_suites(&target, &options, &[okta::suite::IMPORT]).unwrap();
    let outcome = report.get("okta.import.users").unwrap();
    assert_eq!(outcome.status, Status::Passed, "{outcome}");
}

#[test]
fn entra_finds_nothing() {
    for flag in [false, true] {
        let report = checked(Dialect::ENTRA, entra::suites(flag));
        assert_eq!(skipped(&report), Vec::<&str>::new());
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
        let suites = [okta::suite::ALL, entra::suites(false)].concat();
        let target = target(Dialect::OKTA, Some(leaked(fault)));
        let report = live::run_suites(&target, &options(), &suites).unwrap();
        assert!(report.summary.failed > 30, "{}: {}", fault.id, report.summary);
        let panicked = report.checks.iter().find(|outcome| outcome.message.contains("a panic"));
        assert!(panicked.is_none(), "{}: {panicked:?}", fault.id);
    }
}
