//! Deliveries: what is told, in which order, how often.
#![cfg(feature = "derive")]

use super::{Backoff, Checkpoint, Delivered, Delivery, Issuer, SecurityEvent, Sink, Step};
use crate::dialect::Dialect;
use crate::edit::{Edit, Patch, Replace};
use crate::message::ScimError;
use crate::query::Precondition;
use crate::rfc::{Group, User};
use crate::service::{Change, ChangeFeed, Context, Identity, MemoryStore, Store};
use crate::value::{DateTime, Secret};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task;
use std::time::Duration;

fn block_on<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
        task::Poll::Ready(output) => output,
        task::Poll::Pending => panic!("it waits"),
    }
}

/// What a receiver got, and what it says to what it gets next.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<SecurityEvent>>>,
    says: Arc<Mutex<VecDeque<Delivered>>>,
}

impl Receiver {
    fn will_say(&self, answers: impl IntoIterator<Item = Delivered>) {
        self.says.lock().unwrap().extend(answers);
    }

    fn ids(&self) -> Vec<String> {
        self.got.lock().unwrap().iter().map(|event| event.jti.clone()).collect()
    }
}

impl Sink for Receiver {
    async fn deliver(&mut self, event: &SecurityEvent) -> Delivered {
        self.got.lock().unwrap().push(event.clone());
        self.says.lock().unwrap().pop_front().unwrap_or(Delivered::Accepted)
    }
}

/// A row that outlives the delivery, and is out of order as often as it is told.
#[derive(Clone, Default)]
struct Row {
    sequence: Arc<Mutex<u64>>,
    faults: Arc<Mutex<u32>>,
}

impl Row {
    fn fault(&self) -> Result<(), ScimError> {
        let mut faults = self.faults.lock().unwrap();
        match faults.checked_sub(1) {
            Some(left) => {
                *faults = left;
                Err(ScimError::unavailable(1, "the table is locked"))
            }
            None => Ok(()),
        }
    }
}

impl Checkpoint for Row {
    type Error = ScimError;

    async fn load(&mut self) -> Result<u64, ScimError> {
        self.fault()?;
        Ok(*self.sequence.lock().unwrap())
    }

    async fn save(&mut self, sequence: u64) -> Result<(), ScimError> {
        self.fault()?;
        *self.sequence.lock().unwrap() = sequence;
        Ok(())
    }
}

fn issuer() -> Issuer {
    Issuer::new("https://scim.example.com").audience("https://okta.example.com").resource::<User>()
}

fn by(subject: &str) -> Context {
    Context::new(Identity::new().subject(subject).tenant("acme"))
}

struct Directory {
    users: MemoryStore<User>,
    receiver: Receiver,
    row: Row,
}

impl Directory {
    fn new() -> Self {
        Self { users: MemoryStore::new(), receiver: Receiver::default(), row: Row::default() }
    }

    fn user(&self, subject: &str, name: &str) -> String {
        let user = User { user_name: name.into(), ..User::default() };
        self.users.insert(&by(subject), user).unwrap().id
    }

    /// What runs from the start of a process to its end.
    fn delivery(&self) -> Delivery<MemoryStore<User>, Receiver, Row> {
        let (feed, sink, row) = (self.users.clone(), self.receiver.clone(), self.row.clone());
        Delivery::new(feed, issuer(), sink, row)
            .tenant("acme")
            .without_subject("okta")
            .backoff(Backoff::new(Duration::from_secs(1), Duration::from_secs(5)))
    }
}

fn waits(step: &Step) -> u64 {
    match step {
        Step::Failed { after, .. } => after.as_secs(),
        other => panic!("{other:?}"),
    }
}

fn is_delivered(step: &Step, jti: &str) {
    assert!(matches!(step, Step::Delivered(event) if event.jti == jti), "{step:?}");
}

/// In order, each again until it is accepted, longer and longer apart.
#[test]
fn an_event_that_fails_is_tried_again_before_the_next() {
    let directory = Directory::new();
    for name in ["a", "b", "c"] {
        directory.user("portal", name);
    }
    let mut delivery = directory.delivery();
    let asked = |seconds| Delivered::Failed {
        reason: "busy".into(),
        after: Some(Duration::from_secs(seconds)),
    };
    is_delivered(&block_on(delivery.step()), "1");
    directory.receiver.will_say([
        Delivered::failed("unreachable"),
        Delivered::failed("unreachable"),
        asked(4),
        asked(900),
    ]);
    let waited: Vec<_> = (0..4).map(|_| waits(&block_on(delivery.step()))).collect();
    assert_eq!(waited, [1, 2, 4, 5], "twice as long, as long as is asked, and never too long");
    assert_eq!(*directory.row.sequence.lock().unwrap(), 1);
    is_delivered(&block_on(delivery.step()), "2");
    directory.receiver.will_say([Delivered::failed("unreachable")]);
    assert_eq!(waits(&block_on(delivery.step())), 1, "from the beginning, after a success");
    is_delivered(&block_on(delivery.step()), "3");
    assert_eq!(block_on(delivery.step()), Step::UpToDate);
    assert_eq!(directory.receiver.ids(), ["1", "2", "2", "2", "2", "2", "3", "3"]);

    directory.receiver.will_say([Delivered::Refused("no such audience".into())]);
    directory.user("portal", "d");
    directory.user("portal", "e");
    assert!(matches!(block_on(delivery.step()), Step::Refused { event, .. } if event.jti == "4"));
    is_delivered(&block_on(delivery.step()), "5");
}

