//! How large an answer and a resource become.

use crate::client::{Client, GROUP, USER, text};
use crate::databases::{Home, On, both};
use directory::database::{Database, Options};
use directory::user::User;
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options as Filters;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::query::Query;
use scim_schema::service::{Context, Identity, Store};
use serde_json::{Value, json};

both!(a_page_is_loaded_as_far_as_it_is_sent, a_resource_grows_so_far);

/// 7644-3.4.2.4-06: no more is loaded than the answer may have, in whatever order, whether the rows
/// of users are long or their lists; whoever goes on finds everybody once.
async fn a_page_is_loaded_as_far_as_it_is_sent(on: On) {
    let home = Home::new(on);
    let bound = 60_000;
    let options = Options { answer: bound, ..Options::default() };
    let client = Client::on(Database::open_with(&home.url(), &options).await.unwrap());
    let mut operations = Vec::new();
    for number in 0..30 {
        // now and then one has more than all of an answer
        let (title, emails) = match number % 10 {
            4 => (70_000, 1),
            7 => (10, 30),
            _ => (200, 3),
        };
        let emails = (0..emails).map(|n| json!({ "value": format!("{n}{}", "e".repeat(2_500)) }));
        let emails: Vec<_> = emails.collect();
        operations.push(json!({
            "schemas": [USER], "userName": format!("user{:02}", (number * 7) % 30),
            "title": "t".repeat(title), "emails": emails
        }));
    }
    for user in &operations {
        client.create("/Users", user).await;
    }
    let names = |page: &Value| -> Vec<String> {
        let users = page["Resources"].as_array().unwrap();
        users.iter().map(|user| text(user, "userName").to_owned()).collect()
    };
    for order in ["", "&sortBy=userName", "&sortBy=userName&sortOrder=descending"] {
        let (mut found, mut pages) = (Vec::new(), 0);
        while found.len() < 30 {
            let path = format!("/Users?startIndex={}&count=30{order}", found.len() + 1);
            let answer = client.get(&path).await;
            assert_eq!((answer.status, &answer.body["totalResults"]), (200, &json!(30)));
            let page = names(&answer.body);
            let size = answer.body.to_string().len();
            assert!(!page.is_empty() && (page.len() == 1 || size < bound + 200), "{size}");
            for user in answer.body["Resources"].as_array().unwrap() {
                let given = operations.iter().find(|one| one["userName"] == user["userName"]);
                assert_eq!(
                    user["emails"].as_array().map(Vec::len),
                    given.unwrap()["emails"].as_array().map(Vec::len)
                );
            }
            found.extend(page);
            pages += 1;
        }
        assert!((8..30).contains(&pages), "{pages}");
        let (mut by_cursor, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = client.get(&format!("/Users?cursor={cursor}&count=30{order}")).await.body;
            assert_eq!(page["totalResults"], 30);
            by_cursor.extend(names(&page));
            match page["nextCursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(by_cursor, found);
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 30);

        // the store itself holds no more
        let cx = Context::new(Identity::new().tenant("acme"));
        let query = Query::<User>::parse(&format!("count=30{order}"), &Filters::default()).unwrap();
        let page = Store::<User>::search(&client.database, &cx, &query).await.unwrap();
        assert!(page.resources().len() < 20, "{}", page.resources().len());
        assert_eq!(page.total_results(), Some(30));

        // nor does it cut in silence what Okta reads by the count that it asks for
        let okta = Context::new(Identity::new().tenant("acme").dialect(Dialect::OKTA));
        let cut = ScimError::from(
            Store::<User>::search(&client.database, &okta, &query).await.unwrap_err(),
        );
        assert_eq!(cut.scim_type(), Some(ScimType::TooMany), "{cut}");
    }
    client.database.close().await;
}

/// By what a PATCH adds to it; what is there can be taken away, and members of groups do not count.
async fn a_resource_grows_so_far(on: On) {
    let home = Home::new(on);
    let options = Options { resource: 5_000, ..Options::default() };
    let client = Client::on(Database::open_with(&home.url(), &options).await.unwrap());
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let add = |n: usize| {
        let value = format!("{n}{}", "e".repeat(1_000));
        json!([{ "op": "add", "path": "emails", "value": [{ "value": value }] }])
    };
    for n in 0..4 {
        assert_eq!(client.patch(&path, &add(n)).await.status, 200);
    }
    let before = client.get(&path).await.body;
    client.patch(&path, &add(4)).await.assert_error(413, None, "more than 5000 bytes");
    assert_eq!(client.get(&path).await.body, before);
    let mut put = json!({ "schemas": [USER], "userName": "babs", "title": "t".repeat(9_000) });
    put["emails"] = before["emails"].clone();
    assert_eq!(client.put(&path, &put).await.status, 200);
    let shorter = json!([{ "op": "replace", "path": "title", "value": "t".repeat(8_000) }]);
    assert_eq!(client.patch(&path, &shorter).await.status, 200);
    let remove = json!([{ "op": "remove", "path": "emails" }]);
    assert_eq!(client.patch(&path, &remove).await.status, 200);

    let group = client.create("/Groups", &json!({ "schemas": [GROUP], "displayName": "g" })).await;
    let path = format!("/Groups/{}", text(&group, "id"));
    let mut members = Vec::new();
    for n in 0..40 {
        members.push(json!({ "value": client.user(&format!("user{n}")).await["id"] }));
    }
    let add = json!([{ "op": "add", "path": "members", "value": members }]);
    assert_eq!(client.patch(&path, &add).await.status, 204);
    client.database.close().await;
}

/// A list is stored by few statements, however long it is, and rows that stay keep their keys.
#[tokio::test]
async fn a_long_list_takes_few_statements() {
    let Some(on) = On::postgres() else { return };
    let client = Client::new(on).await;
    let emails = |numbers: std::ops::Range<usize>| -> Vec<Value> {
        numbers.map(|n| json!({ "value": format!("{n}@example.com"), "type": "work" })).collect()
    };
    let mut user = json!({ "schemas": [USER], "userName": "babs", "emails": emails(0..1_000) });
    let path = format!("/Users/{}", text(&client.create("/Users", &user).await, "id"));
    client
        .execute(&[
            "CREATE SEQUENCE statements",
            "CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM nextval('statements'); RETURN NULL; END $$",
            "CREATE TRIGGER counted AFTER INSERT ON user_emails
             FOR EACH STATEMENT EXECUTE FUNCTION counted()",
        ])
        .await;
    let keys = "SELECT sum(id)::text FROM user_emails
                WHERE CAST(split_part(value, '@', 1) AS INT) BETWEEN 1 AND 999";
    let before = client.text(keys).await;
    user["emails"] = json!(emails(1..1_003));
    let answer = client.put(&path, &user).await;
    assert_eq!((answer.status, answer.body["emails"].as_array().map(Vec::len)), (200, Some(1_002)));
    assert_eq!(client.text(keys).await, before);
    // 3 of 256, and 128 + 64 + 32 + 8 + 2
    assert_eq!(client.count("SELECT last_value FROM statements").await, 8);
}
