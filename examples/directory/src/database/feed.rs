//! The change feed: a row for every write, of the same unit of work.

use super::{Database, Dialect, Error, Statement, Work, again};
use scim_schema::message::ScimError;
use scim_schema::service::{Change, ChangeFeed};
use serde_json::{Value, json};
use sqlx::FromRow;

/// How many changes are numbered by one unit of work.
const AT_ONCE: i64 = 2_000;

/// Records a change.
pub(crate) async fn record(db: &mut Work, change: &Change) -> Result<(), Error> {
    let kind = serde_json::to_value(change.kind).map_err(ScimError::internal)?;
    let paths = serde_json::to_string(&change.paths).map_err(ScimError::internal)?;
    let sql = "INSERT INTO changes (tenant, resource_type, resource_id, kind, version_before,
                   version_after, paths, subject, request_id, at, active)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let statement = Statement::new(sql)
        .bind(change.tenant.as_deref().unwrap_or_default())
        .bind(&change.resource_type)
        .bind(&change.id)
        .bind(kind.as_str().unwrap_or_default())
        .bind(change.version_before.as_deref())
        .bind(change.version_after.as_deref())
        .bind(paths)
        .bind(change.subject.as_deref())
        .bind(&change.request_id)
        .bind(change.at.as_str())
        .bind(change.active);
    db.execute(statement).await?;
    Ok(())
}

#[derive(FromRow)]
struct ChangeRow {
    sequence: i64,
    tenant: String,
    resource_type: String,
    resource_id: String,
    kind: String,
    version_before: Option<String>,
    version_after: Option<String>,
    paths: String,
    subject: Option<String>,
    request_id: String,
    at: String,
    active: Option<bool>,
}

impl ChangeRow {
    fn change(self) -> serde_json::Result<Change> {
        let paths: Value = serde_json::from_str(&self.paths)?;
        serde_json::from_value(json!({
            "sequence": self.sequence,
            "kind": self.kind,
            "resourceType": self.resource_type,
            "id": self.resource_id,
            "tenant": (!self.tenant.is_empty()).then_some(self.tenant),
            "versionBefore": self.version_before,
            "versionAfter": self.version_after,
            "paths": paths,
            "subject": self.subject,
            "requestId": self.request_id,
            "at": self.at,
            "active": self.active,
        }))
    }
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
        loop {
            let all = again(|| self.number_changes()).await?;
            let changes = self.numbered(tenant, sequence, limit).await?;
            // what is not numbered yet comes after all that is
            if all || changes.len() >= limit {
                return Ok(changes);
            }
        }
    }

    /// The same of those that have their sequences.
    async fn numbered(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Change>, Error> {
        let of_tenant = if tenant.is_some() { " AND tenant = $3" } else { "" };
        let sql = format!(
            "SELECT * FROM changes WHERE sequence > $1{of_tenant} ORDER BY sequence LIMIT $2"
        );
        let statement = Statement::new(sql)
            .bind(i64::try_from(sequence).unwrap_or(i64::MAX))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let statement = match tenant {
            Some(tenant) => statement.bind(tenant),
            None => statement,
        };
        let rows: Vec<ChangeRow> = self.read().await?.rows(statement).await?;
        let changes = rows.into_iter().map(ChangeRow::change);
        Ok(changes.collect::<Result<_, _>>().map_err(ScimError::internal)?)
    }

    /// Gives changes that were written since this was last done their sequences, a number of them
    /// at a time, however many nobody has read; answers whether those were all.
    ///
    /// In SQLite, which has one writer at a time, they have them from the beginning. PostgreSQL
    /// has many, so a number taken while writing may be seen after a greater one, and a reader
    /// who remembers the last number would miss it. Whoever reads numbers what is there, one
    /// after the other, and no writer waits for that.
    async fn number_changes(&self) -> Result<bool, Error> {
        let new =
            "SELECT count(*) FROM (SELECT 1 FROM changes WHERE sequence IS NULL LIMIT 1) AS c";
        let mut snapshot = self.read().await?;
        if snapshot.dialect() == Dialect::Sqlite || snapshot.number(Statement::new(new)).await? == 0
        {
            return Ok(true);
        }
        drop(snapshot);
        let mut work = self.write().await?;
        // whoever has this row numbers
        let last = "UPDATE feed SET last = last RETURNING last";
        let last = work.number(Statement::new(last)).await?;
        let number = "UPDATE changes SET sequence = $1 + place
                      FROM (SELECT key, row_number() OVER (ORDER BY recorded, key) AS place
                            FROM (SELECT key, recorded FROM changes WHERE sequence IS NULL
                                  ORDER BY recorded, key LIMIT $2) AS first) AS new
                      WHERE changes.key = new.key";
        let number = Statement::new(number).bind(last).bind(AT_ONCE);
        let numbered = work.execute(number).await?;
        let last = last.saturating_add_unsigned(numbered);
        work.execute(Statement::new("UPDATE feed SET last = $1").bind(last)).await?;
        work.commit().await?;
        Ok(numbered < AT_ONCE.unsigned_abs())
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
