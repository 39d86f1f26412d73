//! Clients that hang up before they have an answer.

use crate::client::{Client, GROUP};
use crate::databases::{Home, On, both};
use crate::running::Server;
use directory::database::Database;
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

both!(a_read_leaves_nothing_begun);

/// A snapshot that nobody waits for any more, however far it came, leaves its connection as it was
/// to who writes next.
async fn a_read_leaves_nothing_begun(on: On) {
    let client = Client::alone(on).await;
    for round in 0..200 {
        let gone = async {
            for _ in 0..round {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            read = client.database.read() => drop(read.unwrap()),
            () = gone => {}
        }
        client.user(&format!("{round}")).await;
    }
}

/// Waits until this is so.
#[track_caller]
fn wait_for(what: impl Fn() -> bool) {
    let late = Instant::now() + Duration::from_secs(60);
    while !what() {
        assert!(Instant::now() < late, "it never is");
        sleep(Duration::from_millis(20));
    }
}

/// What it asked for comes to its end, and is in the audit log: all of a bulk request too.
#[test]
fn a_write_is_whole_and_told() {
    hung_up(|_| {}, |server| wait_for(|| audited(server) == 3));
}

/// A server that is told to stop meanwhile waits for it.
#[cfg(unix)]
#[test]
fn a_write_is_whole_when_the_server_stops() {
    hung_up(Server::terminate, |server| assert!(server.wait().success()));
}

fn audited(server: &Server) -> usize {
    server.log().lines().filter(|line| line.contains("directory::audit")).count()
}

fn hung_up(meanwhile: impl FnOnce(&Server), ended: impl FnOnce(&mut Server)) {
    let home = Home::new(On::Sqlite);
    let mut server = Server::logging(&["--database", &home.url(), "--token", "token"], "info");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    // another process writes, so that the server waits
    let other = runtime.block_on(Database::open(&home.url())).unwrap();
    let held = runtime.block_on(other.write()).unwrap();
    let create = |id: &str, other: &str| {
        json!({
            "method": "POST", "path": "/Groups", "bulkId": id,
            "data": {
                "schemas": [GROUP], "displayName": id,
                "members": [{ "value": format!("bulkId:{other}") }]
            }
        })
    };
    let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    let body =
        json!({ "schemas": [urn], "Operations": [create("a", "b"), create("b", "a")] }).to_string();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = format!(
        "POST /scim/v2/Bulk HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer token\r\n\
         Content-Type: application/scim+json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).unwrap();
    // by now it is at work, on this machine or on a slower one
    wait_for(|| server.send("GET", "/Groups", &Value::Null).0 == 200);
    sleep(Duration::from_millis(200));
    drop(stream);
    sleep(Duration::from_millis(200));
    meanwhile(&server);
    sleep(Duration::from_millis(200));
    runtime.block_on(held.undo()).unwrap();

    ended(&mut server);
    assert_eq!(audited(&server), 3, "{}", server.log());
    let another = Server::start(&["--database", &home.url(), "--token", "token"]);
    let (status, _, body) = another.send("GET", "/Groups", &Value::Null);
    assert_eq!(status, 200, "{body}");
    let found: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(found["totalResults"], 2);
    for group in found["Resources"].as_array().unwrap() {
        assert_eq!(group["members"].as_array().map(Vec::len), Some(1), "{group}");
    }
    runtime.block_on(other.close());
}
