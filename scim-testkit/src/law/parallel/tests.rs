use super::{Differs, at_once, put};
use crate::Answer;
use crate::law::client::{Client, id};
use crate::law::wrong::{Wrong, instead};
use crate::law::{Engine, Shipped};
use http::{HeaderValue, Response, StatusCode};
use scim_schema::rfc::{Group, User};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

fn group(name: &str) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name})
}

fn writers(engine: &dyn Engine<Group>) -> Result<(), Differs> {
    let others = ["one", "two", "three"].map(|name| vec![group(name), group("last")]);
    at_once(engine, &Group::default(), &group("first"), &others)
}

/// 7644-3.14-07
#[test]
fn two_writes_that_leave_one_version_break_the_law() {
    assert_eq!(writers(&Shipped), Ok(()));
    let engine = Wrong::<Group>::Answered(|answer| {
        instead(StatusCode::PRECONDITION_FAILED, StatusCode::OK, answer)
    });
    let (expected, actual) = writers(&engine).unwrap_err();
    let left = expected.strip_prefix("one write that leaves ").unwrap();
    // a line for each write
    let leaves = |line: &&str| line.split_once(" -> ").is_some_and(|(before, _)| before == left);
    assert!(actual.lines().filter(leaves).count() > 1, "{left}: {actual}");
}

/// A server that makes nothing has a reason, which is that its model refuses the body.
#[test]
fn resources_that_no_one_may_create_break_nothing() {
    let refusing = Wrong::<Group>::Answered(|answer| {
        instead(StatusCode::CREATED, StatusCode::BAD_REQUEST, answer)
    });
    assert_eq!(writers(&refusing), Ok(()));
    let failing = Wrong::<Group>::Answered(|answer| {
        instead(StatusCode::CREATED, StatusCode::INTERNAL_SERVER_ERROR, answer)
    });
    let (expected, _) = writers(&failing).unwrap_err();
    assert_eq!(expected, "201");
}

/// What a model refuses and what another resource has is not written, which is no fault.
#[test]
fn a_write_that_is_refused_is_none() {
    const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
    let user = |name: &str| json!({"schemas": [USER], "userName": name});
    let client = Client::new(&Shipped, &User::default());
    let (one, other) = (client.post(&user("one")), client.post(&user("other")));
    assert_eq!((one.status(), other.status()), (201, 201));
    let (id, version) = (id(&one), one.header("etag").to_owned());
    for body in [json!({"schemas": [USER]}), user("other")] {
        let written = put(&client, &id, Some(version.clone()), &body);
        assert!(written.unwrap().is_none(), "{body}");
    }
    assert!(put(&client, &id, Some(version), &user("third")).unwrap().is_some());
}

/// An engine that keeps the statuses of its answers, and changes one answer.
#[derive(Default)]
struct Counting {
    statuses: Mutex<Vec<u16>>,
    count: AtomicU32,
    /// The answer of this number has another `ETag`.
    moved: u32,
}

impl Engine<Group> for Counting {
    fn wait(&self, answer: Answer) -> Response<String> {
        let mut right = Engine::<Group>::wait(&Shipped, answer);
        self.statuses.lock().unwrap().push(right.status().as_u16());
        if self.count.fetch_add(1, Ordering::Relaxed) + 1 == self.moved {
            right.headers_mut().insert("etag", HeaderValue::from_static("W/\"moved\""));
        }
        right
    }
}

#[test]
fn a_last_version_that_no_write_left_breaks_the_law() {
    // three are created, then comes a read, a write and the last read
    for (moved, expected) in [(0, true), (6, false)] {
        let engine = Counting { moved, ..Counting::default() };
        let others = [vec![group("one")]];
        let ends = at_once(&engine, &Group::default(), &group("first"), &others);
        assert_eq!(ends.is_ok(), expected, "{ends:?}");
        assert_eq!(*engine.statuses.lock().unwrap(), [201, 201, 201, 200, 200, 200]);
    }
}

#[test]
fn a_writer_asks_for_the_version_that_it_knows_first() {
    let engine = Counting::default();
    let client = Client::new(&engine, &Group::default());
    let created = client.post(&group("first"));
    let (id, first) = (id(&created), created.header("etag").to_owned());
    client.put(&id, None, &group("second"));
    engine.statuses.lock().unwrap().clear();
    let write = put(&client, &id, Some(first.clone()), &group("third")).unwrap().unwrap();
    assert!(write.before != first && write.after != write.before, "{}", write.shown());
    assert_eq!(*engine.statuses.lock().unwrap(), [412, 200, 200]);
    engine.statuses.lock().unwrap().clear();
    assert!(put(&client, &id, Some(String::new()), &group("fourth")).unwrap().is_some());
    assert_eq!(*engine.statuses.lock().unwrap(), [200, 200]);
}

/// An engine that answers the first resource to who creates another with its name.
#[derive(Default)]
struct Repeating(Mutex<String>);

impl Engine<User> for Repeating {
    fn wait(&self, answer: Answer) -> Response<String> {
        // the first is kept before there is another answer
        let mut first = self.0.lock().unwrap();
        let mut right = Engine::<User>::wait(&Shipped, answer);
        match right.status() {
            StatusCode::CREATED => first.clone_from(right.body()),
            StatusCode::CONFLICT => {
                *right.status_mut() = StatusCode::CREATED;
                right.body_mut().clone_from(&first);
            }
            _ => {}
        }
        right
    }
}

/// 7644-3.3-11
#[test]
fn one_resource_that_is_created_by_several_breaks_the_law() {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bjensen"
    });
    let ends = at_once(&Repeating::default(), &User::default(), &body, &[]);
    let (expected, _) = ends.unwrap_err();
    assert_eq!(expected, "201 for 1 of them, with ids of their own");
}
