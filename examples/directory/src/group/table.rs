//! Groups in their tables. Memberships are rows, so an edit costs what it changes.

use super::{Group, Member};
use crate::database::{Error, Statement, Table, array, keys, tenant};
use scim_schema::changes::Changes;
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use sqlx::{FromRow, SqliteConnection};
use std::collections::HashMap;
use uuid::Uuid;

impl Table for Group {
    const TABLE: &'static str = "groups";
    const COLUMNS: &'static [&'static str] = &["external_id", "display_name"];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[];

    fn blank(id: Uuid, now: DateTime) -> Self {
        Self { id, created: now.clone(), last_modified: now, revision: 1, ..Self::default() }
    }

    fn seq(&self) -> i64 {
        self.seq
    }

    fn created(&self) -> &DateTime {
        &self.created
    }

    fn revision(&self) -> i64 {
        self.revision
    }

    fn bind<'q>(&'q self, statement: Statement<'q>) -> Statement<'q> {
        statement.bind(&self.external_id).bind(&self.display_name)
    }

    async fn load(
        db: &mut SqliteConnection,
        cx: &Context,
        p: &Projection<Self>,
        groups: &mut [Self],
    ) -> Result<(), Error> {
        if groups.is_empty() || !p.includes("members") {
            return Ok(());
        }
        let rows: Vec<MemberRow> = sqlx::query_as(
            "SELECT m.id AS row, m.owner, m.user_seq IS NOT NULL AS is_user,
                 coalesce(u.id, g.id) AS value,
                 coalesce(u.display_name, u.user_name, g.display_name) AS display
             FROM group_members AS m
             LEFT JOIN users AS u ON u.seq = m.user_seq
             LEFT JOIN \"groups\" AS g ON g.seq = m.group_seq
             WHERE m.owner IN (SELECT value FROM json_each(?))
             ORDER BY m.owner, m.id",
        )
        .bind(keys(groups))
        .fetch_all(db)
        .await?;
        let mut members: HashMap<i64, Vec<Member>> = HashMap::new();
        for row in rows {
            members.entry(row.owner).or_default().push(row.member(cx.base_url()));
        }
        for group in groups {
            group.members = members.remove(&group.seq).unwrap_or_default();
        }
        Ok(())
    }

    async fn save(
        &self,
        db: &mut SqliteConnection,
        cx: &Context,
        seq: i64,
        changes: &Changes,
    ) -> Result<(), Error> {
        if !changes.touches("members") {
            return Ok(());
        }
        let kept = array(self.members.iter().filter_map(|member| member.row));
        sqlx::query(
            "DELETE FROM group_members
             WHERE owner = ? AND id NOT IN (SELECT value FROM json_each(?))",
        )
        .bind(seq)
        .bind(kept)
        .execute(&mut *db)
        .await?;
        let new = self.members.iter().filter(|member| member.row.is_none());
        let new: Vec<_> = new.map(|member| member.value.as_str()).collect();
        if new.is_empty() { Ok(()) } else { add(db, tenant(cx), seq, &json!(new)).await }
    }

    /// The members of a group are part of it, so it changes when one of them is deleted.
    async fn forget(db: &mut SqliteConnection, seq: i64, now: &DateTime) -> Result<(), Error> {
        sqlx::query(
            "UPDATE \"groups\" SET last_modified = ?, revision = revision + 1
             WHERE seq IN (SELECT owner FROM group_members WHERE group_seq = ?)",
        )
        .bind(now.as_str())
        .bind(seq)
        .execute(db)
        .await?;
        Ok(())
    }
}

/// Adds members by their ids, who must be users or groups of the tenant. The ids are one JSON array,
/// so that this takes two statements however many there are.
async fn add(
    db: &mut SqliteConnection,
    tenant: &str,
    group: i64,
    members: &Value,
) -> Result<(), Error> {
    let members = members.to_string();
    let unknown: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM json_each(?2) AS new
         WHERE NOT EXISTS (SELECT 1 FROM users WHERE tenant = ?1 AND id = new.value)
             AND NOT EXISTS (SELECT 1 FROM \"groups\" WHERE tenant = ?1 AND id = new.value)",
    )
    .bind(tenant)
    .bind(&members)
    .fetch_one(&mut *db)
    .await?;
    if unknown > 0 {
        let error = ScimError::invalid_value(
            "an id that no user and no group has",
            "the id of a user or a group",
        );
        return Err(error.at("value").at("members").into());
    }
    sqlx::query(
        "INSERT INTO group_members (owner, user_seq, group_seq)
         SELECT ?3, u.seq, g.seq FROM json_each(?2) AS new
         LEFT JOIN users AS u ON u.tenant = ?1 AND u.id = new.value
         LEFT JOIN \"groups\" AS g ON g.tenant = ?1 AND g.id = new.value AND u.seq IS NULL
         WHERE TRUE ORDER BY new.key
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(&members)
    .bind(group)
    .execute(db)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct MemberRow {
    row: i64,
    owner: i64,
    is_user: bool,
    value: String,
    display: Option<String>,
}

impl MemberRow {
    fn member(self, base_url: &str) -> Member {
        let (kind, endpoint) = if self.is_user { ("User", "Users") } else { ("Group", "Groups") };
        Member {
            row: Some(self.row),
            reference: Some(format!("{base_url}/{endpoint}/{}", self.value)),
            r#type: Some(kind.to_owned()),
            value: self.value,
            display: self.display,
        }
    }
}
