//! Secrets stay where they are: in answers, logs, events, the database and what the program says is
//! none.

use crate::client::{BADGE, Client, USER};
use crate::databases::{Home, On, both};
use crate::events::payload;
use crate::running::{Server, directory};
use directory::database::Statement;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

both!(; blocking secrets_stay_where_they_are);

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

/// All rows of all tables of PostgreSQL, as text.
fn rows(url: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::of(url).await;
        let mut snapshot = client.database.read().await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        let tables: Vec<(String,)> = snapshot.rows(Statement::new(tables)).await.unwrap();
        let mut all = String::new();
        for (table,) in tables {
            let sql = format!("SELECT coalesce(json_agg(t)::text, '') FROM \"{table}\" AS t");
            let row: Option<(String,)> = snapshot.row(Statement::new(sql)).await.unwrap();
            all += &row.unwrap().0;
        }
        drop(snapshot);
        client.database.close().await;
        all
    })
}

/// Neither those who ask for help nor those who read why it did not start are shown one.
#[test]
fn secrets_of_the_environment_and_of_urls_are_not_shown() {
    let database = format!("postgres://u:p@{CANARY}@127.0.0.1:1/x?password={CANARY}");
    let secrets = [
        ("DIRECTORY_DATABASE", &*database),
        ("DIRECTORY_TOKEN", CANARY),
        ("DIRECTORY_CURSOR_KEY", CANARY),
        ("DIRECTORY_EVENTS", "https://canary-hunter2@a.example/x"),
        ("DIRECTORY_EVENTS_KEY", CANARY),
        ("DIRECTORY_EVENTS_TOKEN", CANARY),
    ];
    for arguments in [&["--help"][..], &["changes", "--help"], &["changes"], &["--seed", "x"]] {
        let Output { stdout, stderr, .. } = directory(arguments).envs(secrets).output().unwrap();
        let said = String::from_utf8([stdout, stderr].concat()).unwrap();
        assert!(!said.is_empty() && !said.contains(CANARY), "{said}");
    }
    let (code, error) =
        crate::process::fails(&["--database", &database, "--listen", "127.0.0.1:0"]);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("postgres://u:***@127.0.0.1:1/x") && !error.contains(CANARY), "{error}");
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
        for (path, expected) in
            [("/scim/v2/docs", 200), ("/metrics", 404), ("/scim/v2/Schemas", 200)]
        {
            let (status, head, body) = server.raw("GET", path, &headers, "");
            assert_eq!(status, expected, "{body}");
            answers += &head;
            answers += &body;
        }
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
    match &home {
        Home::File(file) => {
            let read = |end: &str| std::fs::read(format!("{}{end}", file.0.display()));
            let stored = [read("").unwrap(), read("-wal").unwrap_or_default()].concat();
            let has = |text: &str| stored.windows(text.len()).any(|part| part == text.as_bytes());
            // of users, of tombstones
            assert!(has("babs") && has("$argon2") && !has(CANARY));
        }
        Home::Schema { url, .. } => {
            let tables = rows(url);
            // the secrets are there, as hashes, and so is what was deleted
            assert!(tables.contains("$argon2id") && tables.contains("babs"), "{tables}");
            assert!(!tables.contains(CANARY), "database");
        }
    }

    // another process reads the feed
    let Output { status, stdout, stderr } =
        directory(&["changes", "--database", &home.url(), "--after", "2"]).output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let stdout = String::from_utf8(stdout).unwrap();
    assert!(!stdout.contains(CANARY) && !stdout.contains("$argon2"), "{stdout}");
    let changes: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = changes.iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["patched", "created", "deleted", "created"]);
    assert_eq!((&changes[0]["sequence"], &changes[0]["paths"]), (&json!(3), &json!(["password"])));
}
