//! The change feed: a row for every write, of the same unit of work.

use super::{Database, Error};
use scim_schema::message::ScimError;
use scim_schema::service::{Change, ChangeFeed};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// Records a change; answers its sequence.
pub(crate) async fn record(db: &mut SqliteConnection, change: &Change) -> Result<i64, Error> {
    let json = serde_json::to_string(change).map_err(ScimError::internal)?;
    let done = sqlx::query(
        "INSERT INTO changes (tenant, resource_type, resource_id, kind, version_before,
             version_after, paths, subject, request_id, at)
         SELECT coalesce(json ->> 'tenant', ''), json ->> 'resourceType', json ->> 'id',
             json ->> 'kind', json ->> 'versionBefore', json ->> 'versionAfter', json -> 'paths',
             json ->> 'subject', json ->> 'requestId', json ->> 'at'
         FROM (SELECT ? AS json)",
    )
    .bind(json)
    .execute(db)
    .await?;
    Ok(done.last_insert_rowid())
}

impl Database {
    /// The changes after a sequence, in order, at most so many: of one tenant, or of all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn changes(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Change>, Error> {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT json_object('sequence', sequence, 'kind', kind, 'resourceType', resource_type,
                 'id', resource_id, 'tenant', nullif(tenant, ''), 'versionBefore', version_before,
                 'versionAfter', version_after, 'paths', json(paths), 'subject', subject,
                 'requestId', request_id, 'at', at)
             FROM changes WHERE sequence > ",
        );
        query.push_bind(i64::try_from(sequence).unwrap_or(i64::MAX));
        if let Some(tenant) = tenant {
            query.push(" AND tenant = ").push_bind(tenant);
        }
        query.push(" ORDER BY sequence LIMIT ").push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let mut snapshot = self.read().await?;
        let rows: Vec<String> = query.build_query_scalar().fetch_all(&mut *snapshot).await?;
        let changes = rows.iter().map(|json| serde_json::from_str(json));
        Ok(changes.collect::<Result<_, _>>().map_err(ScimError::internal)?)
    }
}

impl ChangeFeed for Database {
    type Error = Error;

    async fn after(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Change>, Error> {
        self.changes(Some(tenant.unwrap_or_default()), sequence, limit).await
    }
}
