//! Many clients of two servers on one database: whoever says which version it changes loses nothing,
//! and who does not say so loses nothing that it did not overwrite.
//!
//! `DIRECTORY_WRITES=60 cargo test -p directory --test directory concurrent -- --nocapture` has each
//! client write so often.

use crate::client::{USER, patch};
use crate::crash::{assert_versions_follow, feed};
use crate::databases::{Home, On, both};
use crate::running::{Client, Server};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::thread;

both!(; blocking no_update_is_lost);

/// Of each server.
const CLIENTS: usize = 3;

/// What of an answer tells the version.
fn etag(head: &str) -> String {
    let line = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    line.to_uppercase()
}

/// Adds one to the number in `title`, as its own reader saw it; answers how often another writer was
/// first (7644-3.14-07).
fn count(client: &Client, path: &str, by_put: bool) -> u64 {
    let mut refused = 0;
    loop {
        let (status, head, body) = client.try_send("GET", path, &Value::Null).unwrap();
        assert_eq!(status, 200, "{body}");
        let mut user: Value = serde_json::from_str(&body).unwrap();
        let next = user["title"].as_str().unwrap().parse::<u64>().unwrap() + 1;
        let body = if by_put {
            user["title"] = next.to_string().into();
            user
        } else {
            patch(&json!([{ "op": "replace", "path": "title", "value": next.to_string() }]))
        };
        let method = if by_put { "PUT" } else { "PATCH" };
        let (status, body) = client.send_if(method, path, &etag(&head), &body).unwrap();
        match status {
            200 => return refused,
            412 => refused += 1,
            _ => panic!("{status} {body}"),
        }
    }
}

fn no_update_is_lost(on: On) {
    let writes = std::env::var("DIRECTORY_WRITES").ok().and_then(|text| text.parse().ok());
    let writes: usize = writes.unwrap_or(6);
    let home = Home::new(on);
    let url = home.url();
    let arguments = ["--database", &url, "--token", "token"];
    let servers = [(); 2].map(|()| Server::logging(&arguments, "warn"));
    let user = json!({ "schemas": [USER], "userName": "shared", "title": "0", "nickName": "" });
    let (status, _, body) = servers[0].send("POST", "/Users", &user);
    assert_eq!(status, 201, "{body}");
    let user: Value = serde_json::from_str(&body).unwrap();
    let path = format!("/Users/{}", user["id"].as_str().unwrap());
    let refused: u64 = thread::scope(|scope| {
        let clients: Vec<_> = (0..2 * CLIENTS)
            .map(|number| {
                let (client, path) = (servers[number % 2].client(), &path);
                scope.spawn(move || {
                    let mut refused = 0;
                    for write in 0..writes {
                        // with the version that was read
                        refused += count(&client, path, write % 2 == 0);
                        // without: what one adds, no other takes away
                        let value = format!("{number}.{write}@example.com");
                        let add = json!([{ "op": "add", "path": "emails", "value": [{ "value": value }] }]);
                        let (status, _, body) =
                            client.try_send("PATCH", path, &patch(&add)).unwrap();
                        assert_eq!(status, 200, "{body}");
                    }
                    refused
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    });
    let all = 2 * CLIENTS * writes;
    for server in &servers {
        let (_, head, body) = server.send("GET", &path, &Value::Null);
        let user: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(user["title"], all.to_string(), "an update with If-Match is lost");
        assert_eq!(etag(&head), format!("W/\"{}\"", 1 + 2 * all), "each write is a version");
        // a PUT says what it read, and only where nothing was added since
        let emails = user["emails"].as_array().unwrap().iter();
        let emails: BTreeSet<_> = emails.map(|email| email["value"].as_str().unwrap()).collect();
        assert_eq!(emails.len(), all, "an update without If-Match is lost");
    }
    let events = feed(&url);
    assert_eq!(events.len(), 1 + 2 * all);
    assert_versions_follow(&events);
    let told = format!(
        "{on:?}: two servers, {} clients, {} writes, {refused} times 412, {} changes",
        2 * CLIENTS,
        2 * all,
        events.len()
    );
    // past what `cargo test` captures
    let _ = writeln!(std::io::stderr(), "{told}");
}
