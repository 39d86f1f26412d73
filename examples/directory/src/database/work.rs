//! Statements for either database, and the unit of work that runs them.
//!
//! The text of a statement is the same for both: `$1` stands for the first value. Where they
//! differ, [`Dialect`] has the words.

use super::readers::Snapshot;
use super::watch::Watch;
use super::writer::Turn;
use super::{Dialect, Error, Weigh};
use futures_core::Stream;
use sea_query::{Value, Values};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::{PgConnection, PgRow, Postgres};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Transaction};
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::Instant;

/// A statement and its values.
#[derive(Debug, Clone)]
pub struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    /// A statement in which `$1` is the first value that is bound. Its text is this program's own:
    /// what others say is a value.
    #[must_use]
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), values: Vec::new() }
    }

    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// The same statement, which was built, with common table expressions that it names and that
    /// name `asking`, the tenant.
    pub(super) fn with(mut self, dialect: Dialect, tenant: &str, tables: &str) -> Self {
        let place = match dialect {
            // without numbers: a value belongs to the place that comes in its turn
            Dialect::Sqlite => {
                self.values.insert(0, tenant.into());
                "?".to_owned()
            }
            Dialect::Postgres => {
                self.values.push(tenant.into());
                format!("CAST(${} AS TEXT)", self.values.len())
            }
        };
        let sql = self.sql;
        self.sql = format!("WITH RECURSIVE asking (tenant) AS (SELECT {place}), {tables} {sql}");
        self
    }

    /// The text.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The same statement, explained by the database instead of run.
    #[must_use]
    pub fn explained(mut self, dialect: Dialect) -> Self {
        let explain = match dialect {
            Dialect::Sqlite => "EXPLAIN QUERY PLAN",
            Dialect::Postgres => "EXPLAIN",
        };
        self.sql = format!("{explain} {}", self.sql);
        self
    }

    fn parts(self) -> (AssertSqlSafe<String>, SqlxValues) {
        (AssertSqlSafe(self.sql), SqlxValues(Values(self.values)))
    }
}

impl From<(String, Values)> for Statement {
    fn from((sql, Values(values)): (String, Values)) -> Self {
        // neither database has numbers without a sign
        let signed = |value| match value {
            Value::BigUnsigned(Some(number)) => {
                Value::BigInt(Some(i64::try_from(number).unwrap_or(i64::MAX)))
            }
            other => other,
        };
        Self { sql, values: values.into_iter().map(signed).collect() }
    }
}

/// What is read from a row of either database: everything with `#[derive(FromRow)]`, and tuples.
pub trait Read: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Read for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

/// A unit of work, or a snapshot to read from. What is not committed is undone when it is dropped.
#[derive(Debug)]
pub struct Work {
    open: Open,
    /// For each statement.
    patience: Duration,
    /// For all of them.
    end: Option<Instant>,
}

#[derive(Debug)]
enum Open {
    Snapshot(Snapshot),
    Turn(Turn),
    Postgres(Transaction<'static, Postgres>),
}

impl Work {
    pub(super) fn snapshot(snapshot: Snapshot, patience: Duration) -> Self {
        Self::open(Open::Snapshot(snapshot), patience)
    }

    pub(super) fn turn(turn: Turn, patience: Duration) -> Self {
        Self::open(Open::Turn(turn), patience)
    }

    pub(super) fn postgres(
        transaction: Transaction<'static, Postgres>,
        patience: Duration,
    ) -> Self {
        Self::open(Open::Postgres(transaction), patience)
    }

    fn open(open: Open, patience: Duration) -> Self {
        Self { open, patience, end: Instant::now().checked_add(patience) }
    }

    /// Which may take its time as a whole, and no more than others for each statement: not one of a
    /// request.
    #[must_use]
    pub fn unhurried(self) -> Self {
        Self { end: None, ..self }
    }

    /// Until when a statement that begins now may take.
    fn until(&self) -> Instant {
        let own = Instant::now() + self.patience;
        let until = self.end.map_or(own, |end| own.min(end));
        if let Some(watch) = self.open.watch() {
            watch.until(until);
        }
        until
    }

    /// The words of the database.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.open {
            Open::Snapshot(_) | Open::Turn(_) => Dialect::Sqlite,
            Open::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement; answers how many rows it wrote.
    ///
    /// # Errors
    /// What the database says, or that it takes too long.
    pub async fn execute(&mut self, statement: Statement) -> sqlx::Result<u64> {
        let (sql, values) = statement.parts();
        let until = self.until();
        let query = async {
            Ok(match self.open.connection()? {
                Connection::Sqlite(db) => {
                    sqlx::query_with(sql, values).execute(db).await?.rows_affected()
                }
                Connection::Postgres(db) => {
                    sqlx::query_with(sql, values).execute(db).await?.rows_affected()
                }
            })
        };
        in_time(until, query).await
    }

    /// The rows that a statement finds.
    ///
    /// # Errors
    /// What the database says, or that it takes too long.
    pub async fn rows<T: Read>(&mut self, statement: Statement) -> sqlx::Result<Vec<T>> {
        let (sql, values) = statement.parts();
        let until = self.until();
        let query = async {
            match self.open.connection()? {
                Connection::Sqlite(db) => sqlx::query_as_with(sql, values).fetch_all(db).await,
                Connection::Postgres(db) => sqlx::query_as_with(sql, values).fetch_all(db).await,
            }
        };
        in_time(until, query).await
    }

