//! What goes wrong in a store, as a SCIM error.

use super::{Dialect, Table, postgres, sqlite};
use scim_schema::message::{ScimError, ScimType};
use sqlx::postgres::PgDatabaseError;

/// An error of the store: the request's, or the database's, which is logged and never shown.
#[derive(Debug)]
pub struct Error {
    scim: ScimError,
    is_fault: bool,
    is_conflict: bool,
}

/// What an error of a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Another unit of work came between: this one may be tried again.
    Conflict,
    /// The database cannot answer now.
    Unavailable,
    /// There is no space to write to.
    Full,
    /// A value has a NUL character, which the database cannot hold.
    Nul,
    /// A value is longer than an index can hold.
    Long,
    /// Anything else is a fault of this program, or of the database.
    Internal,
}

/// Seconds after which a client may ask again: soon, or when somebody has made space.
const SOON: u32 = 1;
const LATER: u32 = 60;

impl Error {
    /// Of a write to `R`'s table, where a unique index that is hit names an attribute.
    pub(super) fn of_write<R: Table>(dialect: Dialect, error: sqlx::Error) -> Self {
        let path = error.as_database_error().and_then(|error| {
            let taken = |column| dialect.is_taken(error, R::TABLE, column);
            R::UNIQUE.iter().find_map(|(column, path)| taken(column).then_some(*path))
        });
        path.map_or_else(|| error.into(), |path| ScimError::uniqueness(path).into())
    }

    /// Of a commit that was not answered: it may have happened.
    pub(super) fn of_commit(error: sqlx::Error) -> Self {
        let sqlx::Error::Io(io) = &error else { return error.into() };
        // of a batch of SQLite that was undone, see there
        if io.kind() == std::io::ErrorKind::Other {
            return error.into();
        }
        Self { scim: ScimError::unconfirmed(SOON, error), is_fault: true, is_conflict: false }
    }

    /// Of rows of others that have the keys of new ones, which are made anew.
    pub(super) fn of_taken_keys() -> Self {
        let scim = ScimError::unavailable(SOON, "a row of another owner has the key of a new one");
        Self { scim, is_fault: true, is_conflict: true }
    }

    /// Whether it is the database's, and not the request's.
    pub(super) const fn is_fault(&self) -> bool {
        self.is_fault
    }

    /// Whether the same unit of work may succeed when it is done again.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        self.is_conflict
    }

    /// What went wrong, for whoever runs the program; clients see the [`ScimError`].
    #[must_use]
    pub fn cause(&self) -> String {
        let mut cause: &dyn std::error::Error = &self.scim;
        while let Some(next) = cause.source() {
            cause = next;
        }
        cause.to_string()
    }
}

impl From<ScimError> for Error {
    fn from(scim: ScimError) -> Self {
        Self { scim, is_fault: false, is_conflict: false }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let fault = fault(&error);
        let scim = match fault {
            Fault::Conflict | Fault::Unavailable => ScimError::unavailable(SOON, error),
            Fault::Full => ScimError::unavailable(LATER, error),
            Fault::Nul => ScimError::bad_request(
                ScimType::InvalidValue,
                "a value has a NUL character, which is not held here; leave it out",
            ),
            Fault::Long => ScimError::bad_request(
                ScimType::InvalidValue,
                "a value is too long to be looked up by; use one of at most 2,000 bytes",
            ),
            Fault::Internal => ScimError::internal(error),
        };
        Self { scim, is_fault: true, is_conflict: fault == Fault::Conflict }
    }
}

fn fault(error: &sqlx::Error) -> Fault {
    match error {
        sqlx::Error::Database(error) if error.try_downcast_ref::<PgDatabaseError>().is_some() => {
            postgres::fault(&**error)
        }
        sqlx::Error::Database(error) => sqlite::fault(&**error),
        // the pool is exhausted, or the database cannot be reached
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
            Fault::Unavailable
        }
        _ => Fault::Internal,
    }
}

impl From<Error> for ScimError {
    fn from(error: Error) -> Self {
        error.scim
    }
}

#[cfg(test)]
mod tests {
    use super::Error;
    use scim_schema::message::ScimError;
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
    use std::io::ErrorKind;
    use std::time::Duration;

    #[tokio::test]
    async fn a_busy_database_is_asked_again_later() {
        let path = std::env::temp_dir().join(format!("busy-{}.db", uuid::Uuid::new_v4()));
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let pool = SqlitePoolOptions::new().connect_with(options.busy_timeout(Duration::ZERO));
        let pool = pool.await.unwrap();
        let writer = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let busy = pool.begin_with("BEGIN IMMEDIATE").await.unwrap_err();
        drop(writer);
        for error in [busy, sqlx::Error::PoolTimedOut] {
            let error = ScimError::from(Error::from(error));
            assert_eq!((error.status(), error.retry_after()), (503, Some(1)));
            assert!(!error.detail().contains("locked"), "{error}");
        }
        // a commit that nobody heard of may have happened; a batch that was given up did not
        for (kind, known) in [
            (ErrorKind::TimedOut, false),
            (ErrorKind::ConnectionReset, false),
            (ErrorKind::Other, true),
        ] {
            let error = ScimError::from(Error::of_commit(sqlx::Error::Io(kind.into())));
            assert_eq!((error.status(), error.retry_after()), (503, Some(1)));
            assert_eq!(!error.detail().contains("whether this was written"), known, "{error}");
        }
        let fault = ScimError::from(Error::from(sqlx::Error::RowNotFound));
        assert_eq!((fault.status(), fault.retry_after()), (500, None));
        pool.close().await;
        std::fs::remove_file(path).unwrap();
    }
}
