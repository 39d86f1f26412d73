//! The SQLite database: opened, migrated, and how resources lie in its tables.

mod element;
mod error;
mod feed;
mod migrate;
mod search;
mod settings;
mod table;
mod tombstone;

pub use element::{Element, attach, keys, save};
pub use error::Error;
pub use table::{Statement, Table, count, insert, tenant};

pub(crate) use element::array;
pub(crate) use feed::record;
pub(crate) use search::search;
pub(crate) use table::{delete, find, own_columns, row, update};
pub(crate) use tombstone::{bury, document};

use scim_schema::service::DeletePolicy;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Row, Sqlite, Transaction};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// The database. Cloning it shares the connections.
///
/// SQLite has one writer at a time, so there is one connection for writing, which writers wait
/// for in order. Readers have their own, and never wait.
#[derive(Debug, Clone)]
pub struct Database {
    readers: SqlitePool,
    writer: SqlitePool,
    deletes: DeletePolicy,
}

impl Database {
    /// Opens or creates the database and brings it up to date.
    ///
    /// An in-memory database is one connection, which reads and writes: a second one would have a
    /// database of its own.
    ///
    /// # Errors
    /// What the user can do something about: another URL, a file that is no database or cannot be
    /// read, one of a newer version.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_or_create(url, true).await
    }

    /// The same of a database that exists.
    ///
    /// # Errors
    /// As [`open`](Self::open), and when there is no file.
    pub async fn open_existing(url: &str) -> Result<Self, OpenError> {
        Self::open_or_create(url, false).await
    }

    async fn open_or_create(url: &str, create: bool) -> Result<Self, OpenError> {
        let failed = |reason: String| OpenError { url: url.to_owned(), reason };
        if !url.starts_with("sqlite:") {
            return Err(failed("expected `sqlite://FILE` or `sqlite::memory:`".to_owned()));
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|error| failed(reason(&error)))?
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let writer =
            pool(1).connect_with(options.clone()).await.map_err(|error| failed(reason(&error)))?;
        migrate::run(&writer).await.map_err(failed)?;
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let readers = if in_memory {
            writer.clone()
        } else {
            let readers = pool(READERS).connect_with(options.read_only(true)).await;
            readers.map_err(|error| failed(reason(&error)))?
        };
        Ok(Self { readers, writer, deletes: DeletePolicy::Erase })
    }

    /// With this left of what is deleted; nothing by default.
    #[must_use]
    pub fn deletes(self, deletes: DeletePolicy) -> Self {
        Self { deletes, ..self }
    }

    /// What is left of what is deleted.
    pub(crate) const fn policy(&self) -> DeletePolicy {
        self.deletes
    }

    /// A snapshot to read from: its statements see one state of the database.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Sqlite>, Error> {
        Ok(self.readers.begin().await?)
    }

    /// The one unit of work that writes now. What is not committed is undone when it is dropped.
    ///
    /// # Errors
    /// When writers before this one take too long.
    pub async fn write(&self) -> Result<Transaction<'static, Sqlite>, Error> {
        // deferred, it would fail at its first write if another process had written since
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Waits for what runs and closes the connections, which folds the log into the database.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

const READERS: u32 = 8;

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(20))
        // an in-memory database lives as long as its connection
        .idle_timeout(None)
        .max_lifetime(None)
}

/// What SQLite says, without the frame around it.
fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    }
}

/// Why the database could not be opened.
#[derive(Debug)]
pub struct OpenError {
    url: String,
    reason: String,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot open the database `{}`: {}", self.url, self.reason)
    }
}

impl std::error::Error for OpenError {}

/// A column whose text is parsed.
///
/// # Errors
/// When the column holds text that does not parse, which this server never writes.
pub fn parsed<T>(row: &SqliteRow, column: &str) -> sqlx::Result<Option<T>>
where
    T: TryFrom<String, Error: std::error::Error + Send + Sync + 'static>,
{
    let text: Option<String> = row.try_get(column)?;
    text.map(T::try_from).transpose().map_err(|error| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(error),
    })
}
