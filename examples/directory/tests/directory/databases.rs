//! Databases for tests: each test has one of its own, and runs on SQLite and on PostgreSQL.

use crate::client::Client;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

impl On {
    /// PostgreSQL, if there is a server to test on; else the test is skipped, which must not be
    /// where `SCIM_REQUIRE_POSTGRES` is set.
    pub(crate) fn postgres() -> Option<Self> {
        if server().is_some() {
            return Some(Self::Postgres);
        }
        let required = std::env::var("SCIM_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "`SCIM_REQUIRE_POSTGRES` is set, but `SCIM_POSTGRES` has no URL");
        // past what `cargo test` captures
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let skipped = format!("skipped {test}: `SCIM_POSTGRES` has no URL of a PostgreSQL server");
        let _ = writeln!(std::io::stderr(), "{skipped}");
        None
    }
}

/// The URL of a server on which schemas may be made, such as `postgres://user@localhost/test`.
fn server() -> Option<String> {
    std::env::var("SCIM_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Tests of these functions on both databases. Those after `blocking` wait by themselves.
macro_rules! both {
    ($($name:ident),* $(,)? $(; blocking $($blocking:ident),* $(,)?)?) => {
        mod sqlite {
            use crate::databases::On;

            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(On::Sqlite).await;
            })*
            $($(#[test]
            fn $blocking() {
                super::$blocking(On::Sqlite);
            })*)?
        }
        mod postgres {
            use crate::databases::On;

            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(on) = On::postgres() {
                    super::$name(on).await;
                }
            })*
            $($(#[test]
            fn $blocking() {
                if let Some(on) = On::postgres() {
                    super::$blocking(on);
                }
            })*)?
        }
    };
}
pub(crate) use both;

/// Counts what SQLite does, in tens of instructions, from now on.
pub(crate) async fn counted(client: &Client) -> Option<Arc<AtomicU64>> {
    let steps = Arc::new(AtomicU64::new(0));
    let mut work = client.database.write().await.unwrap();
    let counter = steps.clone();
    let mut handle = work.as_sqlite()?.lock_handle().await.unwrap();
    handle.set_progress_handler(10, move || {
        counter.fetch_add(1, Ordering::Relaxed);
        true
    });
    Some(steps)
}

/// An empty database that outlives those who use it, and is gone when it is dropped.
#[derive(Debug)]
pub(crate) enum Home {
    File(File),
    /// A schema of the server, which a connection can only see that one of.
    Schema {
        name: String,
        url: String,
    },
}

impl Home {
    pub(crate) fn new(on: On) -> Self {
        match (on, server()) {
            (On::Postgres, Some(server)) => {
                let name = format!("test_{}", uuid::Uuid::new_v4().simple());
                execute(&server, format!("CREATE SCHEMA {name}"));
                let and = if server.contains('?') { '&' } else { '?' };
                let url =
                    format!("{server}{and}application_name={name}&options[search_path]={name}");
                Self::Schema { name, url }
            }
            _ => Self::File(File::new()),
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::File(file) => file.url(),
            Self::Schema { url, .. } => url.clone(),
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let (Self::Schema { name, .. }, Some(server)) = (&*self, server()) {
            // who still holds a lock, such as a server whose runtime has ended, would be waited for
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity";
            execute(
                &server,
                format!("{end} WHERE application_name = '{name}'; DROP SCHEMA {name} CASCADE"),
            );
        }
    }
}

/// Runs a statement on a thread of its own, as a test may have a runtime already.
fn execute(server: &str, sql: String) {
    let server = server.to_owned();
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&server).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    };
    let done = std::thread::spawn(run).join();
    // while a test fails, that is what matters
    assert!(done.is_ok() || std::thread::panicking());
}

/// A file, gone when it is dropped, with what SQLite puts beside it.
#[derive(Debug)]
pub(crate) struct File(pub(crate) PathBuf);

impl File {
    pub(crate) fn new() -> Self {
        let name = format!("directory-{}.db", uuid::Uuid::new_v4().simple());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}", self.0.display())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}
