//! A server that has too much to do is left alone for a while.

use bytes::Bytes;
use http::Response;
use http::header::RETRY_AFTER;
use std::thread;
use std::time::Duration;

/// How often it is asked the same.
const TRIES: usize = 5;

/// Asks until no wait is asked for, some times at most.
pub(in crate::live) fn patiently<T, E>(
    mut ask: impl FnMut() -> Result<(T, Option<Duration>), E>,
) -> Result<T, E> {
    for _ in 1..TRIES {
        match ask()? {
            (_, Some(wait)) => thread::sleep(wait),
            (answer, None) => return Ok(answer),
        }
    }
    ask().map(|(answer, _)| answer)
}

pub(in crate::live) const A_SECOND: Duration = Duration::from_secs(1);

/// How long a server asks to be left alone: `429` (RFC 6585 section 4), with `Retry-After` or a
/// second without, and `503` with it (RFC 9110 section 10.2.3). `None` where it asks for nothing,
/// or for more than ten seconds.
pub(in crate::live) fn wait(response: &Response<Bytes>) -> Option<Duration> {
    let asked = response.headers().get(RETRY_AFTER);
    let seconds = asked.and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
    match (response.status().as_u16(), seconds) {
        (429 | 503, Some(seconds @ 0..=10)) => {
            Some(Duration::from_secs(seconds).max(Duration::from_millis(200)))
        }
        // a date, or nothing
        (429, None) => Some(A_SECOND),
        _ => None,
    }
}
