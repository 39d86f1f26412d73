//! Units of work that are done again.
//!
//! PostgreSQL ends one of two that lock each other, and databases of several machines, which let
//! all of them see one order, end one whenever there is none.

use super::Error;
use std::time::Duration;
use uuid::Uuid;

/// How often a unit of work is done, at most.
const ATTEMPTS: u32 = 8;
/// The longest pause before the second attempt; it doubles.
const PAUSE: Duration = Duration::from_millis(5);

/// The attempts at one unit of work.
#[derive(Debug, Default)]
pub(crate) struct Attempts(u32);

impl Attempts {
    /// Whether the work is to be done again after this error; waits until then. Pauses are random,
    /// so that two that were in each other's way are not again.
    pub(crate) async fn again(&mut self, error: &Error) -> bool {
        self.0 += 1;
        if !error.is_conflict() || self.0 >= ATTEMPTS {
            return false;
        }
        let longest = PAUSE * 2_u32.pow(self.0 - 1);
        let share = f64::from(u32::try_from(Uuid::new_v4().as_u128() >> 96).unwrap_or(0));
        tokio::time::sleep(longest.mul_f64(share / f64::from(u32::MAX))).await;
        true
    }
}
