//! Texts that are computed from values.

use crate::resource::View;
use std::io::Write as _;

/// The text of a simple value.
pub(crate) fn of(view: &View<'_>) -> Option<String> {
    Some(match view {
        View::String(text) => (*text).to_owned(),
        View::DateTime(value) => value.as_str().to_owned(),
        View::Display(value) => value.to_string(),
        View::Integer(value) => value.to_string(),
        View::Decimal(value) => value.to_string(),
        View::Boolean(value) => value.to_string(),
        View::Computed(value) => return of(&value.view()),
        View::Null | View::Secret(_) | View::Complex(_) | View::List(_) => return None,
    })
}

/// Appends the text of a simple value; answers where it begins, if there is any.
fn push(out: &mut Vec<u8>, view: &View<'_>) -> Option<usize> {
    let begin = out.len();
    match view {
        View::String(text) => out.extend_from_slice(text.as_bytes()),
        // into a vector nothing fails
        View::Display(value) => drop(write!(out, "{value}")),
        view => out.extend_from_slice(of(view)?.as_bytes()),
    }
    Some(begin)
}

/// A version as a weak ETag (RFC 7644 section 3.14): `W/"7"`.
pub(crate) fn etag(view: &View<'_>) -> Option<String> {
    let mut etag = b"W/\"".to_vec();
    if !push_tag(&mut etag, view) {
        return None;
    }
    etag.push(b'"');
    // of texts, without some ASCII characters
    String::from_utf8(etag).ok()
}

/// Appends the opaque tag of a version; `false` for one without text.
pub(super) fn push_tag(out: &mut Vec<u8>, view: &View<'_>) -> bool {
    // an opaque tag has no quotes and no controls (RFC 9110 section 8.8.3), and no backslash here,
    // so that it is the same text in JSON
    let allowed = |byte: u8| byte > b' ' && !matches!(byte, b'"' | b'\\' | 0x7f);
    let Some(begin) = push(out, view) else { return false };
    if !out.iter().skip(begin).copied().all(allowed) {
        let tag = out.split_off(begin);
        out.extend(tag.into_iter().filter(|byte| allowed(*byte)));
    }
    out.len() > begin
}

/// Appends an id as a path segment: all but unreserved characters encoded (RFC 3986 section 2.3),
/// as ids may be any text.
pub(super) fn push_segment(out: &mut Vec<u8>, id: &View<'_>) {
    let Some(begin) = push(out, id) else { return };
    if out.iter().skip(begin).copied().all(is_unreserved) {
        return;
    }
    let id = out.split_off(begin);
    let mut encoded = String::with_capacity(id.len() + 8);
    percent_encode(&mut encoded, &String::from_utf8_lossy(&id));
    out.extend_from_slice(encoded.as_bytes());
}

/// The unreserved characters; a table, as every byte of every id is looked at.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        let unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        table[byte as usize] = unreserved;
        byte += 1;
    }
    table
};

#[expect(clippy::indexing_slicing, reason = "a byte is an index of 256 entries")]
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED[usize::from(byte)]
}

/// Appends a path segment, with all but unreserved characters encoded.
pub(crate) fn percent_encode(out: &mut String, segment: &str) {
    use std::fmt::Write as _;
    for byte in segment.bytes() {
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests;
