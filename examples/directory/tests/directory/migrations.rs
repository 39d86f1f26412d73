//! Databases of other versions of the program.

use crate::client::{Client, text};
use crate::databases::{File, Home, On, both};
use directory::database::Database;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{PgPool, SqlitePool};
use std::borrow::Cow;

both!(a_newer_database_is_refused_in_a_line);

async fn pool(file: &File) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(&file.0).create_if_missing(true);
    SqlitePool::connect_with(options).await.unwrap()
}

#[tokio::test]
async fn an_older_database_is_brought_up_to_date() {
    let file = File::new();
    let old = pool(&file).await;
    let all: Migrator = sqlx::migrate!("migrations/sqlite");
    let first: Vec<_> = all.iter().take(3).cloned().collect();
    let first = Migrator { migrations: Cow::Owned(first), ..Migrator::DEFAULT };
    first.run(&old).await.unwrap();
    sqlx::query(
        "INSERT INTO users (tenant, id, user_name, user_name_key, created, last_modified, revision)
         VALUES ('acme', '0190163d-8694-739b-aea5-966c26f8ad91', 'Babs', 'babs', '2024-02-29T08:30:00Z',
             '2024-02-29T08:30:00Z', 7)",
    )
    .execute(&old)
    .await
    .unwrap();
    old.close().await;

    let client = Client::of(&file.url()).await;
    let found = client.get("/Users?filter=userName%20eq%20%22BABS%22").await.body;
    assert_eq!(found["totalResults"], 1);
    assert_eq!(text(&found["Resources"][0]["meta"], "version"), "W/\"7\"");
    client.user("new").await;
    client.database.close().await;
}

#[tokio::test]
async fn an_older_postgres_is_brought_up_to_date() {
    let Some(on) = On::postgres() else { return };
    let home = Home::new(on);
    let old = PgPool::connect(&home.url()).await.unwrap();
    let all: Migrator = sqlx::migrate!("migrations/postgres");
    let first: Vec<_> = all.iter().take(1).cloned().collect();
    let first = Migrator { migrations: Cow::Owned(first), ..Migrator::DEFAULT };
    first.run(&old).await.unwrap();
    sqlx::query(
        "INSERT INTO users (seq, tenant, id, user_name, user_name_key, created_at, modified_at, revision)
         VALUES (1, 'acme', '0190163d-8694-739b-aea5-966c26f8ad91', 'Babs', 'babs', 1709193600000,
             1709193600000, 7)",
    )
    .execute(&old)
    .await
    .unwrap();
    old.close().await;

    let client = Client::of(&home.url()).await;
    let found = client.get("/Users?filter=userName%20eq%20%22BABS%22").await.body;
    assert_eq!(found["totalResults"], 1);
    assert_eq!(text(&found["Resources"][0]["meta"], "version"), "W/\"7\"");
    assert_eq!(text(&found["Resources"][0]["meta"], "created"), "2024-02-29T08:00:00Z");
    client.user("new").await;
    client.database.close().await;
}

async fn a_newer_database_is_refused_in_a_line(on: On) {
    let home = Home::new(on);
    let client = Client::of(&home.url()).await;
    let empty = if on == On::Sqlite { "x'00'" } else { "'\\x00'" };
    let new = format!(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'to come', TRUE, {empty}, 0)"
    );
    client.execute(&[&new]).await;
    client.database.close().await;
    let error = Database::open(&home.url()).await.unwrap_err().to_string();
    assert!(error.contains("a newer version of this program wrote it (migration 9999"), "{error}");
    assert_eq!(error.lines().count(), 1);
}

#[tokio::test]
async fn what_must_exist_is_not_created() {
    let file = File::new();
    assert!(Database::open_existing(&file.url()).await.is_err());
    assert!(!file.0.exists());
}
