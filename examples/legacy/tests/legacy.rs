//! From a table as it was to accounts that Okta is linked to.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "legacy/application.rs"]
mod application;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use legacy::migrate::{NotMigrated, conflicts, migrate};
use legacy::store::Accounts;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::service::{Authenticate, Credential, Identity, ScimService};
use scim_testkit::live::{self, Options, Target};
use scim_testkit::okta::{App, Mode, Org, Profile, suite};
use serde_json::{Value, json};
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tower::ServiceExt;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// Years of accounts.
async fn application() -> SqlitePool {
    application_at("sqlite::memory:").await
}

async fn application_at(url: &str) -> SqlitePool {
    let db = SqlitePoolOptions::new().max_connections(1).connect(url).await.unwrap();
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
    async fn authenticate(
        &self,
        request: &axum::http::request::Parts,
    ) -> Result<Identity, ScimError> {
        if Credential::of(request)?.secret().expose() != "okta" {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
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
            .header("authorization", "Bearer okta")
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
}

async fn decided() -> SqlitePool {
    let db = application().await;
    decide(&db).await;
    db
}

async fn decide(db: &SqlitePool) {
    writes(db, "DELETE FROM accounts WHERE id = 9").await;
    writes(db, "UPDATE accounts SET login = 'elodie.old' WHERE id = 15").await;
    assert!(migrate(db).await.unwrap());
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

/// The accounts as Okta reaches them.
fn okta(db: &SqlitePool, runtime: &Arc<Runtime>) -> Target {
    let (router, runtime) = (Client::of(db).0, Arc::clone(runtime));
    let target = Target::service_on(router, move |answer| runtime.block_on(answer));
    target.token("okta").unwrap()
}

/// Okta's one-time link: every account keeps its id and its notes, and nobody has a second one.
#[test]
fn okta_links_accounts_and_makes_no_second_one() {
    let runtime = Arc::new(Runtime::new().unwrap());
    let db = runtime.block_on(decided());
    let count = || {
        let sql = "SELECT CAST(count(*) AS TEXT) FROM accounts";
        runtime.block_on(text(&db, sql))
    };
    let mut org = Org::new(okta(&db, &runtime), App::new(Mode::Patch).import_groups(false));
    // as Okta has the names, which are not how they were typed here years ago
    let person = |login: &str, mail: &str| {
        Profile::new(login, "Given", "Family").with("email", mail).with("title", "Tour guide")
    };
    let babs = org.hire(person("babs@example.com", "babs@example.com"));
    let carla = org.hire(person("CARLA", "carla@example.com"));
    let new = org.hire(person("new@example.com", "new@example.com"));

    // the import links whom it can: an account without a name or an address is one for a person
    let import = org.import().unwrap();
    assert_eq!(
        (import.scanned, &*import.linked, import.created.len()),
        (4, &[babs.clone()][..], 0)
    );
    let failed: Vec<String> = import.failed.iter().map(ToString::to_string).collect();
    assert_eq!(
        failed,
        [
            "import a user: `carla` has no name.givenName, name.familyName, primary email",
            "import a user: `ÉLODIE` has no primary email",
            "import a user: `elodie.old` has no name.givenName, name.familyName, primary email",
        ]
    );
    org.force_sync(&babs).unwrap();
    // those it cannot are linked as they are assigned, by the same look-up
    for user in [&babs, &carla] {
        org.assign(user).unwrap();
    }
    assert_eq!((org.external_id(&babs), org.external_id(&carla)), (Some("7"), Some("8")));
    assert_eq!(count(), "4");
    org.assign(&new).unwrap();
    assert_eq!((org.external_id(&new), &*count()), (Some("16"), "5"));
    let notes = "SELECT billing_notes || login || external_id FROM accounts WHERE id = 7";
    let notes = runtime.block_on(text(&db, notes));
    assert_eq!(notes, format!("pays latebabs@example.com{}", babs.id()));
    // now it has what an import needs
    let import = org.import().unwrap();
    assert_eq!((import.failed.len(), import.removed.len()), (2, 0));

    // who leaves is barred, and found all the same
    org.unassign(&babs).unwrap();
    let disabled = "SELECT CAST(disabled AS TEXT) FROM accounts WHERE id = 7";
    assert_eq!(runtime.block_on(text(&db, disabled)), "1");
    org.reassign(&babs).unwrap();
    assert_eq!(runtime.block_on(text(&db, disabled)), "0");
    assert_eq!((org.external_id(&babs), &*count()), (Some("7"), "5"));
    assert_eq!(org.tasks(), []);

    // and Okta's own tests pass on the table
    let suites = [suite::SPEC, suite::CRUD];
    let report = live::run_suites(&okta(&db, &runtime), &Options::new(), &suites).unwrap();
    assert!(report.is_conformant() && report.left.is_empty(), "{}", report.to_text(false));
    assert_eq!(count(), "5");
}

/// What names are taken for is said by a conflict, whatever their case.
#[tokio::test]
async fn a_name_is_taken_in_any_case() {
    let db = decided().await;
    let okta = Client::of(&db);
    let (_, page) = okta.send("GET", "/Users?startIndex=1&count=100", None).await;
    assert_eq!(page["Resources"][0]["meta"]["version"], "W/\"1\"");
    let body = json!({ "schemas": [USER], "userName": "ÉLODIE" });
    let (status, error) = okta.send("POST", "/Users", Some(&body)).await;
    assert_eq!((status, &error["scimType"]), (409, &json!("uniqueness")));
    let body = json!({ "schemas": [USER], "userName": "CARLA", "id": "12" });
    assert_eq!(okta.send("PUT", "/Users/12", Some(&body)).await.0, 409);
    let leaves = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "value": { "active": false } }] });
    assert_eq!(okta.send("PATCH", "/Users/7", Some(&leaves)).await.0, 200);
    assert_eq!(okta.look_up("babs@example.com").await[0]["active"], false);
    let (_, page) = okta.send("GET", "/Users?filter=active%20eq%20false", None).await;
    assert_eq!(page["totalResults"], 1);
    // the page after the first
    let (_, page) = okta.send("GET", "/Users?startIndex=3&count=2&sortBy=userName", None).await;
    let names = page["Resources"].as_array().unwrap().iter().map(|one| one["userName"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["elodie.old", "ÉLODIE"]);
}

