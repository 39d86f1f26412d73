//! Changes told to a receiver.

use crate::client::{Client, GROUP, USER, text};
use crate::databases::{Home, On, both};
use crate::running::Server;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use directory::database::Database;
use directory::events::{Options, Receiver, start};
use scim_schema::events::{Backoff, SecurityEvent};
use scim_schema::value::{Binary, Secret};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

both!(events_arrive_in_order_until_they_are_accepted, a_restart_goes_on_where_it_was,);

const KEY: &str = "a-key-of-at-least-thirty-two-bytes";

/// A receiver on this machine that is out of order for so many requests.
struct Okta {
    url: String,
    faults: Arc<AtomicU32>,
    got: UnboundedReceiver<SecurityEvent>,
    _serves: JoinSet<()>,
}

impl Okta {
    async fn new() -> Self {
        let (send, got) = unbounded_channel();
        let faults = Arc::new(AtomicU32::new(0));
        let left = faults.clone();
        let events = move |headers: HeaderMap, body: Bytes| async move {
            assert_eq!(headers["content-type"], "application/secevent+jwt");
            assert_eq!(headers["authorization"], "Bearer for-okta");
            let count = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
            if count.is_ok() {
                return StatusCode::SERVICE_UNAVAILABLE;
            }
            send.send(claims(str::from_utf8(&body).unwrap())).unwrap();
            StatusCode::ACCEPTED
        };
        let router = Router::new().route("/events", post(events));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/events", listener.local_addr().unwrap());
        let mut serves = JoinSet::new();
        serves.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, faults, got, _serves: serves }
    }

    /// The deliveries of a server, which end with what this answers.
    fn told(&self, database: &Database) -> JoinSet<()> {
        let receiver: Receiver = format!("acme={}", self.url).parse().unwrap();
        let options = Options {
            issuer: "https://scim.example.com/scim/v2".to_owned(),
            key: Some(Secret::new(KEY)),
            token: Some(Secret::new("for-okta")),
            except: vec!["okta".to_owned()],
            backoff: Backoff::new(Duration::from_millis(5), Duration::from_millis(20)),
        };
        start(database, &[receiver], &options)
    }

    async fn next(&mut self) -> SecurityEvent {
        self.got.recv().await.unwrap()
    }
}

/// The claims of a token, as text.
pub(crate) fn payload(token: &str) -> String {
    let part = token.split('.').nth(1).unwrap();
    String::from_utf8(Binary::parse(part).unwrap().decode()).unwrap()
}

/// The claims of a token, whose signature is the library's business.
fn claims(token: &str) -> SecurityEvent {
    let parts: Vec<_> = token.split('.').collect();
    assert_eq!(parts.len(), 3);
    assert!(!parts[2].is_empty(), "it is signed");
    let text = payload(token);
    assert!(!text.contains("hunter2") && !text.contains("babs"), "{text}");
    serde_json::from_str(&text).unwrap()
}

