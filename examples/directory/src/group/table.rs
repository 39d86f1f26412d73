//! Groups in their tables.

use super::{Group, Member, members, parts};
use crate::database::{Error, Owner, Statement, Table, Work, array, own_columns, tenant, weigh};
use scim_schema::changes::Changes;
use scim_schema::edit::Edit;
use scim_schema::message::ScimError;
use scim_schema::patch::{Apart, ListEdit};
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::sql::{self, List, Stored};
use scim_schema::value::DateTime;
use sea_query::{Asterisk, Query};

weigh!(Group: external_id, display_name);

impl Table for Group {
    const TABLE: &'static str = "groups";
    const COLUMNS: &'static [(&'static str, &'static str)] =
        &[("external_id", "externalId"), ("display_name", "displayName")];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[];
    type Listed = Member;
    const IN_PARTS: Option<&'static str> = Some("members");

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
        Self::load_beginning(db, cx, p, groups).await?;
        parts::rest(db, cx, groups).await
    }

    async fn load_beginning(
        db: &mut Work,
        cx: &Context,
        p: &Projection<Self>,
        groups: &mut [Self],
    ) -> Result<(), Error> {
        if groups.is_empty() || !p.includes("members") {
            return Ok(());
        }
        parts::beginning(db, cx, groups).await
    }

    async fn load_next(&self, db: &mut Work, cx: &Context) -> Result<Option<Self>, Error> {
        parts::next(db, cx, self).await
    }

    fn is_whole(&self) -> bool {
        self.members_after.is_none()
    }

    async fn save(
        &self,
        db: &mut Work,
        cx: &Context,
        owner: Owner,
        changes: &Changes,
    ) -> Result<(), Error> {
        if !changes.touches("members") {
            return Ok(());
        }
        if let Owner::Stored(seq) = owner {
            let kept = array(self.members.iter().filter_map(|member| member.row));
            members::keep(db, seq, kept).await?;
        }
        let new = self.members.iter().filter(|member| member.row.is_none());
        members::add(db, tenant(cx), owner.seq(), &members::ids(new)).await?;
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
