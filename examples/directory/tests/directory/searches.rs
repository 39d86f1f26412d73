//! Searches of stored rows: the database finds, sorts and counts.

use crate::client::{BADGE, Client, GROUP, Meter, USER, text};
use crate::databases::{On, both};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

both!(
    lookups_find_what_the_filter_says,
    lists_are_loaded_where_they_are_needed,
    what_an_answer_leaves_out_is_not_read,
    pages_cover_all_once,
    pages_go_on_behind_long_texts,
);

async fn find(client: &Client, path: &str, filter: &str) -> Vec<Value> {
    let filter = filter.replace(' ', "%20").replace('"', "%22");
    let answer = client.get(&format!("{path}?filter={filter}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let found = answer.body["Resources"].as_array().cloned().unwrap_or_default();
    assert_eq!(answer.body["totalResults"], found.len());
    found
}

// 7644-3.4.2.2-07, 7643-4.1.1-04: by the keys that attributes compare by
async fn lookups_find_what_the_filter_says(on: On) {
    let client = Client::new(on).await;
    let beta = client.authorized("Bearer beta-token");
    let body =
        json!({ "schemas": [USER], "userName": "Zoë", "externalId": "x", "displayName": "Z" });
    let user = client.create("/Users", &body).await;
    beta.create("/Users", &body).await;
    client.user("other").await;
    let id = text(&user, "id");
    let group = json!({ "schemas": [GROUP], "displayName": "Tour Guides", "externalId": "x" });
    let group = client.create("/Groups", &group).await;
    let badge = json!({ "schemas": [BADGE], "serialNumber": "A", "zones": ["north"] });
    let badge = client.create("/Badges", &badge).await;

    for (path, filter, expected) in [
        ("/Users", "userName eq \"ZOE\u{308}\"".to_owned(), Some(&user)),
        ("/Users", format!("id eq \"{id}\""), Some(&user)),
        ("/Users", "externalId eq \"x\" and displayName eq \"z\"".to_owned(), Some(&user)),
        ("/Users", "externalId eq \"x\" and displayName eq \"y\"".to_owned(), None),
        ("/Users", "externalId eq \"X\"".to_owned(), None),
        ("/Users", "(userName eq \"zoë\") or (userName eq \"nobody\")".to_owned(), Some(&user)),
        ("/Users", "name.formatted eq \"zoë\"".to_owned(), None),
        ("/Groups", "displayName eq \"TOUR guides\"".to_owned(), Some(&group)),
        ("/Groups", "externalId eq \"x\"".to_owned(), Some(&group)),
        ("/Badges", "serialNumber eq \"A\" and zones eq \"NORTH\"".to_owned(), Some(&badge)),
        ("/Badges", "serialNumber eq \"a\"".to_owned(), None),
    ] {
        let filter = filter.replace('ë', "%C3%AB").replace("E\u{308}", "E%CC%88");
        let found = find(&client, path, &filter).await;
        assert_eq!(found.first(), expected, "{filter}");
    }
}

/// Filters look at lists that the answer leaves out; answers have lists that no filter named.
async fn lists_are_loaded_where_they_are_needed(on: On) {
    let client = Client::new(on).await;
    for name in ["a", "b"] {
        let body = json!({
            "schemas": [USER], "userName": name,
            "emails": [{ "value": format!("{name}@example.com") }], "roles": [{ "value": "guide" }]
        });
        client.create("/Users", &body).await;
    }
    let found = find(&client, "/Users", "emails.value sw \"a@\"").await;
    assert_eq!((found.len(), &found[0]["roles"][0]["value"]), (1, &json!("guide")));
    assert_eq!(found[0]["emails"][0]["value"], "a@example.com");
    let path = "/Users?filter=emails%20co%20%22b@%22&attributes=roles&sortBy=emails.value";
    let found = client.get(path).await.body;
    assert_eq!(found["totalResults"], 1);
    assert_eq!(found["Resources"][0]["roles"][0]["value"], "guide");
    assert_eq!(found["Resources"][0].get("emails"), None);
    let path = "/Users?sortBy=emails.value&sortOrder=descending&attributes=userName";
    let found = client.get(path).await.body;
    assert_eq!(found["Resources"][0]["userName"], "b");
}

// 7644-3.9-04, -08: what is not asked for is not read, which shows when it is gone
async fn what_an_answer_leaves_out_is_not_read(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let group =
        json!({ "schemas": [GROUP], "displayName": "all", "members": [{ "value": user["id"] }] });
    let group = format!("/Groups/{}", text(&client.create("/Groups", &group).await, "id"));
    let gone = [
        "DROP VIEW members",
        "DROP TABLE user_emails",
        "DROP TABLE user_addresses",
        "DROP TABLE group_members",
    ];
    client.execute(&gone).await;
    for (path, status) in [
        (format!("{path}?attributes=userName,roles"), 200),
        (format!("{path}?excludedAttributes=emails,addresses,groups"), 200),
        ("/Users?attributes=userName".to_owned(), 200),
        ("/Users?attributes=userName&filter=userName%20sw%20%22b%22".to_owned(), 200),
        ("/Users?attributes=userName&cursor&sortBy=title".to_owned(), 200),
        ("/Users?attributes=userName&filter=emails%20pr".to_owned(), 500),
        (path, 500),
        // as Entra asks for groups
        (format!("{group}?excludedAttributes=members"), 200),
        ("/Groups?excludedAttributes=members&filter=displayName%20eq%20%22all%22".to_owned(), 200),
        ("/Groups?excludedAttributes=members&sortBy=displayName&count=5".to_owned(), 200),
        (group, 500),
    ] {
        assert_eq!(client.get(&path).await.status, status, "{path}");
    }
}

/// More than one batch, by index and by cursor.
async fn pages_cover_all_once(on: On) {
    let client = Client::new(on).await;
    assert!(directory::seed::seed(&client.database, "acme", 1_250).await.unwrap());
    let mut names = std::collections::BTreeSet::new();
    for start in (1..=1_250).step_by(100) {
        let page =
            client.get(&format!("/Users?startIndex={start}&count=100&attributes=userName")).await;
        assert_eq!(page.body["totalResults"], 1_250);
        for user in page.body["Resources"].as_array().unwrap() {
            assert!(names.insert(text(user, "userName").to_owned()));
        }
    }
    assert_eq!(names.len(), 1_250);
    for search in
        ["count=500&attributes=userName", "count=500&filter=active%20ne%20false&sortBy=userName"]
    {
        let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), String::new());
        let total = loop {
            let page = client.get(&format!("/Users?cursor={cursor}&{search}")).await;
            assert_eq!(page.status, 200, "{}", page.body);
            for user in page.body["Resources"].as_array().unwrap() {
                assert!(seen.insert(text(user, "userName").to_owned()));
            }
            match page.body["nextCursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break page.body["totalResults"].clone(),
            }
        };
        assert_eq!(total, seen.len());
        assert_eq!(seen.len(), if search.contains("filter") { 1_225 } else { 1_250 });
    }
    let name = names.first().unwrap();
    assert_eq!(find(&client, "/Users", &format!("userName eq \"{name}\"")).await.len(), 1);
    let Meter::Sqlite(steps) = Meter::of(&client).await else { return };
    // a look-up does not look at them all
    assert_eq!(find(&client, "/Users", &format!("userName eq \"{name}\"")).await.len(), 1);
    let few = steps.swap(0, Ordering::Relaxed);
    assert_eq!(find(&client, "/Users", &format!("userName co \"{name}\"")).await.len(), 1);
    let many = steps.load(Ordering::Relaxed);
    assert!(few < 200 && many > 4 * few, "{few} and {many}");
}

// 9865-2-02: a cursor that can be sent, whatever users are sorted by
async fn pages_go_on_behind_long_texts(on: On) {
    let client = Client::new(on).await;
    for number in 0..4 {
        let title = format!("{}{}", "A".repeat(20_000), number % 2);
        let body = json!({ "schemas": [USER], "userName": format!("u{number}"), "title": title });
        client.create("/Users", &body).await;
    }
    for order in ["ascending", "descending"] {
        let search = format!("attributes=userName&sortBy=title&sortOrder={order}");
        let whole = client.get(&format!("/Users?{search}")).await.body;
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = client.get(&format!("/Users?{search}&count=1&cursor={cursor}")).await;
            assert_eq!(page.status, 200, "{}", page.body);
            found.extend(page.body["Resources"].as_array().unwrap().iter().cloned());
            let Some(next) = page.body["nextCursor"].as_str() else { break };
            assert!(next.len() < 600, "{next}");
            cursor = next.to_owned();
        }
        assert_eq!(json!(found), whole["Resources"], "{order}");
    }
}
