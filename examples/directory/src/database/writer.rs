//! The writer of SQLite: units of work take turns at its one connection, and those that waited for
//! one another are committed together, as what a commit waits for is the disk.
//!
//! Each unit of work is a savepoint of one transaction, so that each can be undone alone. Whoever is
//! done gives the turn away and asks for it once more: by then all who waited have had theirs, and
//! the first to have it again commits for everybody. Nobody who waits alone waits longer.

use super::watch::Watch;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Connection, Executor, SqlStr, Sqlite, Transaction};
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

/// The pool of one connection, and the turns at it. Cloning it shares both.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    pub(super) pool: SqlitePool,
    patience: Duration,
    watch: Watch,
    /// Who holds the lock has the turn; it is given away in the order in which it was asked for.
    open: Arc<Mutex<Option<Batch>>>,
}

/// The transaction of those who write one after the other.
#[derive(Debug)]
struct Batch {
    transaction: Transaction<'static, Sqlite>,
    /// How many units of work wait for the commit.
    kept: usize,
    end: Arc<End>,
}

/// What became of a batch: committed, or why not.
type End = OnceLock<Result<(), String>>;

/// A unit of work that has its turn. Dropped, it is undone.
#[derive(Debug)]
pub(super) struct Turn(Option<Held>);

#[derive(Debug)]
struct Held {
    writer: Writer,
    open: OwnedMutexGuard<Option<Batch>>,
    batch: Batch,
}

impl Writer {
    pub(super) fn new(pool: SqlitePool, patience: Duration, watch: Watch) -> Self {
        Self { pool, patience, watch, open: Arc::default() }
    }

    /// Waits for the turn.
    ///
    /// # Errors
    /// When it takes too long, or what the database says.
    pub(super) async fn turn(&self) -> sqlx::Result<Turn> {
        // in a task of its own: a client who hangs up leaves nothing half begun
        tokio::spawn(self.clone().begin()).await.unwrap_or_else(|ended| Err(lost(ended)))
    }

    async fn begin(self) -> sqlx::Result<Turn> {
        let open = Arc::clone(&self.open).lock_owned();
        let open = tokio::time::timeout(self.patience, open).await;
        let mut open = open.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let batch = match open.take() {
            Some(batch) => batch,
            None => Batch::begin(&self).await?,
        };
        self.has_time();
        let mut turn = Turn(Some(Held { writer: self, open, batch }));
        turn.connection()?.execute(sqlx::query("SAVEPOINT own")).await?;
        Ok(turn)
    }

    /// What follows may take so long: said by who has the connection, and never before.
    fn has_time(&self) {
        self.watch.until(Instant::now() + self.patience);
    }
}

impl Turn {
    /// The connection, until the turn ends.
    pub(super) fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        let held = self.0.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        Ok(&mut held.batch.transaction)
    }

    /// What its statements are watched by; none without the turn.
    pub(super) fn watch(&self) -> Option<&Watch> {
        self.0.as_ref().map(|held| &held.writer.watch)
    }

    /// Keeps what was written, or undoes it. When this returns, what is kept is committed, and so is
    /// all that was read.
    ///
    /// # Errors
    /// What the database says; nothing was written then.
    pub(super) async fn end(mut self, keep: bool) -> sqlx::Result<()> {
        let held = self.0.take().ok_or(sqlx::Error::PoolClosed)?;
        tokio::spawn(held.end(keep)).await.unwrap_or_else(|ended| Err(lost(ended)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let (Some(held), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(held.end(false));
        }
    }
}

impl Held {
    async fn end(self, keep: bool) -> sqlx::Result<()> {
        let Self { writer, mut open, mut batch } = self;
        let end = Arc::clone(&batch.end);
        // without the savepoint, SQLite has ended the transaction by itself, as when the disk is full
        if let Err(error) = batch.settle(keep, &writer).await {
            let _ = end.set(Err(error.to_string()));
            return Err(error);
        }
        *open = Some(batch);
        drop(open);

        // everybody who waited by now has the turn before
        let mut open = Arc::clone(&writer.open).lock_owned().await;
        if end.get().is_none()
            && let Some(batch) = open.take()
        {
            writer.has_time();
            return batch.commit().await;
        }
        drop(open);
        match end.get() {
            Some(Ok(())) => Ok(()),
            Some(Err(reason)) => Err(lost(reason.as_str())),
            None => Err(lost("the database is closed")),
        }
    }
}

impl Batch {
    /// Waits for the connection, which readers of an in-memory database have too.
    async fn begin(writer: &Writer) -> sqlx::Result<Self> {
        let connection = writer.pool.acquire().await?;
        writer.has_time();
        // deferred, it would fail at its first write if another process had written since
        let begin = SqlStr::from_static("BEGIN IMMEDIATE");
        let transaction = Transaction::begin(connection, Some(begin)).await?;
        Ok(Self { transaction, kept: 0, end: Arc::default() })
    }

    /// Keeps or undoes the unit of work that has the turn, however little time it had left.
    async fn settle(&mut self, keep: bool, writer: &Writer) -> sqlx::Result<()> {
        if keep {
            self.kept += 1;
            writer.has_time();
        } else {
            // what still runs for it has the time that it had
            self.transaction.ping().await?;
            writer.has_time();
            self.transaction.execute(sqlx::query("ROLLBACK TO own")).await?;
        }
        self.transaction.execute(sqlx::query("RELEASE own")).await?;
        Ok(())
    }

    async fn commit(self) -> sqlx::Result<()> {
        let Self { transaction, kept, end } = self;
        let done =
            if kept == 0 { transaction.rollback().await } else { transaction.commit().await };
        // nobody else ends a batch
        let _ = end.set(done.as_ref().map_err(ToString::to_string).copied());
        done
    }
}

/// Of a write that was undone with others: it may be sent again.
fn lost(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::Io(io::Error::other(reason))
}

#[cfg(test)]
mod tests;
