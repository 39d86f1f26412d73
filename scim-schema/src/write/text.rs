//! Texts that are computed from values.

use crate::resource::View;
use std::fmt::Write as _;

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
        View::Null | View::Secret | View::Complex(_) | View::List(_) => return None,
    })
}

/// A version as a weak ETag (RFC 7644 section 3.14): `W/"7"`.
pub(crate) fn etag(view: &View<'_>) -> Option<String> {
    // an opaque tag has no quotes and no controls (RFC 9110 section 8.8.3)
    let text: String =
        of(view)?.chars().filter(|c| *c > ' ' && *c != '"' && *c != '\u{7f}').collect();
    Some(format!("W/\"{text}\""))
}

/// Appends a path segment, with all but unreserved characters encoded (RFC 3986 section 2.3).
pub(crate) fn percent_encode(out: &mut String, segment: &str) {
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
