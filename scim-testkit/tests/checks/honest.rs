//! The server without a fault.

mod own_way;

use crate::fault::{Fault, does, gives, takes};
use crate::faults::{ENTERPRISE, USER};
use crate::server::{Answer, Server};
use crate::trial::{leaked, of, options, target};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Profile, Report, Status};
use serde_json::json;

/// What is true of it, and no failure: it gives back an address as it was sent.
pub(crate) const WARNINGS: &[&str] = &["user.canonical"];

/// As Okta and Entra have it, which send bodies without `schemas` or with those of others.
const TOLERANT: &[&str] =
    &["body.empty-schemas", "body.no-schemas", "body.only-extension", "body.unknown-schema"];

fn checked(dialect: Dialect, profile: Profile) -> Report {
    let report = live::run(&target(dialect, None), &options().profile(profile)).unwrap();
    assert!(report.is_conformant(), "{report}");
    assert_eq!(report.left, Vec::<String>::new());
    report
}

fn warned(report: &Report) -> Vec<(&str, &str)> {
    report.with(Status::Warned).map(|outcome| (outcome.id, &*outcome.message)).collect()
}

/// And those that are always true of it.
fn expect_warnings(report: &Report, expected: &[&str]) {
    let found = warned(report);
    let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
    let mut expected = [WARNINGS, expected].concat();
    expected.sort_by_key(|id| ids.iter().position(|found| found == id));
    assert_eq!(ids, expected, "{found:#?}");
}

#[test]
fn nothing_fails_as_the_rfc_has_it() {
    let report = checked(Dialect::RFC, Profile::Rfc);
    expect_warnings(&report, &[]);
}

#[test]
fn nothing_fails_as_okta_has_it() {
    expect_warnings(&checked(Dialect::OKTA, Profile::Okta), TOLERANT);
}

#[test]
fn nothing_fails_as_entra_has_it() {
    expect_warnings(&checked(Dialect::ENTRA, Profile::Entra), TOLERANT);
}

#[test]
fn who_writes_domains_in_lower_case_is_not_warned() {
    let lower = takes("lower", "7643-4.1.2-02", "domains in lower case", |asked| {
        asked.body = asked.body.replace("@EXAMPLE.COM", "@example.com");
    });
    let target = of(Server::new(Dialect::RFC), Some(leaked(&lower)));
    let report = live::run(&target, &options().only("user.canonical")).unwrap();
    assert_eq!(report.summary.passed, 1, "{}", report.to_text(false));
}

/// What some checks tell of a server that is right in a way of its own.
fn told(server: &Fault, checks: &[&str]) -> Report {
    let options = checks.iter().fold(options(), |all, check| all.only(check));
    live::run(&of(Server::new(Dialect::RFC), Some(leaked(server))), &options).unwrap()
}

/// 7643-7-22: what `/Schemas` says to be the server's own is no client's to write, and that a value
/// which a client sent is the server's too says nothing.
#[test]
fn what_is_the_servers_own_is_not_asked_of_it() {
    let own =
        does("own-active", "7643-7-22", "`active` is readOnly, and true", |server, mut asked| {
            let is_user = asked.path.starts_with("/Users");
            if is_user && asked.is("PATCH") && asked.body.contains("active") {
                return Answer::error(400, "mutability");
            }
            if is_user && (asked.is_create() || asked.is("PUT")) {
                asked.edit(|body| {
                    body.insert("active".to_owned(), json!(true));
                });
            }
            let mut answer = server.ask(&asked);
            if asked.path == "/Schemas" {
                let users =
                    answer.listed().into_iter().flatten().filter(|schema| schema["id"] == USER);
                for user in users {
                    for attribute in user["attributes"].as_array_mut().into_iter().flatten() {
                        if attribute["name"] == "active" {
                            attribute["mutability"] = json!("readOnly");
                        }
                    }
                }
            }
            answer
        });
    let checks = ["create.read-only", "put.read-only", "patch.replace.read-only", "user.active"];
    let report = told(&own, &checks);
    assert!(report.is_conformant(), "{}", report.to_text(false));
    let active = report.get("user.active").unwrap();
    assert_eq!(active.status, Status::Skipped, "{}", active.message);
    assert_eq!(report.summary.passed, 3, "{}", report.to_text(false));
}

/// 7643-3-07: twice is no URN, and another one is no failure.
#[test]
fn an_extension_that_the_server_adds_is_not_twice() {
    let adds = gives("adds", "7643-3-07", "users get an extension", |asked, answer| {
        if asked.is_create() && asked.path == "/Users" {
            answer.one(|user| {
                user["schemas"].as_array_mut().unwrap().push(json!(ENTERPRISE));
                user.insert(ENTERPRISE.to_owned(), json!({"department": "Sales"}));
            });
        }
    });
    let report = told(&adds, &["body.schemas-twice"]);
    assert_eq!(report.get("body.schemas-twice").unwrap().status, Status::Passed, "{report}");
}

/// The draft wants to be declared, and attributes that nobody knows refused, which the RFCs let servers
/// ignore.
#[test]
fn nothing_fails_as_the_interoperability_profile_has_it() {
    let draft = ["interop.declared", "interop.undefined-attribute"];
    expect_warnings(&checked(Dialect::RFC, Profile::Interop), &draft);
}

#[test]
fn who_keeps_the_interoperability_profile_is_not_warned() {
    let options = options().profile(Profile::Interop);
    let report = live::run(&of(Server::interoperable(), None), &options).unwrap();
    assert!(report.is_conformant(), "{report}");
    expect_warnings(&report, &[]);
}
