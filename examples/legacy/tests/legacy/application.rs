//! The application and the client write side by side.

use crate::{Client, Okta, USER, application_at, decide, decided, text, writes};
use axum::Router;
use legacy::migrate::{conflicts, fold};
use legacy::store::Accounts;
use scim_schema::service::{CursorKey, ScimService};
use serde_json::{Value, json};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use std::path::Path;
use std::time::Duration;

/// The application goes on writing, and what it writes is seen, versioned and dated.
#[tokio::test]
async fn the_application_goes_on() {
    let db = decided().await;
    writes(
        &db,
        "UPDATE accounts SET created_at = created_at - 60000, modified_at = created_at - 60000",
    )
    .await;
    let okta = Client::of(&db);
    let (_, before) = okta.send("GET", "/Users/7", None).await;
    writes(&db, "UPDATE accounts SET mail = 'b@example.org', login = 'Barbara' WHERE id = 7").await;
    let (_, after) = okta.send("GET", "/Users/7", None).await;
    assert_eq!(
        (&before["meta"]["version"], &after["meta"]["version"]),
        (&json!("W/\"1\""), &json!("W/\"2\""))
    );
    assert_eq!(okta.look_up("barbara").await[0]["id"], "7");
    assert!(okta.look_up("babs@example.com").await.is_empty());
    writes(&db, "UPDATE accounts SET billing_notes = 'paid' WHERE id = 7").await;
    assert_eq!(okta.send("GET", "/Users/7", None).await.1, after, "not SCIM's business");

    // it knows no case: a second `barbara` is listed and found beside the first, and there is no third
    writes(&db, "INSERT INTO accounts (login) VALUES ('BARBARA')").await;
    for _ in 0..2 {
        assert_eq!(fold(&db).await.unwrap(), 1);
    }
    let found = okta.look_up("barbara").await;
    let ids: Vec<&Value> = found.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&json!("7"), &json!("16")]);
    let third = json!({ "schemas": [USER], "userName": "barbarA" });
    let (status, error) = okta.send("POST", "/Users", Some(&third)).await;
    assert_eq!((status, &error["scimType"]), (409, &json!("uniqueness")));
    let (_, page) = okta.send("GET", "/Users", None).await;
    assert_eq!(page["totalResults"], 5);
    let last = page["Resources"].as_array().unwrap().last().unwrap();
    assert!(last["meta"]["created"].as_str().unwrap().starts_with("20"), "{last}");
    // whoever it is can be deactivated all the same
    let off = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "active", "value": false }]
    });
    let path = format!("/Users/{}", last["id"].as_str().unwrap());
    let (status, patched) = okta.send("PATCH", &path, Some(&off)).await;
    assert_eq!((status, &patched["active"]), (200, &json!(false)), "{patched}");
    assert_eq!(conflicts(&db).await.unwrap()[0].accounts.len(), 2);
    writes(&db, "UPDATE accounts SET login = 'barbara.2' WHERE login = 'BARBARA'").await;
    assert_eq!(okta.look_up("Barbara.2").await.len(), 1);

    // an incremental import has what either of them wrote since, and nothing else
    let since = before["meta"]["lastModified"].as_str().unwrap();
    let filter = format!("/Users?filter=meta.lastModified%20gt%20%22{since}%22");
    let (_, changed) = okta.send("GET", &filter, None).await;
    let ids = changed["Resources"].as_array().unwrap().iter().map(|one| one["id"].clone());
    assert_eq!(ids.collect::<Vec<_>>(), ["7", "16"]);
    assert_eq!(okta.send("DELETE", "/Users/8", None).await.0, 204);
    assert_eq!(okta.send("GET", "/Users/8", None).await.0, 404);
}

/// RFC 7644 section 3.4.2.3, RFC 9865 section 2: whoever has the name of another is sorted with it, and no
/// page loses an account behind it. Who had it no longer leaves it to the other.
#[tokio::test]
async fn no_page_loses_an_account() {
    let db = decided().await;
    let service = ScimService::builder()
        .resource(Accounts::new(db.clone()).unwrap())
        .authenticate(Okta)
        .cursor_key(CursorKey::new("32 random bytes of configuration").unwrap())
        .build();
    let okta = Client(Router::new().fallback_service(service));
    writes(&db, "INSERT INTO accounts (login) VALUES ('adam'), ('BABS@example.com'), ('zoe')")
        .await;
    let sorted =
        ["adam", "Babs@Example.com", "BABS@example.com", "carla", "elodie.old", "zoe", "ÉLODIE"];
    let path = "/Users?sortBy=userName&count=1&cursor";
    let (_, mut page) = okta.send("GET", path, None).await;
    let mut names = Vec::new();
    for _ in sorted {
        names.push(page["Resources"][0]["userName"].clone());
        let Some(next) = page["nextCursor"].as_str() else { break };
        page = okta.send("GET", &format!("{path}={next}"), None).await.1;
    }
    assert_eq!(names, sorted);
    let (_, page) = okta.send("GET", "/Users?sortBy=userName", None).await;
    let names = page["Resources"].as_array().unwrap().iter().map(|one| one["userName"].clone());
    assert_eq!(names.collect::<Vec<_>>(), sorted);

    assert_eq!(conflicts(&db).await.unwrap().len(), 1);
    writes(&db, "DELETE FROM accounts WHERE id = 7").await;
    assert_eq!(fold(&db).await.unwrap(), 0);
    assert_eq!(okta.look_up("babs@example.com").await.len(), 1);
    let body = json!({ "schemas": [USER], "userName": "babs@example.com" });
    assert_eq!(okta.send("POST", "/Users", Some(&body)).await.0, 409);
}

