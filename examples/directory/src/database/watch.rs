//! Statements of SQLite that nobody waits for any more: they end by themselves.
//!
//! SQLite runs on a thread of its own, where a statement goes on when whoever waited for it has
//! gone. It asks every so many instructions whether it shall; so nothing is sent to that thread.
//!
//! Only who holds the connection says until when: from when the pool has given it, as until then
//! another has it, and no longer than until it goes back. What begins and ends a transaction is too
//! short to be asked; what is kept and run again, such as a savepoint, is asked in the end, as its
//! instructions are counted together.

use sqlx::sqlite::SqliteConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// Instructions of SQLite between two questions, which take it well below a millisecond.
const INSTRUCTIONS: i32 = 10_000;

/// Until when the statements of a connection may run.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    began: Instant,
    /// Milliseconds since then.
    end: Arc<AtomicU64>,
}

impl Watch {
    /// As long as they take.
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), end: Arc::new(AtomicU64::new(u64::MAX)) }
    }

    /// Watches this connection.
    pub(super) async fn over(self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(INSTRUCTIONS, move || !self.is_late());
        Ok(())
    }

    /// From now on until then: of what whoever holds the connection does.
    pub(super) fn until(&self, end: Instant) {
        let end = end.saturating_duration_since(self.began);
        // a millisecond later: whoever waits is told of the time, and not of the statement
        self.set(end + Duration::from_millis(1));
    }

    /// What runs ends now: before the connection goes back, so that it is nobody else's.
    pub(super) fn stop(&self) {
        self.set(Duration::ZERO);
    }

    fn set(&self, end: Duration) {
        self.end.store(u64::try_from(end.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn is_late(&self) -> bool {
        let end = self.end.load(Ordering::Relaxed);
        self.began.elapsed() >= Duration::from_millis(end)
    }
}
