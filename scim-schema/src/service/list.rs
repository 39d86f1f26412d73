//! Writing list responses (RFC 7644 section 3.4.2) straight into frames.

use super::Body;
use super::body::Frames;
use super::parts::Rest;
use crate::message::LIST_RESPONSE_URN;
use std::io::Write as _;

/// What a list says beside its resources.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// How many resources match in all.
    pub(super) total_results: Option<u64>,
    /// The index of the first; not on a page by cursor.
    pub(super) start_index: Option<u64>,
    /// Where the next page begins; opaque ASCII without quotes.
    pub(super) next_cursor: Option<&'a str>,
}

/// A list of so many resources, each written by `write`. It is the same text as
/// [`ListResponse`](crate::message::ListResponse) serializes to.
pub(super) fn list(
    head: Head<'_>,
    length: usize,
    mut write: impl FnMut(usize, &mut Vec<u8>) -> Option<Rest>,
) -> Body {
    let mut out = Frames::default();
    // into frames nothing fails
    let _ = write!(out, "{{\"schemas\":[\"{LIST_RESPONSE_URN}\"],");
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
    let _ = out.write_all(b"\"Resources\":[");
    for index in 0..length {
        let mut rest = None;
        out.append(|frame| {
            if index > 0 {
                frame.push(b',');
            }
            rest = write(index, frame);
        });
        if let Some(rest) = rest {
            out.rest(rest);
        }
    }
    let _ = out.write_all(b"]}");
    out.into()
}

#[cfg(test)]
mod tests {
    use super::{Head, list};
    use crate::message::ListResponse;

    #[test]
    fn it_is_what_the_message_says() {
        for (total_results, start_index, next_cursor) in
            [(Some(7), Some(3), None), (None, None, Some("a-_b"))]
        {
            for resources in [&[][..], &[1], &[1, 22, 333]] {
                let message = ListResponse { total_results, start_index, next_cursor, resources };
                let head = Head { total_results, start_index, next_cursor };
                let written = list(head, resources.len(), |index, out| {
                    out.extend_from_slice(resources[index].to_string().as_bytes());
                    None
                });
                assert_eq!(
                    String::from_utf8(written.concat()).unwrap(),
                    serde_json::to_string(&message).unwrap()
                );
            }
        }
    }
}
