//! Many at once.

use crate::client::{Client, USER, text};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_in_memory_database_is_one_database() {
    let client = Client::new().await;
    many(&client).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_file_is_one_database() {
    let path = std::env::temp_dir().join(format!("directory-{}.db", Uuid::new_v4().simple()));
    let url = format!("sqlite://{}", path.display());
    let client = Client::of(&url).await;
    many(&client).await;
    client.database.close().await;

    // and still is after a restart
    let client = Client::of(&url).await;
    assert_eq!(client.get("/Users").await.body["totalResults"], 51);
    client.database.close().await;
    std::fs::remove_file(path).unwrap();
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
