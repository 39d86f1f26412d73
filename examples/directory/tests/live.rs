//! The server against every check of servers, in this process, on both databases; `scim-testkit
//! check URL` does so over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "directory/databases.rs"]
mod databases;

use databases::{Home, On};
use directory::database::Database;
use directory::mastered::Mastered;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::service::CursorKey;
use scim_testkit::live::{self, Options, Status, Target};
use scim_testkit::okta;
use tokio::runtime::Runtime;

/// The server, with a token of this dialect.
fn target(runtime: Runtime, database: Database, dialect: &str) -> Target {
    let settings = Settings {
        base_path: "/scim/v2".to_owned(),
        public_url: None,
        cursor_key: CursorKey::new([7; 32]).unwrap(),
        rate_limit: None,
        mastered: Mastered::default(),
    };
    let tokens = Tokens::new(read(&format!("acme {dialect} token")).unwrap());
    let router = router(database, tokens, settings);
    let target = Target::service_on(router, move |answer| runtime.block_on(answer));
    target.base("http://localhost/scim/v2").unwrap().token("token").unwrap()
}

fn is_conformant(target: &Target) {
    let report = live::run(target, &Options::new().random(20, 1)).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

/// Okta's use cases, in both modes.
fn works_with_okta(target: &Target) {
    let report = okta::play(target, &okta::Options::new()).unwrap();
    let told = |status| -> Vec<(&str, &str)> {
        report.with(status).map(|outcome| (outcome.id, &*outcome.message)).collect()
    };
    assert_eq!(told(Status::Failed), [], "{}", report.to_text(false));
    assert_eq!(told(Status::Warned), []);
    assert_eq!(told(Status::Informed), []);
    assert!(report.left.is_empty(), "{:?}", report.left);
}

fn on(on: On, dialect: &str, check: fn(&Target)) {
    let home = Home::new(on);
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(Database::open(&home.url())).unwrap();
    check(&target(runtime, database, dialect));
}

#[test]
fn on_sqlite() {
    on(On::Sqlite, "rfc", is_conformant);
}

#[test]
fn on_postgres() {
    if let Some(postgres) = On::postgres() {
        on(postgres, "rfc", is_conformant);
    }
}

#[test]
fn okta_on_sqlite() {
    on(On::Sqlite, "okta", works_with_okta);
}

#[test]
fn okta_on_postgres() {
    if let Some(postgres) = On::postgres() {
        on(postgres, "okta", works_with_okta);
    }
}
