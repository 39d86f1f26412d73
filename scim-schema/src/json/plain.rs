//! What stands for itself in a string (RFC 8259 section 7): all but control characters, the quote
//! and the backslash.

/// All below space, the quote and the backslash.
#[inline]
pub(crate) const fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// The high bit of each byte of a word that is escaped, up to the first; those after it may be
/// wrong.
#[inline]
pub(crate) const fn escaped_of_8(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // with the bit of 2 turned round, the quote comes next to those below space
    let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quote_or_control | backslash) & !word & HIGH
}

/// Where the first byte from `at` on is that is escaped, or the end.
#[inline(never)]
pub(crate) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let escaped = escaped_of_8(u64::from_le_bytes(*word));
        if escaped != 0 {
            return at + escaped.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !is_escaped(*byte)) {
        at += 1;
    }
    at
}
