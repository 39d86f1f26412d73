//! What happened, in order; and what is left of what was deleted.

use crate::client::{BADGE, Client, GROUP, USER, text};
use crate::databases::{Home, On, both};
use directory::database::Database;
use scim_schema::service::{Change, ChangeFeed, ChangeKind, DeletePolicy};
use serde_json::{Value, json};

both!(
    every_write_is_a_change_and_nothing_else_is,
    a_tombstone_is_seen_by_nobody_who_asks,
    a_restart_keeps_everything,
);

async fn changes(client: &Client) -> Vec<Change> {
    client.database.changes(None, 0, 1_000).await.unwrap()
}

/// However many nobody has read, a few thousand are numbered at a time, in order and without gaps.
#[tokio::test]
async fn changes_that_nobody_read_are_numbered_some_at_a_time() {
    let Some(on) = On::postgres() else { return };
    let client = Client::new(on).await;
    client
        .execute(&[
            "INSERT INTO changes (tenant, resource_type, resource_id, kind, paths, request_id, at)
             SELECT 'acme', 'User', n::text, 'created', '[]', 'r', '2026-01-01T00:00:00Z'
             FROM generate_series(1, 5000) AS n",
        ])
        .await;
    let numbered = "SELECT count(sequence) FROM changes";
    let first = client.database.changes(None, 0, 10).await.unwrap();
    assert_eq!((first.len(), client.count(numbered).await), (10, 2_000));
    let all = client.database.changes(None, 0, 10_000).await.unwrap();
    let sequences: Vec<_> = all.iter().map(|change| change.sequence).collect();
    assert_eq!(sequences, (1..=5_000).collect::<Vec<_>>());
    // those of a tenant that come late are waited for
    client.user("babs").await;
    let last = client.database.changes(Some("acme"), 5_000, 10).await.unwrap();
    assert_eq!(last.iter().map(|change| change.sequence).collect::<Vec<_>>(), [5_001]);
}

async fn every_write_is_a_change_and_nothing_else_is(on: On) {
    let client = Client::new(on).await;
    let okta = client.authorized("Bearer okta-token");
    let body = json!({ "schemas": [USER], "userName": "babs", "password": "hunter2" });
    let user = okta.create("/Users", &body).await;
    let path = format!("/Users/{}", text(&user, "id"));
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] });
    let group = client.create("/Groups", &group).await;
    let group_path = format!("/Groups/{}", text(&group, "id"));
    let changed = json!({ "schemas": [USER], "userName": "babs", "title": "t", "nickName": "n" });
    client.put(&path, &changed).await;
    client.patch(&path, &json!([{ "op": "replace", "value": { "active": false } }])).await;
    client.patch(&group_path, &json!([{ "op": "remove", "path": "members" }])).await;
    client
        .patch(
            &group_path,
            &json!([{ "op": "add", "path": "members", "value": [{ "value": user["id"] }] }]),
        )
        .await;
    // none of these is a write
    client.put(&path, &changed).await;
    client
        .patch(
            &group_path,
            &json!([{ "op": "add", "path": "members", "value": [{ "value": user["id"] }] }]),
        )
        .await;
    client.post("/Users", &json!({ "schemas": [USER], "userName": "BABS" })).await.assert_error(
        409,
        Some("uniqueness"),
        "",
    );
    client.patch(&path, &json!([{ "op": "remove", "path": "userName" }])).await;
    client.authorized("Bearer beta-token").delete(&path).await;
    assert_eq!(client.delete(&path).await.status, 204);

    let all = changes(&client).await;
    let told: Vec<_> = all
        .iter()
        .map(|change| {
            let version = |version: &Option<String>| version.clone().unwrap_or_default();
            let (before, after) = (version(&change.version_before), version(&change.version_after));
            (change.kind, &*change.resource_type, before, after, change.paths.join(" "))
        })
        .collect();
    let is = |kind, name, before: &str, after: &str, paths: &str| {
        (kind, name, before.to_owned(), after.to_owned(), paths.to_owned())
    };
    use ChangeKind::{Created, Deleted, Patched, Replaced};
    let expected = [
        is(Created, "User", "", "W/\"1\"", "userName password"),
        is(Created, "Group", "", "W/\"1\"", "displayName members"),
        is(Replaced, "User", "W/\"1\"", "W/\"2\"", "title nickName"),
        is(Patched, "User", "W/\"2\"", "W/\"3\"", "active"),
        is(Patched, "Group", "W/\"1\"", "W/\"2\"", "members"),
        is(Patched, "Group", "W/\"2\"", "W/\"3\"", "members"),
        is(Patched, "Group", "W/\"3\"", "W/\"4\"", "members"),
        is(Deleted, "User", "W/\"3\"", "", ""),
    ];
    let sorted = |paths: &str| {
        let mut paths: Vec<_> = paths.split(' ').map(str::to_owned).collect();
        paths.sort_unstable();
        paths
    };
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(&expected) {
        assert_eq!(
            (told.0, told.1, &told.2, &told.3),
            (expected.0, expected.1, &expected.2, &expected.3)
        );
        assert_eq!(sorted(&told.4), sorted(&expected.4));
    }
    assert!(all.is_sorted_by_key(|change| change.sequence));
    assert!(all.iter().all(|change| change.tenant.as_deref() == Some("acme") && !change.request_id.is_empty()));
    let subjects: Vec<_> = all.iter().filter_map(|change| change.subject.as_deref()).collect();
    assert_eq!(subjects, ["okta"]);
    assert_eq!(all[0].id, text(&user, "id"));

    // a reader goes on where it was, and sees its tenant alone
    let later =
        ChangeFeed::after(&client.database, Some("acme"), all[5].sequence, 1).await.unwrap();
    assert_eq!(later, [all[6].clone()]);
    assert!(ChangeFeed::after(&client.database, Some("beta"), 0, 9).await.unwrap().is_empty());
}

