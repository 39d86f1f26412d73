//! The server against every check of servers, and against the suites of Okta and Entra ID, in this
//! process, on both databases; `scim-testkit check URL`, `okta URL` and `entra URL` do so over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "directory/databases.rs"]
mod databases;
#[path = "live/use_cases.rs"]
mod use_cases;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use databases::{Home, On};
use directory::cli::Guide;
use directory::database::Database;
use directory::mastered::Mastered;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::limits::Limits;
use scim_schema::service::{CursorKey, RateLimit};
use scim_testkit::live::{self, Options, Profile, Report, Status, Target};
use scim_testkit::{entra, okta};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A tenant for each dialect.
const TOKENS: &str = "acme rfc token\nbeta okta okta-token\ngamma entra entra-token";

/// A server with an empty database.
struct Server {
    runtime: Arc<Runtime>,
    router: Router,
    _home: Home,
}

impl Server {
    fn new(on: On) -> Self {
        Self::with(on, None)
    }

    fn with(on: On, rate_limit: Option<RateLimit>) -> Self {
        let home = Home::new(on);
        let runtime = Runtime::new().unwrap();
        let database = runtime.block_on(Database::open(&home.url())).unwrap();
        let settings = Settings {
            base_path: "/scim/v2".to_owned(),
            public_url: None,
            cursor_key: CursorKey::new([7; 32]).unwrap(),
            rate_limit,
            mastered: Mastered::default(),
            guide: Guide::default(),
            body_size: Limits::DEFAULT.body,
        };
        let router = router(database, Tokens::new(read(TOKENS, &[]).unwrap()), settings);
        Self { runtime: Arc::new(runtime), router, _home: home }
    }

    fn target(&self, token: &str) -> Target {
        let runtime = Arc::clone(&self.runtime);
        let block_on = move |answer| runtime.block_on(answer);
        let target = Target::service_on(self.router.clone(), block_on);
        target.base("http://localhost/scim/v2").unwrap().token(token).unwrap()
    }

    /// What Okta can grant, which it wants one of.
    fn grant(&self, endpoint: &str, schema: &str) {
        let body = format!(r#"{{"schemas": ["{schema}"], "displayName": "Night shift"}}"#);
        let request = Request::post(format!("http://localhost/scim/v2{endpoint}"))
            .header("authorization", "Bearer okta-token")
            .header("content-type", "application/scim+json")
            .body(Body::from(body));
        let answer = self.router.clone().oneshot(request.unwrap());
        assert_eq!(self.runtime.block_on(answer).unwrap().status(), 201);
    }
}

fn expect_conformant(report: &Report) {
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
}

/// Warnings and what was skipped are these.
fn expect_but(report: &Report, warned: &[&str], skipped: &[&str]) {
    expect_conformant(report);
    let ids = |status| report.with(status).map(|outcome| outcome.id).collect::<Vec<_>>();
    assert_eq!(ids(Status::Warned), warned, "{}", report.to_text(false));
    assert_eq!(ids(Status::Skipped), skipped, "{}", report.to_text(false));
}

fn is_conformant(on: On) {
    let server = Server::new(on);
    let report = live::run(&server.target("token"), &Options::new().random(20, 1)).unwrap();
    expect_conformant(&report);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

/// Nothing is primary that was not said to be; and there is no limit that could be reached.
fn passes_okta_and_entra(on: On) {
    let server = Server::new(on);
    server.grant("/Roles", "urn:okta:scim:schemas:core:1.0:Role");
    server.grant("/Entitlements", "urn:okta:scim:schemas:core:1.0:Entitlement");
    let target = server.target("okta-token");
    let options = Options::new().skip("okta.spec.10.time");
    let okta = live::run_suites(&target, &options, okta::suite::ALL).unwrap();
    expect_but(&okta, &["okta.o27"], &["okta.o13", "okta.o31", "okta.o30"]);
    // a machine that does much else at the time may be slow once
    let options = Options::new().only("okta.spec.10.time");
    let is_fast = (0..5).any(|_| {
        let timed = live::run_suites(&target, &options, &[okta::suite::SPEC]).unwrap();
        timed.get("okta.spec.10.time").unwrap().status == Status::Passed
    });
    assert!(is_fast, "groups take 600 ms");
    for flag in [false, true] {
        let target = server.target("entra-token");
        let entra = live::run_suites(&target, &Options::new(), entra::suites(flag)).unwrap();
        expect_but(&entra, &[], &[]);
    }
    let played = entra::play(&server.target("entra-token"), &entra::Options::new()).unwrap();
    expect_but(&played, &[], &[]);
    assert_eq!(played.summary.passed, 2 * entra::scenarios().len(), "{played}");
}

/// What is over the limit is told in seconds, and waited for.
#[test]
fn okta_waits_where_there_is_a_limit() {
    let limit = RateLimit::new(NonZeroU32::new(8).unwrap(), Duration::from_secs(4));
    let server = Server::with(On::Sqlite, Some(limit));
    let options = Options::new().jobs(1).only("okta.o12").only("okta.o30");
    let target = server.target("okta-token");
    let report = live::run_suites(&target, &options, &[okta::suite::QUIRKS]).unwrap();
    expect_but(&report, &[], &[]);
    assert_eq!(report.get("okta.o30").unwrap().status, Status::Passed, "{report}");
}

/// What each profile has beside the RFCs, asked as that client; the draft's wishes are warnings.
fn passes_profiles(on: On) {
    let server = Server::new(on);
    let draft = ["interop.declared", "interop.undefined-attribute"];
    for (token, profile, area, warned) in [
        ("okta-token", Profile::Okta, "okta", &[][..]),
        ("entra-token", Profile::Entra, "entra", &[]),
        ("token", Profile::Interop, "interop", &draft),
    ] {
        let options = Options::new().profile(profile).only(area);
        let report = live::run(&server.target(token), &options).unwrap();
        assert!(report.checks.len() > 3, "{report}");
        expect_but(&report, warned, &[]);
    }
}

#[test]
fn profiles_on_sqlite() {
    passes_profiles(On::Sqlite);
}

#[test]
fn profiles_on_postgres() {
    if let Some(postgres) = On::postgres() {
        passes_profiles(postgres);
    }
}

#[test]
fn on_sqlite() {
    is_conformant(On::Sqlite);
}

#[test]
fn on_postgres() {
    if let Some(postgres) = On::postgres() {
        is_conformant(postgres);
    }
}

#[test]
fn okta_and_entra_on_sqlite() {
    passes_okta_and_entra(On::Sqlite);
}

#[test]
fn okta_and_entra_on_postgres() {
    if let Some(postgres) = On::postgres() {
        passes_okta_and_entra(postgres);
    }
}
