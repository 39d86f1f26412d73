//! JSON strings: most have nothing to escape, and that is quick to see.

use crate::json::{escaped_of_8, is_escaped, plain_end};
use std::io::Write as _;

/// Appends a text as a JSON string.
#[inline]
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    push_inside(out, text);
    out.push(b'"');
}

/// Appends the inside of a JSON string.
#[inline]
pub(super) fn push_inside(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        escape(out, bytes);
    }
}

/// Escapes what was appended as it is.
pub(super) fn escape_from(out: &mut Vec<u8>, begin: usize) {
    if !out.get(begin..).is_none_or(is_plain) {
        let text = out.split_off(begin);
        escape(out, &text);
    }
}

/// Whether nothing in a text is escaped.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    // the last bytes overlap those before, and save looking at the rest one by one
    if let Some(last) = bytes.last_chunk() {
        !bytes.as_chunks().0.iter().any(any_escaped) && !any_escaped(last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        escaped_of_8(u64::from_le_bytes(*first)) | escaped_of_8(u64::from_le_bytes(*last)) == 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let first = u64::from(u32::from_le_bytes(*first));
        escaped_of_8(first | u64::from(u32::from_le_bytes(*last)) << 32) == 0
    } else {
        !bytes.iter().copied().any(is_escaped)
    }
}

#[inline]
fn any_escaped(bytes: &[u8; 16]) -> bool {
    // without a way out, so that it is done for all at once
    bytes.iter().fold(false, |any, byte| any | is_escaped(*byte))
}

/// Appends the inside of a JSON string that has something to escape.
#[cold]
#[inline(never)]
fn escape(out: &mut Vec<u8>, mut bytes: &[u8]) {
    loop {
        let (run, rest) = bytes.split_at(plain_end(bytes, 0));
        out.extend_from_slice(run);
        let Some((byte, rest)) = rest.split_first() else { break };
        bytes = rest;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            byte => drop(write!(out, "\\u{byte:04x}")),
        }
    }
}

#[cfg(test)]
mod tests;