/// An id that was somebody's is nobody else's, whoever deletes and whoever adds (RFC 7643 section
/// 3.1), and the keys of the application are what they would be without SCIM.
#[tokio::test]
async fn an_id_is_given_once() {
    let db = decided().await;
    let okta = Client::of(&db);
    let add = async |name: &str| {
        let body = json!({ "schemas": [USER], "userName": name });
        let (status, created) = okta.send("POST", "/Users", Some(&body)).await;
        assert_eq!(status, 201, "{created}");
        created["id"].as_str().unwrap().to_owned()
    };
    // the last one is deleted, by the client and by the application, and another comes
    assert_eq!(okta.send("DELETE", "/Users/15", None).await.0, 204);
    assert_eq!(add("first").await, "16");
    writes(&db, "DELETE FROM accounts WHERE login = 'first'").await;
    assert_eq!(add("second").await, "17");
    writes(&db, "DELETE FROM accounts WHERE login = 'second'").await;
    writes(&db, "INSERT INTO accounts (login) VALUES ('third')").await;
    let keys = "SELECT id || ' ' || scim_id FROM accounts WHERE login = 'third'";
    assert_eq!(text(&db, keys).await, "13 18");
    assert_eq!(okta.look_up("third").await[0]["id"], "18");
    assert_eq!(add("fourth").await, "19");
    // a key that the application chooses
    writes(&db, "INSERT INTO accounts (id, login) VALUES (100, 'fifth')").await;
    assert_eq!(okta.look_up("fifth").await[0]["id"], "100");
    assert_eq!(add("sixth").await, "101");

    // by its id an account is read and written, whatever its key
    let off = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "active", "value": false }]
    });
    assert_eq!(okta.send("PATCH", "/Users/18", Some(&off)).await.0, 200);
    let disabled = "SELECT CAST(disabled AS TEXT) FROM accounts WHERE login = 'third'";
    assert_eq!(text(&db, disabled).await, "1");
    assert_eq!(okta.send("DELETE", "/Users/18", None).await.0, 204);
    for gone in ["13", "15", "16", "17", "18"] {
        let path = format!("/Users/{gone}");
        assert_eq!(okta.send("GET", &path, None).await.0, 404, "{gone}");
    }
    let (_, page) = okta.send("GET", "/Users", None).await;
    let ids = page["Resources"].as_array().unwrap().iter().map(|one| one["id"].clone());
    assert_eq!(ids.collect::<Vec<_>>(), ["7", "8", "12", "19", "100", "101"]);
}

/// An incremental import reads in the order of an index: all old rows were changed at one time, the
/// day of the migration.
#[tokio::test]
async fn pages_by_time_are_not_sorted_anew() {
    let db = decided().await;
    let page = "EXPLAIN QUERY PLAN SELECT * FROM accounts ORDER BY modified_at, scim_id LIMIT 2";
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(page).fetch_all(&db).await.unwrap();
    let steps: Vec<&str> = plan.iter().map(|(.., step)| &**step).collect();
    assert_eq!(steps, ["SCAN accounts USING INDEX accounts_modified"]);
}

/// The program on a file: the report says who has to decide, and the migration waits for it.
#[tokio::test]
async fn the_program_reports_and_migrates() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("legacy.db");
    let _ = std::fs::remove_file(&file);
    let url = format!("sqlite://{}", file.display());
    let program = |command: &str| {
        let legacy = Command::new(env!("CARGO_BIN_EXE_legacy"))
            .args(["--database", &url, command])
            .output()
            .unwrap();
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (legacy.status.code(), said(legacy.stdout), said(legacy.stderr))
    };
    let (code, _, error) = program("report");
    assert_eq!(code, Some(1));
    assert!(error.starts_with(&format!("error: cannot open `{url}`: unable to open")), "{error}");
    assert!(!error.contains("code: "), "{error}");
    let db = application_at(&format!("{url}?mode=rwc")).await;
    let report = "`carla` is the login of 2 accounts:\n  8: `carla`, no mail, in use\n  9: `CARLA`, \
         carla@example.com, disabled\n`élodie` is the login of 2 accounts:\n  12: `ÉLODIE`, no mail, \
         in use\n  15: `élodie`, no mail, in use\n2 logins have several accounts\n";
    assert_eq!(program("report"), (Some(1), report.to_owned(), String::new()));
    let why = "error: 2 logins have several accounts; see `legacy report`\n";
    assert_eq!(program("migrate"), (Some(1), String::new(), why.to_owned()));
    writes(&db, "DELETE FROM accounts WHERE id = 9").await;
    assert!(program("report").1.ends_with("\n1 login has several accounts\n"));
    writes(&db, "DELETE FROM accounts WHERE id = 15").await;
    let none = "0 logins have several accounts\n";
    assert_eq!(program("report"), (Some(0), none.to_owned(), String::new()));
    assert_eq!(program("migrate").1, "migrated\n");
    assert_eq!(program("migrate").1, "nothing to do\n");
    assert_eq!(text(&db, "SELECT CAST(revision AS TEXT) FROM accounts WHERE id = 7").await, "1");
    assert_eq!(program("report").0, Some(0));
}
