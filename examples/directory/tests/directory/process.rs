//! The program itself, as a user starts it.

use crate::client::{BADGE, Client, GROUP, USER};
use crate::databases::{File, Home, On, both};
use crate::events::payload;
use crate::running::{Server, directory};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

both!(
    ; blocking
    secrets_stay_where_they_are,
    faults_are_logged_and_not_shown,
    processes_on_one_database_share_their_cursors,
    processes_on_one_database_are_one_directory,
);

fn fails(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = directory(arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[test]
fn what_cannot_be_used_is_said_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, error) = fails(&["--database", "sqlite::memory:", "--listen", &address]);
    assert_eq!(code, Some(1));
    assert!(error.starts_with(&format!("error: cannot listen on `{address}`: another program")));
    assert_eq!(error.lines().count(), 1, "{error}");

    let no_database = std::env::temp_dir().join(format!("no-database-{}", uuid::Uuid::new_v4()));
    std::fs::write(&no_database, "this is a text file, and longer than a header\n".repeat(9))
        .unwrap();
    for url in [
        format!("sqlite://{}", no_database.display()),
        "postgres://127.0.0.1:1/x".to_owned(),
        "mysql://localhost/x".to_owned(),
    ] {
        let (code, error) = fails(&["--database", &url, "--listen", "127.0.0.1:0"]);
        assert_eq!(code, Some(1), "{error}");
        assert!(
            error.starts_with(&format!("error: cannot open the database `{url}`: ")),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    std::fs::remove_file(no_database).unwrap();
}

#[test]
fn wrong_flags_are_usage_errors_and_show_no_token() {
    for arguments in [
        &["--listen", "nowhere"][..],
        &["--database"],
        &["--seed", "many"],
        &["--base-path", "a b"],
        &["--public-url", "example.com"],
        &["--token", "hunter2 "],
        &["--token-file", "/nowhere/tokens"],
        &["--mastered", "User:userName"],
        &["--events", "okta.example.com"],
    ] {
        let (code, error) = fails(arguments);
        assert_eq!(code, Some(2), "{error}");
        assert!(error.starts_with("error: ") && !error.contains("hunter2"), "{error}");
    }
}

#[test]
fn it_prints_a_command_that_works() {
    let server = Server::start(&["--database", "sqlite::memory:", "--seed", "3"]);
    let curl = server.said.last().unwrap();
    let quoted: Vec<_> = curl.split('\'').collect();
    let (header, url) = (quoted[1], quoted[3]);
    let (base, path) = url.split_once("/scim").unwrap();
    let (status, _, body) =
        server.raw("GET", &format!("/scim{path}"), &format!("{header}\r\n"), "");
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(r#""totalResults":3,"#), "{body}");
    assert!(body.contains(&format!("{base}/scim/v2/Users/")), "{body}");
}

/// What must never be in an answer, an event or a log, whatever the level of that: passwords, tokens
/// and keys all begin so.
const CANARY: &str = "canary-hunter2";

/// A receiver of events that refuses the first, quoting all it was sent, and takes the others; what
/// their bodies were.
fn receiver() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let bodies = Arc::<Mutex<Vec<String>>>::default();
    let got = bodies.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut head, mut bytes) = (String::new(), BufReader::new(&stream));
            while !head.ends_with("\r\n\r\n") {
                assert!(bytes.read_line(&mut head).unwrap() > 0);
            }
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let mut body = vec![0; length.unwrap().parse().unwrap()];
            bytes.read_exact(&mut body).unwrap();
            let token = head.lines().find(|line| line.starts_with("authorization: "));
            let quoted =
                json!({ "err": "authentication_failed", "description": token }).to_string();
            let (status, answer) = match got.lock().unwrap().is_empty() {
                true => ("401 No", &*quoted),
                false => ("202 Accepted", ""),
            };
            got.lock().unwrap().push(String::from_utf8(body).unwrap());
            let length = answer.len();
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            stream.write_all((head + answer).as_bytes()).unwrap();
        }
    });
    (url, bodies)
}

