//! The one error of this crate, which is also the error response (RFC 7644 section 3.12).

use super::{ERROR_URN, ScimType};
use crate::value::InvalidValue;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// What went wrong, in the words of RFC 7644 section 3.12: a status, a kind and a detail.
///
/// The detail names the attribute path, the kind of value found (never the value, which may be
/// secret) and what would be accepted. It serializes as the Error message.
///
/// ```
/// use scim_schema::message::{ScimError, ScimType};
///
/// let error = ScimError::invalid_value("a string", "a boolean").at("active");
/// assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidValue)));
/// assert_eq!(error.to_string(), "`active`: found a string, expected a boolean");
/// assert_eq!((error.path().as_str(), error.found(), error.expected()), ("active", "a string", "a boolean"));
/// assert_eq!(error.detail(), error.to_string());
///
/// let json = serde_json::to_value(ScimError::uniqueness("userName")).unwrap();
/// assert_eq!((&json["status"], &json["scimType"]), (&"409".into(), &"uniqueness".into()));
/// ```
#[derive(Clone)]
pub struct ScimError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    status: u16,
    scim_type: Option<ScimType>,
    /// Innermost segment first, as errors unwind.
    path: Vec<Cow<'static, str>>,
    found: Cow<'static, str>,
    expected: Cow<'static, str>,
    detail: Cow<'static, str>,
    retry_after: Option<u32>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl ScimError {
    /// An error with this HTTP status and detail.
    ///
    /// ```
    /// use scim_schema::message::{ScimError, ScimType};
    ///
    /// let error = ScimError::new(400, "the filter is too long").with_type(ScimType::InvalidFilter);
    /// assert_eq!(error.scim_type(), Some(ScimType::InvalidFilter));
    /// ```
    #[cold]
    pub fn new(status: u16, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            status,
            scim_type: None,
            path: Vec::new(),
            found: Cow::Borrowed(""),
            expected: Cow::Borrowed(""),
            detail: detail.into(),
            retry_after: None,
            cause: None,
        }))
    }

    /// A `400` of this kind.
    ///
    /// ```
    /// use scim_schema::message::{ScimError, ScimType};
    ///
    /// let error = ScimError::bad_request(ScimType::NoTarget, "no element matches").at("emails");
    /// assert_eq!(error.to_string(), "`emails`: no element matches");
    /// ```
    #[cold]
    pub fn bad_request(scim_type: ScimType, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, detail).with_type(scim_type)
    }

    /// A value of the wrong kind: what was found, and what would be accepted.
    #[cold]
    #[must_use]
    pub fn invalid_value(
        found: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        let mut error = Self::bad_request(ScimType::InvalidValue, "");
        error.0.found = found.into();
        error.0.expected = expected.into();
        error
    }

    /// A body that is not the message it should be.
    ///
    /// ```
    /// use scim_schema::message::{ScimError, ScimType};
    ///
    /// let error = ScimError::invalid_syntax("the body is no JSON object");
    /// assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidSyntax)));
    /// ```
    #[cold]
    pub fn invalid_syntax(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::bad_request(ScimType::InvalidSyntax, detail)
    }

    /// An attribute that cannot be written, or not any more.
    ///
    /// ```
    /// use scim_schema::message::{ScimError, ScimType};
    ///
    /// let error = ScimError::mutability("groups are changed at the groups").at("groups");
    /// assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::Mutability)));
    /// ```
    #[cold]
    pub fn mutability(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::bad_request(ScimType::Mutability, detail)
    }

    /// `409`: another resource has this value of the attribute already.
    #[cold]
    #[must_use]
    pub fn uniqueness(path: &str) -> Self {
        Self::new(409, "another resource has this value already")
            .with_type(ScimType::Uniqueness)
            .at(path.to_owned())
    }

    /// `404`: no such resource.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// let error = ScimError::not_found("User", "7");
    /// assert_eq!((error.status(), error.detail().as_str()), (404, "no User has the id `7`"));
    /// assert_eq!(ScimError::not_found("User", 7).detail(), error.detail(), "an id of any type");
    /// ```
    #[cold]
    #[must_use]
    pub fn not_found(resource_type: &str, id: impl fmt::Display) -> Self {
        Self::new(404, format!("no {resource_type} has the id `{id}`"))
    }

    /// `401`: who asks is not known.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// assert_eq!(ScimError::unauthorized("the token has expired").status(), 401);
    /// ```
    #[cold]
    pub fn unauthorized(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(401, detail)
    }

    /// `412`: the resource has another version than the request requires.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// assert_eq!(ScimError::precondition_failed().status(), 412);
    /// ```
    #[cold]
    #[must_use]
    pub fn precondition_failed() -> Self {
        Self::new(412, "the resource has another version than the request requires; read it again")
    }

    /// `413`: more than the service provider takes.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// let error = ScimError::too_large("more than 1000 operations");
    /// assert_eq!((error.status(), error.scim_type()), (413, None));
    /// ```
    #[cold]
    pub fn too_large(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(413, detail)
    }

    /// `429`: more requests than agreed on; in so many seconds there may be another.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// let error = ScimError::too_many_requests(30);
    /// assert_eq!((error.status(), error.retry_after()), (429, Some(30)));
    /// ```
    #[cold]
    #[must_use]
    pub fn too_many_requests(retry_after: u32) -> Self {
        let mut error = Self::new(429, format!("too many requests; wait {retry_after} s"));
        error.0.retry_after = Some(retry_after);
        error
    }

    /// `501`: a part of the protocol that is not offered.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// assert_eq!(ScimError::not_implemented("`/Me` is not offered").status(), 501);
    /// ```
    #[cold]
    pub fn not_implemented(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(501, detail)
    }

    /// `500`: a fault of the service provider. The cause is kept for logs and never sent.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    /// use std::error::Error;
    ///
    /// let error = ScimError::internal("no such table: members");
    /// assert_eq!(error.source().unwrap().to_string(), "no such table: members");
    /// assert!(!serde_json::to_string(&error).unwrap().contains("members"));
    /// ```
    #[cold]
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut error = Self::new(500, "the service provider failed; its log says why");
        error.0.cause = Some(Arc::from(cause.into()));
        error
    }

    /// `503`: the service provider cannot answer now. The cause is kept for logs and never sent.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// let error = ScimError::unavailable(5, "the pool has no connection left");
    /// assert_eq!((error.status(), error.retry_after()), (503, Some(5)));
    /// ```
    #[cold]
    pub fn unavailable(retry_after: u32, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut error = Self::new(503, "the service provider cannot answer now; try again later");
        error.0.cause = Some(Arc::from(cause.into()));
        error.0.retry_after = Some(retry_after);
        error
    }

    /// `503`: a write was not confirmed, so it may have happened. The cause is kept for logs and
    /// never sent.
    ///
    /// ```
    /// use scim_schema::message::ScimError;
    ///
    /// let error = ScimError::unconfirmed(1, "no answer to COMMIT");
    /// assert_eq!((error.status(), error.retry_after()), (503, Some(1)));
    /// assert!(error.detail().contains("whether this was written"));
    /// ```
    #[cold]
    pub fn unconfirmed(retry_after: u32, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut error = Self::unavailable(retry_after, cause);
        error.0.detail = Cow::Borrowed(
            "the service provider cannot say whether this was written; read it before trying \
             again",
        );
        error
    }

    /// `400 tooMany`: the resources of a page by index are larger than a page may be, and the client goes
    /// on by the count that it asked for, as Okta does, so a page that ends early would lose some.
    ///
    /// ```
    /// use scim_schema::message::{ScimError, ScimType};
    ///
    /// assert_eq!(ScimError::large_page().scim_type(), Some(ScimType::TooMany));
    /// ```
    #[cold]
    #[must_use]
    pub fn large_page() -> Self {
        Self::bad_request(
            ScimType::TooMany,
            "the resources of the page are too large for one answer; ask for fewer by `count`",
        )
    }

    /// Of this kind.
    #[must_use]
    pub fn with_type(mut self, scim_type: ScimType) -> Self {
        self.0.scim_type = Some(scim_type);
        self
    }

    /// At this attribute; called from the inside out, as errors unwind.
    #[must_use]
    pub fn at(mut self, segment: impl Into<Cow<'static, str>>) -> Self {
        self.0.path.push(segment.into());
        self
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The kind, where the RFC names one.
    #[must_use]
    pub fn scim_type(&self) -> Option<ScimType> {
        self.0.scim_type
    }

    /// The attribute path, `name.givenName`; empty where no attribute is at fault.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            // an extension's URN ends in its colon, a selector begins with its bracket
            if !path.is_empty() && !path.ends_with(':') && !segment.starts_with('[') {
                path.push('.');
            }
            path.push_str(segment);
        }
        if path.ends_with(':') {
            path.pop();
        }
        path
    }

    /// The kind of value found, such as `a string`; empty where the value is not at fault.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// What would be accepted; empty where the value is not at fault.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// In how many seconds to try again.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        self.0.retry_after
    }

    /// The detail of the response.
    #[must_use]
    pub fn detail(&self) -> String {
        let path = self.path();
        let at = if path.is_empty() { String::new() } else { format!("`{path}`: ") };
        if self.0.expected.is_empty() {
            format!("{at}{}", self.0.detail)
        } else if self.0.found.is_empty() {
            format!("{at}expected {}", self.0.expected)
        } else {
            format!("{at}found {}, expected {}", self.0.found, self.0.expected)
        }
    }
}

impl From<InvalidValue> for ScimError {
    fn from(error: InvalidValue) -> Self {
        Self::invalid_value("", error.expected().to_owned())
    }
}

impl fmt::Display for ScimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail())
    }
}

impl fmt::Debug for ScimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScimError")
            .field("status", &self.0.status)
            .field("scim_type", &self.0.scim_type)
            .field("detail", &self.detail())
            .field("cause", &self.0.cause)
            .finish()
    }
}

impl Error for ScimError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

impl Serialize for ScimError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("Error", 4)?;
        error.serialize_field("schemas", &[ERROR_URN])?;
        // a string, not a number (RFC 7644 section 3.12)
        error.serialize_field("status", &self.0.status.to_string())?;
        if let Some(scim_type) = self.0.scim_type {
            error.serialize_field("scimType", &scim_type)?;
        }
        error.serialize_field("detail", &self.detail())?;
        error.end()
    }
}
