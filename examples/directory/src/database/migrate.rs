//! The tables, brought up to date by what is embedded in the program.

use super::reason;
use sqlx::migrate::{MigrateError, Migrator};

/// Why a database could not be brought up to date; one that a newer program wrote is left alone.
pub(super) fn explained(error: &MigrateError, migrations: &Migrator) -> String {
    match error {
        MigrateError::VersionMissing(version) => format!(
            "a newer version of this program wrote it (migration {version}, the last one here is {})",
            migrations.iter().map(|migration| migration.version).max().unwrap_or_default()
        ),
        MigrateError::VersionMismatch(version) => {
            format!("another program wrote it (its migration {version} is not the one here)")
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => reason(error),
        other => other.to_string(),
    }
}
