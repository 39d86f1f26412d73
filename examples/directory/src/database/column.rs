//! Columns that are read into other types than the database has.

use scim_schema::compare::instant_key;
use scim_schema::value::{Binary, DateTime, InvalidValue, Reference};
use sqlx::{FromRow, Row};

/// A column of text that may be null, on its way to a type that the database does not know:
/// `#[sqlx(try_from = "Nullable")]`.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct Nullable(pub Option<String>);

macro_rules! parsed { ($($type:ty),*) => { $(
    impl TryFrom<Nullable> for Option<$type> {
        type Error = InvalidValue;

        /// Fails for text that this server never writes.
        fn try_from(Nullable(text): Nullable) -> Result<Self, InvalidValue> {
            text.map(<$type>::try_from).transpose()
        }
    }
)* } }

parsed!(Binary, DateTime, Reference);

/// Columns that make up one value, which is absent when all of them are null:
/// `#[sqlx(flatten, try_from = "Columns<..>")]`.
#[derive(Debug)]
pub struct Columns<T>(pub T);

impl<'r, R: Row, T: FromRow<'r, R>> FromRow<'r, R> for Columns<T> {
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        T::from_row(row).map(Self)
    }
}

impl<T: Default + PartialEq> From<Columns<T>> for Option<T> {
    fn from(Columns(value): Columns<T>) -> Self {
        (value != T::default()).then_some(value)
    }
}

/// A column of milliseconds since 1970: when this server created or changed something.
#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(transparent)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Millis(pub i64);

impl From<&DateTime> for Millis {
    fn from(instant: &DateTime) -> Self {
        let millis = i64::from(instant.subsec_nanos() / 1_000_000);
        Self(instant.unix_seconds().saturating_mul(1_000).saturating_add(millis))
    }
}

impl TryFrom<Millis> for DateTime {
    type Error = InvalidValue;

    /// Fails beyond the years that a date-time has, which this server never writes.
    fn try_from(Millis(millis): Millis) -> Result<Self, InvalidValue> {
        let nanos = u32::try_from(millis.rem_euclid(1_000)).unwrap_or_default() * 1_000_000;
        let found = Self::from_unix(millis.div_euclid(1_000), nanos);
        found.ok_or(InvalidValue::new("milliseconds since 1970"))
    }
}

/// The text of an instant that a database compares, beside the text that the client sent.
#[must_use]
pub fn instant(sent: Option<&DateTime>) -> Option<String> {
    sent.map(|sent| instant_key(sent.unix_seconds(), sent.subsec_nanos()))
}