fn secrets_stay_where_they_are(on: On) {
    let home = Home::new(on);
    let mut answers = String::new();
    let (url, events) = receiver();
    let (said, log) = {
        let server = Server::start(&[
            "--database",
            &home.url(),
            "--token",
            "token",
            "--token",
            &format!("okta:{CANARY}-token"),
            "--cursor-key",
            &format!("{CANARY}-cursor-key-of-32-bytes-or-more"),
            "--events",
            &url,
            "--events-key",
            &format!("{CANARY}-events-key-of-32-bytes-or-more"),
            "--events-token",
            &format!("{CANARY}-events-token"),
            "--deletes",
            "tombstone",
            "--mastered",
            "phoneNumbers",
        ]);
        let mut send = |method: &str, path: &str, body: &Value| {
            let (status, head, body) = server.send(method, path, body);
            answers += &head;
            answers += &body;
            (status, body)
        };
        let user = json!({ "schemas": [USER], "userName": "babs", "password": CANARY });
        let (status, body) = send("POST", "/Users", &user);
        assert_eq!(status, 201, "{body}");
        let body: Value = serde_json::from_str(&body).unwrap();
        let path = format!("/Users/{}", body["id"].as_str().unwrap());
        assert_eq!(send("POST", "/Users", &user).0, 409);
        assert_eq!(send("PUT", &path, &user).0, 200);
        let patch = |value: Value| {
            let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
            json!({ "schemas": [urn], "Operations": [{ "op": "add", "value": { "password": value } }] })
        };
        assert_eq!(send("PATCH", &path, &patch(json!(format!("{CANARY} again")))).0, 200);
        assert_eq!(send("PATCH", &path, &patch(json!([CANARY]))).0, 400);
        assert_eq!(send("PATCH", &path, &patch(json!({ CANARY: CANARY }))).0, 400);
        assert_eq!(send("PUT", &path, &json!({ "schemas": [USER], "password": CANARY })).0, 400);
        assert_eq!(
            send("GET", &format!("/Users?filter=password%20eq%20%22{CANARY}%22"), &Value::Null).0,
            400
        );
        assert_eq!(send("GET", &format!("{path}?attributes=password"), &Value::Null).0, 200);
        // what is not the client's to write is passed over, and that is told
        let number = format!("phoneNumbers[value eq \"{CANARY}\"].value");
        // longer than what is shown of a path, so that the end of the filter is not
        let long = format!("phoneNumbers[type eq \"{CANARY}{}\"].value", "x".repeat(200));
        let broken = format!("phoneNumbers[value eq \"{CANARY}");
        let operations = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [
                { "op": "replace", "path": number, "value": CANARY },
                { "op": "replace", "path": long, "value": CANARY },
                { "op": "add", "value": { (&*number): CANARY, (&*long): CANARY, (&*broken): CANARY } },
            ]
        });
        let headers = format!(
            "Authorization: Bearer {CANARY}-token\r\nContent-Type: application/scim+json\r\n"
        );
        let target = format!("/scim/v2{path}");
        let patched = server.raw("PATCH", &target, &headers, &operations.to_string());
        assert_eq!(patched.0, 200, "{}", patched.2);
        let badge = json!({ "schemas": [BADGE], "serialNumber": "A", "pin": CANARY });
        assert_eq!(send("POST", "/Badges", &badge).0, 201);
        assert_eq!(send("DELETE", &path, &Value::Null).0, 204);
        assert_eq!(send("GET", "/Users", &Value::Null).0, 200);
        let (status, _, _) =
            server.raw("GET", "/scim/v2/Users", &format!("Authorization: Bearer {CANARY}\r\n"), "");
        assert_eq!(status, 401);
        // a password in a bulk request, right and wrong, and in a search
        let operation = |id: &str, password: Value| {
            json!({
                "method": "POST", "path": "/Users", "bulkId": id,
                "data": { "schemas": [USER], "userName": id, "password": password }
            })
        };
        let bulk = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [operation("a", CANARY.into()), operation("b", json!([CANARY]))]
        });
        assert_eq!(send("POST", "/Bulk", &bulk).0, 200);
        let search = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "filter": format!("password eq \"{CANARY}\"")
        });
        assert_eq!(send("POST", "/.search", &search).0, 400);
        // with the token that is a secret, and a page that the key signed
        let headers = format!("Authorization: Bearer {CANARY}-token\r\n");
        let (status, head, body) = server.raw("GET", "/scim/v2/Users?count=1&cursor", &headers, "");
        assert_eq!(status, 200, "{body}");
        answers += &head;
        answers += &body;
        let late = Instant::now() + Duration::from_secs(60);
        while events.lock().unwrap().len() < 7 {
            assert!(Instant::now() < late, "events do not come");
            std::thread::sleep(Duration::from_millis(20));
        }
        (server.said.join("\n"), server.log())
    };
    let events: String = events.lock().unwrap().iter().map(|token| payload(token)).collect();
    assert!(events.contains("password"), "{events}");
    assert!(log.contains("authentication_failed"), "what the receiver says is logged");
    // the log is there, and who wrote what is in it
    let writes = log.lines().filter(|line| line.contains("directory::audit")).count();
    assert_eq!(writes, 12, "{log}");
    assert!(log.contains(r#""paths":"userName,password""#));
    assert!(log.contains(r#""paths":"","ignored":"phoneNumbers.value,phoneNumbers""#), "{log}");
    for (what, text) in
        [("answers", &answers), ("log", &log), ("events", &events), ("what it says", &said)]
    {
        let line = text.lines().find(|line| line.contains(CANARY) || line.contains("$argon2"));
        assert_eq!(line, None, "{what}");
    }
    let path = match &home {
        Home::File(file) => file.0.display().to_string(),
        Home::Schema { .. } => String::new(),
    };
    for end in ["", "-wal"] {
        let bytes = std::fs::read(format!("{path}{end}")).unwrap_or_default();
        assert!(
            !bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()),
            "database{end}"
        );
    }

    // another process reads the feed
    let Output { status, stdout, stderr } =
        directory(&["changes", "--database", &home.url(), "--after", "2"]).output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let stdout = String::from_utf8(stdout).unwrap();
    let changes: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = changes.iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["patched", "created", "deleted", "created"]);
    assert_eq!((&changes[0]["sequence"], &changes[0]["paths"]), (&json!(3), &json!(["password"])));
}

// 7644-3.12-18
fn faults_are_logged_and_not_shown(on: On) {
    let home = Home::new(on);
    let server = Server::start(&["--database", &home.url(), "--token", "token"]);
    let user = json!({ "schemas": [USER], "userName": "babs" });
    assert_eq!(server.send("POST", "/Users", &user).0, 201);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::of(&home.url()).await;
        client.execute(&["DROP TABLE user_roles"]).await;
        client.database.close().await;
    });
    let headers = "Authorization: Bearer token\r\nx-request-id: find-me\r\n";
    let (status, head, body) = server.raw("GET", "/scim/v2/Users", headers, "");
    assert_eq!(status, 500, "{body}");
    assert!(head.contains("x-request-id: find-me"), "{head}");
    let error: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(error["detail"], "the service provider failed; its log says why");
    assert!(!body.contains("user_roles"));
    let log = server.log();
    let line = log.lines().find(|line| line.contains("user_roles") && line.contains("ERROR"));
    assert!(line.is_some_and(|line| line.contains("find-me")), "{log}");
}

