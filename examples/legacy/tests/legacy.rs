//! From a table as it was to accounts that Okta is linked to.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use legacy::migrate::{NotMigrated, conflicts, fold, migrate};
use legacy::store::Accounts;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::service::{Authenticate, Identity, ScimService};
use serde_json::{Value, json};
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;
use tower::ServiceExt;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// Years of accounts.
async fn application() -> SqlitePool {
    let db = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql(include_str!("../legacy.sql")).execute(&db).await.unwrap();
    writes(
        &db,
        "INSERT INTO accounts (id, login, first_name, last_name, mail, disabled, billing_notes) VALUES
            (7, 'Babs@Example.com', 'Barbara', 'Jensen', 'babs@example.com', 0, 'pays late'),
            (8, 'carla', '', '', NULL, 0, ''),
            (9, 'CARLA', 'Carla', 'Castillo', 'carla@example.com', 1, ''),
            (12, 'ÉLODIE', 'Élodie', 'Dubois', NULL, 0, ''),
            (15, 'élodie', '', '', NULL, 0, '')",
    )
    .await;
    db
}

/// The application, which has never heard of SCIM.
async fn writes(db: &SqlitePool, sql: &'static str) {
    sqlx::query(sql).execute(db).await.unwrap();
}

async fn text(db: &SqlitePool, sql: &'static str) -> String {
    let (text,): (String,) = sqlx::query_as(sql).fetch_one(db).await.unwrap();
    text
}

struct Okta;

impl Authenticate for Okta {
    async fn authenticate(&self, _: &axum::http::request::Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().subject("okta").dialect(Dialect::OKTA))
    }
}

struct Client(Router);

impl Client {
    fn of(db: &SqlitePool) -> Self {
        let accounts = Accounts::new(db.clone()).unwrap();
        let scim = ScimService::builder().resource(accounts).authenticate(Okta).build();
        Self(Router::new().fallback_service(scim))
    }

