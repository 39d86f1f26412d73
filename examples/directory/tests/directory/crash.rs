//! The server is killed while it writes, and started again: what it had acknowledged is there, and
//! nothing is there by halves.
//!
//! `DIRECTORY_CRASHES=200 cargo test -p directory --test directory crash -- --nocapture` kills it so
//! often.

use crate::client::{GROUP, USER, patch};
use crate::databases::{Home, On, both};
use crate::running::Server;
use directory::database::Database;
use scim_schema::service::Change;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

both!(; blocking what_was_acknowledged_survives);

const WRITERS: usize = 4;

/// What a writer knows of a user of its own.
#[derive(Debug, Default)]
struct Known {
    /// The number in the last edit that was acknowledged.
    acknowledged: u64,
    /// The number in the last edit that was sent.
    sent: u64,
    is_member: bool,
}

type Users = Arc<Mutex<BTreeMap<String, Known>>>;

fn what_was_acknowledged_survives(on: On) {
    let crashes = std::env::var("DIRECTORY_CRASHES").ok().and_then(|text| text.parse().ok());
    let crashes: u32 = crashes.unwrap_or(2);
    let home = Home::new(on);
    let url = home.url();
    let arguments = ["--database", &url, "--token", "token"];
    let (users, numbers) = (Users::default(), Arc::new(AtomicU64::new(1)));
    let mut server = Server::logging(&arguments, "warn");
    let group = json!({ "schemas": [GROUP], "displayName": "everybody" });
    let (status, _, body) = server.send("POST", "/Groups", &group);
    assert_eq!(status, 201, "{body}");
    let group = path("/Groups", &body);
    for crash in 0..crashes {
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let client = server.client();
                let (users, numbers) = (users.clone(), numbers.clone());
                let (stop, group) = (stop.clone(), group.clone());
                thread::spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        // the connection ends with the server
                        if write(&client, &users, &numbers, &group).is_none() {
                            return;
                        }
                    }
                })
            })
            .collect();
        // at any moment of a request, after some
        let enough = numbers.load(Ordering::Relaxed) + 8 + u64::from(crash) * 5 % 17;
        let late = Instant::now() + Duration::from_secs(60);
        while numbers.load(Ordering::Relaxed) < enough {
            assert!(Instant::now() < late, "the server answers nobody");
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(u64::from(crash) * 997 % 7_919));
        server.kill();
        stop.store(true, Ordering::Relaxed);
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        server = Server::logging(&arguments, "warn");
        check(&server, &users.lock().unwrap(), &group);
    }
    drop(server);
    let users = users.lock().unwrap();
    assert!(users.len() >= usize::try_from(crashes).unwrap(), "{} users", users.len());
    let edits: u64 = numbers.load(Ordering::Relaxed);
    let events = feed(&url);
    assert!(events.len() > users.len());
    assert_versions_follow(&events);
    let told = format!(
        "{on:?}: {crashes} crashes, {} users, {edits} writes, {} changes",
        users.len(),
        events.len()
    );
    // past what `cargo test` captures
    let _ = writeln!(std::io::stderr(), "{told}");
}

fn path(endpoint: &str, body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap();
    format!("{endpoint}/{}", body["id"].as_str().unwrap())
}

/// A user, two edits of it, and its membership; `None` when the server is gone.
fn write(
    client: &crate::running::Client,
    users: &Users,
    numbers: &AtomicU64,
    group: &str,
) -> Option<()> {
    let number = || numbers.fetch_add(1, Ordering::Relaxed);
    let name = format!("user{}", number());
    let user = json!({ "schemas": [USER], "userName": name, "nickName": "0", "title": "0" });
    let (status, _, body) = client.try_send("POST", "/Users", &user)?;
    assert_eq!(status, 201, "{body}");
    let user = path("/Users", &body);
    users.lock().unwrap().insert(user.clone(), Known::default());
    for in_bulk in [false, true] {
        let number = number();
        users.lock().unwrap().get_mut(&user).unwrap().sent = number;
        let both = patch(&json!([
            { "op": "replace", "path": "nickName", "value": number.to_string() },
            { "op": "replace", "path": "title", "value": number.to_string() },
            { "op": "add", "path": "emails", "value": [{ "value": format!("{number}@example.com") }] },
        ]));
        // also as an operation of a bulk request, between two others
        let read = patch(&json!([{ "op": "add", "path": "userType", "value": "x" }]));
        let operation = |data: &Value| json!({ "method": "PATCH", "path": user, "data": data });
        let bulk = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [operation(&read), operation(&both), operation(&read)],
        });
        let (status, _, body) = match in_bulk {
            false => client.try_send("PATCH", &user, &both)?,
            true => client.try_send("POST", "/Bulk", &bulk)?,
        };
        assert_eq!((status, body.contains(r#""status":"4"#)), (200, false), "{body}");
        users.lock().unwrap().get_mut(&user).unwrap().acknowledged = number;
    }
    let id = user.rsplit('/').next().unwrap();
    let add = patch(&json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]));
    let (status, _, body) = client.try_send("PATCH", group, &add)?;
    assert_eq!(status, 204, "{body}");
    users.lock().unwrap().get_mut(&user).unwrap().is_member = true;
    Some(())
}

/// No acknowledged write is lost, and none is applied by halves.
fn check(server: &Server, users: &BTreeMap<String, Known>, group: &str) {
    let (status, _, body) = server.send("GET", group, &Value::Null);
    assert_eq!(status, 200, "{body}");
    let group: Value = serde_json::from_str(&body).unwrap();
    let members = group["members"].as_array().cloned().unwrap_or_default();
    let members: BTreeSet<_> =
        members.iter().map(|member| member["value"].as_str().unwrap().to_owned()).collect();
    // all of them at the end costs too much each time: the last ones are those at risk
    for (path, known) in users.iter().rev().take(60) {
        let (status, _, body) = server.send("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path} is lost: {body}");
        let user: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(user["nickName"], user["title"], "{user}");
        let held: u64 = user["title"].as_str().unwrap().parse().unwrap();
        assert!(
            held == known.acknowledged || held == known.sent,
            "{held} is neither {known:?}: {user}"
        );
        // one address for each edit that happened
        let emails = user["emails"].as_array().map(Vec::len).unwrap_or_default();
        let last = emails.checked_sub(1).map(|last| user["emails"][last]["value"].clone());
        assert_eq!(last, (held > 0).then(|| json!(format!("{held}@example.com"))), "{user}");
        let id = path.rsplit('/').next().unwrap();
        assert!(!known.is_member || members.contains(id), "{path} is no member");
    }
}

pub(crate) fn feed(url: &str) -> Vec<Change> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::open_existing(url).await.unwrap();
        let mut changes: Vec<Change> = Vec::new();
        loop {
            let after = changes.last().map_or(0, |last| last.sequence);
            let more = database.changes(None, after, 1_000).await.unwrap();
            if more.is_empty() {
                database.close().await;
                return changes;
            }
            changes.extend(more);
        }
    })
}

/// Every version of a resource has one change, which follows from the one before: none is lost,
/// none is told twice.
pub(crate) fn assert_versions_follow(changes: &[Change]) {
    let mut versions: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut last = 0;
    for change in changes {
        assert!(change.sequence > last, "{change:?}");
        last = change.sequence;
        let before = versions.insert(&change.id, change.version_after.clone()).flatten();
        assert_eq!(before, change.version_before, "{change:?}");
    }
}
