//! Every use case of the simulated Okta org, in both modes, with all that the directory has beside
//! SCIM: attributes that the application leads, events to a receiver, roles and entitlements, and a
//! client of the application's own.

use crate::databases::{Home, On};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use directory::cli::Guide;
use directory::database::Database;
use directory::events::{Options as Events, Receiver, start};
use directory::mastered::Mastered;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::events::Backoff;
use scim_schema::service::CursorKey;
use scim_schema::value::Binary;
use scim_testkit::live::{Status, Target};
use scim_testkit::okta::{Options, play};
use serde_json::Value;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver as Queue, channel};
use std::time::Duration;
use tokio::runtime::Runtime;

const TOKENS: &str = "acme okta okta-token subject=okta\nacme app app-token";
const MASTERED: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter";

/// The claims of the events that arrive at a receiver on this machine.
fn receiver(runtime: &Runtime, database: &Database) -> Queue<Value> {
    let (send, got) = channel();
    let events = move |body: String| async move {
        let claims = body.split('.').nth(1).unwrap().replace('-', "+").replace('_', "/");
        let padded = format!("{claims}{}", "=".repeat((4 - claims.len() % 4) % 4));
        let claims = Binary::parse(&padded).unwrap().decode();
        // the test may be over
        let _ = send.send(serde_json::from_slice(&claims).unwrap());
        StatusCode::ACCEPTED
    };
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("acme=http://{}/events", listener.local_addr().unwrap());
    let router = Router::new().route("/events", post(events));
    runtime.spawn(async move { axum::serve(listener, router).await });
    let receiver: Receiver = url.parse().unwrap();
    let options = Events {
        issuer: "https://scim.example.com/scim/v2".to_owned(),
        except: vec!["okta".to_owned()],
        backoff: Backoff::new(Duration::from_millis(5), Duration::from_millis(20)),
        ..Events::default()
    };
    let _runs = runtime.enter();
    start(database, &[receiver], &options).detach_all();
    got
}

fn plays(on: On) {
    let home = Home::new(on);
    let runtime = Arc::new(Runtime::new().unwrap());
    let database = runtime.block_on(Database::open(&home.url())).unwrap();
    let events = Mutex::new(receiver(&runtime, &database));
    let settings = Settings {
        base_path: "/scim/v2".to_owned(),
        public_url: None,
        cursor_key: CursorKey::new([7; 32]).unwrap(),
        rate_limit: None,
        mastered: Mastered::new(&[MASTERED]).unwrap(),
        guide: Guide::default(),
    };
    let router = router(database, Tokens::new(read(TOKENS).unwrap()), settings);
    let target = |token: &str| {
        let runtime = Arc::clone(&runtime);
        let target = Target::service_on(router.clone(), move |answer| runtime.block_on(answer));
        target.base("http://localhost/scim/v2").unwrap().token(token).unwrap()
    };
    let options = Options::new()
        .application(target("app-token"))
        .events(move || events.lock().unwrap().try_iter().collect());
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
