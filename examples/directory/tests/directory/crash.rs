//! The server is killed while it writes, and started again: what it had acknowledged is there, and
//! nothing is there by halves.
//!
//! `DIRECTORY_CRASHES=200 cargo test -p directory --test directory crash -- --nocapture` kills it so
//! often, at moments that are drawn from a seed: the line of counts has it, and
//! `DIRECTORY_CRASH_SEED` draws the same again.

mod known;

use crate::client::{GROUP, USER, patch};
use crate::databases::{Home, On, both};
use crate::running::{Client, Server};
use directory::database::Database;
use known::{Sent, Written};
use proptest::prelude::ProptestConfig;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{RngSeed, TestRunner};
use scim_schema::service::Change;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

both!(; blocking what_was_acknowledged_survives);

const WRITERS: usize = 4;

/// A number from the environment.
fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// When to kill. A test that fails says how to draw the same again.
struct Moments {
    seed: u64,
    runner: TestRunner,
}

impl Moments {
    fn new() -> Self {
        let seed = variable("DIRECTORY_CRASH_SEED")
            .unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
        let rng_seed = RngSeed::Fixed(seed);
        let runner = TestRunner::new(ProptestConfig { rng_seed, ..ProptestConfig::default() });
        Self { seed, runner }
    }

    fn below(&mut self, end: u64) -> u64 {
        (0..end).new_tree(&mut self.runner).unwrap().current()
    }
}

impl Drop for Moments {
    fn drop(&mut self) {
        if thread::panicking() {
            let told = format!("the same moments again: DIRECTORY_CRASH_SEED={}", self.seed);
            let _ = writeln!(std::io::stderr(), "{told}");
        }
    }
}

fn what_was_acknowledged_survives(on: On) {
    let crashes = variable("DIRECTORY_CRASHES").unwrap_or(2);
    let mut moments = Moments::new();
    let home = Home::new(on);
    let url = home.url();
    let arguments = ["--database", &url, "--token", "token"];
    let (written, numbers) =
        (Arc::new(Mutex::new(Written::default())), Arc::<AtomicU64>::default());
    let mut server = Server::logging(&arguments, "warn");
    let group = json!({ "schemas": [GROUP], "displayName": "everybody" });
    let (status, _, body) = server.send("POST", "/Groups", &group);
    assert_eq!(status, 201, "{body}");
    let everybody = path("/Groups", &serde_json::from_str(&body).unwrap());
    for _ in 0..crashes {
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let stop = stop.clone();
                let writer = Writer {
                    client: server.client(),
                    written: written.clone(),
                    numbers: numbers.clone(),
                    everybody: everybody.clone(),
                };
                thread::spawn(move || {
                    // the connection ends with the server
                    while !stop.load(Ordering::Relaxed) && writer.write().is_some() {}
                })
            })
            .collect();
        // at any moment of a request, after some: those of a few rounds of each writer at most
        let enough = numbers.load(Ordering::Relaxed) + 8 + moments.below(72);
        let late = Instant::now() + Duration::from_secs(60);
        while numbers.load(Ordering::Relaxed) < enough {
            assert!(Instant::now() < late, "the server answers nobody");
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(moments.below(8_000)));
        server.kill();
        stop.store(true, Ordering::Relaxed);
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        server = Server::logging(&arguments, "warn");
        written.lock().unwrap().check_newest(&server, &everybody);
    }
    let written = written.lock().unwrap();
    let (users, groups) = (known::all(&server, "/Users"), known::all(&server, "/Groups"));
    drop(server);
    let changes = feed(&url);
    assert_versions_follow(&changes);
    written.check_all(&users, &groups, &everybody);
    written.check_feed(&users, &groups, &changes);
    assert!(users.len() as u64 >= crashes, "{} users", users.len());
    assert!(changes.len() > users.len());
    let told = format!(
        "{on:?}: {crashes} crashes, {} users, {} writes, {} changes, seed {}",
        users.len(),
        numbers.load(Ordering::Relaxed),
        changes.len(),
        moments.seed,
    );
    // past what `cargo test` captures
    let _ = writeln!(std::io::stderr(), "{told}");
}

fn path(endpoint: &str, resource: &Value) -> String {
    format!("{endpoint}/{}", resource["id"].as_str().unwrap())
}

fn user(number: u64) -> Value {
    json!({ "schemas": [USER], "userName": format!("user{number}"), "nickName": "0", "title": "0" })
}

fn bulk(operations: &Value) -> Value {
    let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    json!({ "schemas": [urn], "Operations": operations })
}

/// How a user is edited.
#[derive(Clone, Copy)]
enum Edit {
    Patch,
    Put,
    /// As an operation of a bulk request, between two others.
    Bulk,
}

/// Writes what no other writer does, but for the members of one group.
struct Writer {
    client: Client,
    written: Arc<Mutex<Written>>,
    numbers: Arc<AtomicU64>,
    everybody: String,
}

