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
use scim_testkit::live::{self, Options, Target};
use tokio::runtime::Runtime;

fn is_conformant(runtime: Runtime, database: Database) {
    let settings = Settings {
        base_path: "/scim/v2".to_owned(),
        public_url: None,
        cursor_key: CursorKey::new([7; 32]).unwrap(),
        rate_limit: None,
        mastered: Mastered::default(),
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

fn on(on: On) {
    let home = Home::new(on);
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(Database::open(&home.url())).unwrap();
    is_conformant(runtime, database);
}

#[test]
fn on_sqlite() {
    on(On::Sqlite);
}

#[test]
fn on_postgres() {
    if let Some(postgres) = On::postgres() {
        on(postgres);
    }
}
