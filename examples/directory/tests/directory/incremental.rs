//! Imports of what changed since the last one, by `meta.lastModified`.

use crate::client::{Client, GROUP, USER, text};
use crate::databases::{On, both};
use scim_schema::service::ChangeKind;
use serde_json::{Value, json};

both!(
    only_what_changed_is_found,
    a_change_while_paging_is_not_lost,
    who_begins_soon_is_found_by_the_instant,
    no_write_goes_back_in_time,
);

/// Who a filter finds, in pages of this size, ordered as an import orders them.
async fn import(client: &Client, filter: &str, count: usize) -> Vec<String> {
    let filter = filter.replace(' ', "%20").replace('"', "%22").replace('+', "%2B");
    let mut names = Vec::new();
    loop {
        let start = names.len() + 1;
        let path = format!(
            "/Users?filter={filter}&startIndex={start}&count={count}&sortBy=meta.lastModified"
        );
        let page = client.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let found = page.body["Resources"].as_array().cloned().unwrap_or_default();
        names.extend(found.iter().map(|user| text(user, "userName").to_owned()));
        let total = usize::try_from(page.body["totalResults"].as_u64().unwrap()).unwrap();
        assert!(found.len() == count || names.len() == total, "a page is full while more remain");
        if names.len() >= total {
            return names;
        }
    }
}

/// So many users of the past, the last of them changed a second before the watermark.
async fn directory(on: On, users: usize) -> Client {
    let client = Client::new(on).await;
    for n in 0..users {
        client.user(&format!("user{n:02}")).await;
    }
    // 2026-01-01T00:00:00Z
    client
        .execute(&["UPDATE users SET created_at = 1767225599000, modified_at = 1767225599000"])
        .await;
    client
}

async fn user(client: &Client, name: &str) -> Value {
    let found = client.get(&format!("/Users?filter=userName%20eq%20%22{name}%22")).await;
    found.body["Resources"][0].clone()
}

// 7644-3.4.2.2-16, -17, -19: instants compare as instants, however they are spelt
async fn only_what_changed_is_found(on: On) {
    let client = directory(on, 25).await;
    let since = "meta.lastModified ge \"2026-01-01T00:00:00Z\"";
    assert!(import(&client, since, 10).await.is_empty());

    let path = |user: &Value| format!("/Users/{}", text(user, "id"));
    let [echo, leaver, renamed, member, gone] = [1, 2, 3, 4, 5].map(|n| format!("user{n:02}"));
    let echo = user(&client, &echo).await;
    let leaver = user(&client, &leaver).await;
    let renamed = user(&client, &renamed).await;
    let member = user(&client, &member).await;
    let gone = user(&client, &gone).await;
    // one that is sent back as it was read has not changed, and neither has a member of a group
    assert_eq!(client.put(&path(&echo), &echo).await.body["meta"], echo["meta"]);
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": member["id"] }] });
    let group = client.create("/Groups", &group).await;
    client.patch(&path(&leaver), &json!([{ "op": "replace", "value": { "active": false } }])).await;
    client
        .patch(&path(&renamed), &json!([{ "op": "replace", "value": { "userName": "renamed" } }]))
        .await;
    client.user("joiner").await;
    assert_eq!(client.delete(&path(&gone)).await.status, 204);
    assert_eq!(import(&client, since, 10).await, ["user02", "renamed", "joiner"]);
    assert_eq!(import(&client, since, 2).await, ["user02", "renamed", "joiner"], "in two pages");
    assert_eq!(user(&client, "user02").await["active"], false, "who left is among them");

    // the boundary: `gt` is after, `ge` is from then on, in any zone and to the millisecond
    client
        .execute(&["UPDATE users SET modified_at = 1767225600250 WHERE user_name = 'renamed'"])
        .await;
    let renamed = ["renamed".to_owned()];
    for (operator, at, found) in [
        ("ge", "2026-01-01T00:00:00.250Z", true),
        ("ge", "2026-01-01T01:00:00.25+01:00", true),
        ("gt", "2026-01-01T00:00:00.250Z", false),
        ("gt", "2025-12-31T19:00:00.249-05:00", true),
        ("ge", "2026-01-01T00:00:00.251Z", false),
    ] {
        let filter = format!("userName eq \"renamed\" and meta.lastModified {operator} \"{at}\"");
        let names = import(&client, &filter, 10).await;
        assert_eq!(names, if found { &renamed[..] } else { &[] }, "{operator} {at}");
    }
    let le = "meta.lastModified le \"2026-01-01T00:00:00.250Z\" and meta.lastModified gt \"2025-12-31T23:59:59Z\"";
    assert_eq!(import(&client, le, 10).await, renamed);
    // a client that is told so takes a full import instead
    for wrong in ["yesterday", "2026-02-30T00:00:00Z"] {
        let path = format!("/Users?filter=meta.lastModified%20gt%20%22{wrong}%22");
        client.get(&path).await.assert_error(400, Some("invalidFilter"), "");
    }
    // a group changes with its members, also when one of them is deleted
    assert_eq!(client.delete(&path(&member)).await.status, 204);
    let groups =
        client.get("/Groups?filter=meta.lastModified%20gt%20%222026-01-01T00:00:00Z%22").await;
    assert_eq!(groups.body["Resources"][0]["id"], group["id"]);
    assert_eq!(groups.body["Resources"][0]["meta"]["version"], "W/\"2\"");
    // who was deleted is nowhere but in the feed
    let changes = client.database.changes(Some("acme"), 0, 1_000).await.unwrap();
    let deleted = changes.iter().filter(|change| change.kind == ChangeKind::Deleted);
    let deleted: Vec<_> = deleted.map(|change| change.id.as_str()).collect();
    assert_eq!(deleted, [text(&gone, "id"), text(&member, "id")]);
}

