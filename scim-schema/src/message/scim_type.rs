//! The kinds of error (RFC 7644 section 3.12, RFC 9865 section 2.1).

use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of error a `400` or `409` is (RFC 7644 table 9; RFC 9865).
///
/// ```
/// use scim_schema::message::ScimType;
///
/// assert_eq!(ScimType::NoTarget.as_str(), "noTarget");
/// assert_eq!(ScimType::NoTarget.to_string(), "noTarget");
/// assert_eq!(serde_json::to_string(&ScimType::InvalidPath)?, r#""invalidPath""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ScimType {
    /// The filter does not parse, or names or compares what cannot be.
    InvalidFilter,
    /// The filter yields more than the service provider returns.
    TooMany,
    /// Another resource has the value already.
    Uniqueness,
    /// The attribute cannot be written, or not any more.
    Mutability,
    /// The body is not the message it should be.
    InvalidSyntax,
    /// The path of a patch operation names nothing of the schema.
    InvalidPath,
    /// The path of a patch operation matches no value.
    NoTarget,
    /// A value is missing, of the wrong type, or not among those allowed.
    InvalidValue,
    /// The protocol version is not supported.
    InvalidVers,
    /// Sensitive data may not be in a URI.
    Sensitive,
    /// The cursor is not one this service provider gave.
    InvalidCursor,
    /// The cursor is too old.
    ExpiredCursor,
    /// The page size is not possible.
    InvalidCount,
}

impl ScimType {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
            Self::InvalidVers => "invalidVers",
            Self::Sensitive => "sensitive",
            Self::InvalidCursor => "invalidCursor",
            Self::ExpiredCursor => "expiredCursor",
            Self::InvalidCount => "invalidCount",
        }
    }
}

impl fmt::Display for ScimType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