/// A new process goes on where the last one was, and repeats at most what it could not note.
#[test]
fn a_restart_resumes() {
    let directory = Directory::new();
    for name in ["a", "b", "c"] {
        directory.user("portal", name);
    }
    is_delivered(&block_on(directory.delivery().step()), "1");
    is_delivered(&block_on(directory.delivery().step()), "2");

    // delivered, and the process ends before that is noted
    let mut delivery = directory.delivery();
    assert!(matches!(block_on(directory.delivery().step()), Step::Delivered(_)));
    *directory.row.sequence.lock().unwrap() = 2;
    *directory.row.faults.lock().unwrap() = 1;
    let Step::Failed { reason, after } = block_on(delivery.step()) else { panic!() };
    assert_eq!(after.as_secs(), 1, "the checkpoint cannot be read");
    assert!(reason.contains("try again later"), "{reason}");
    is_delivered(&block_on(delivery.step()), "3");
    assert_eq!(directory.receiver.ids(), ["1", "2", "3", "3"], "the same `jti`");

    // what could not be noted is told, and noted before anything else
    directory.user("portal", "d");
    directory.user("portal", "e");
    *directory.row.faults.lock().unwrap() = 1;
    is_delivered(&block_on(delivery.step()), "4");
    assert_eq!(waits(&block_on(delivery.step())), 1);
    assert_eq!(*directory.row.sequence.lock().unwrap(), 3);
    is_delivered(&block_on(delivery.step()), "5");
    assert_eq!(block_on(delivery.step()), Step::UpToDate);
    assert_eq!(directory.receiver.ids(), ["1", "2", "3", "3", "4", "5"]);
    assert_eq!(*directory.row.sequence.lock().unwrap(), 5);
}

/// What a receiver refused is told, as it is lost, though that cannot be noted at once; and nothing is
/// delivered until it can.
#[test]
fn what_is_refused_is_told_though_the_checkpoint_fails() {
    let directory = Directory::new();
    for name in ["a", "b"] {
        directory.user("portal", name);
    }
    let mut delivery = directory.delivery();
    // read before it fails
    directory.receiver.will_say([Delivered::failed("unreachable")]);
    assert_eq!(waits(&block_on(delivery.step())), 1);
    directory.receiver.will_say([Delivered::Refused("no such audience".into())]);
    *directory.row.faults.lock().unwrap() = 2;
    let Step::Refused { event, reason } = block_on(delivery.step()) else { panic!() };
    assert_eq!((&*event.jti, &*reason), ("1", "no such audience"));
    for wait in [1, 2] {
        let step = block_on(delivery.step());
        assert_eq!(waits(&step), wait);
        assert!(matches!(step, Step::Failed { reason, .. } if reason.contains("try again later")));
    }
    assert_eq!((directory.receiver.ids().len(), *directory.row.sequence.lock().unwrap()), (2, 0));
    is_delivered(&block_on(delivery.step()), "2");
    assert_eq!(*directory.row.sequence.lock().unwrap(), 2);
}

/// What a receiver wrote itself is not told to it; other tenants and other types are not either.
#[test]
fn no_write_goes_round_in_circles() {
    let directory = Directory::new();
    directory.user("okta", "a");
    let portal = directory.user("portal", "b");
    let other = Context::new(Identity::new().tenant("globex"));
    directory.users.insert(&other, User { user_name: "c".into(), ..User::default() }).unwrap();
    let mut delivery = directory.delivery();
    let Step::Delivered(event) = block_on(delivery.step()) else { panic!() };
    assert_eq!(event.sub_id.id.as_deref(), Some(&*portal));
    assert_eq!(block_on(delivery.step()), Step::UpToDate);
    directory.user("okta", "d");
    assert_eq!(block_on(delivery.step()), Step::UpToDate);
    assert_eq!(*directory.row.sequence.lock().unwrap(), 4, "what is passed over is dealt with");

    let groups = MemoryStore::<Group>::new();
    let group = Group { display_name: "g".into(), ..Group::default() };
    groups.insert(&by("portal"), group).unwrap();
    let receiver = Receiver::default();
    let delivery = Delivery::new(groups, issuer(), receiver.clone(), Row::default());
    assert_eq!(block_on(delivery.tenant("acme").step()), Step::UpToDate);
    assert!(receiver.ids().is_empty());
}

