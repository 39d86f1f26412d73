//! The program itself, as a user starts it.

use crate::client::{Client, GROUP, USER};
use crate::databases::{File, Home, On, both};
use crate::running::{Server, directory};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::process::Output;

both!(
    ; blocking
    faults_are_logged_and_not_shown,
    processes_on_one_database_share_their_cursors,
    processes_on_one_database_are_one_directory,
);

pub(crate) fn fails(arguments: &[&str]) -> (Option<i32>, String) {
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

    // no pool's time-out, and no password
    let url = "postgres://scim:hunter2@127.0.0.1:1/x";
    let (_, error) = fails(&["--database", url, "--listen", "127.0.0.1:0"]);
    assert!(error.contains("nothing listens at `127.0.0.1:1` (connection refused); "), "{error}");
    assert!(error.contains("`postgres://scim:***@127.0.0.1:1/x`"), "{error}");
}

#[test]
fn wrong_flags_are_usage_errors_and_show_no_token() {
    let tokens = std::env::temp_dir().join(format!("tokens-{}", uuid::Uuid::new_v4()));
    std::fs::write(&tokens, "# nobody yet\n").unwrap();
    for arguments in [
        &["--listen", "nowhere"][..],
        &["--database"],
        &["--seed", "many"],
        &["--base-path", "a b"],
        &["--public-url", "example.com"],
        &["--token", "hunter2 "],
        &["--token", "otka:hunter2"],
        &["--token", "hunter2", "--token", "okta:hunter2"],
        &["--token-file", &tokens.display().to_string()],
        &["--cursor-key", "hunter2"],
        &["--events-key", "hunter2"],
        &["--events-token", "hunter2 "],
        &["--token-file", "/nowhere/tokens"],
        &["--mastered", "User:userName"],
        &["--events", "okta.example.com"],
    ] {
        let (code, error) = fails(arguments);
        assert_eq!(code, Some(2), "{error}");
        assert!(error.starts_with("error: ") && !error.contains("hunter2"), "{error}");
        assert!(!error.contains("os error") && !error.contains("invalid digit"), "{error}");
    }
    std::fs::remove_file(tokens).unwrap();
}

#[test]
fn help_says_what_it_is() {
    let Output { stdout, .. } = directory(&["--help"]).output().unwrap();
    let help = String::from_utf8(stdout).unwrap();
    assert!(help.starts_with("A SCIM 2.0 directory: users, groups and badges"), "{help}");
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
