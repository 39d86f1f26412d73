//! The values of attributes whose SCIM type has no counterpart in the standard library.
//!
//! | type of the attribute | here          | source           |
//! |-----------------------|---------------|------------------|
//! | `dateTime`            | [`DateTime`]  | RFC 7643 s.2.3.5 |
//! | `binary`              | [`Binary`]    | RFC 7643 s.2.3.6 |
//! | `reference`           | [`Reference`] | RFC 7643 s.2.3.7 |
//! | `string`, never shown | [`Secret`]    | RFC 7643 s.4.1.1 |
//!
//! All of them hold the text a client sent and give back the same bytes: none reformats what it
//! was given. The first three check the text once, when it arrives, and are equal when their text
//! is equal. All have a [`Default`], so that a struct which holds them can be blank before its
//! first write.
//!
//! The features `chrono04`, `jiff1`, `time03` and `url2` add conversions from and to the types of
//! those crates; `schemars1` implements its `JsonSchema`.

use std::borrow::Cow;
use std::fmt;

mod text;

mod binary;
mod date_time;
mod reference;
#[cfg(feature = "schemars1")]
mod schemars1;
mod secret;

pub use binary::Binary;
pub use date_time::DateTime;
pub use reference::Reference;
pub use secret::Secret;

/// A value that an attribute cannot hold.
///
/// It says what would have been accepted and nothing about what was found, as that may be a
/// secret. Whoever reads a resource adds the attribute path and the kind of value.
///
/// ```
/// use scim_schema::value::{DateTime, InvalidValue};
///
/// let error = DateTime::parse("2011-05-13").unwrap_err();
/// assert_eq!(error.to_string(), "expected a date-time such as `2011-05-13T04:42:34Z`");
///
/// const WEEKDAY: InvalidValue = InvalidValue::new("a day of the week");
/// assert_eq!(WEEKDAY.expected(), "a day of the week");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    expected: Cow<'static, str>,
}

impl InvalidValue {
    /// `expected` completes the sentence that starts with the word "expected".
    #[must_use]
    pub const fn new(expected: &'static str) -> Self {
        Self { expected: Cow::Borrowed(expected) }
    }

    /// What would have been accepted.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl From<String> for InvalidValue {
    /// As [`InvalidValue::new`], for a text that is put together at run time.
    fn from(expected: String) -> Self {
        Self { expected: Cow::Owned(expected) }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for InvalidValue {}