/// The claims of each kind of change; a deactivation says so, and no event has a value.
#[test]
fn the_claims_say_what_happened_and_no_value() {
    let at = DateTime::parse("2026-11-26T02:15:00.250Z").unwrap();
    let users = MemoryStore::<User>::new().clock(move || at.clone());
    let cx = by("portal");
    let secret = "hunter2";
    let user = User {
        user_name: "babs".into(),
        password: Some(Secret::from(secret.to_owned())),
        ..User::default()
    };
    let id = users.insert(&cx, user).unwrap().id;
    let put = format!(
        r#"{{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "babs",
            "name": {{"familyName": "Jensen"}}, "active": false, "password": "{secret}"}}"#
    );
    let put = Replace::new(put, Dialect::RFC).unwrap();
    block_on(users.update(&cx, &id, Edit::from(put))).unwrap();
    let patch = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations":
        [{"op": "replace", "value": {"active": true, "nickName": "Babs"}}]}"#;
    let patch = Patch::new(patch, Dialect::RFC).unwrap();
    block_on(users.update(&cx, &id, Edit::from(patch))).unwrap();
    block_on(users.delete(&cx, &id, Precondition::none())).unwrap();

    let changes = block_on(users.after(Some("acme"), 0, 9)).unwrap();
    let issuer = issuer().feed("acme");
    let events: Vec<_> = changes.iter().map(|change| issuer.event(change).unwrap()).collect();
    let mut claims: Vec<_> = events.iter().map(|one| serde_json::to_value(one).unwrap()).collect();
    assert_eq!(
        claims[0],
        json!({
            "iss": "https://scim.example.com",
            "iat": 1_795_659_300,
            "jti": "acme:1",
            "aud": ["https://okta.example.com"],
            "txn": "acme:1",
            "sub_id": { "format": "scim", "uri": format!("/Users/{id}"), "id": id },
            "events": { "urn:ietf:params:scim:event:prov:create:notice":
                { "version": "W/\"1\"", "attributes": ["userName", "password"] } },
        })
    );
    let mut happened = |index: usize| claims[index]["events"].take();
    assert_eq!(
        happened(1),
        json!({
            "urn:ietf:params:scim:event:prov:put:notice":
                { "version": "W/\"2\"", "attributes": ["name.familyName", "active", "password"] },
            "urn:ietf:params:scim:event:prov:deactivate": {},
        })
    );
    assert_eq!(
        happened(2),
        json!({
            "urn:ietf:params:scim:event:prov:patch:notice":
                { "version": "W/\"3\"", "attributes": ["active", "nickName"] },
            "urn:ietf:params:scim:event:prov:activate": {},
        })
    );
    assert_eq!(happened(3), json!({ "urn:ietf:params:scim:event:prov:delete": {} }));
    assert!(events[1].is("deactivate") && !events[1].is("activate") && events[3].is("delete"));
    for event in &events {
        assert!(event.events.keys().all(|uri| Issuer::uris().contains(&&**uri)), "{event:?}");
        let text = format!("{}{event:?}", serde_json::to_string(event).unwrap());
        for value in [secret, "babs", "Babs", "Jensen", "portal"] {
            assert!(!text.contains(value), "{text}");
        }
        let json = serde_json::to_string(event).unwrap();
        assert_eq!(serde_json::from_str::<SecurityEvent>(&json).unwrap(), *event);
    }
    let odd = Change { id: "a/ü".into(), ..changes[0].clone() };
    assert_eq!(issuer.event(&odd).unwrap().sub_id.uri, "/Users/a%2F%C3%BC");
}

/// RFC 7515: a token is its header, claims and signature in base64url.
#[test]
fn the_token() {
    let directory = Directory::new();
    directory.user("portal", "a");
    let changes = block_on(directory.users.after(Some("acme"), 0, 1)).unwrap();
    let event = issuer().event(&changes[0]).unwrap();
    let decoded = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let unsecured = event.to_unsecured_jwt();
    let parts: Vec<_> = unsecured.split('.').collect();
    assert_eq!(decoded(parts[0]), json!({ "typ": "secevent+jwt", "alg": "none" }));
    assert_eq!(decoded(parts[1]), serde_json::to_value(&event).unwrap());
    assert_eq!((parts.len(), parts[2]), (3, ""));

    let key = "0123456789abcdef0123456789abcdef";
    let signed = event.to_jwt(&Secret::from(key.to_owned())).unwrap();
    let (text, signature) = signed.rsplit_once('.').unwrap();
    assert_eq!(decoded(text.split('.').next().unwrap())["alg"], "HS256");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    assert!(event.to_jwt(&Secret::from("short".to_owned())).is_err());
}
