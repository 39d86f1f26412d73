//! The characteristics an attribute declares (RFC 7643 sections 2.2, 2.3 and 7).

use serde::{Deserialize, Serialize};

/// The data type of an attribute (RFC 7643 section 2.3).
///
/// ```
/// use scim_schema::schema::Type;
///
/// assert_eq!(Type::DateTime.as_str(), "dateTime");
/// assert_eq!(serde_json::from_str::<Type>(r#""complex""#).unwrap(), Type::Complex);
/// assert_eq!(Type::default(), Type::String);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "RFC 7643 section 2.3 closes the list")]
pub enum Type {
    /// Unicode text.
    #[default]
    String,
    /// `true` or `false`.
    Boolean,
    /// A number with a fraction.
    Decimal,
    /// A whole number.
    Integer,
    /// A date and a time, `2011-05-13T04:42:34Z`.
    DateTime,
    /// Bytes as base64 text.
    Binary,
    /// A URI, absolute or relative.
    Reference,
    /// An object with sub-attributes.
    Complex,
}

impl Type {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::DateTime => "dateTime",
            Self::Binary => "binary",
            Self::Reference => "reference",
            Self::Complex => "complex",
        }
    }
}

/// When an attribute can be written (RFC 7643 section 7).
///
/// ```
/// use scim_schema::{ScimResource, rfc::User, schema::Mutability};
///
/// let mutability = |name| User::SCHEMA.attribute(name).unwrap().mutability;
/// assert_eq!(mutability("password"), Mutability::WriteOnly);
/// assert_eq!(mutability("groups"), Mutability::ReadOnly);
/// assert_eq!(mutability("title").as_str(), "readWrite");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "RFC 7643 section 7 closes the list")]
pub enum Mutability {
    /// Never by a client.
    ReadOnly,
    /// At any time.
    #[default]
    ReadWrite,
    /// When the resource is created, or while it has no value.
    Immutable,
    /// At any time, and never read back.
    WriteOnly,
}

/// When an attribute is in a response (RFC 7643 section 7).
///
/// ```
/// use scim_schema::{ScimResource, rfc::User, schema::Returned};
///
/// assert_eq!(User::SCHEMA.attribute("password").unwrap().returned, Returned::Never);
/// assert_eq!(scim_schema::schema::ID.returned, Returned::Always);
/// assert_eq!(Returned::Request.as_str(), "request");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "RFC 7643 section 7 closes the list")]
pub enum Returned {
    /// In every response, whatever was asked for.
    Always,
    /// In no response.
    Never,
    /// Unless the request names other attributes or excludes it.
    #[default]
    Default,
    /// Only when the request names it.
    Request,
}

/// How a value must differ from others (RFC 7643 section 7).
///
/// ```
/// use scim_schema::{ScimResource, rfc::User, schema::Uniqueness};
///
/// assert_eq!(User::SCHEMA.attribute("userName").unwrap().uniqueness, Uniqueness::Server);
/// assert!(Uniqueness::None < Uniqueness::Server && Uniqueness::Server < Uniqueness::Global);
/// assert_eq!(Uniqueness::Global.as_str(), "global");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "RFC 7643 section 7 closes the list")]
pub enum Uniqueness {
    /// Need not differ.
    #[default]
    None,
    /// Within this service provider (or this tenant of it).
    Server,
    /// Everywhere.
    Global,
}

impl Mutability {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadOnly => "readOnly",
            Self::ReadWrite => "readWrite",
            Self::Immutable => "immutable",
            Self::WriteOnly => "writeOnly",
        }
    }
}

impl Returned {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Never => "never",
            Self::Default => "default",
            Self::Request => "request",
        }
    }
}

impl Uniqueness {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Server => "server",
            Self::Global => "global",
        }
    }
}
