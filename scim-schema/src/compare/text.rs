//! Comparisons of texts with ASCII case folded. A key is folded already; no text is copied as a whole.

use crate::cost::step;
use memchr::{memchr2_iter, memmem};
use std::cmp::Ordering;

/// Products of text and key up to this are compared at each place: that takes no longer than
/// preparing a linear search.
const FEW: usize = 512;

/// So many bytes that are compared or folded are charged like one look at an element.
const UNIT: usize = 32;

/// What so many bytes are charged.
pub(crate) const fn units(bytes: usize) -> usize {
    bytes / UNIT
}

/// What the search of a key in a text of this length is charged.
pub(crate) fn search_units(text: usize, key: usize) -> usize {
    units(text.saturating_mul(key).min(FEW).saturating_add(text))
}

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

/// Whether `text` contains `key`, in time that is linear in both.
pub(crate) fn contains_folded(text: &str, key: &str) -> bool {
    let (text, key) = (text.as_bytes(), key.as_bytes());
    if text.len().saturating_mul(key.len()) > FEW {
        return contains_long(text, key);
    }
    let Some((first, rest)) = key.split_first() else { return true };
    // not behind the last place where it could begin
    let beginnings = text.len().checked_sub(rest.len()).and_then(|end| text.get(..end));
    memchr2_iter(*first, first.to_ascii_uppercase(), beginnings.unwrap_or_default()).any(|at| {
        step(key.len());
        text.get(at + 1..at + key.len()).is_some_and(|found| is(found, rest))
    })
}

/// The same, a piece of the text after the other in lower case. A piece has the end of the one before,
/// in which the key may begin.
fn contains_long(text: &[u8], key: &[u8]) -> bool {
    const PIECE: usize = 1024;
    if key.len() > text.len() {
        return false;
    }
    let finder = memmem::Finder::new(key);
    step(text.len());
    if !text.iter().any(u8::is_ascii_uppercase) {
        return finder.find(text).is_some();
    }
    let overlap = key.len().saturating_sub(1);
    let mut piece = Vec::with_capacity(text.len().min(PIECE + 2 * overlap));
    for part in text.chunks(PIECE.max(overlap)) {
        piece.drain(..piece.len().saturating_sub(overlap));
        let begin = piece.len();
        piece.extend_from_slice(part);
        piece.get_mut(begin..).unwrap_or_default().make_ascii_lowercase();
        step(piece.len());
        if finder.find(&piece).is_some() {
            return true;
        }
    }
    false
}

/// Whether `text` contains `key` as it is.
pub(crate) fn contains_exact(text: &str, key: &str) -> bool {
    step(text.len());
    memmem::find(text.as_bytes(), key.as_bytes()).is_some()
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
    if text.len() != key.len() {
        return false;
    }
    step(units(key.len()));
    text.iter().zip(key).all(|(byte, key)| byte == key || byte.to_ascii_lowercase() == *key)
}
