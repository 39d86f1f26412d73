//! Memberships as rows: a change costs what it names, however many members a group has.
//!
//! Ids are given as one JSON array, so that each of these takes the same few statements for one
//! member as for thousands.

use super::{Group, Member};
use crate::database::{Error, record, tenant};
use scim_schema::message::ScimError;
use scim_schema::service::{Change, Context};
use scim_schema::value::DateTime;
use serde_json::json;
use sqlx::{AssertSqlSafe, SqliteConnection};

/// The ids of members, as an array.
pub(super) fn ids<'m>(members: impl IntoIterator<Item = &'m Member>) -> String {
    let ids = members.into_iter().map(|member| member.value.as_str());
    json!(ids.collect::<Vec<_>>()).to_string()
}

const NONE: &str = "[]";

/// Adds those who are no members yet, who must be users or groups of the tenant; answers how many.
pub(super) async fn add(
    db: &mut SqliteConnection,
    tenant: &str,
    group: i64,
    ids: &str,
) -> Result<u64, Error> {
    if ids == NONE {
        return Ok(0);
    }
    let unknown: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM json_each(?2) AS new
         WHERE NOT EXISTS (SELECT 1 FROM users WHERE tenant = ?1 AND id = new.value)
             AND NOT EXISTS (SELECT 1 FROM \"groups\" WHERE tenant = ?1 AND id = new.value)",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_one(&mut *db)
    .await?;
    if unknown > 0 {
        let error = ScimError::invalid_value(
            "an id that no user and no group has",
            "the id of a user or a group",
        );
        return Err(error.at("value").at("members").into());
    }
    let done = sqlx::query(
        "INSERT INTO group_members (owner, user_seq, group_seq)
         SELECT ?3, u.seq, g.seq FROM json_each(?2) AS new
         LEFT JOIN users AS u ON u.tenant = ?1 AND u.id = new.value
         LEFT JOIN \"groups\" AS g ON g.tenant = ?1 AND g.id = new.value AND u.seq IS NULL
         WHERE TRUE ORDER BY new.key
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(ids)
    .bind(group)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Removes those of these who are members; answers how many.
pub(super) async fn remove(
    db: &mut SqliteConnection,
    tenant: &str,
    group: i64,
    ids: &str,
) -> Result<u64, Error> {
    if ids == NONE {
        return Ok(0);
    }
    // two lists of rows rather than one condition, and joins in this order: an index finds each of
    // them, and nobody looks at the other members
    let done = sqlx::query(
        "DELETE FROM group_members WHERE id IN (
             SELECT m.id FROM json_each(?2) AS gone
             CROSS JOIN users AS u ON u.tenant = ?1 AND u.id = gone.value
             CROSS JOIN group_members AS m ON m.owner = ?3 AND m.user_seq = u.seq
             UNION ALL
             SELECT m.id FROM json_each(?2) AS gone
             CROSS JOIN \"groups\" AS g ON g.tenant = ?1 AND g.id = gone.value
             CROSS JOIN group_members AS m ON m.owner = ?3 AND m.group_seq = g.seq
         )",
    )
    .bind(tenant)
    .bind(ids)
    .bind(group)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Removes all but these; answers how many.
pub(super) async fn remove_others(
    db: &mut SqliteConnection,
    group: i64,
    ids: &str,
) -> Result<u64, Error> {
    if ids == NONE {
        let all = sqlx::query("DELETE FROM group_members WHERE owner = ?").bind(group);
        return Ok(all.execute(db).await?.rows_affected());
    }
    let done = sqlx::query(
        "DELETE FROM group_members WHERE owner = ?1 AND NOT EXISTS (
             SELECT 1 FROM users
             WHERE seq = user_seq AND id IN (SELECT value FROM json_each(?2))
             UNION ALL
             SELECT 1 FROM \"groups\"
             WHERE seq = group_seq AND id IN (SELECT value FROM json_each(?2))
         )",
    )
    .bind(group)
    .bind(ids)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Removes all but the rows with these keys, a JSON array.
pub(super) async fn keep(db: &mut SqliteConnection, group: i64, rows: &str) -> Result<(), Error> {
    sqlx::query(
        "DELETE FROM group_members
         WHERE owner = ? AND id NOT IN (SELECT value FROM json_each(?))",
    )
    .bind(group)
    .bind(rows)
    .execute(db)
    .await?;
    Ok(())
}

/// The members of a group are part of it, so it changes when one of them, the row `seq` that
/// `column` refers to, is deleted.
pub(crate) async fn lose(
    db: &mut SqliteConnection,
    cx: &Context,
    column: &'static str,
    seq: i64,
    now: &DateTime,
) -> Result<(), Error> {
    // a group may be a member of itself
    let sql = format!(
        "UPDATE \"groups\" SET last_modified = ?, revision = revision + 1
         WHERE tenant = ? AND seq IN (
             SELECT owner FROM group_members WHERE {column} = ? AND owner IS NOT group_seq
         )
         RETURNING id, revision",
    );
    let statement = sqlx::query_as(AssertSqlSafe(sql)).bind(now.as_str()).bind(tenant(cx));
    let groups: Vec<(String, i64)> = statement.bind(seq).fetch_all(&mut *db).await?;
    for (id, revision) in groups {
        let [before, after] = [revision - 1, revision].map(|n| Some(format!("W/\"{n}\"")));
        let change = Change::implied::<Group>(cx, &id, before, after, &["members"]);
        record(db, &change.with_time(now.clone())).await?;
    }
    Ok(())
}