#[test]
fn a_tenant_that_asks_too_often_waits() {
    let tokens = File::new();
    std::fs::write(&tokens.0, "acme rfc token\nbeta rfc other\n").unwrap();
    let path = tokens.0.to_str().unwrap();
    let server = Server::start(&[
        "--database",
        "sqlite::memory:",
        "--token-file",
        path,
        "--rate-limit",
        "2/3600",
    ]);
    let statuses: Vec<_> = (0..3).map(|_| server.send("GET", "/Users", &Value::Null)).collect();
    assert_eq!(statuses.iter().map(|answer| answer.0).collect::<Vec<_>>(), [200, 200, 429]);
    assert!(statuses[2].1.contains("retry-after: "), "{}", statuses[2].1);
    let (status, ..) = server.raw("GET", "/scim/v2/Users", "Authorization: Bearer other\r\n", "");
    assert_eq!(status, 200);
}

/// The key is made once and kept in the database.
fn processes_on_one_database_share_their_cursors(on: On) {
    let home = Home::new(on);
    let arguments = ["--database", &home.url(), "--token", "token"];
    let server = Server::start(&[&arguments[..], &["--seed", "3"]].concat());
    let page = |server: &Server, cursor: &str| {
        let path = format!("/Users?count=1&attributes=userName&cursor={cursor}");
        let (status, _, body) = server.send("GET", &path, &Value::Null);
        assert_eq!(status, 200, "{body}");
        serde_json::from_str::<Value>(&body).unwrap()
    };
    let first = page(&server, "");
    let other = Server::start(&arguments);
    let second = page(&other, first["nextCursor"].as_str().unwrap());
    drop((server, other));
    let again = Server::start(&arguments);
    let third = page(&again, second["nextCursor"].as_str().unwrap());
    assert_eq!(third.get("nextCursor"), None);
    let names = [first, second, third].map(|page| page["Resources"][0]["userName"].clone());
    assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2], "{names:?}");
}

