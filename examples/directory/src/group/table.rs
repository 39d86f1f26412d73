//! Groups in their tables.

use super::{Group, Member, members};
use crate::database::{Error, Statement, Table, Work, array, own_columns, seqs, tenant};
use scim_schema::changes::Changes;
use scim_schema::edit::Edit;
use scim_schema::message::ScimError;
use scim_schema::patch::{Apart, ListEdit};
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::sql::{self, List, Stored};
use scim_schema::value::DateTime;
use sea_query::{Asterisk, Query};
use sqlx::FromRow;
use std::collections::HashMap;

/// Members that are read at once.
const CHUNK: i64 = 5_000;

impl Table for Group {
    const TABLE: &'static str = "groups";
    const COLUMNS: &'static [(&'static str, &'static str)] =
        &[("external_id", "externalId"), ("display_name", "displayName")];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[];
    type Listed = Member;

    own_columns!(Group);

    fn searched() -> sql::Table<Self> {
        let mut members = Query::select();
        members.column(Asterisk).from("members");
        // a URI depends on who asks
        let members = List::relation(members, "owner").position("id").without("reference");
        sql::Table::new(Self::TABLE)
            .key("seq")
            .stored("id", Stored::Text)
            .instants(Stored::Millis)
            .list("members", members)
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement.bind(self.external_id.as_deref()).bind(&self.display_name)
    }

    async fn load(
        db: &mut Work,
        cx: &Context,
        p: &Projection<Self>,
        groups: &mut [Self],
    ) -> Result<(), Error> {
        if groups.is_empty() || !p.includes("members") {
            return Ok(());
        }
        // a chunk at a time, so that what the database sends is never held as a whole
        let sql = format!(
            "SELECT m.id, m.owner, m.user_seq IS NOT NULL AS is_user,
                 coalesce(u.id, g.id) AS value,
                 coalesce(u.display_name, u.user_name, g.display_name) AS display
             FROM group_members AS m
             LEFT JOIN users AS u ON u.seq = m.user_seq
             LEFT JOIN \"groups\" AS g ON g.seq = m.group_seq
             WHERE m.owner IN {} AND (m.owner, m.id) > ($2, $3)
             ORDER BY m.owner, m.id LIMIT $4",
            db.dialect().numbers("$1"),
        );
        let owners = seqs(groups);
        let mut members: HashMap<i64, Vec<Member>> = HashMap::new();
        let (mut last, mut more) = ((i64::MIN, i64::MIN), true);
        while more {
            let chunk = Statement::new(sql.as_str()).bind(owners.as_str());
            let chunk = chunk.bind(last.0).bind(last.1).bind(CHUNK);
            let mut rows: Vec<MemberRow> = db.rows(chunk).await?;
            more = rows.len() >= usize::try_from(CHUNK).unwrap_or(usize::MAX);
            last = rows.last().map_or(last, |row| (row.owner, row.id));
            for row in rows.drain(..) {
                members.entry(row.owner).or_default().push(row.member(cx.base_url()));
            }
        }
        for group in groups {
            group.members = members.remove(&group.seq).unwrap_or_default();
        }
        Ok(())
    }

    async fn save(
        &self,
        db: &mut Work,
        cx: &Context,
        seq: i64,
        changes: &Changes,
    ) -> Result<(), Error> {
        if !changes.touches("members") {
            return Ok(());
        }
        let kept = array(self.members.iter().filter_map(|member| member.row));
        members::keep(db, seq, kept).await?;
        let new = self.members.iter().filter(|member| member.row.is_none());
        members::add(db, tenant(cx), seq, &members::ids(new)).await?;
        Ok(())
    }

    fn apart(edit: &Edit<Self>, row: &Self) -> Result<Option<Apart<Self, Member>>, ScimError> {
        edit.apply_apart(row, "members", |group| &mut group.members)
    }

    async fn save_list(
        db: &mut Work,
        cx: &Context,
        seq: i64,
        edit: &ListEdit<Member>,
    ) -> Result<bool, Error> {
        let tenant = tenant(cx);
        let rows = match edit {
            ListEdit::Change { add, remove } => {
                let removed = members::remove(db, tenant, seq, &members::ids(remove)).await?;
                removed + members::add(db, tenant, seq, &members::ids(add)).await?
            }
            ListEdit::Set(wanted) => {
                let wanted = members::ids(wanted);
                let removed = members::remove_others(db, seq, &wanted).await?;
                removed + members::add(db, tenant, seq, &wanted).await?
            }
        };
        Ok(rows > 0)
    }

    async fn forget(db: &mut Work, cx: &Context, seq: i64, now: &DateTime) -> Result<(), Error> {
        members::lose(db, cx, "group_seq", seq, now).await
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
