//! Columns that are read into other types than the database has.

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
