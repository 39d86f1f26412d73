//! What a server answered, and what a check expects of it.

use super::{Attr, Discovery, Failure, Recorded, Stop};
use bytes::Bytes;
use http::{HeaderMap, Response};
use serde_json::Value;
use std::fmt;

/// The URN of errors (RFC 7644 section 3.12).
pub(super) const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// An answer. What is expected of it is `Err` where it does not hold, so write `?`.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) json: Option<Value>,
    pub(crate) index: usize,
    pub(crate) line: String,
    /// Whether the server says what it supports; if not, `501` skips the check.
    pub(crate) declared: bool,
    /// Whether a list may leave out `totalResults`, as [`may_omit_total`] says.
    pub(crate) uncounted: bool,
}

impl Answer {
    /// What came back of an exchange that is recorded; `discovery` is what the server says of
    /// itself, for whoever asked.
    pub(crate) fn read(
        response: Response<Bytes>,
        recorded: &Recorded,
        index: usize,
        discovery: Option<&Discovery>,
    ) -> Self {
        let (parts, body) = response.into_parts();
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        let list = json.as_ref().unwrap_or(&Value::Null);
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            uncounted: may_omit_total(discovery, recorded, list),
            json,
            body,
            index,
            line: recorded.line(),
            declared: discovery.is_none_or(|discovery| discovery.config.is_some()),
        }
    }

    /// The status.
    #[must_use]
    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub(crate) const fn is_success(&self) -> bool {
        self.status / 100 == 2
    }

    /// The number of the exchange, for [`Failure::at`].
    #[must_use]
    pub(crate) const fn index(&self) -> usize {
        self.index
    }

    /// A header, if it is there and text.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body, as it came.
    #[must_use]
    pub(crate) const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; null where it is none.
    #[must_use]
    pub(crate) fn json(&self) -> &Value {
        const NULL: &Value = &Value::Null;
        self.json.as_ref().unwrap_or(NULL)
    }

    /// A member of the body, its name in any case.
    #[must_use]
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        let members = self.json().as_object()?;
        members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The text of a member of the body; empty if there is none.
    #[must_use]
    pub(crate) fn text(&self, name: &str) -> &str {
        self.member(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A failure that this answer shows.
    #[must_use]
    pub(crate) fn failed(&self, expected: impl Into<String>, found: impl Into<String>) -> Stop {
        let found = format!("{} ({})", found.into(), self.line);
        Stop::Failed(Failure::new(expected, found).at(self.index))
    }

    fn unimplemented(&self) -> Option<Stop> {
        (self.status == 501 && !self.declared)
            .then(|| Stop::skipped(format!("the server does not implement it ({})", self.line)))
    }

    fn found_status(&self) -> String {
        match self.text("detail") {
            "" => self.status.to_string(),
            detail => format!("{}: \"{}\"", self.status, short(detail)),
        }
    }

    /// Expects a status.
    ///
    /// # Errors
    /// When it is another.
    pub(crate) fn expect_status(&self, status: u16) -> Result<&Self, Stop> {
        self.expect_one_of(&[status])
    }

    /// Expects one of some statuses.
    ///
    /// # Errors
    /// When it is another.
    pub(crate) fn expect_one_of(&self, statuses: &[u16]) -> Result<&Self, Stop> {
        if statuses.contains(&self.status) {
            return Ok(self);
        }
        if let Some(skipped) = self.unimplemented() {
            return Err(skipped);
        }
        let all: Vec<String> = statuses.iter().map(ToString::to_string).collect();
        Err(self.failed(format!("status {}", all.join(" or ")), self.found_status()))
    }

    /// Expects any 2xx status.
    ///
    /// # Errors
    /// When it is another.
    pub(crate) fn expect_success(&self) -> Result<&Self, Stop> {
        if self.is_success() {
            return Ok(self);
        }
        if let Some(skipped) = self.unimplemented() {
            return Err(skipped);
        }
        Err(self.failed("a 2xx status", self.found_status()))
    }

    /// Expects an error: a status and a `scimType` (RFC 7644 section 3.12).
    ///
    /// # Errors
    /// When either is another.
    pub(crate) fn expect_error(&self, status: u16, scim_type: &str) -> Result<&Self, Stop> {
        self.expect_status(status)?;
        let found = self.text("scimType");
        if found.eq_ignore_ascii_case(scim_type) {
            return Ok(self);
        }
        let found = if found.is_empty() { "none".to_owned() } else { format!("`{found}`") };
        Err(self.failed(format!("scimType `{scim_type}`"), found))
    }

    /// Expects any 4xx status.
    ///
    /// # Errors
    /// When it is another.
    pub(crate) fn expect_refused(&self) -> Result<&Self, Stop> {
        if self.status / 100 == 4 {
            return Ok(self);
        }
        Err(self.failed("a 4xx status", self.found_status()))
    }

    /// Expects a JSON object.
    ///
    /// # Errors
    /// When the body is something else.
    pub(crate) fn expect_object(&self) -> Result<&serde_json::Map<String, Value>, Stop> {
        match (&self.json, self.body.is_empty()) {
            (Some(Value::Object(members)), _) => Ok(members),
            (_, true) => Err(self.failed("a JSON object", "an empty body")),
            _ => {
                let start = String::from_utf8_lossy(&self.body);
                let found = format!("`{}`", short(&start));
                Err(self.failed("a JSON object", found))
            }
        }
    }

    /// Expects a list response with 200; its resources, none if there are none.
    ///
    /// # Errors
    /// When it is something else.
    pub(crate) fn expect_list(&self) -> Result<Vec<Value>, Stop> {
        self.expect_status(200)?;
        let members = self.expect_object()?;
        let urns = self.member("schemas").and_then(Value::as_array);
        if !urns.is_some_and(|urns| {
            urns.iter().any(|urn| urn.as_str().is_some_and(|u| u.eq_ignore_ascii_case(LIST)))
        }) {
            let found = members
                .get("schemas")
                .map_or("none".to_owned(), |urns| format!("`{}`", short(&urns.to_string())));
            return Err(self.failed(format!("`schemas` with `{LIST}`"), found));
        }
        let total = members.get("totalResults").filter(|total| !total.is_null());
        if !total.map_or(self.uncounted, Value::is_u64) {
            let found = total.map_or("none".to_owned(), |n| format!("`{}`", short(&n.to_string())));
            return Err(self.failed("`totalResults` as a number", found));
        }
        match members.get("Resources") {
            // null is unassigned (RFC 7643 section 2.5)
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(resources)) => Ok(resources.clone()),
            Some(other) => {
                Err(self
                    .failed("`Resources` as an array", format!("`{}`", short(&other.to_string()))))
            }
        }
    }

    /// `totalResults` of a list response.
    #[must_use]
    pub(crate) fn total(&self) -> Option<u64> {
        self.member("totalResults").and_then(Value::as_u64)
    }

    /// Whether a list response is of so many in all, as far as it has to say: where `totalResults`
    /// may be left out, what came is to be counted.
    #[must_use]
    pub(crate) fn has_total(&self, expected: u64) -> bool {
        match self.member("totalResults") {
            None | Some(Value::Null) => self.uncounted,
            Some(total) => total.as_u64() == Some(expected),
        }
    }

    /// Expects the body, a resource, to have a value of an attribute; compares as
    /// [`Attr::is_same`] does.
    ///
    /// # Errors
    /// When it has another, or none.
    pub(crate) fn expect_value(&self, attribute: &Attr, expected: &Value) -> Result<(), Stop> {
        let found = attribute.of(self.json());
        if found.is_some_and(|found| attribute.is_same(found, expected)) {
            return Ok(());
        }
        let found =
            found.map_or("nothing".to_owned(), |found| format!("`{}`", short(&found.to_string())));
        let expected = format!("`{}` to be `{}`", attribute.path(), short(&expected.to_string()));
        Err(self.failed(expected, found))
    }

    /// Expects the body, a resource, to have no value of an attribute: absent, null or empty
    /// (RFC 7643 section 2.5).
    ///
    /// # Errors
    /// When it has one.
    pub(crate) fn expect_unassigned(&self, attribute: &Attr) -> Result<(), Stop> {
        match attribute.of(self.json()) {
            Some(found) if is_assigned(found) => Err(self.failed(
                format!("no value of `{}`", attribute.path()),
                format!("`{}`", short(&found.to_string())),
            )),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // a server that is wrong may show a password
        f.debug_struct("Answer")
            .field("line", &self.line)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Whether a list may leave out `totalResults`: of who pages by cursor (9865-2-16), as the service
/// provider configuration says, or the request or the list shows. Its last page has no cursor.
pub(super) fn may_omit_total(
    discovery: Option<&Discovery>,
    asked: &Recorded,
    list: &Value,
) -> bool {
    discovery.is_some_and(Discovery::pages_by_cursor)
        || asked.url.contains("cursor=")
        || asked.body.contains("\"cursor\"")
        || ["nextCursor", "previousCursor"].iter().any(|name| list.get(*name).is_some())
}

/// Whether JSON says something (RFC 7643 section 2.5).
pub(crate) fn is_assigned(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(elements) => elements.iter().any(is_assigned),
        Value::Object(members) => members.values().any(is_assigned),
        _ => true,
    }
}

/// The beginning of a text that may be long.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 300;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start}…")
}
