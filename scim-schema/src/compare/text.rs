//! Comparisons of texts with ASCII case folded. A key is folded already; nothing is copied, but for a
//! long search in a text that has upper case.

use super::ascii_key;
use crate::cost::step;
use memchr::memchr2_iter;
use std::cmp::Ordering;

/// The order of two texts by their code points in lower case.
pub(super) fn cmp_folded(a: &str, b: &str) -> Ordering {
    // the order of UTF-8 bytes is that of code points
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// Whether a text is `key`, but for ASCII case.
#[inline]
pub(crate) fn eq_folded(text: &str, key: &str) -> bool {
    is(text.as_bytes(), key.as_bytes())
}

/// Whether `text` contains `key`.
pub(crate) fn contains_folded(text: &str, key: &str) -> bool {
    /// Compared at each place while that cannot take long; beyond, the key of the text is searched,
    /// which takes linear time, and a copy where it has upper case.
    const FEW: usize = 4096;
    if text.len().saturating_mul(key.len()) > FEW {
        return ascii_key(text).contains(key);
    }
    let (text, key) = (text.as_bytes(), key.as_bytes());
    let Some((first, rest)) = key.split_first() else { return true };
    // not behind the last place where it could begin
    let beginnings = text.len().checked_sub(rest.len()).and_then(|end| text.get(..end));
    memchr2_iter(*first, first.to_ascii_uppercase(), beginnings.unwrap_or_default()).any(|at| {
        step(key.len());
        text.get(at + 1..at + key.len()).is_some_and(|found| is(found, rest))
    })
}

/// Whether `text` starts with `key`.
pub(crate) fn starts_folded(text: &str, key: &str) -> bool {
    text.as_bytes().get(..key.len()).is_some_and(|start| is(start, key.as_bytes()))
}

/// Whether `text` ends with `key`.
pub(crate) fn ends_folded(text: &str, key: &str) -> bool {
    let text = text.as_bytes();
    text.len()
        .checked_sub(key.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| is(end, key.as_bytes()))
}

/// Only one side is folded, and only where they differ: most texts are in lower case.
#[inline]
fn is(text: &[u8], key: &[u8]) -> bool {
    debug_assert!(!key.iter().any(u8::is_ascii_uppercase), "a key is folded");
    text.len() == key.len()
        && text.iter().zip(key).all(|(byte, key)| byte == key || byte.to_ascii_lowercase() == *key)
}