async fn events_arrive_in_order_until_they_are_accepted(on: On) {
    let client = Client::new(on).await;
    let mut okta = Okta::new().await;
    okta.faults.store(3, Ordering::SeqCst);
    let _told = okta.told(&client.database);
    let user = json!({ "schemas": [USER], "userName": "babs", "password": "hunter2" });
    let user = client.create("/Users", &user).await;
    let path = format!("/Users/{}", text(&user, "id"));
    let leaves = json!([{ "op": "replace", "path": "active", "value": false }]);
    client.patch(&path, &leaves).await;
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] });
    let group = client.create("/Groups", &group).await;
    // what Okta does is not told to Okta
    let returns = json!([{ "op": "replace", "path": "active", "value": true }]);
    client.authorized("Bearer okta-token").patch(&path, &returns).await;
    client.authorized("Bearer beta-token").user("another tenant's").await;
    assert_eq!(client.delete(&path).await.status, 204);

    let created = okta.next().await;
    assert!(created.is("create:notice"), "{created:?}");
    assert_eq!((&*created.iss, &*created.jti), ("https://scim.example.com/scim/v2", "acme:1"));
    assert_eq!((created.sub_id.uri.as_str(), &created.aud[0]), (&*path, &okta.url));
    let left = okta.next().await;
    assert!(left.is("patch:notice") && left.is("deactivate"), "{left:?}");
    // the answer to a GET is as new as the event
    let version = left.events["urn:ietf:params:scim:event:prov:patch:notice"].version.clone();
    assert_eq!(version.as_deref(), Some("W/\"2\""));
    let joined = okta.next().await;
    assert_eq!(joined.sub_id.uri, format!("/Groups/{}", text(&group, "id")));
    // the group lost its member, and the member is gone
    let (lost, deleted) = (okta.next().await, okta.next().await);
    assert!(lost.is("patch:notice") && deleted.is("delete"), "{lost:?} {deleted:?}");
    let all = [&created, &left, &joined, &lost, &deleted];
    let sequence =
        |event: &&SecurityEvent| event.jti.strip_prefix("acme:").unwrap().parse::<u32>().unwrap();
    assert!(all.iter().map(sequence).is_sorted());
    assert!(okta.got.is_empty());
}

async fn a_restart_goes_on_where_it_was(on: On) {
    let home = Home::new(on);
    let client = Client::of(&home.url()).await;
    let mut okta = Okta::new().await;
    let first = client.user("a").await;
    let told = okta.told(&client.database);
    assert_eq!(okta.next().await.sub_id.id.as_deref(), first["id"].as_str());
    drop(told);
    // nobody delivers this one meanwhile
    let second = client.user("b").await;
    let third = client.user("c").await;
    client.database.close().await;

    let client = Client::of(&home.url()).await;
    let _told = okta.told(&client.database);
    // the one before once more if its note was lost with the server: the same `jti`
    let mut next = okta.next().await;
    if next.sub_id.id.as_deref() == first["id"].as_str() {
        assert_eq!(next.jti, "acme:1");
        next = okta.next().await;
    }
    assert_eq!(next.sub_id.id.as_deref(), second["id"].as_str());
    assert_eq!(okta.next().await.sub_id.id.as_deref(), third["id"].as_str());
}

/// The program with its flags, and a receiver that is nothing but a socket.
#[test]
fn the_program_posts_what_happens() {
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/events", receiver.local_addr().unwrap());
    let key = ["--events-key", KEY, "--events-token", "for-okta"];
    let database = ["--database", "sqlite::memory:", "--token", "token", "--events", &url];
    let server = Server::start(&[&database[..], &key[..]].concat());
    let user = json!({ "schemas": [USER], "userName": "babs", "password": "hunter2" });
    assert_eq!(server.send("POST", "/Users", &user).0, 201);

    let (stream, _) = receiver.accept().unwrap();
    let mut lines = BufReader::new(&stream);
    let (mut head, mut line) = (String::new(), String::new());
    while lines.read_line(&mut line).unwrap() > 2 {
        head += &std::mem::take(&mut line).to_ascii_lowercase();
    }
    assert!(head.starts_with("post /events http/1.1\r\n"), "{head}");
    assert!(head.contains("authorization: bearer for-okta\r\n"), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut token = vec![0; length.parse().unwrap()];
    lines.read_exact(&mut token).unwrap();
    (&stream).write_all(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n").unwrap();
    let event = claims(str::from_utf8(&token).unwrap());
    assert!(event.is("create:notice") && event.jti == "default:1", "{event:?}");
    assert!(server.said[0].ends_with(&event.iss), "{} {}", server.said[0], event.iss);
    let (_, _, config) = server.send("GET", "/ServiceProviderConfig", &Value::Null);
    assert!(config.contains(r#""asyncRequest":"none""#), "{config}");
    // whose secrets these are nobody reads in a log
    let log = server.log();
    assert!(!log.contains(KEY) && !log.contains("for-okta") && !log.contains("hunter2"), "{log}");
}