/// 7644-3.3-11, 7644-3.14-07: what is unique is so, and a version is won once, whoever is asked.
fn processes_on_one_database_are_one_directory(on: On) {
    let home = Home::new(on);
    let arguments = ["--database", &home.url(), "--token", "token"];
    let servers = [Server::start(&arguments), Server::start(&arguments)];
    let group = json!({ "schemas": [GROUP], "displayName": "g" });
    let (_, _, group) = servers[0].send("POST", "/Groups", &group);
    let group: Value = serde_json::from_str(&group).unwrap();
    let path = format!("/Groups/{}", group["id"].as_str().unwrap());
    let patch = |operations: Value| {
        let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        json!({ "schemas": [urn], "Operations": operations }).to_string()
    };
    let headers = "Authorization: Bearer token\r\nContent-Type: application/scim+json\r\n";
    let statuses: Vec<(u16, u16)> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let (server, path) = (&servers[n % 2], &path);
                scope.spawn(move || {
                    let user = json!({ "schemas": [USER], "userName": "wanted" });
                    let (wanted, ..) = server.send("POST", "/Users", &user);
                    let user = json!({ "schemas": [USER], "userName": format!("user{n}") });
                    let (status, _, user) = server.send("POST", "/Users", &user);
                    assert_eq!(status, 201, "{user}");
                    let user: Value = serde_json::from_str(&user).unwrap();
                    let value = json!([{ "value": user["id"] }]);
                    let add = json!([{ "op": "add", "path": "members", "value": value }]);
                    let path = format!("/scim/v2{path}");
                    let (status, _, answer) = server.raw("PATCH", &path, headers, &patch(add));
                    assert_eq!(status, 204, "{answer}");
                    let rename = json!([{ "op": "replace", "path": "displayName", "value": format!("by {n}") }]);
                    let first = format!("{headers}If-Match: W/\"1\"\r\n");
                    let (renamed, ..) = server.raw("PATCH", &path, &first, &patch(rename));
                    (wanted, renamed)
                })
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    let won = |status: u16, of: fn(&(u16, u16)) -> u16| {
        statuses.iter().filter(|both| of(both) == status).count()
    };
    assert_eq!((won(201, |both| both.0), won(409, |both| both.0)), (1, 7));
    // the version that they asked for was gone after the first of them
    assert_eq!(won(412, |both| both.1), 8);
    for server in &servers {
        let (_, head, body) = server.send("GET", &path, &Value::Null);
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["members"].as_array().map(Vec::len), Some(8), "{body}");
        assert!(head.contains("etag: w/\"9\""), "{head}");
    }
    // and of all who have the version as it is now, one wins
    let version = format!("{headers}If-Match: W/\"9\"\r\n");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..6)
            .map(|n| {
                let (server, path, version) =
                    (&servers[n % 2], format!("/scim/v2{path}"), &version);
                let rename =
                    json!([{ "op": "replace", "path": "displayName", "value": format!("by {n}") }]);
                let body = patch(rename);
                scope.spawn(move || server.raw("PATCH", &path, version, &body).0)
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 5, "{statuses:?}");
}
