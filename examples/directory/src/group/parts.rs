//! Members as a client reads them: a part at a time, so that a group of millions is never held as
//! a whole.

use super::{Group, Member};
use crate::database::{Error, Statement, Work, seqs};
use scim_schema::service::Context;
use sqlx::FromRow;
use std::collections::HashMap;

/// Members of a part.
const PART: i64 = 5_000;
/// Members that a group begins with on a page where others have filled the first part.
const FEW: i64 = 200;

const MEMBERS: &str = "SELECT m.id, m.owner, m.user_seq IS NOT NULL AS is_user,
         coalesce(u.id, g.id) AS value,
         coalesce(u.display_name, u.user_name, g.display_name) AS display
     FROM group_members AS m
     LEFT JOIN users AS u ON u.seq = m.user_seq
     LEFT JOIN \"groups\" AS g ON g.seq = m.group_seq";

/// Gives each group the first of its members, one at least if it has any.
pub(super) async fn beginning(
    db: &mut Work,
    cx: &Context,
    groups: &mut [Group],
) -> Result<(), Error> {
    let sql = format!(
        "{MEMBERS} WHERE m.owner IN {} ORDER BY m.owner, m.id LIMIT $2",
        db.dialect().numbers("$1"),
    );
    let rows = Statement::new(sql).bind(seqs(groups)).bind(PART);
    let rows: Vec<MemberRow> = db.rows(rows).await?;
    let end = is_full(&rows, PART).then(|| rows.last().map(MemberRow::place)).flatten();
    let mut members: HashMap<i64, Vec<Member>> = HashMap::new();
    for row in rows {
        members.entry(row.owner).or_default().push(row.member(cx.base_url()));
    }
    for group in groups {
        group.members = members.remove(&group.seq).unwrap_or_default();
        group.members_after = None;
        let Some((owner, id)) = end else { continue };
        if group.seq == owner {
            group.members_after = Some(id);
        } else if group.seq > owner {
            let rows = after(db, group.seq, i64::MIN, FEW).await?;
            group.take(cx, rows, FEW);
        }
    }
    Ok(())
}

/// The group with the members that come after those it has.
pub(super) async fn next(
    db: &mut Work,
    cx: &Context,
    group: &Group,
) -> Result<Option<Group>, Error> {
    let Some(last) = group.members_after else { return Ok(None) };
    let rows = after(db, group.seq, last, PART).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut next = Group { seq: group.seq, id: group.id, ..Group::default() };
    next.take(cx, rows, PART);
    Ok(Some(next))
}

/// Gives each group the members that come after its first.
pub(super) async fn rest(db: &mut Work, cx: &Context, groups: &mut [Group]) -> Result<(), Error> {
    for group in groups {
        while let Some(last) = group.members_after {
            let rows = after(db, group.seq, last, PART).await?;
            group.take(cx, rows, PART);
        }
    }
    Ok(())
}

/// Members of one group after a place, at most so many.
async fn after(db: &mut Work, owner: i64, id: i64, limit: i64) -> Result<Vec<MemberRow>, Error> {
    // one group and no list of them: an index goes straight to the place
    let sql = format!("{MEMBERS} WHERE m.owner = $1 AND m.id > $2 ORDER BY m.id LIMIT $3");
    Ok(db.rows(Statement::new(sql).bind(owner).bind(id).bind(limit)).await?)
}

fn is_full(rows: &[MemberRow], limit: i64) -> bool {
    rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX)
}

impl Group {
    /// Adds members, of which so many were asked for.
    fn take(&mut self, cx: &Context, rows: Vec<MemberRow>, limit: i64) {
        let last = rows.last().filter(|_| is_full(&rows, limit));
        self.members_after = last.map(|row| row.id);
        self.members.extend(rows.into_iter().map(|row| row.member(cx.base_url())));
    }
}

#[derive(FromRow)]
struct MemberRow {
    id: i64,
    owner: i64,
    is_user: bool,
    value: String,
    display: Option<String>,
}

impl MemberRow {
    const fn place(&self) -> (i64, i64) {
        (self.owner, self.id)
    }

    fn member(self, base_url: &str) -> Member {
        let (kind, endpoint) = if self.is_user { ("User", "Users") } else { ("Group", "Groups") };
        Member {
            row: Some(self.id),
            reference: Some(format!("{base_url}/{endpoint}/{}", self.value)),
            r#type: Some(kind.to_owned()),
            value: self.value,
            display: self.display,
        }
    }
}