    async fn send(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("content-type", "application/scim+json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Okta's question before it creates anyone.
    async fn look_up(&self, name: &str) -> Vec<Value> {
        let path = format!("/Users?filter=userName%20eq%20%22{name}%22&startIndex=1&count=100");
        let (status, page) = self.send("GET", &path, None).await;
        assert_eq!(status, 200, "{page}");
        page["Resources"].as_array().cloned().unwrap_or_default()
    }

    /// What Okta does with someone who is assigned: link or create, then push the profile.
    async fn assign(&self, name: &str, external_id: &str) -> Value {
        let profile = json!({ "schemas": [USER], "userName": name, "externalId": external_id,
            "name": { "givenName": "Given", "familyName": "Family" },
            "emails": [{ "value": name, "type": "work", "primary": true }],
            "groups": [], "password": "1mz050nq", "active": true });
        let Some(found) = self.look_up(name).await.into_iter().next() else {
            let (status, created) = self.send("POST", "/Users", Some(&profile)).await;
            assert_eq!(status, 201, "{created}");
            return created;
        };
        let path = format!("/Users/{}", found["id"].as_str().unwrap());
        let (_, mut echo) = self.send("GET", &path, None).await;
        for (key, value) in profile.as_object().unwrap() {
            echo[key] = value.clone();
        }
        let (status, linked) = self.send("PUT", &path, Some(&echo)).await;
        assert_eq!(status, 200, "{linked}");
        linked
    }
}

async fn decided() -> SqlitePool {
    let db = application().await;
    writes(&db, "DELETE FROM accounts WHERE id = 9").await;
    writes(&db, "UPDATE accounts SET login = 'elodie.old' WHERE id = 15").await;
    assert!(migrate(&db).await.unwrap());
    db
}

/// What differs only in case is one login; people decide, and until then nothing is changed.
#[tokio::test]
async fn conflicts_are_reported_before_anything_is_changed() {
    let db = application().await;
    let found = conflicts(&db).await.unwrap();
    let report: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        report,
        [
            "`carla` is the login of 2 accounts:\n  8: `carla`, no mail, in use\n  9: `CARLA`, carla@example.com, disabled",
            "`élodie` is the login of 2 accounts:\n  12: `ÉLODIE`, no mail, in use\n  15: `élodie`, no mail, in use",
        ]
    );
    let table = "SELECT sql FROM sqlite_schema WHERE name = 'accounts'";
    let before = text(&db, table).await;
    assert!(matches!(migrate(&db).await, Err(NotMigrated::Conflicts(found)) if found.len() == 2));
    assert_eq!(text(&db, table).await, before);

    let db = decided().await;
    assert!(!migrate(&db).await.unwrap(), "once is enough");
    assert_eq!(conflicts(&db).await.unwrap(), []);
}

/// Okta's one-time link: every account keeps its id and its notes, and nobody has a second one.
#[tokio::test]
async fn okta_links_accounts_and_makes_no_second_one() {
    let db = decided().await;
    let okta = Client::of(&db);
    let (_, page) = okta.send("GET", "/Users?startIndex=1&count=100", None).await;
    assert_eq!(page["totalResults"], 4);
    assert_eq!(page["Resources"][0]["meta"]["version"], "W/\"1\"");

    // as Okta has the name, which is not how it was typed here years ago
    let linked = okta.assign("babs@example.com", "00u1").await;
    assert_eq!((&linked["id"], &linked["externalId"]), (&json!("7"), &json!("00u1")));
    assert_eq!(linked["userName"], "babs@example.com");
    let again = okta.assign("BABS@example.com", "00u1").await;
    assert_eq!(again["id"], "7");
    let new = okta.assign("new@example.com", "00u2").await;
    assert_eq!(new["id"], "16");
    let count = "SELECT CAST(count(*) AS TEXT) FROM accounts";
    assert_eq!(text(&db, count).await, "5");
    assert_eq!(text(&db, "SELECT billing_notes FROM accounts WHERE id = 7").await, "pays late");

    // a POST of a name that is there in another case is a conflict
    let body = json!({ "schemas": [USER], "userName": "ÉLODIE" });
    let (status, error) = okta.send("POST", "/Users", Some(&body)).await;
    assert_eq!((status, &error["scimType"]), (409, &json!("uniqueness")));
    let body = json!({ "schemas": [USER], "userName": "CARLA", "id": "12" });
    assert_eq!(okta.send("PUT", "/Users/12", Some(&body)).await.0, 409);

    // who leaves is barred, and found all the same
    let leaves = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "value": { "active": false } }] });
    assert_eq!(okta.send("PATCH", "/Users/7", Some(&leaves)).await.0, 200);
    assert_eq!(text(&db, "SELECT CAST(disabled AS TEXT) FROM accounts WHERE id = 7").await, "1");
    assert_eq!(okta.look_up("babs@example.com").await[0]["active"], false);
    let (_, page) = okta.send("GET", "/Users?filter=active%20eq%20false", None).await;
    assert_eq!(page["totalResults"], 1);
    // the page after the first
    let (_, page) = okta.send("GET", "/Users?startIndex=3&count=2&sortBy=userName", None).await;
    let names = page["Resources"].as_array().unwrap().iter().map(|one| one["userName"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["elodie.old", "new@example.com"]);
}

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

    // it knows no case: a second `barbara` is listed, and not found in the place of the first
    writes(&db, "INSERT INTO accounts (login) VALUES ('BARBARA')").await;
    assert_eq!(fold(&db).await.unwrap(), 1);
    let found = okta.look_up("barbara").await;
    assert_eq!((found.len(), &found[0]["id"]), (1, &json!("7")));
    let (_, page) = okta.send("GET", "/Users", None).await;
    assert_eq!(page["totalResults"], 5);
    let last = page["Resources"].as_array().unwrap().last().unwrap();
    assert!(last["meta"]["created"].as_str().unwrap().starts_with("20"), "{last}");
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