// 7644-3.6-02 to -04
async fn a_tombstone_is_seen_by_nobody_who_asks(on: On) {
    for policy in [DeletePolicy::Erase, DeletePolicy::Tombstone] {
        let home = Home::new(on);
        let database = Database::open(&home.url()).await.unwrap().deletes(policy);
        let client = Client::on(database);
        let user = json!({ "schemas": [USER], "userName": "babs", "password": "hunter2", "externalId": "x", "emails": [{ "value": "b@example.com" }] });
        let badge = json!({ "schemas": [BADGE], "serialNumber": "A", "zones": ["north"] });
        let group = json!({ "schemas": [GROUP], "displayName": "g" });
        for (endpoint, body) in [("/Users", user), ("/Badges", badge), ("/Groups", group)] {
            let created = client.create(endpoint, &body).await;
            let path = format!("{endpoint}/{}", text(&created, "id"));
            assert_eq!(client.delete(&path).await.status, 204);

            client.get(&path).await.assert_error(404, None, "");
            client.put(&path, &body).await.assert_error(404, None, "");
            client
                .patch(&path, &json!([{ "op": "remove", "path": "externalId" }]))
                .await
                .assert_error(404, None, "");
            client.delete(&path).await.assert_error(404, None, "");
            for search in ["", "?filter=id%20pr", "?cursor"] {
                let found = client.get(&format!("{endpoint}{search}")).await.body;
                assert_eq!(found["totalResults"], 0, "{endpoint}{search}");
            }
            let member = json!({ "schemas": [GROUP], "displayName": "h", "members": [{ "value": created["id"] }] });
            client.post("/Groups", &member).await.assert_error(400, Some("invalidValue"), "");
            // its name is free
            let again = client.create(endpoint, &body).await;
            assert_ne!(again["id"], created["id"]);
            client.delete(&format!("{endpoint}/{}", text(&again, "id"))).await;
        }
        let deleted = changes(&client).await.into_iter().filter(|c| c.kind == ChangeKind::Deleted);
        assert_eq!(deleted.count(), 6);
        let left =
            client.count("SELECT count(*) FROM tombstones JOIN changes USING (resource_id) WHERE kind = 'deleted'").await;
        assert_eq!(left, if policy == DeletePolicy::Tombstone { 6 } else { 0 });
        if policy == DeletePolicy::Tombstone {
            let sql = "SELECT document FROM tombstones WHERE resource_type = 'User'";
            let document = client.text(sql).await.unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            assert_eq!(document["emails"][0]["value"], "b@example.com");
            assert_eq!(document.get("password"), None);
        }
    }
}

async fn a_restart_keeps_everything(on: On) {
    let home = Home::new(on);
    let client = Client::of(&home.url()).await;
    let user = client.user("babs").await;
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] });
    let group = client.create("/Groups", &group).await;
    let path = format!("/Groups/{}", text(&group, "id"));
    client.patch(&path, &json!([{ "op": "replace", "path": "displayName", "value": "h" }])).await;
    let before =
        (client.get(&path).await.body, client.get("/Users").await.body, changes(&client).await);
    let key = client.database.cursor_key().await.unwrap();
    client.database.close().await;

    let client = Client::of(&home.url()).await;
    assert_eq!(
        (client.get(&path).await.body, client.get("/Users").await.body, changes(&client).await),
        before
    );
    assert_eq!(client.database.cursor_key().await.unwrap(), key);
    assert_eq!(key.len(), 48);
    client.user("new").await;
    assert_eq!(changes(&client).await.last().unwrap().sequence, 4);
    client.database.close().await;
}