    /// The rows that a statement finds, until they take so many bytes; and whether there were more,
    /// which are not read.
    ///
    /// # Errors
    /// What the database says, or that it takes too long.
    pub async fn rows_within<T: Read + Weigh>(
        &mut self,
        statement: Statement,
        bound: usize,
    ) -> sqlx::Result<(Vec<T>, bool)> {
        let (sql, values) = statement.parts();
        let until = self.until();
        let query = async {
            match self.open.connection()? {
                Connection::Sqlite(db) => {
                    taken(sqlx::query_as_with(sql, values).fetch(db), bound).await
                }
                Connection::Postgres(db) => {
                    taken(sqlx::query_as_with(sql, values).fetch(db), bound).await
                }
            }
        };
        in_time(until, query).await
    }

    /// The first row that a statement finds.
    ///
    /// # Errors
    /// What the database says, or that it takes too long.
    pub async fn row<T: Read>(&mut self, statement: Statement) -> sqlx::Result<Option<T>> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    /// The one number that a statement answers.
    ///
    /// # Errors
    /// What the database says, or that it takes too long.
    pub async fn number(&mut self, statement: Statement) -> sqlx::Result<i64> {
        let row: Option<(i64,)> = self.row(statement).await?;
        row.map(|(number,)| number).ok_or(sqlx::Error::RowNotFound)
    }

    /// The connection to SQLite, for what only that database has.
    pub fn as_sqlite(&mut self) -> Option<&mut SqliteConnection> {
        match self.open.connection() {
            Ok(Connection::Sqlite(connection)) => Some(connection),
            _ => None,
        }
    }

    /// The connection to PostgreSQL, for what only that database has.
    pub fn as_postgres(&mut self) -> Option<&mut PgConnection> {
        match self.open.connection() {
            Ok(Connection::Postgres(connection)) => Some(connection),
            _ => None,
        }
    }

    /// Keeps what was written.
    ///
    /// # Errors
    /// What the database says; nothing was written then, unless it says so late or the connection
    /// was lost: whether anything was, is not known then, and the error says so.
    pub async fn commit(self) -> Result<(), Error> {
        self.ended(true).await
    }

    /// Undoes what was written, and waits until what was read is on the disk: in SQLite it may be
    /// of a unit of work that is not committed yet.
    ///
    /// # Errors
    /// What the database says; what was read is not there then.
    pub async fn undo(self) -> Result<(), Error> {
        self.ended(false).await
    }

    async fn ended(self, keep: bool) -> Result<(), Error> {
        // the end is waited for as long as a statement, whatever those before took
        let until = Instant::now() + self.patience;
        let done = async {
            match (self.open, keep) {
                (Open::Turn(turn), keep) => turn.end(keep).await,
                (Open::Snapshot(snapshot), _) => snapshot.end().await,
                (Open::Postgres(transaction), true) => transaction.commit().await,
                (Open::Postgres(transaction), false) => transaction.rollback().await,
            }
        };
        let done = in_time(until, done).await;
        done.map_err(|error| if keep { Error::of_commit(error) } else { error.into() })
    }

    /// Keeps what was written if all went well, and else undoes it.
    ///
    /// # Errors
    /// What went wrong.
    pub async fn end<T>(self, done: Result<T, Error>) -> Result<T, Error> {
        match done {
            Ok(done) => self.commit().await.map(|()| done),
            // after a fault of the database nothing more is asked of it
            Err(error) if error.is_fault() => Err(error),
            // such as `409` for a value that somebody has: they have it by now
            Err(error) => self.undo().await.and(Err(error)),
        }
    }
}

/// What a statement runs on.
enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Open {
    /// What the statements of SQLite are watched by; PostgreSQL ends them by itself.
    fn watch(&self) -> Option<&Watch> {
        match self {
            Self::Snapshot(snapshot) => Some(snapshot.watch()),
            Self::Turn(turn) => turn.watch(),
            Self::Postgres(_) => None,
        }
    }

    fn connection(&mut self) -> sqlx::Result<Connection<'_>> {
        Ok(match self {
            Self::Snapshot(snapshot) => Connection::Sqlite(snapshot.connection()?),
            Self::Turn(turn) => Connection::Sqlite(turn.connection()?),
            Self::Postgres(transaction) => Connection::Postgres(transaction),
        })
    }
}

async fn taken<T: Weigh>(
    mut rows: Pin<Box<dyn Stream<Item = sqlx::Result<T>> + Send + '_>>,
    bound: usize,
) -> sqlx::Result<(Vec<T>, bool)> {
    let (mut taken, mut left) = (Vec::new(), bound);
    while let Some(row) = poll_fn(|task| rows.as_mut().poll_next(task)).await {
        let row = row?;
        let more = left.checked_sub(row.weight());
        taken.push(row);
        match more {
            Some(less) => left = less,
            None => return Ok((taken, true)),
        }
    }
    Ok((taken, false))
}

async fn in_time<T>(
    until: Instant,
    query: impl Future<Output = sqlx::Result<T>>,
) -> sqlx::Result<T> {
    let late = |_| Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into()));
    tokio::time::timeout_at(until, query).await.unwrap_or_else(late)
}
