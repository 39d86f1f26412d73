//! What is left of deleted resources, apart from the tables that requests read.

use super::{Error, Table};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::service::{Change, Context};
use scim_schema::write::Scim;
use sqlx::SqliteConnection;

/// A resource as a client could have read it, whole.
pub(crate) async fn document<R: Table>(
    db: &mut SqliteConnection,
    cx: &Context,
    row: &R,
) -> Result<String, Error> {
    let (mut whole, everything) = (row.clone(), Projection::everything());
    R::load(db, cx, &everything, std::slice::from_mut(&mut whole)).await?;
    let json = Scim::new(&whole).base(cx.base_url()).projection(&everything).to_vec();
    Ok(String::from_utf8(json).map_err(ScimError::internal)?)
}

/// Keeps what a deleted resource was.
pub(crate) async fn bury(
    db: &mut SqliteConnection,
    change: &Change,
    sequence: i64,
    document: &str,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO tombstones (tenant, resource_type, resource_id, sequence, document)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(change.tenant.as_deref().unwrap_or_default())
    .bind(&change.resource_type)
    .bind(&change.id)
    .bind(sequence)
    .bind(document)
    .execute(db)
    .await?;
    Ok(())
}
