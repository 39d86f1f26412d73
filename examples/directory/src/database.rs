//! The database, SQLite or PostgreSQL: opened, migrated, and how resources lie in its tables.

mod bulk;
mod column;
mod dialect;
mod element;
mod error;
mod feed;
pub(crate) mod keys;
mod migrate;
mod postgres;
mod readers;
mod retry;
mod search;
mod settings;
mod sqlite;
mod table;
mod tombstone;
mod watch;
mod weight;
mod work;
mod writer;

pub use column::{Columns, Millis, Nullable, instant};
pub use dialect::Dialect;
pub use element::{
    Element, List, Owner, Owners, Queries, Values, among, attach, attach_within, save, seqs,
};
pub use error::Error;
pub use table::{Derived, Table, count, insert, tenant};
pub use weight::{Text, Weigh};
pub use work::{Read, Statement, Work};

pub(crate) use bulk::Rows;
pub(crate) use element::{array, values};
pub(crate) use feed::record;
pub(crate) use retry::again;
pub(crate) use search::search;
pub use search::{Searches, count_statement, page_statement};
pub(crate) use table::{EXTENSION, delete, find, locked, no_earlier, own_columns, row, update};
pub(crate) use tombstone::{bury, document};
pub(crate) use weight::weigh;

use scim_schema::limits::Limits;
use scim_schema::service::DeletePolicy;
use sqlx::postgres::PgPool;
use std::fmt;
use std::time::Duration;

/// The database. Cloning it shares the connections.
#[derive(Debug, Clone)]
pub struct Database {
    pools: Pools,
    patience: Duration,
    bounds: Bounds,
    deletes: DeletePolicy,
}

/// What is loaded and stored at most.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    answer: usize,
    resource: usize,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite(sqlite::Pools),
    Postgres(PgPool),
}

/// How a database is used.
#[derive(Debug, Clone)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Options {
    /// The most connections at once; SQLite has another one for the writer.
    pub connections: u32,
    /// How long to wait for a connection, and for a statement; the client is then told to come
    /// again.
    pub patience: Duration,
    /// Bytes of the resources on a page, about: it ends early with those that would be more.
    pub answer: usize,
    /// Bytes of a resource as JSON that an edit may make it grow to; the members of groups, which
    /// are rows, do not count.
    pub resource: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 16,
            patience: Duration::from_secs(20),
            answer: Limits::DEFAULT.answer,
            resource: 16 << 20,
        }
    }
}

/// How long a writer waits for one of another process on the same file.
const BUSY: Duration = Duration::from_secs(5);

impl Database {
    /// Opens or creates the database and brings it up to date.
    ///
    /// An in-memory database is one connection, which reads and writes: a second one would have a
    /// database of its own.
    ///
    /// # Errors
    /// What the user can do something about: another URL, a file that is no database or cannot be
    /// read, a server that does not answer, a database of a newer version.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_with(url, &Options::default()).await
    }

    /// The same, used in this way.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(url: &str, options: &Options) -> Result<Self, OpenError> {
        Self::open_or_create(url, true, options).await
    }

    /// The same of a database that exists.
    ///
    /// # Errors
    /// As [`open`](Self::open), and when there is no file.
    pub async fn open_existing(url: &str) -> Result<Self, OpenError> {
        Self::open_or_create(url, false, &Options::default()).await
    }

    async fn open_or_create(url: &str, create: bool, options: &Options) -> Result<Self, OpenError> {
        let pools = match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => sqlite::open(url, create, options).await.map(Pools::Sqlite),
            Some("postgres" | "postgresql") => {
                postgres::open(url, options).await.map(Pools::Postgres)
            }
            _ => Err("expected `sqlite://FILE`, `sqlite::memory:` or `postgres://USER@HOST/NAME`"
                .to_owned()),
        };
        let pools = pools.map_err(|reason| OpenError { url: without_password(url), reason })?;
        let bounds = Bounds { answer: options.answer, resource: options.resource };
        Ok(Self { pools, patience: options.patience, bounds, deletes: DeletePolicy::Erase })
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

    /// Bytes of the resources on a page.
    pub(crate) const fn answer_bound(&self) -> usize {
        self.bounds.answer
    }

    /// Bytes of a resource that an edit may make it grow to.
    pub(crate) const fn resource_bound(&self) -> usize {
        self.bounds.resource
    }

    /// The words of the database.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite(_) => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A snapshot to read from: its statements see one state of the database.
    ///
    /// # Errors
    /// When there is no connection in time.
    pub async fn read(&self) -> Result<Work, Error> {
        Ok(match &self.pools {
            Pools::Sqlite(pools) => Work::snapshot(pools.readers.begin().await?, self.patience),
            Pools::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
                Work::postgres(postgres::begin(pool, begin, self.patience).await?, self.patience)
            }
        })
    }

    /// A unit of work that writes. What is not committed is undone when it is dropped.
    ///
    /// # Errors
    /// When there is no connection in time; in SQLite when writers before this one take too long.
    pub async fn write(&self) -> Result<Work, Error> {
        Ok(match &self.pools {
            Pools::Sqlite(pools) => Work::turn(pools.writer.turn().await?, self.patience),
            Pools::Postgres(pool) => {
                Work::postgres(postgres::begin(pool, "BEGIN", self.patience).await?, self.patience)
            }
        })
    }

    /// Waits for what runs and closes the connections, which folds the log of SQLite into the
    /// database.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(pools) => {
                pools.readers.close().await;
                pools.writer.pool.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// What a database says, without the frame around it.
fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    }
}

/// The URL as it may be shown: without the password, wherever it stands. What may be part of one
/// is not shown either, as a password that should have been encoded ends nowhere for certain.
#[must_use]
pub fn without_password(url: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    // a `?` may be one of the password
    let (address, query) = match query.rsplit_once('@') {
        Some(_) if named(address).is_none() => (url, ""),
        _ => (address, query),
    };
    let mut shown = named(address).unwrap_or_else(|| address.to_owned());
    for (number, parameter) in query.split('&').filter(|part| !part.is_empty()).enumerate() {
        shown.push(if number == 0 { '?' } else { '&' });
        match parameter.split_once('=') {
            Some((name, _)) if name.to_ascii_lowercase().contains("pass") || name.contains('%') => {
                shown.push_str(name);
                shown.push_str("=***");
            }
            _ => shown.push_str(parameter),
        }
    }
    shown
}

/// An address with the name of a user, which ends at the first colon, and what comes after the
/// password, which ends at the last `@`.
fn named(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let (user, host) = rest.rsplit_once('@')?;
    let (name, _) = user.split_once(':')?;
    Some(format!("{scheme}://{name}:***@{host}"))
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

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn no_password_is_shown() {
        for (url, shown) in [
            ("postgres://u:pw@h:1/db", "postgres://u:***@h:1/db"),
            ("postgres://u:p@ss@h/db", "postgres://u:***@h/db"),
            ("postgres://u:p/w@h/db", "postgres://u:***@h/db"),
            ("postgres://u:p:w@h/db?a=b", "postgres://u:***@h/db?a=b"),
            ("postgres://u:p?w@h/db", "postgres://u:***@h/db"),
            ("postgres://u:p#w@h/db", "postgres://u:***@h/db"),
            ("postgres://:pw@h/db", "postgres://:***@h/db"),
            ("postgres://u@h:5432/db", "postgres://u@h:5432/db"),
            ("postgres://h/db?user=u&password=pw", "postgres://h/db?user=u&password=***"),
            ("postgres://h/db?PassWord=p=w&host=/run", "postgres://h/db?PassWord=***&host=/run"),
            ("postgres://h/db?sslpassword=pw", "postgres://h/db?sslpassword=***"),
            ("postgres://h/db?p%61ssword=pw", "postgres://h/db?p%61ssword=***"),
            ("postgres://u:pw@/db?host=/run/a@b", "postgres://u:***@/db?host=/run/a@b"),
            ("sqlite://directory.db", "sqlite://directory.db"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(without_password(url), shown, "{url}");
        }
    }
}
