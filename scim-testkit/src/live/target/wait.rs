//! A server that has too much to do is left alone for a while.

use bytes::Bytes;
use http::Response;
use http::header::RETRY_AFTER;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// For how long a request is put off.
pub(in crate::live) const PATIENCE: Duration = Duration::from_secs(60);

/// And one of the clean-up, as what is not deleted stays.
pub(in crate::live) const LONG: Duration = Duration::from_secs(300);

pub(in crate::live) const A_SECOND: Duration = Duration::from_secs(1);

/// The first wait, at least; each further one is twice as long, at least.
const FIRST: Duration = Duration::from_millis(200);

/// For how long an interrupt goes unheeded.
const STEP: Duration = Duration::from_millis(100);

/// After so many requests in a row that were put off in vain, the others are sent once.
const IN_VAIN: usize = 3;

/// Until when a server asks to be left alone: by all who ask it.
pub(in crate::live) struct Pause {
    began: Instant,
    /// In milliseconds since then.
    until: AtomicU64,
    /// How many requests in a row were put off in vain.
    in_vain: AtomicUsize,
    /// In tests, the milliseconds that passed at once.
    passed: Option<AtomicU64>,
}

impl Pause {
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            until: AtomicU64::new(0),
            in_vain: AtomicUsize::new(0),
            passed: None,
        }
    }

    /// One on which nothing is really waited for.
    #[cfg(test)]
    pub(super) fn at_once() -> Self {
        Self { passed: Some(AtomicU64::new(0)), ..Self::new() }
    }

    fn now(&self) -> Duration {
        let passed = self.passed.as_ref().map_or(0, |passed| passed.load(Ordering::Relaxed));
        self.began.elapsed().saturating_add(Duration::from_millis(passed))
    }

    fn sleep(&self, time: Duration) {
        if let Some(passed) = &self.passed {
            // a part of a millisecond passes too
            passed.fetch_add(millis(time) + 1, Ordering::Relaxed);
        } else {
            thread::sleep(time);
        }
    }

    /// Waits until it is over, for so long at most.
    fn pass(&self, most: Duration, is_over: &dyn Fn() -> bool) {
        let end = self.now().saturating_add(most);
        loop {
            // others may be told of a longer one meanwhile
            let until = Duration::from_millis(self.until.load(Ordering::Relaxed)).min(end);
            let left = until.saturating_sub(self.now());
            if left.is_zero() || is_over() {
                return;
            }
            self.sleep(left.min(STEP));
        }
    }

    fn extend(&self, wait: Duration) {
        self.until.fetch_max(millis(self.now().saturating_add(wait)), Ordering::Relaxed);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Asks until no wait is asked for, for so long at most. The last answer, with the wait that it still
/// asks for.
pub(in crate::live) fn patiently<T, E>(
    pause: &Pause,
    most: Duration,
    is_over: impl Fn() -> bool,
    mut ask: impl FnMut() -> Result<(T, Option<Duration>), E>,
) -> Result<(T, Option<Duration>), E> {
    let in_vain = pause.in_vain.load(Ordering::Relaxed) >= IN_VAIN;
    let end = pause.now().saturating_add(if in_vain { Duration::ZERO } else { most });
    let mut least = FIRST;
    loop {
        pause.pass(end.saturating_sub(pause.now()), &is_over);
        let (answer, asked) = ask()?;
        let Some(asked) = asked else {
            pause.in_vain.store(0, Ordering::Relaxed);
            return Ok((answer, None));
        };
        let wait = asked.max(least);
        if is_over() || pause.now().saturating_add(wait) > end {
            pause.in_vain.fetch_add(1, Ordering::Relaxed);
            return Ok((answer, Some(asked)));
        }
        pause.extend(wait);
        least = least.saturating_mul(2);
    }
}

/// How long a server asks to be left alone: `429` (RFC 6585 section 4), with `Retry-After` or a
/// second without, and `503` with it (RFC 9110 section 10.2.3). `None` where it asks for nothing.
pub(in crate::live) fn wait(response: &Response<Bytes>) -> Option<Duration> {
    let asked = response.headers().get(RETRY_AFTER);
    let seconds = asked.and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
    match (response.status().as_u16(), seconds) {
        (429 | 503, Some(seconds)) => Some(Duration::from_secs(seconds)),
        // a date, or nothing
        (429, None) => Some(A_SECOND),
        _ => None,
    }
}

/// Why something was not tried.
pub(in crate::live) fn left_alone(asked: Duration) -> String {
    format!("the server asks to be left alone for {} s", asked.as_secs().max(1))
}

#[cfg(test)]
mod tests;
