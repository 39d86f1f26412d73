//! A client of a server in this process.

use crate::databases::{Home, On};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request};
use directory::cli::Guide;
use directory::database::{Database, Options, Statement};
use directory::mastered::Mastered;
use directory::server::{Settings, router};
use directory::tokens::{Tokens, read};
use scim_schema::limits::Limits;
use scim_schema::service::CursorKey;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const BADGE: &str = "urn:example:scim:schemas:2.0:Badge";
pub(crate) const PARKING: &str = "urn:example:scim:schemas:extension:2.0:Parking";

/// The tokens of two tenants.
const TOKENS: &str = "acme rfc token\nacme okta okta-token subject=okta\nacme entra entra-token\n\
     acme app app-token\nbeta rfc beta-token";

#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) database: Database,
    router: Router,
    authorization: String,
    /// Kept as long as the client is.
    _home: Option<Arc<Home>>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Client {
    /// Of a server with an empty database.
    pub(crate) async fn new(on: On) -> Self {
        match on {
            On::Sqlite => Self::of("sqlite::memory:").await,
            On::Postgres => {
                let home = Home::new(on);
                let client = Self::of(&home.url()).await;
                Self { _home: Some(Arc::new(home)), ..client }
            }
        }
    }

    /// The same with one connection to the database, which does everything.
    pub(crate) async fn alone(on: On) -> Self {
        let On::Postgres = on else { return Self::new(on).await };
        let home = Home::new(on);
        let options = Options { connections: 1, ..Options::default() };
        let database = Database::open_with(&home.url(), &options).await.unwrap();
        Self { _home: Some(Arc::new(home)), ..Self::on(database) }
    }

    pub(crate) async fn of(database: &str) -> Self {
        Self::on(Database::open(database).await.unwrap())
    }

    pub(crate) fn on(database: Database) -> Self {
        Self::mastering(database, &[])
    }

    /// Of a server that is the master of these attributes.
    pub(crate) fn mastering(database: Database, mastered: &[&str]) -> Self {
        let tokens = Tokens::new(read(TOKENS, &[]).unwrap());
        let settings = Settings {
            base_path: "/scim/v2".to_owned(),
            public_url: Some("https://scim.example.com/scim/v2".to_owned()),
            cursor_key: CursorKey::new([7; 32]).unwrap(),
            rate_limit: None,
            mastered: Mastered::new(mastered).unwrap(),
            guide: Guide::default(),
            body_size: Limits::DEFAULT.body,
        };
        let router = router(database.clone(), tokens, settings);
        Self { database, router, authorization: "Bearer token".to_owned(), _home: None }
    }

    /// The same server, asked with another header.
    pub(crate) fn authorized(&self, authorization: &str) -> Self {
        Self { authorization: authorization.to_owned(), ..self.clone() }
    }

    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header("authorization", &self.authorization).body(body).unwrap();
        self.raw(request).await
    }

    pub(crate) async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body: Bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body =
            if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() };
        Answer { status: head.status.as_u16(), headers: head.headers, body }
    }

    async fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/scim/v2{path}"))
            .header("content-type", "application/scim+json");
        self.send(request, Body::from(body.to_string())).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.json("POST", path, body).await
    }

    /// Creates a resource that nothing speaks against.
    pub(crate) async fn create(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body
    }

    pub(crate) async fn user(&self, name: &str) -> Value {
        self.create("/Users", &json!({ "schemas": [USER], "userName": name })).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.json("PUT", path, body).await
    }

    /// A PATCH with these operations.
    pub(crate) async fn patch(&self, path: &str, operations: &Value) -> Answer {
        self.json("PATCH", path, &patch(operations)).await
    }

    /// The same, if the resource has this version.
    pub(crate) async fn patch_if(&self, path: &str, version: &str, operations: &Value) -> Answer {
        let request = Request::patch(format!("/scim/v2{path}"))
            .header("content-type", "application/scim+json")
            .header("if-match", version);
        self.send(request, Body::from(patch(operations).to_string())).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(format!("/scim/v2{path}")), Body::empty()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Request::delete(format!("/scim/v2{path}")), Body::empty()).await
    }

    /// Runs statements behind the server's back.
    pub(crate) async fn execute(&self, statements: &[&str]) {
        let mut work = self.database.write().await.unwrap();
        for sql in statements {
            work.execute(Statement::new(*sql)).await.unwrap();
        }
        work.commit().await.unwrap();
    }

    /// What a statement with one text as its result answers.
    pub(crate) async fn text(&self, sql: &'static str) -> Option<String> {
        let mut snapshot = self.database.read().await.unwrap();
        let row: Option<(Option<String>,)> = snapshot.row(Statement::new(sql)).await.unwrap();
        row.unwrap().0
    }

    /// What a statement with one number as its result answers.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut snapshot = self.database.read().await.unwrap();
        snapshot.number(Statement::new(sql)).await.unwrap()
    }
}

impl Answer {
    /// Whether it is this error, in the form of RFC 7644 section 3.12.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16, scim_type: Option<&str>, detail: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/scim+json");
        assert_eq!(self.body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
        assert_eq!(self.body["status"], status.to_string());
        assert_eq!(self.body.get("scimType").and_then(Value::as_str), scim_type, "{}", self.body);
        let found = self.body["detail"].as_str().unwrap();
        assert!(found.contains(detail), "{found}");
    }
}

/// The body of a PATCH.
pub(crate) fn patch(operations: &Value) -> Value {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    json!({ "schemas": [urn], "Operations": operations })
}

pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// What the database of a client does from now on: instructions of SQLite, by tens, or rows of
/// members that PostgreSQL looks at.
pub(crate) enum Meter {
    Sqlite(Arc<AtomicU64>),
    Postgres,
}

impl Meter {
    pub(crate) async fn of(client: &Client) -> Self {
        let mut work = client.database.write().await.unwrap();
        let Some(sqlite) = work.as_sqlite() else { return Self::Postgres };
        let steps = Arc::new(AtomicU64::new(0));
        let counter = steps.clone();
        sqlite.lock_handle().await.unwrap().set_progress_handler(10, move || {
            counter.fetch_add(1, Ordering::Relaxed);
            true
        });
        Self::Sqlite(steps)
    }

    /// The count so far.
    pub(crate) async fn read(&self, client: &Client) -> u64 {
        match self {
            Self::Sqlite(steps) => steps.load(Ordering::Relaxed),
            // of a client with one connection, which tells what it did when asked to
            Self::Postgres => {
                client.text("SELECT pg_stat_force_next_flush()::text").await;
                let rows =
                    "SELECT coalesce(seq_tup_read + idx_tup_fetch, 0) FROM pg_stat_user_tables
                            WHERE relid = 'group_members'::regclass";
                client.count(rows).await.unsigned_abs()
            }
        }
    }
}
