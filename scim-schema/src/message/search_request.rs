//! Searches by POST (RFC 7644 section 3.4.3).

mod read;

use super::{NO_BODY, SEARCH_REQUEST_URN, ScimError};
use crate::dialect::{Dialect, Tolerance};
use read::Reader;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// What a search asks for, as the wire has it: the body of a POST to `/.search`, and the query
/// parameters of a GET.
///
/// Nothing is looked up yet: [`Query`](crate::query::Query) does that for one resource type.
///
/// ```
/// use scim_schema::{dialect::Dialect, message::SearchRequest};
///
/// let body = br#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
///     "attributes": ["displayName", "userName"],
///     "filter": "displayName sw \"smith\"",
///     "startIndex": 1, "count": 10
/// }"#;
/// let request = SearchRequest::parse(body, Dialect::RFC).unwrap();
/// assert_eq!(request.attributes, ["displayName", "userName"]);
/// assert_eq!((request.start_index, request.count), (Some(1), Some(10)));
///
/// let error = SearchRequest::parse(br#"{"count": "10"}"#, Dialect::OKTA).unwrap_err();
/// assert_eq!(error.detail(), "`count`: found a string, expected a whole number");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SearchRequest {
    /// What to return beside what is always returned; nothing asks for the default.
    pub attributes: Vec<String>,
    /// What to leave out of the default.
    pub excluded_attributes: Vec<String>,
    /// Which resources.
    pub filter: Option<String>,
    /// In which order.
    pub sort_by: Option<String>,
    /// `ascending` or `descending`.
    pub sort_order: Option<String>,
    /// The index of the first, from 1.
    pub start_index: Option<i64>,
    /// How many at most.
    pub count: Option<i64>,
    /// Where a page before ended; empty for the first page (RFC 9865 section 3).
    pub cursor: Option<String>,
}

impl SearchRequest {
    /// Reads a body. The names of members ignore case, unknown ones are ignored, and null is the
    /// same as nothing.
    ///
    /// # Errors
    /// `400 invalidSyntax` for what is not JSON, not an object or, unless the dialect accepts it,
    /// without the schema of searches; `400 invalidValue` for a member of the wrong type.
    pub fn parse(body: &[u8], dialect: Dialect) -> Result<Self, ScimError> {
        if body.is_empty() {
            return Err(ScimError::invalid_syntax(NO_BODY));
        }
        let mut fault = None;
        let mut json = serde_json::Deserializer::from_slice(body);
        let read = Reader { fault: &mut fault }.deserialize(&mut json);
        let (request, schemas) = match read.and_then(|read| json.end().map(|()| read)) {
            Ok(read) => read,
            // the position is enough: the message could repeat a value
            Err(error) => {
                return Err(fault.unwrap_or_else(|| {
                    let (line, column) = (error.line(), error.column());
                    ScimError::invalid_syntax(format!(
                        "the body is not a JSON object (line {line}, column {column})"
                    ))
                }));
            }
        };
        let named = |urn: &String| urn.eq_ignore_ascii_case(SEARCH_REQUEST_URN);
        // 7644-3.4.3-04
        if !dialect.accepts(Tolerance::Schemas) && !schemas.iter().any(named) {
            return Err(ScimError::invalid_syntax(format!(
                "expected `{SEARCH_REQUEST_URN}` in it"
            ))
            .at("schemas"));
        }
        Ok(request)
    }
}

impl fmt::Debug for SearchRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // a filter that nobody looked at yet may compare a password, which is refused later
        f.debug_struct("SearchRequest")
            .field("attributes", &self.attributes)
            .field("excluded_attributes", &self.excluded_attributes)
            .field("filter_bytes", &self.filter.as_ref().map(String::len))
            .field("sort_by", &self.sort_by)
            .field("sort_order", &self.sort_order)
            .field("start_index", &self.start_index)
            .field("count", &self.count)
            .field("cursor_bytes", &self.cursor.as_ref().map(String::len))
            .finish_non_exhaustive()
    }
}

impl<'de> Deserialize<'de> for SearchRequest {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let mut fault: Option<ScimError> = None;
        let read = Reader { fault: &mut fault }.deserialize(json);
        match (read, fault) {
            (Err(_), Some(fault)) => Err(D::Error::custom(fault.detail())),
            (read, _) => read.map(|(request, _)| request),
        }
    }
}

impl Serialize for SearchRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schemas", &[SEARCH_REQUEST_URN])?;
        let lists =
            [("attributes", &self.attributes), ("excludedAttributes", &self.excluded_attributes)];
        for (name, list) in lists {
            if !list.is_empty() {
                map.serialize_entry(name, list)?;
            }
        }
        for (name, text) in [
            ("filter", &self.filter),
            ("sortBy", &self.sort_by),
            ("sortOrder", &self.sort_order),
            ("cursor", &self.cursor),
        ] {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        for (name, number) in [("startIndex", self.start_index), ("count", self.count)] {
            if let Some(number) = number {
                map.serialize_entry(name, &number)?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests;
