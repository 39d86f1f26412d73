//! The id that tells one request from another in logs.

use http::HeaderMap;
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) const HEADER: &str = "x-request-id";

/// The id that a proxy gave, if it can stand in a log line as it is; else one of our own.
pub(super) fn of(headers: &HeaderMap) -> Cow<'static, str> {
    let given = headers.get(HEADER).and_then(|value| value.to_str().ok());
    match given.filter(|id| matches!(id.len(), 1..=64) && id.bytes().all(|c| c.is_ascii_graphic()))
    {
        Some(id) => Cow::Owned(id.to_owned()),
        None => Cow::Owned(next()),
    }
}

/// When the process started to answer, and a count: distinct, not secret.
fn next() -> String {
    static START: OnceLock<u64> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let start = *START.get_or_init(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(now.as_micros()).unwrap_or_default()
    });
    format!("{start:x}-{:x}", COUNT.fetch_add(1, Ordering::Relaxed))
}
