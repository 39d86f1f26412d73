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

#[cfg(test)]
mod tests {
    use super::Error;
    use scim_schema::message::ScimError;
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
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
        let fault = ScimError::from(Error::from(sqlx::Error::RowNotFound));
        assert_eq!((fault.status(), fault.retry_after()), (500, None));
        pool.close().await;
        std::fs::remove_file(path).unwrap();
    }
}
