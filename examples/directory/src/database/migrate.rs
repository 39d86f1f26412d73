//! The tables, brought up to date by what is embedded in the program.

use super::reason;
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Brings a database up to date; one that a newer program wrote is left alone.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), String> {
    MIGRATIONS.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => format!(
            "a newer version of this program wrote it (migration {version}, the last one here is {})",
            MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
        ),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => reason(&error),
        other => other.to_string(),
    })
}
