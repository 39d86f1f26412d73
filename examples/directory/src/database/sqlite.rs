//! SQLite: one writer at a time.

use super::error::Fault;
use super::readers::{Reader, Readers};
use super::watch::Watch;
use super::writer::Writer;
use super::{Options, migrate};
use sqlx::Connection;
use sqlx::error::DatabaseError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// One connection for writing, at which writers take turns. Readers have their own, and never wait
/// for a writer.
#[derive(Debug, Clone)]
pub(super) struct Pools {
    pub(super) readers: Readers,
    pub(super) writer: Writer,
}

/// Opens a database and brings it up to date.
pub(super) async fn open(url: &str, create: bool, options: &Options) -> Result<Pools, String> {
    let connect = SqliteConnectOptions::from_str(url)
        .map_err(|error| super::reason(&error))?
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.patience.min(super::BUSY));
    let watch = Watch::new();
    let writer = one(options, &watch)
        .min_connections(1)
        .connect_with(connect.clone())
        .await
        .map_err(|error| super::reason(&error))?;
    let migrated = MIGRATIONS.run(&writer).await;
    migrated.map_err(|error| migrate::explained(&error, &MIGRATIONS))?;
    // a second connection would have an in-memory database of its own
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    let readers = if in_memory {
        vec![Reader { pool: writer.clone(), watch: watch.clone() }]
    } else {
        let connect = connect.read_only(true);
        let readers = (0..options.connections).map(|_| {
            let watch = Watch::new();
            Reader { pool: one(options, &watch).connect_lazy_with(connect.clone()), watch }
        });
        readers.collect()
    };
    // one at least is there, or the database cannot be read
    if let Some(last) = readers.last() {
        last.pool.acquire().await.map_err(|error| super::reason(&error))?;
    }
    let readers = Readers::new(readers, options.patience);
    Ok(Pools { readers, writer: Writer::new(writer, options.patience, watch) })
}

/// A pool of one connection, which is watched.
fn one(options: &Options, watch: &Watch) -> SqlitePoolOptions {
    let watch = watch.clone();
    SqlitePoolOptions::new()
        // nobody else can close it, and asking takes as long as a short statement
        .test_before_acquire(false)
        .max_connections(1)
        .acquire_timeout(options.patience)
        // an in-memory database lives as long as its connection
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| Box::pin(watch.clone().over(connection)))
        // SQLite ends a transaction by itself when the disk is full, even one that reads, which sqlx
        // takes for a fault: such a connection would begin and end no other one
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

pub(super) fn list(place: &str) -> String {
    format!("(SELECT key AS position, value FROM json_each({place}))")
}

/// The message ends with the last column of the index.
pub(super) fn is_taken(error: &dyn DatabaseError, table: &str, column: &str) -> bool {
    error.message().ends_with(&format!("{table}.{column}"))
}

/// What an error of this database is.
pub(super) fn fault(error: &dyn DatabaseError) -> Fault {
    let code = error.code().and_then(|code| code.parse::<i32>().ok());
    // it has more in its upper bits
    match code.map(|code| code & 0xff) {
        // SQLITE_BUSY, SQLITE_LOCKED: another process writes; SQLITE_READONLY, SQLITE_IOERR,
        // SQLITE_CANTOPEN: the disk or its rights, which somebody has to see to; SQLITE_INTERRUPT: the
        // statement took too long
        Some(5 | 6 | 8 | 9 | 10 | 14) => Fault::Unavailable,
        // SQLITE_FULL: what was written is undone
        Some(13) => Fault::Full,
        // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID: another process made the same key
        _ if matches!(code, Some(1_555 | 2_579)) => Fault::Conflict,
        _ => Fault::Internal,
    }
}

#[cfg(test)]
mod tests;
