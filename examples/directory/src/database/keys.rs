//! Keys of rows, made by this program: a sequence of the database would be one place that all
//! writers meet at, and on a database of several machines they would wait for it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// The beginning of 2024, so that milliseconds fit for a long time.
const EPOCH: Duration = Duration::from_secs(1_704_067_200);
/// The bits below the milliseconds, which are random.
const RANDOM: u32 = 22;

/// A key greater than those that this process made before, and in most cases than those of others:
/// milliseconds, then randomness.
#[must_use]
pub(crate) fn next() -> i64 {
    block(1)
}

/// The first of so many keys in a row.
#[must_use]
pub(crate) fn block(count: usize) -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH + EPOCH).unwrap_or_default();
    let millis = i64::try_from(now.as_millis()).unwrap_or(0) & (i64::MAX >> RANDOM);
    let random = i64::try_from(Uuid::new_v4().as_u128() & ((1 << RANDOM) - 1)).unwrap_or(0);
    let wanted = (millis << RANDOM) | random;
    let first = |last: i64| wanted.max(last.saturating_add(1));
    let update = |last| Some(first(last).saturating_add(count - 1));
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, update);
    first(last.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{block, next};

    #[test]
    fn keys_grow() {
        let mut last = 0;
        for count in [1, 5, 1_000, 1].into_iter().cycle().take(10_000) {
            let first = block(count);
            assert!(first > last);
            last = first + i64::try_from(count).unwrap() - 1;
        }
        assert!(next() > last);
    }

    #[test]
    fn the_keys_of_many_threads_differ() {
        let make = || (0..2_000).map(|_| next()).collect::<Vec<_>>();
        let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(make)).collect();
        let mut keys: Vec<_> =
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 8_000);
    }
}
