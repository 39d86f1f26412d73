//! Many at once.

use crate::client::{BADGE, Client, GROUP, USER, text};
use crate::databases::{Home, On, both};
use directory::database::{Owner, Statement, save};
use directory::user::{Email, User};
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use scim_schema::value::DateTime;
use serde_json::json;
use std::collections::HashSet;
use std::time::Duration;

both!(
    many_writers_are_one_after_the_other,
    a_unique_value_is_taken_once,
    a_key_that_another_process_made_too_takes_nobodys_row,
    a_deletion_is_no_older_than_what_it_waited_for,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_in_memory_database_is_one_database() {
    let client = Client::new(On::Sqlite).await;
    many(&client).await;
}

async fn many_writers_are_one_after_the_other(on: On) {
    let home = Home::new(on);
    let client = Client::of(&home.url()).await;
    many(&client).await;
    client.database.close().await;

    // and still is after a restart
    let client = Client::of(&home.url()).await;
    assert_eq!(client.get("/Users").await.body["totalResults"], 51);
    client.database.close().await;
}

async fn many(client: &Client) {
    let shared = client.user("shared").await;
    let path = format!("/Users/{}", text(&shared, "id"));
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move {
                let created = client.user(&format!("user{number}")).await;
                // the same name again, and everyone edits one user
                let again = json!({ "schemas": [USER], "userName": format!("USER{number}") });
                assert_eq!(client.post("/Users", &again).await.status, 409);
                let edit = json!({
                    "schemas": [USER], "userName": "shared", "title": format!("title {number}")
                });
                let edited = client.put(&path, &edit).await;
                assert_eq!(edited.status, 200, "{}", edited.body);
                text(&created, "id").to_owned()
            })
        })
        .collect();
    let mut ids = HashSet::new();
    for task in tasks {
        ids.insert(task.await.unwrap());
    }
    assert_eq!(ids.len(), 50);
    assert_eq!(client.get("/Users?count=0").await.body["totalResults"], 51);
    // each of the edits is a version, none is lost
    assert_eq!(client.get(&path).await.headers["etag"], "W/\"51\"");
}

// 7644-3.3-11: one of many wins, by whatever method
async fn a_unique_value_is_taken_once(on: On) {
    let client = Client::new(on).await;
    let mut tasks = Vec::new();
    for number in 0..24 {
        let is_user = number % 2 == 0;
        let (endpoint, attribute, urn) = match is_user {
            true => ("/Users", "userName", USER),
            false => ("/Badges", "serialNumber", BADGE),
        };
        let body = |value: &str| json!({ "schemas": [urn], attribute: value });
        // user names are the same in another case and width, serial numbers are not
        let wanted =
            if is_user { ["wanted", "WANTED", "ｗanted"][number / 2 % 3] } else { "wanted" };
        let wanted = body(wanted);
        let mine = client.create(endpoint, &body(&format!("mine {number}"))).await;
        let path = format!("{endpoint}/{}", text(&mine, "id"));
        let client = client.clone();
        tasks.push(tokio::spawn(async move {
            let answer = match number / 2 % 3 {
                0 => client.post(endpoint, &wanted).await,
                1 => client.put(&path, &wanted).await,
                _ => {
                    let value = &wanted[attribute];
                    let patch = json!([{ "op": "replace", "path": attribute, "value": value }]);
                    client.patch(&path, &patch).await
                }
            };
            if answer.status >= 400 {
                answer.assert_error(409, Some("uniqueness"), attribute);
            }
            (is_user, answer.status)
        }));
    }
    let mut won = [0, 0];
    for task in tasks {
        let (is_user, status) = task.await.unwrap();
        won[usize::from(is_user)] += i32::from(status < 400);
    }
    assert_eq!(won, [1, 1]);
}

/// Keys are made up by each process: rarely two are the same.
async fn a_key_that_another_process_made_too_takes_nobodys_row(on: On) {
    let client = Client::new(on).await;
    let emails = json!([{ "value": "babs@example.com" }]);
    let user = json!({ "schemas": [USER], "userName": "babs", "emails": emails });
    let path = format!("/Users/{}", text(&client.create("/Users", &user).await, "id"));
    client.authorized("Bearer beta-token").user("other").await;
    let taken = client.count("SELECT id FROM user_emails").await;
    let other = client.count("SELECT seq FROM users WHERE tenant = 'beta'").await;

    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "add", "path": "emails", "value": [{ "value": "x@example.com" }] }]
    });
    let patch = Patch::<User>::new(body.to_string(), Dialect::RFC).unwrap();
    let (edited, changes) = patch.apply(&User::default()).unwrap();
    let email = Email { row: Some(taken), ..edited.emails[0].clone() };
    let mut work = client.database.write().await.unwrap();
    let saved = save(&mut work, Owner::New(other), &changes, "emails", &[email]).await;
    assert!(saved.unwrap_err().is_conflict());
    work.undo().await.unwrap();
    assert_eq!(client.get(&path).await.body["emails"], emails);
}

/// What is created has the time at which it was written, and not that at which it began to wait.
#[tokio::test]
async fn a_creation_is_no_older_than_what_it_waited_for() {
    let home = Home::new(On::Sqlite);
    let client = Client::of(&home.url()).await;
    let held = client.database.write().await.unwrap();
    let waits = {
        let client = client.clone();
        tokio::spawn(async move { client.user("late").await })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = DateTime::now();
    // times are told in milliseconds
    tokio::time::sleep(Duration::from_millis(20)).await;
    held.undo().await.unwrap();
    let created = waits.await.unwrap();
    let told = DateTime::parse(text(&created["meta"], "lastModified")).unwrap();
    assert!(told.cmp_instant(&before).is_gt(), "{told:?} {before:?}");
    assert_eq!(created["meta"]["created"], created["meta"]["lastModified"]);
}

/// A group that loses a member so changes when the deletion is made, and not when it began to wait.
async fn a_deletion_is_no_older_than_what_it_waited_for(on: On) {
    let home = Home::new(on);
    let client = Client::of(&home.url()).await;
    let member = client.user("member").await;
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": member["id"] }] });
    let group = format!("/Groups/{}", text(&client.create("/Groups", &group).await, "id"));
    let mut held = client.database.write().await.unwrap();
    let lock = held.dialect().locking();
    let lock = Statement::new(format!("SELECT seq FROM users WHERE id = $1{lock}"));
    held.number(lock.bind(text(&member, "id"))).await.unwrap();
    let waits = {
        let (client, path) = (client.clone(), format!("/Users/{}", text(&member, "id")));
        tokio::spawn(async move { client.delete(&path).await.status })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = DateTime::now();
    // times are told in milliseconds
    tokio::time::sleep(Duration::from_millis(20)).await;
    held.undo().await.unwrap();
    assert_eq!(waits.await.unwrap(), 204);
    let lost = client.get(&group).await.body;
    let told = DateTime::parse(text(&lost["meta"], "lastModified")).unwrap();
    assert!(told.cmp_instant(&before).is_gt(), "{told:?} {before:?}");
}