impl Writer {
    fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn know<T>(&self, what: impl FnOnce(&mut Written) -> T) -> T {
        what(&mut self.written.lock().unwrap())
    }

    /// `None` when the server is gone.
    fn send(&self, method: &str, path: &str, body: &Value, expected: u16) -> Option<Value> {
        let (status, _, body) = self.client.try_send(method, path, body)?;
        assert_eq!(status, expected, "{method} {path}: {body}");
        Some(serde_json::from_str(&body).unwrap_or_default())
    }

    /// A user, three edits of it, its membership, a user and a group of one bulk request, and the end
    /// of one of these; `None` when the server is gone.
    fn write(&self) -> Option<()> {
        let first = self.number();
        self.know(|all| {
            all.users.entry(first).or_default();
        });
        let created = self.send("POST", "/Users", &user(first), 201)?;
        let path = path("/Users", &created);
        self.know(|all| all.user(first).life.path = Some(path.clone()));
        for how in [Edit::Patch, Edit::Put, Edit::Bulk] {
            self.edit(first, &path, how)?;
        }

        self.number();
        self.know(|all| all.user(first).is_member = Sent::Unanswered);
        let id = path.rsplit('/').next().unwrap();
        let add = patch(&json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]));
        self.send("PATCH", &self.everybody, &add, 204)?;
        self.know(|all| all.user(first).is_member = Sent::Acknowledged);

        let (second, group) = self.create_both()?;
        let number = self.number();
        match number % 4 {
            0 => self.delete(|all| &mut all.user(first).life),
            1 => self.delete(|all| &mut all.user(second).life),
            2 => self.delete(|all| &mut all.group(group).life),
            _ => Some(()),
        }
    }

    fn edit(&self, user: u64, path: &str, how: Edit) -> Option<()> {
        let number = self.number();
        let emails = json!([{ "value": format!("{number}@example.com") }]);
        self.know(|all| {
            let known = all.user(user);
            if matches!(how, Edit::Put) {
                known.sent.clear();
            }
            known.sent.push(number);
        });
        let both = patch(&json!([
            { "op": "replace", "path": "nickName", "value": number.to_string() },
            { "op": "replace", "path": "title", "value": number.to_string() },
            { "op": "add", "path": "emails", "value": emails },
        ]));
        match how {
            Edit::Patch => self.send("PATCH", path, &both, 200)?,
            Edit::Put => {
                let (mut whole, number) = (self::user(user), number.to_string());
                whole["nickName"] = json!(number);
                whole["title"] = json!(number);
                whole["emails"] = emails;
                self.send("PUT", path, &whole, 200)?
            }
            Edit::Bulk => {
                let around = patch(&json!([{ "op": "add", "path": "userType", "value": "x" }]));
                let operation =
                    |data: &Value| json!({ "method": "PATCH", "path": path, "data": data });
                let three = json!([operation(&around), operation(&both), operation(&around)]);
                let answer = self.send("POST", "/Bulk", &bulk(&three), 200)?;
                let operations = answer["Operations"].as_array().unwrap();
                assert_eq!(operations.len(), 3, "{answer}");
                for operation in operations {
                    assert_eq!(operation["status"], "200", "{answer}");
                }
                answer
            }
        };
        self.know(|all| {
            let known = all.user(user);
            known.acknowledged.clone_from(&known.sent);
        });
        Some(())
    }

    /// A user, and a group that it is the only member of.
    fn create_both(&self) -> Option<(u64, u64)> {
        let (second, group) = (self.number(), self.number());
        self.know(|all| {
            all.users.entry(second).or_default();
            all.groups.entry(group).or_default().member = second;
        });
        let team = json!({
            "schemas": [GROUP], "displayName": format!("group{group}"),
            "members": [{ "value": "bulkId:u" }],
        });
        let both = json!([
            { "method": "POST", "path": "/Users", "bulkId": "u", "data": user(second) },
            { "method": "POST", "path": "/Groups", "bulkId": "g", "data": team },
        ]);
        let answer = self.send("POST", "/Bulk", &bulk(&both), 200)?;
        let results = answer["Operations"].as_array().unwrap();
        let path = |bulk_id: &str, endpoint: &str| {
            let result = results.iter().find(|one| one["bulkId"] == bulk_id).unwrap();
            assert_eq!(result["status"], "201", "{answer}");
            let location = result["location"].as_str().unwrap();
            format!("{endpoint}/{}", location.rsplit('/').next().unwrap())
        };
        self.know(|all| {
            all.user(second).life.path = Some(path("u", "/Users"));
            all.group(group).life.path = Some(path("g", "/Groups"));
        });
        Some((second, group))
    }

    fn delete(&self, life: impl Fn(&mut Written) -> &mut known::Life) -> Option<()> {
        let path = self.know(|all| {
            let life = life(all);
            life.deleted = Sent::Unanswered;
            life.path.clone().unwrap()
        });
        self.send("DELETE", &path, &Value::Null, 204)?;
        self.know(|all| life(all).deleted = Sent::Acknowledged);
        Some(())
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
