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

/// Does a unit of work, and does it again when the database says that another one came between.
/// Pauses are random, so that two that were in each other's way are not again.
///
/// # Errors
/// What the last attempt says.
pub(crate) async fn again<T, F>(mut work: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut longest = PAUSE;
    for _ in 1..ATTEMPTS {
        match work().await {
            Err(error) if error.is_conflict() => {}
            done => return done,
        }
        let share = f64::from(u32::try_from(Uuid::new_v4().as_u128() >> 96).unwrap_or(0));
        tokio::time::sleep(longest.mul_f64(share / f64::from(u32::MAX))).await;
        longest *= 2;
    }
    work().await
}