/// Whoever changes while an import turns pages moves to its end, or is found by the next one.
async fn a_change_while_paging_is_not_lost(on: On) {
    let client = directory(on, 12).await;
    client.execute(&["UPDATE users SET modified_at = 1767225600000 + seq % 1000"]).await;
    let since = "meta.lastModified%20ge%20%222026-01-01T00:00:00Z%22";
    let path = format!("/Users?filter={since}&sortBy=meta.lastModified&count=5&cursor");
    let mut page = client.get(&path).await.body;
    let mut names = Vec::new();
    let first = page["Resources"][0].clone();
    let mut changed = false;
    loop {
        let found = page["Resources"].as_array().cloned().unwrap_or_default();
        names.extend(found.iter().map(|user| text(user, "userName").to_owned()));
        if !changed {
            let nick = json!([{ "op": "replace", "value": { "nickName": "n" } }]);
            client.patch(&format!("/Users/{}", text(&first, "id")), &nick).await;
            changed = true;
        }
        let Some(next) = page["nextCursor"].as_str() else { break };
        page = client.get(&format!("{path}={next}")).await.body;
    }
    // all of them, and the one that changed again
    let mut all: Vec<_> = (0..12).map(|n| format!("user{n:02}")).collect();
    all.push(text(&first, "userName").to_owned());
    all.sort_unstable();
    names.sort_unstable();
    assert_eq!(names, all);
}

/// Who begins until then: an import before the first day. Dates are given back as they were sent.
async fn who_begins_soon_is_found_by_the_instant(on: On) {
    let client = Client::new(on).await;
    let employment = "urn:example:scim:schemas:extension:employment:2.0:User";
    let hire = |name: &str, date: &str| {
        json!({ "schemas": [USER, employment], "userName": name,
            employment: { "hireDate": date } })
    };
    client.user("nobody knows").await;
    let tokyo = client.create("/Users", &hire("tokyo", "2026-12-04T09:00:00+09:00")).await;
    client.create("/Users", &hire("lima", "2026-12-03T20:00:00-05:00")).await;
    assert_eq!(tokyo[employment]["hireDate"], "2026-12-04T09:00:00+09:00");
    // midnight UTC is between the two
    let until =
        |operator: &str| format!("{employment}:hireDate {operator} \"2026-12-04T00:30:00Z\"");
    assert_eq!(import(&client, &until("le"), 10).await, ["tokyo"]);
    assert_eq!(import(&client, &until("gt"), 10).await, ["lima"]);
    // a start that moves is a change, the same start in another zone is another text
    let path = format!("/Users/{}", text(&tokyo, "id"));
    let moves = |date: &str| json!([{ "op": "replace", "path": format!("{employment}:hireDate"), "value": date }]);
    let moved = client.patch(&path, &moves("2026-12-05T09:00:00+09:00")).await.body;
    assert_eq!(moved["meta"]["version"], "W/\"2\"");
    assert!(import(&client, &until("le"), 10).await.is_empty());
    let put = client.put(&path, &json!({ "schemas": [USER], "userName": "tokyo" })).await.body;
    assert_eq!((put.get(employment), &put["schemas"]), (None, &json!([USER])));
    let wrong = client.patch(&path, &moves("soon")).await;
    wrong.assert_error(400, Some("invalidValue"), "hireDate");
}

/// Another server's clock is ahead: what was written by it is no older when it is written again, or an
/// import that has seen it would not see that.
async fn no_write_goes_back_in_time(on: On) {
    let client = Client::new(on).await;
    let member = client.user("member").await;
    let path = |resource: &Value| format!("/Users/{}", text(resource, "id"));
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": member["id"] }] });
    let group = format!("/Groups/{}", text(&client.create("/Groups", &group).await, "id"));
    let other = path(&client.user("other").await);
    client
        .execute(&[
            "UPDATE users SET modified_at = modified_at + 600000",
            "UPDATE \"groups\" SET modified_at = modified_at + 600000",
        ])
        .await;
    let ahead = client.get(&group).await.body["meta"]["lastModified"].clone();
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "renamed" }]);
    assert_eq!(client.delete(&path(&member)).await.status, 204);
    let lost = client.get(&group).await.body;
    assert_eq!((&lost["meta"]["lastModified"], lost.get("members")), (&ahead, None));
    assert_eq!(client.patch(&group, &rename).await.status, 204);
    let renamed = client.get(&group).await.body;
    assert_eq!(renamed["meta"]["lastModified"], ahead);
    assert_eq!(renamed["meta"]["version"], "W/\"3\"");

    // what is answered is what is stored
    let ahead = client.get(&other).await.body["meta"]["lastModified"].clone();
    let renamed = client.patch(&other, &rename).await.body;
    assert_eq!(renamed["meta"]["lastModified"], ahead);
    assert_eq!(client.get(&other).await.body, renamed);
}
