//! Comparisons of texts with ASCII case folded, without copies.

use crate::work::step;
use std::cmp::Ordering;

/// The order of two texts by their code points in lower case.
pub(super) fn cmp_folded(a: &str, b: &str) -> Ordering {
    // the order of UTF-8 bytes is that of code points
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// Whether `text` contains `part`.
pub(crate) fn contains_folded(text: &str, part: &str) -> bool {
    /// Compared at each place while that cannot take long; beyond, copies are worth their price, as
    /// they are searched in linear time.
    const FEW: usize = 4096;
    if text.len().saturating_mul(part.len()) > FEW {
        return text.to_ascii_lowercase().contains(&part.to_ascii_lowercase());
    }
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(first) = part.first() else { return true };
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    text.windows(part.len()).any(|window| {
        window.first().is_some_and(|byte| *byte == lower || *byte == upper) && {
            step(part.len());
            window.eq_ignore_ascii_case(part)
        }
    })
}

/// Whether `text` starts with `part`.
pub(crate) fn starts_folded(text: &str, part: &str) -> bool {
    text.as_bytes()
        .get(..part.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(part.as_bytes()))
}

/// Whether `text` ends with `part`.
pub(crate) fn ends_folded(text: &str, part: &str) -> bool {
    let text = text.as_bytes();
    text.len()
        .checked_sub(part.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(part.as_bytes()))
}
