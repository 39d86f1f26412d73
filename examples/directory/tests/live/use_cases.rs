//! Every use case of the simulated Okta org, in both modes, with all that the directory has beside
//! SCIM: attributes that the application leads, events to a receiver, roles and entitlements, and a
//! client of the application's own.

use crate::databases::{Home, On};
use directory::cli::Guide;
use directory::database::{Database, Statement};
use directory::events::{Options as Events, Receiver, start};
use directory::mastered::Mastered;
use directory::password::verify;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::events::Backoff;
use scim_schema::limits::Limits;
use scim_schema::service::CursorKey;
use scim_testkit::live::{Status, Target};
use scim_testkit::okta::{Inbox, Options, play};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

const TOKENS: &str = "acme okta okta-token subject=okta\nacme app app-token";
const MASTERED: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter";

/// Where the events of a directory arrive.
fn receiver(runtime: &Runtime, database: &Database) -> Inbox {
    let inbox = Inbox::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let receiver: Receiver = format!("acme=http://{}/events", inbox.address()).parse().unwrap();
    let options = Events {
        issuer: "https://scim.example.com/scim/v2".to_owned(),
        except: vec!["okta".to_owned()],
        backoff: Backoff::new(Duration::from_millis(5), Duration::from_millis(20)),
        ..Events::default()
    };
    let _runs = runtime.enter();
    start(database, &[receiver], &options).detach_all();
    inbox
}

/// Whether a password is the one that the database has a hash of.
fn signs_in(
    runtime: Arc<Runtime>,
    database: Database,
) -> impl Fn(&str, &str) -> bool + Send + Sync + 'static {
    move |login, password| {
        let sql = "SELECT password_hash FROM users WHERE user_name = $1";
        let hash: Option<(Option<String>,)> = runtime.block_on(async {
            let mut snapshot = database.read().await.unwrap();
            snapshot.row(Statement::new(sql).bind(login)).await.unwrap()
        });
        verify(password, &hash.unwrap().0.unwrap())
    }
}

fn plays(on: On) {
    let home = Home::new(on);
    let runtime = Arc::new(Runtime::new().unwrap());
    let database = runtime.block_on(Database::open(&home.url())).unwrap();
    let inbox = receiver(&runtime, &database);
    let signs_in = signs_in(Arc::clone(&runtime), database.clone());
    let settings = Settings {
        base_path: "/scim/v2".to_owned(),
        public_url: None,
        cursor_key: CursorKey::new([7; 32]).unwrap(),
        rate_limit: None,
        mastered: Mastered::new(&[MASTERED]).unwrap(),
        guide: Guide::default(),
        body_size: Limits::DEFAULT.body,
    };
    let router = router(database, Tokens::new(read(TOKENS, &[]).unwrap()), settings);
    let target = |token: &str| {
        let runtime = Arc::clone(&runtime);
        let target = Target::service_on(router.clone(), move |answer| runtime.block_on(answer));
        target.base("http://localhost/scim/v2").unwrap().token(token).unwrap()
    };
    let options = Options::new()
        .application(target("app-token"))
        .events(move || inbox.take())
        .signs_in(signs_in);
    let report = play(&target("okta-token"), &options).unwrap();
    let told = |status| -> Vec<(&str, &str)> {
        report.with(status).map(|outcome| (outcome.id, &*outcome.message)).collect()
    };
    assert_eq!(told(Status::Failed), [], "{}", report.to_text(false));
    assert_eq!(told(Status::Warned), []);
    assert_eq!(told(Status::Informed), []);
    assert_eq!(told(Status::Skipped), []);
    assert!(report.left.is_empty(), "{:?}", report.left);
}

#[test]
fn on_sqlite() {
    plays(On::Sqlite);
}

#[test]
fn on_postgres() {
    if let Some(postgres) = On::postgres() {
        plays(postgres);
    }
}