/// The accounts in a file, and the URL for whoever else writes there.
async fn on_file(name: &str) -> (SqlitePool, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&file);
    let url = format!("sqlite://{}", file.display());
    let db = application_at(&format!("{url}?mode=rwc")).await;
    decide(&db).await;
    (db, url)
}

/// A change is dated when it is made, not when it began to wait: whoever imports what was changed since,
/// while the application writes, has it the next time.
#[tokio::test]
async fn what_waits_is_dated_when_it_is_written() {
    let (db, url) = on_file("waits.db").await;
    let application = SqlitePool::connect(&url).await.unwrap();
    for (method, path, status) in [("PATCH", "/Users/7", 200), ("POST", "/Users", 201)] {
        let mut work = application.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let okta = Client::of(&db);
        let waits = tokio::spawn(async move {
            let body = match method {
                "POST" => json!({ "schemas": [USER], "userName": "new" }),
                _ => json!({
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations": [{ "op": "replace", "path": "active", "value": false }]
                }),
            };
            okta.send(method, path, Some(&body)).await.0
        });
        // until it has come to wait; where it has not, the rest holds as well
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)";
        let (written,): (i64,) = sqlx::query_as(now).fetch_one(&mut *work).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(waits.await.unwrap(), status);
        let last = text(&db, "SELECT CAST(max(modified_at) AS TEXT) FROM accounts").await;
        assert!(last.parse::<i64>().unwrap() >= written, "{method}: {last}, {written}");
    }
}

/// 7644-3.6-05, 7644-3.6-06: what the application writes while a delete waits does not refuse it; what it
/// deletes itself is not there.
#[tokio::test]
async fn a_delete_goes_by_what_is_there() {
    let (db, url) = on_file("deletes.db").await;
    let application = SqlitePool::connect(&url).await.unwrap();
    for (path, meanwhile, status) in [
        ("/Users/7", "UPDATE accounts SET mail = NULL WHERE id = 7", 204),
        ("/Users/8", "DELETE FROM accounts WHERE id = 8", 404),
    ] {
        let mut work = application.begin_with("BEGIN IMMEDIATE").await.unwrap();
        sqlx::query(meanwhile).execute(&mut *work).await.unwrap();
        let okta = Client::of(&db);
        let waits = tokio::spawn(async move { okta.send("DELETE", path, None).await.0 });
        // until it has come to wait; where it has not, the rest holds as well
        tokio::time::sleep(Duration::from_millis(100)).await;
        work.commit().await.unwrap();
        assert_eq!(waits.await.unwrap(), status, "{path}");
    }
    let left =
        text(&db, "SELECT group_concat(id) FROM (SELECT id FROM accounts ORDER BY id)").await;
    assert_eq!(left, "12,15");
}

/// A name that two have until somebody decides is no reason to write, so a search waits for nobody who
/// writes. What did wait for too long can be asked for again: it is `503`, and no fault.
#[tokio::test]
async fn a_search_waits_for_nobody() {
    let (db, url) = on_file("busy.db").await;
    writes(&db, "INSERT INTO accounts (login) VALUES ('BABS@example.com')").await;
    assert_eq!(fold(&db).await.unwrap(), 1);
    let at_once = url.parse::<SqliteConnectOptions>().unwrap().busy_timeout(Duration::ZERO);
    let one = SqlitePoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(1));
    let service = one.connect_with(at_once).await.unwrap();
    let okta = Client::of(&service);
    let body = json!({ "schemas": [USER], "userName": "new" });

    let work = db.begin_with("BEGIN IMMEDIATE").await.unwrap();
    assert_eq!(okta.look_up("babs@example.com").await.len(), 2);
    let (status, error) = okta.send("POST", "/Users", Some(&body)).await;
    assert_eq!(status, 503, "{error}");
    work.rollback().await.unwrap();

    let taken = service.acquire().await.unwrap();
    assert_eq!(okta.send("GET", "/Users/7", None).await.0, 503);
    drop(taken);
    assert_eq!(okta.send("POST", "/Users", Some(&body)).await.0, 201);
}
