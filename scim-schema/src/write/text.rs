//! Texts that are computed from values.

use crate::resource::View;
use std::borrow::Cow;
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

/// The text of a simple value, borrowed where it can be.
fn borrowed<'v>(view: &View<'v>) -> Option<Cow<'v, str>> {
    match view {
        View::String(text) => Some(Cow::Borrowed(text)),
        view => of(view).map(Cow::Owned),
    }
}

/// A version as a weak ETag (RFC 7644 section 3.14): `W/"7"`.
pub(crate) fn etag(view: &View<'_>) -> Option<String> {
    let tag = tag(view)?;
    Some(format!("W/\"{tag}\""))
}

/// The opaque tag of a version; none for one without text.
pub(super) fn tag<'v>(view: &View<'v>) -> Option<Cow<'v, str>> {
    // an opaque tag has no quotes and no controls (RFC 9110 section 8.8.3), and no backslash here,
    // so that it is the same text in JSON
    let allowed = |c: char| c > ' ' && !matches!(c, '"' | '\\' | '\u{7f}');
    let tag = match borrowed(view)? {
        text if text.chars().all(allowed) => text,
        text => text.chars().filter(|c| allowed(*c)).collect::<String>().into(),
    };
    (!tag.is_empty()).then_some(tag)
}

/// An id as a path segment: all but unreserved characters encoded (RFC 3986 section 2.3), as ids
/// may be any text.
pub(super) fn segment<'v>(view: &View<'v>) -> Option<Cow<'v, str>> {
    let text = borrowed(view)?;
    if text.bytes().all(is_unreserved) {
        return Some(text);
    }
    let mut encoded = String::with_capacity(text.len() + 8);
    percent_encode(&mut encoded, &text);
    Some(encoded.into())
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Appends a path segment, with all but unreserved characters encoded.
pub(crate) fn percent_encode(out: &mut String, segment: &str) {
    for byte in segment.bytes() {
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
