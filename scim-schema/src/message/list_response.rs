//! List responses (RFC 7644 section 3.4.2).

use super::LIST_RESPONSE_URN;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A page of a list as the wire has it; the resources serialize themselves.
///
/// ```
/// use scim_schema::message::ListResponse;
///
/// let none = ListResponse::new(&[0; 0]);
/// let json = serde_json::to_string(&none).unwrap();
/// assert!(json.ends_with(r#""totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}"#));
///
/// // a page by cursor that is neither the first nor the last
/// let mut page = ListResponse::new(&["a", "b"]);
/// (page.total_results, page.start_index) = (None, None);
/// (page.next_cursor, page.previous_cursor) = (Some("n1"), Some("p1"));
/// let json = serde_json::to_string(&page).unwrap();
/// assert!(json.ends_with(
///     r#""itemsPerPage":2,"nextCursor":"n1","previousCursor":"p1","Resources":["a","b"]}"#
/// ));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ListResponse<'a, T> {
    /// How many resources match in all; a cursor page may leave it out (RFC 9865 section 2).
    pub total_results: Option<u64>,
    /// The index of the first resource, from 1; not on cursor pages.
    pub start_index: Option<u64>,
    /// Where the next page by cursor begins; none after the last (RFC 9865 section 2).
    pub next_cursor: Option<&'a str>,
    /// Where the page before by cursor begins; none on the first, and optional on others
    /// (RFC 9865 section 2).
    pub previous_cursor: Option<&'a str>,
    /// The resources of the page.
    pub resources: &'a [T],
}

impl<'a, T> ListResponse<'a, T> {
    /// These resources as all that there are; of a page, say the rest by its fields.
    #[must_use]
    pub fn new(resources: &'a [T]) -> Self {
        Self {
            total_results: Some(resources.len().try_into().unwrap_or(u64::MAX)),
            start_index: Some(1),
            next_cursor: None,
            previous_cursor: None,
            resources,
        }
    }
}

impl<T: Serialize> Serialize for ListResponse<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_struct("ListResponse", 7)?;
        list.serialize_field("schemas", &[LIST_RESPONSE_URN])?;
        if let Some(total) = self.total_results {
            list.serialize_field("totalResults", &total)?;
        }
        if let Some(start) = self.start_index {
            list.serialize_field("startIndex", &start)?;
        }
        list.serialize_field("itemsPerPage", &self.resources.len())?;
        if let Some(cursor) = self.next_cursor {
            list.serialize_field("nextCursor", cursor)?;
        }
        if let Some(cursor) = self.previous_cursor {
            list.serialize_field("previousCursor", cursor)?;
        }
        // always there, empty or not: clients read it without looking
        list.serialize_field("Resources", self.resources)?;
        list.end()
    }
}
