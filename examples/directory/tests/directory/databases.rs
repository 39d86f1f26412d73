//! Databases for tests: each test has one of its own, and runs on SQLite and on PostgreSQL.
#![allow(dead_code, unused_imports, unused_macros, reason = "each test target uses some")]

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::io::Write;
use std::path::PathBuf;

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

/// Tests of these functions on both databases. Those after `blocking` wait by themselves; those after
/// `by` are given to a function that gets a database for them.
macro_rules! both {
    (by $run:ident: $($name:ident),* $(,)?) => {
        mod sqlite {
            use crate::databases::On;

            $(#[test]
            fn $name() {
                super::$run(On::Sqlite, super::$name);
            })*
        }
        mod postgres {
            use crate::databases::On;

            $(#[test]
            fn $name() {
                if let Some(on) = On::postgres() {
                    super::$run(on, super::$name);
                }
            })*
        }
    };
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
                let url = format!("{}&application_name={name}", within(&server, &name));
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

/// The URL of a schema of this name, which those of one target share; empty now, and left there.
pub(crate) fn shared(name: &str) -> Option<String> {
    let server = server()?;
    execute(&server, format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"));
    Some(within(&server, name))
}

/// The URL of a schema.
fn within(server: &str, schema: &str) -> String {
    let and = if server.contains('?') { '&' } else { '?' };
    format!("{server}{and}options[search_path]={schema}")
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
