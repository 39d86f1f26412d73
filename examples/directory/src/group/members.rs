//! Memberships as rows: a change costs what it names, however many members a group has.
//!
//! Ids are given as one JSON array, so that each of these takes the same few statements for one
//! member as for thousands.

use super::{Group, Member};
use crate::database::{Error, Millis, Statement, Work, keys, no_earlier, record, tenant};
use scim_schema::message::ScimError;
use scim_schema::service::{Change, Context};
use scim_schema::value::DateTime;
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// The ids of members.
pub(super) fn ids<'m>(members: impl IntoIterator<Item = &'m Member>) -> Vec<&'m str> {
    members.into_iter().map(|member| member.value.as_str()).collect()
}

fn array(ids: &[&str]) -> String {
    json!(ids).to_string()
}

/// Adds those who are no members yet, who must be users or groups of the tenant; answers how many.
pub(super) async fn add(
    db: &mut Work,
    tenant: &str,
    group: i64,
    ids: &[&str],
) -> Result<u64, Error> {
    if ids.is_empty() {
        return Ok(0);
    }
    let list = db.dialect().list("$2");
    let unknown = format!(
        "SELECT count(*) FROM {list} AS given
         WHERE NOT EXISTS (SELECT 1 FROM users WHERE tenant = $1 AND id = given.value)
             AND NOT EXISTS (SELECT 1 FROM \"groups\" WHERE tenant = $1 AND id = given.value)"
    );
    let unknown = Statement::new(unknown).bind(tenant).bind(array(ids));
    if db.number(unknown).await? > 0 {
        let error = ScimError::invalid_value(
            "an id that no user and no group has",
            "the id of a user or a group",
        );
        return Err(error.at("value").at("members").into());
    }
    // once each
    let mut seen = HashSet::new();
    let ids_array = array(&ids.iter().copied().filter(|id| seen.insert(*id)).collect::<Vec<_>>());
    // the positions of an array begin with 0 or with 1
    let first = keys::block(ids.len() + 1);
    let insert = format!(
        "INSERT INTO group_members (id, owner, user_seq, group_seq)
         SELECT $4 + given.position, $3, u.seq, g.seq FROM {list} AS given
         LEFT JOIN users AS u ON u.tenant = $1 AND u.id = given.value
         LEFT JOIN \"groups\" AS g
             ON g.tenant = $1 AND g.id = given.value AND u.seq IS NULL
         WHERE NOT EXISTS (
             SELECT 1 FROM group_members AS m WHERE m.owner = $3 AND m.user_seq = u.seq
         ) AND NOT EXISTS (
             SELECT 1 FROM group_members AS m WHERE m.owner = $3 AND m.group_seq = g.seq
         )
         ORDER BY given.position"
    );
    // nobody else adds members meanwhile, as the row of the group was written: whatever key is taken
    // is so by chance, and not by the same membership
    let insert = Statement::new(insert).bind(tenant).bind(ids_array).bind(group).bind(first);
    Ok(db.execute(insert).await?)
}

/// Removes those of these who are members; answers how many.
pub(super) async fn remove(
    db: &mut Work,
    tenant: &str,
    group: i64,
    ids: &[&str],
) -> Result<u64, Error> {
    if ids.is_empty() {
        return Ok(0);
    }
    // looked up one by one, each by an index: nobody looks at the other members
    let dialect = db.dialect();
    let list = dialect.list("$2");
    let rows = format!(
        "SELECT (SELECT id FROM group_members WHERE owner = $3 AND user_seq = u.seq)
         FROM {list} AS gone CROSS JOIN users AS u
         WHERE u.tenant = $1 AND u.id = gone.value
         UNION ALL
         SELECT (SELECT id FROM group_members WHERE owner = $3 AND group_seq = g.seq)
         FROM {list} AS gone CROSS JOIN \"groups\" AS g
         WHERE g.tenant = $1 AND g.id = gone.value"
    );
    let sql = format!("DELETE FROM group_members WHERE {}", dialect.among("id", &rows));
    let statement = Statement::new(sql).bind(tenant).bind(array(ids)).bind(group);
    Ok(db.execute(statement).await?)
}

/// Removes all but these; answers how many.
pub(super) async fn remove_others(db: &mut Work, group: i64, ids: &[&str]) -> Result<u64, Error> {
    if ids.is_empty() {
        let all = "DELETE FROM group_members WHERE owner = $1";
        return Ok(db.execute(Statement::new(all).bind(group)).await?);
    }
    let list = db.dialect().list("$2");
    let sql = format!(
        "DELETE FROM group_members WHERE owner = $1 AND NOT EXISTS (
             SELECT 1 FROM users
             WHERE seq = user_seq AND id IN (SELECT value FROM {list} AS kept)
             UNION ALL
             SELECT 1 FROM \"groups\"
             WHERE seq = group_seq AND id IN (SELECT value FROM {list} AS kept)
         )"
    );
    Ok(db.execute(Statement::new(sql).bind(group).bind(array(ids))).await?)
}

/// Removes all but the rows with these keys, a JSON array.
pub(super) async fn keep(db: &mut Work, group: i64, rows: String) -> Result<(), Error> {
    let kept = db.dialect().numbers("$2");
    let sql = format!("DELETE FROM group_members WHERE owner = $1 AND id NOT IN {kept}");
    db.execute(Statement::new(sql).bind(group).bind(rows)).await?;
    Ok(())
}

/// The members of a group are part of it, so it changes when one of them, the row `seq` that
/// `column` refers to, is deleted.
pub(crate) async fn lose(
    db: &mut Work,
    cx: &Context,
    column: &'static str,
    seq: i64,
    now: &DateTime,
) -> Result<(), Error> {
    // a group may be a member of itself
    let sql = format!(
        "UPDATE \"groups\" SET modified_at = {}, revision = revision + 1
         WHERE tenant = $2 AND seq IN (
             SELECT owner FROM group_members
             WHERE {column} = $3 AND owner IS DISTINCT FROM group_seq
         )
         RETURNING id, revision",
        no_earlier(1),
    );
    let statement = Statement::new(sql).bind(Millis::from(now).0).bind(tenant(cx)).bind(seq);
    let groups: Vec<(String, i64)> = db.rows(statement).await?;
    for (id, revision) in groups {
        let [before, after] = [revision - 1, revision].map(|n| Some(format!("W/\"{n}\"")));
        let id: Uuid = id.parse().map_err(ScimError::internal)?;
        let change = Change::implied::<Group>(cx, &id, before, after, &["members"]);
        record(db, &change.with_time(now.clone())).await?;
    }
    Ok(())
}
