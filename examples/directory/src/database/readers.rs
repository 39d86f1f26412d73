//! The connections of SQLite to read from, each with a watch over its statements.

use super::watch::Watch;
use sqlx::Sqlite;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// A connection, as a pool of one: it is opened when it is needed, and after a fault again.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) pool: SqlitePool,
    pub(super) watch: Watch,
}

/// All of them. Cloning it shares them.
#[derive(Debug, Clone)]
pub(super) struct Readers {
    all: Arc<[Reader]>,
    /// Those that nobody reads from, the last used last.
    free: Arc<Mutex<Vec<Reader>>>,
    places: Arc<Semaphore>,
    patience: Duration,
}

/// A snapshot that is read from. Dropped, what still runs for it ends.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// `None` when it is dropped.
    transaction: Option<sqlx::Transaction<'static, Sqlite>>,
    place: Place,
}

#[derive(Debug)]
struct Place {
    reader: Reader,
    free: Arc<Mutex<Vec<Reader>>>,
    _permit: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn new(all: Vec<Reader>, patience: Duration) -> Self {
        let places = Arc::new(Semaphore::new(all.len()));
        Self { all: all.clone().into(), free: Arc::new(Mutex::new(all)), places, patience }
    }

    /// Waits for a connection, and begins.
    ///
    /// # Errors
    /// When it takes too long, or what the database says.
    pub(super) async fn begin(&self) -> sqlx::Result<Snapshot> {
        let permit = Arc::clone(&self.places).acquire_owned();
        let permit = tokio::time::timeout(self.patience, permit).await;
        let permit = permit.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let permit = permit.map_err(|_| sqlx::Error::PoolClosed)?;
        // there are as many as places
        let reader = lock(&self.free).pop().ok_or(sqlx::Error::PoolTimedOut)?;
        let place = Place { reader, free: Arc::clone(&self.free), _permit: permit };
        // what ran for a snapshot that was dropped ends before the connection is here
        let connection = place.reader.pool.acquire().await?;
        place.reader.watch.until(Instant::now() + self.patience);
        let transaction = sqlx::Transaction::begin(connection, None).await?;
        Ok(Snapshot { transaction: Some(transaction), place })
    }

    /// Waits for what runs and closes them.
    pub(super) async fn close(&self) {
        self.places.close();
        for reader in &*self.all {
            reader.pool.close().await;
        }
    }
}

impl Snapshot {
    pub(super) fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        let transaction = self.transaction.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        Ok(transaction)
    }

    /// What its statements are watched by.
    pub(super) const fn watch(&self) -> &Watch {
        &self.place.reader.watch
    }

    /// Ends it; nothing was written.
    pub(super) async fn end(mut self) -> sqlx::Result<()> {
        match self.transaction.take() {
            Some(transaction) => transaction.rollback().await,
            None => Ok(()),
        }
    }
}

impl Drop for Snapshot {
    /// Before the transaction, with which the connection goes back.
    fn drop(&mut self) {
        if self.transaction.is_some() {
            self.place.reader.watch.stop();
        }
    }
}

impl Drop for Place {
    /// After the transaction, which is declared before it: the connection is on its way back.
    fn drop(&mut self) {
        lock(&self.free).push(self.reader.clone());
    }
}

fn lock(free: &Mutex<Vec<Reader>>) -> std::sync::MutexGuard<'_, Vec<Reader>> {
    free.lock().unwrap_or_else(PoisonError::into_inner)
}
