//! What goes wrong in a store, as a SCIM error.

use super::Table;
use scim_schema::message::ScimError;

/// An error of the store: the request's, or the database's, which is logged and never shown.
#[derive(Debug)]
pub struct Error(ScimError);

impl Error {
    /// Of a write to `R`'s table, where a unique index that is hit names an attribute.
    pub(super) fn of_write<R: Table>(error: sqlx::Error) -> Self {
        let path = error.as_database_error().filter(|error| error.is_unique_violation()).and_then(
            |error| {
                R::UNIQUE.iter().find_map(|(column, path)| {
                    let index = format!("{}.{column}", R::TABLE);
                    error.message().ends_with(&index).then_some(*path)
                })
            },
        );
        path.map_or_else(|| error.into(), |path| Self(ScimError::uniqueness(path)))
    }
}

impl Error {
    /// What went wrong, for whoever runs the program; clients see the [`ScimError`].
    #[must_use]
    pub fn cause(&self) -> String {
        let mut cause: &dyn std::error::Error = &self.0;
        while let Some(next) = cause.source() {
            cause = next;
        }
        cause.to_string()
    }
}

impl From<ScimError> for Error {
    fn from(error: ScimError) -> Self {
        Self(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let busy = match &error {
            sqlx::Error::PoolTimedOut => true,
            // SQLITE_BUSY and SQLITE_LOCKED; the code has more in its upper bits
            sqlx::Error::Database(error) => error
                .code()
                .and_then(|code| code.parse::<i32>().ok())
                .is_some_and(|code| matches!(code & 0xff, 5 | 6)),
            _ => false,
        };
        Self(if busy { ScimError::unavailable(1, error) } else { ScimError::internal(error) })
    }
}

impl From<Error> for ScimError {
    fn from(error: Error) -> Self {
        error.0
    }
}
