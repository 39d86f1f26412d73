//! The server against every check of servers, in this process, on both databases; `scim-testkit
//! check URL` does so over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use directory::database::Database;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::service::CursorKey;
use scim_testkit::live::{self, Options, Target};
use sqlx::{Connection, PgConnection};
use std::io::Write;
use tokio::runtime::Runtime;

fn is_conformant(runtime: Runtime, database: Database) {
    let settings = Settings {
        base_path: "/scim/v2".to_owned(),
        public_url: None,
        cursor_key: CursorKey::new([7; 32]).unwrap(),
        rate_limit: None,
    };
    let tokens = Tokens::new(read("acme rfc token").unwrap());
    let router = router(database, tokens, settings);
    let target = Target::service_on(router, move |answer| runtime.block_on(answer));
    let target = target.base("http://localhost/scim/v2").unwrap().token("token").unwrap();
    let report = live::run(&target, &Options::new().random(20, 1)).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

#[test]
fn on_sqlite() {
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(Database::open("sqlite::memory:")).unwrap();
    is_conformant(runtime, database);
}

#[test]
fn on_postgres() {
    let Some(url) = std::env::var("SCIM_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        let required = std::env::var("SCIM_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "`SCIM_REQUIRE_POSTGRES` is set, but `SCIM_POSTGRES` has no URL");
        let _ = writeln!(std::io::stderr(), "skipped PostgreSQL: `SCIM_POSTGRES` has no URL");
        return;
    };
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(async {
        let mut server = PgConnection::connect(&url).await.unwrap();
        let fresh = "DROP SCHEMA IF EXISTS live CASCADE; CREATE SCHEMA live";
        sqlx::raw_sql(fresh).execute(&mut server).await.unwrap();
        let and = if url.contains('?') { '&' } else { '?' };
        Database::open(&format!("{url}{and}options[search_path]=live")).await.unwrap()
    });
    is_conformant(runtime, database);
}
