//! What a field holds, and what a request gives it.

use super::{List, Model, Value};
use crate::value::{DateTime, Secret};
use std::fmt::{self, Display};

/// What a field holds, borrowed.
///
/// ```
/// use scim_schema::resource::{Value, View};
/// use scim_schema::rfc::Name;
///
/// /// A value as a column would have it.
/// fn text(view: &View<'_>) -> Option<String> {
///     match view {
///         View::Boolean(value) => Some(value.to_string()),
///         View::Integer(value) => Some(value.to_string()),
///         View::String(value) => Some((*value).to_owned()),
///         _ => None,
///     }
/// }
/// assert_eq!(text(&true.view()), Some("true".to_owned()));
/// assert_eq!(text(&None::<i64>.view()), None);
/// assert!(View::Complex(&Name::default()).complex().is_some());
/// assert_eq!(format!("{:?}", View::String("t1meMa$heen")), "String(..)", "it may be a secret");
/// ```
#[non_exhaustive]
pub enum View<'a> {
    /// Unassigned (RFC 7643 section 2.5).
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number; wide enough for `i64` and `u64`.
    Integer(i128),
    /// A number with a fraction.
    Decimal(f64),
    /// Text.
    String(&'a str),
    /// A date and time.
    DateTime(&'a DateTime),
    /// Something whose [`Display`] is its text on the wire, such as a UUID.
    Display(&'a (dyn Display + Sync)),
    /// Assigned, and never shown. The secret is there for an edit that moves it from one element of
    /// a list to another; `None` where a field holds something else, such as a hash.
    Secret(Option<&'a Secret>),
    /// A complex value.
    Complex(&'a dyn Model),
    /// The values of a multi-valued attribute.
    List(&'a dyn List),
    /// Something made for this call, which cannot be borrowed from the model.
    Computed(Box<dyn Value>),
}

impl View<'_> {
    /// The complex value, also one that was made for this call; `None` for any other.
    #[must_use]
    pub fn complex(&self) -> Option<&dyn Model> {
        match self {
            Self::Complex(model) => Some(*model),
            Self::Computed(value) => match value.view() {
                View::Complex(model) => Some(model),
                _ => None,
            },
            _ => None,
        }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the kind only: values may be personal
        f.write_str(match self {
            Self::Null => "Null",
            Self::Boolean(_) => "Boolean(..)",
            Self::Integer(_) => "Integer(..)",
            Self::Decimal(_) => "Decimal(..)",
            Self::String(_) => "String(..)",
            Self::DateTime(_) => "DateTime(..)",
            Self::Display(_) => "Display(..)",
            Self::Secret(_) => "Secret(..)",
            Self::Complex(_) => "Complex(..)",
            Self::List(_) => "List(..)",
            Self::Computed(_) => "Computed(..)",
        })
    }
}

/// A simple value as a request gives it.
///
/// ```
/// use scim_schema::resource::Scalar;
///
/// assert_eq!(Scalar::Decimal(0.5).kind(), "a number");
/// assert_eq!(format!("{:?}", Scalar::String("t1meMa$heen")), "a string");
/// ```
#[derive(Clone, Copy, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "JSON has no other scalars")]
pub enum Scalar<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A number without fraction or exponent.
    Integer(i128),
    /// Any other number.
    Decimal(f64),
    /// Text.
    String(&'a str),
}

impl Scalar<'_> {
    /// The kind of JSON value, for messages.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Decimal(_) => "a number",
            Self::String(_) => "a string",
        }
    }
}

impl fmt::Debug for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the kind only: it may be a password
        f.write_str(self.kind())
    }
}
