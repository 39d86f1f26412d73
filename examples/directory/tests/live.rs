//! The server against every live check, in this process; `scim-testkit check` does so over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use directory::database::Database;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::service::CursorKey;
use scim_testkit::live::{self, Options, Target};
use tokio::runtime::Runtime;

#[test]
fn the_directory_is_conformant() {
    let runtime = Runtime::new().unwrap();
    let router = runtime.block_on(async {
        let settings = Settings {
            base_path: "/scim/v2".to_owned(),
            public_url: None,
            cursor_key: CursorKey::new([7; 32]).unwrap(),
            rate_limit: None,
        };
        let tokens = Tokens::new(read("acme rfc token").unwrap());
        router(Database::open("sqlite::memory:").await.unwrap(), tokens, settings)
    });
    let target = Target::service_on(router, move |answer| runtime.block_on(answer));
    let target = target.base("http://localhost/scim/v2").unwrap().token("token").unwrap();
    let report = live::run(&target, &Options::new().random(20, 1)).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}
