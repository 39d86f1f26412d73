//! A server that is watched while it is sent what is hostile: its answers, its log, its tables, and
//! the rows of those whom it does not concern.

use super::schemas::{Kind, kinds};
use crate::client::{Answer, Client, text};
use crate::databases::On;
use axum::body::Body;
use axum::http::request::Builder;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt;

/// What an error of a database says, and nothing else.
const OF_A_DATABASE: &[&str] = &[
    "syntax error",
    "error returned from database",
    "SQLITE_",
    "no such column",
    "no such table",
    "no such function",
    "unrecognized token",
    "incomplete input",
    "malformed JSON",
    "unterminated quoted",
    "invalid input syntax",
    "at or near",
    "operator does not exist",
];

pub(super) struct Watched {
    pub(super) client: Client,
    pub(super) kinds: Vec<Kind>,
    /// A resource of each type, of this tenant.
    pub(super) own: Vec<String>,
    bystanders: Vec<(Client, String, Value)>,
    on: On,
    tables: Option<String>,
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a test, and looks then at what should be as it was. All of it is on this thread, whose log is
/// read.
pub(super) fn watched(on: On, test: impl AsyncFnOnce(&Watched)) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = fmt()
        .with_max_level(tracing::Level::INFO)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let server = Watched::new(on).await;
            // what other threads reached first may be off
            tracing::callsite::rebuild_interest_cache();
            test(&server).await;
            server.assert_untouched().await;
        });
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("directory::audit"), "the log is read: {log}");
    for line in log.lines() {
        assert!(!line.contains(" ERROR "), "{line}");
        assert_eq!(of_a_database(line), None, "{line}");
    }
}

fn of_a_database(text: &str) -> Option<&'static str> {
    OF_A_DATABASE.iter().copied().find(|words| text.contains(words))
}

/// An answer that is neither a fault nor says anything of the database.
pub(super) fn sound(answer: Answer) -> Answer {
    assert!(answer.status < 500, "{answer:?}");
    assert_eq!(of_a_database(&answer.body.to_string()), None, "{answer:?}");
    answer
}

impl Watched {
    async fn new(on: On) -> Self {
        let client = Client::new(on).await;
        let (kinds, other) = (kinds(&client).await, client.authorized("Bearer beta-token"));
        let (mut own, mut bystanders) = (Vec::new(), Vec::new());
        for kind in &kinds {
            for asked in [&client, &other] {
                let body = kind.body("bystander", "plain");
                let created = asked.create(&kind.endpoint, &body).await;
                let path = format!("{}/{}", kind.endpoint, text(&created, "id"));
                let body = asked.get(&path).await.body;
                bystanders.push((asked.clone(), path, body));
            }
            own.push(bystanders[bystanders.len() - 2].1.clone());
        }
        let tables = tables(&client, on).await;
        Self { client, kinds, own, bystanders, on, tables }
    }

    /// The tables are the same, and so are the rows that nobody wrote to.
    async fn assert_untouched(&self) {
        assert!(self.tables.as_ref().is_some_and(|tables| tables.contains("group_members")));
        assert_eq!(tables(&self.client, self.on).await, self.tables);
        for (client, path, before) in &self.bystanders {
            assert_eq!(&client.get(path).await.body, before);
        }
        let other = self.client.authorized("Bearer beta-token");
        for kind in &self.kinds {
            let all = other.get(&kind.endpoint).await.body;
            assert_eq!(all["totalResults"], 1, "{}", kind.endpoint);
        }
        // a write that the log has for sure
        assert_eq!(self.client.delete(&self.own[0]).await.status, 204);
    }

    /// The user among its own.
    pub(super) fn user(&self) -> &str {
        self.own.iter().find(|path| path.starts_with("/Users/")).unwrap()
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        sound(self.client.get(path).await)
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Answer {
        sound(self.client.post(path, body).await)
    }

    pub(super) async fn put(&self, path: &str, body: &Value) -> Answer {
        sound(self.client.put(path, body).await)
    }

    pub(super) async fn patch(&self, path: &str, operations: &Value) -> Answer {
        sound(self.client.patch(path, operations).await)
    }

    pub(super) async fn delete(&self, path: &str) -> Answer {
        sound(self.client.delete(path).await)
    }

    pub(super) async fn send(&self, request: Builder, body: Body) -> Answer {
        sound(self.client.send(request, body).await)
    }
}

/// The tables as the database describes them.
async fn tables(client: &Client, on: On) -> Option<String> {
    let sql = match on {
        On::Sqlite => {
            "SELECT group_concat(name || coalesce(sql, ''), ';')
             FROM (SELECT name, sql FROM sqlite_master ORDER BY name)"
        }
        On::Postgres => {
            "SELECT string_agg(table_name::text || '.' || column_name::text || data_type::text, ';'
                               ORDER BY table_name::text, column_name::text)
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    client.text(sql).await
}
