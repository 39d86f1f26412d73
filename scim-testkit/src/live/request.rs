//! A request as a check writes it.

use http::Method;
use serde_json::Value;
use std::fmt;

/// A request to send: a method, a path below the base URL, and what goes with it.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    path: String,
    query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
    pub(super) credentials: Credentials,
    /// Without the headers of the client whose suite it is.
    pub(super) bare: bool,
}

#[derive(Clone)]
pub(super) enum Credentials {
    Own,
    WithoutScheme,
    None,
    Other(String),
}

impl Ask {
    /// Any method, to a path that is percent-encoded where it needs to be.
    pub(crate) fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            credentials: Credentials::Own,
            bare: false,
        }
    }

    /// GET.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// POST.
    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// PUT.
    pub(crate) fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }

    /// PATCH.
    pub(crate) fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// DELETE.
    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// With a query parameter, which is percent-encoded.
    #[must_use]
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With query parameters.
    #[must_use]
    pub(crate) fn queries(mut self, parameters: &[(&str, &str)]) -> Self {
        for (name, value) in parameters {
            self = self.query(name, value);
        }
        self
    }

    /// With a body of `application/scim+json`.
    #[must_use]
    pub(crate) fn json(self, body: &Value) -> Self {
        self.text("application/scim+json", &body.to_string())
    }

    /// With any body. A media type that is empty is not sent.
    #[must_use]
    pub(crate) fn text(self, media_type: &str, body: &str) -> Self {
        self.bytes(media_type, body.as_bytes())
    }

    /// With any bytes. A media type that is empty is not sent.
    #[must_use]
    pub(crate) fn bytes(mut self, media_type: &str, body: &[u8]) -> Self {
        self.body = Some(body.to_vec());
        if media_type.is_empty() { self } else { self.header("content-type", media_type) }
    }

    /// With a header, in the place of one of that name.
    #[must_use]
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without the headers that the client of a suite sends, but for `Accept` and what is given here.
    #[must_use]
    pub(crate) const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// With `If-Match`.
    #[must_use]
    pub(crate) fn if_match(self, tag: &str) -> Self {
        self.header("if-match", tag)
    }

    /// Without credentials: no `Authorization`, and none of the target's headers.
    #[must_use]
    pub(crate) fn anonymous(mut self) -> Self {
        self.credentials = Credentials::None;
        self
    }

    /// With another value of `Authorization`, and none of the target's headers.
    #[must_use]
    pub(crate) fn authorization(mut self, value: &str) -> Self {
        self.credentials = Credentials::Other(value.to_owned());
        self
    }

    /// With the credentials of the target, but not their scheme: a bearer token alone.
    #[must_use]
    pub(crate) fn without_scheme(mut self) -> Self {
        self.credentials = Credentials::WithoutScheme;
        self
    }

    /// The path and the query.
    #[must_use]
    pub(crate) fn uri(&self) -> String {
        let mut uri = self.path.clone();
        let mut separator = if uri.contains('?') { '&' } else { '?' };
        for (name, value) in &self.query {
            uri.push_str(&format!("{separator}{}={}", encoded(name), encoded(value)));
            separator = '&';
        }
        uri
    }

    /// The path of that, without a query.
    pub(crate) fn path(&self) -> &str {
        self.path.split('?').next().unwrap_or(&self.path)
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // headers may hold credentials, the body and the query a password
        f.debug_struct("Ask")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("bytes", &self.body.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// Percent-encoded but for unreserved characters (RFC 3986 section 2.3).
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
