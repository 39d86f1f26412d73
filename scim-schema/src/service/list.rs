//! Writing list responses (RFC 7644 section 3.4.2) straight into frames.

use super::Body;
use super::body::Frames;
use crate::message::LIST_RESPONSE_URN;
use std::fmt::Write as _;

/// What a list says beside its resources.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// How many resources match in all.
    pub(super) total_results: Option<u64>,
    /// The index of the first; not on a page by cursor.
    pub(super) start_index: Option<u64>,
    /// Where the next page begins; opaque ASCII without quotes. None is given of the page before.
    pub(super) next_cursor: Option<&'a str>,
}

/// A list of so many resources, which are written with commas between them. It is the same text as
/// [`ListResponse`](crate::message::ListResponse) serializes to.
pub(super) fn list(head: Head<'_>, length: usize, mut resources: Frames) -> Body {
    let mut out = format!("{{\"schemas\":[\"{LIST_RESPONSE_URN}\"],");
    // into a text nothing fails
    if let Some(total) = head.total_results {
        let _ = write!(out, "\"totalResults\":{total},");
    }
    if let Some(start) = head.start_index {
        let _ = write!(out, "\"startIndex\":{start},");
    }
    let _ = write!(out, "\"itemsPerPage\":{length},");
    if let Some(cursor) = head.next_cursor {
        let _ = write!(out, "\"nextCursor\":\"{cursor}\",");
    }
    out.push_str("\"Resources\":[");
    resources.begin_with(out.into_bytes());
    resources.append(|end| end.extend_from_slice(b"]}"));
    resources.into()
}

#[cfg(test)]
mod tests {
    use super::{Frames, Head, list};
    use crate::message::ListResponse;

    #[test]
    fn it_is_what_the_message_says() {
        for (total_results, start_index, next_cursor) in
            [(Some(7), Some(3), None), (None, None, Some("a-_b"))]
        {
            for resources in [&[][..], &[1], &[1, 22, 333]] {
                let mut message = ListResponse::new(resources);
                (message.total_results, message.start_index) = (total_results, start_index);
                message.next_cursor = next_cursor;
                let head = Head { total_results, start_index, next_cursor };
                let mut text = Frames::default();
                for (index, resource) in resources.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    text.append(|out| {
                        out.extend_from_slice(format!("{comma}{resource}").as_bytes());
                    });
                }
                let written = list(head, resources.len(), text);
                assert_eq!(
                    String::from_utf8(written.concat()).unwrap(),
                    serde_json::to_string(&message).unwrap()
                );
            }
        }
    }
}
