//! Time that passes at once.

use scim_schema::value::DateTime;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// For how long an interrupt goes unheeded.
const STEP: Duration = Duration::from_millis(100);

/// The clock of an org: what Okta waits for, passes at once, or after a bounded time.
///
/// All clones are one clock, so a server in a test can let time pass while it answers.
///
/// ```
/// use scim_testkit::okta::Clock;
/// use std::time::Duration;
///
/// let clock = Clock::new().pace(Duration::from_millis(1));
/// let (shared, before) = (clock.clone(), clock.now());
/// clock.wait(Duration::from_secs(60));      // a rate limit: one millisecond, really
/// shared.advance(Duration::from_secs(3600)); // a test that lets an hour pass
/// assert_eq!(clock.passed(), Duration::from_secs(3660));
/// assert!(clock.now().unix_seconds() >= before.unix_seconds() + 3660);
/// ```
#[derive(Clone)]
pub struct Clock {
    passed: Arc<AtomicU64>,
    began: DateTime,
    pace: Duration,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock {
    /// A clock on which nothing is waited for.
    #[must_use]
    pub fn new() -> Self {
        Self { passed: Arc::default(), began: DateTime::now(), pace: Duration::ZERO }
    }

    /// With real waiting, each time for so long at most: a server elsewhere has a clock of its own.
    #[must_use]
    pub const fn pace(mut self, most: Duration) -> Self {
        self.pace = most;
        self
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.passed.fetch_add(millis, Ordering::Relaxed);
    }

    /// Waits.
    pub fn wait(&self, time: Duration) {
        self.wait_unless(time, || false);
    }

    /// Waits, no longer than until it is over.
    pub(super) fn wait_unless(&self, time: Duration, is_over: impl Fn() -> bool) {
        self.advance(time);
        let mut real = time.min(self.pace);
        while !real.is_zero() && !is_over() {
            let step = real.min(STEP);
            thread::sleep(step);
            real = real.saturating_sub(step);
        }
    }

    /// How much time has passed on it, but for what really did.
    #[must_use]
    pub fn passed(&self) -> Duration {
        Duration::from_millis(self.passed.load(Ordering::Relaxed))
    }

    /// The time on it.
    #[must_use]
    pub fn now(&self) -> DateTime {
        let seconds = i64::try_from(self.passed().as_secs()).unwrap_or_default();
        let now = DateTime::now();
        let shifted = now.unix_seconds().saturating_add(seconds);
        DateTime::from_unix(shifted, now.subsec_nanos()).unwrap_or_else(|| self.began.clone())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("passed", &self.passed()).finish_non_exhaustive()
    }
}
