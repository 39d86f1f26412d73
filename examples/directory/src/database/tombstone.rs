//! What is left of deleted resources, apart from the tables that requests read.

use super::{Error, Statement, Table, Work};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::service::{Change, Context};
use scim_schema::write::Scim;

/// A resource as a client could have read it, whole.
pub(crate) async fn document<R: Table>(
    db: &mut Work,
    cx: &Context,
    row: &R,
) -> Result<String, Error> {
    let (mut whole, everything) = (row.clone(), Projection::everything());
    R::load(db, cx, &everything, std::slice::from_mut(&mut whole)).await?;
    let json = Scim::new(&whole).base(cx.base_url()).projection(&everything).to_vec();
    Ok(String::from_utf8(json).map_err(ScimError::internal)?)
}

/// Keeps what a deleted resource was.
pub(crate) async fn bury(db: &mut Work, change: &Change, document: String) -> Result<(), Error> {
    let sql = "INSERT INTO tombstones (tenant, resource_type, resource_id, document)
               VALUES ($1, $2, $3, $4)";
    let statement = Statement::new(sql)
        .bind(change.tenant.as_deref().unwrap_or_default())
        .bind(&change.resource_type)
        .bind(&change.id)
        .bind(document);
    db.execute(statement).await?;
    Ok(())
}
