//! The server without a fault.

use crate::fault::takes;
use crate::server::Server;
use crate::trial::{leaked, of, options, target};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Profile, Report, Status};

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
