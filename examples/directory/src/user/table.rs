//! Users in their tables.

use super::{Email, GroupMembership, User};
use crate::database::{
    Database, EXTENSION, Error, Statement, Table, Work, attach, instant, own_columns, save, seqs,
};
use crate::group::lose_member;
use scim_schema::changes::Changes;
use scim_schema::compare::unicode_key;
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::sql::{self, List, Stored};
use scim_schema::value::{DateTime, Secret};
use sea_query::{Asterisk, Expr, Query};
use std::collections::HashMap;

/// The extension that has the manager.
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

impl Table for User {
    const TABLE: &'static str = "users";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("external_id", "externalId"),
        ("user_name", "userName"),
        ("user_name_key", ""),
        ("name_formatted", "name"),
        ("name_family_name", "name"),
        ("name_given_name", "name"),
        ("name_middle_name", "name"),
        ("name_honorific_prefix", "name"),
        ("name_honorific_suffix", "name"),
        ("display_name", "displayName"),
        ("nick_name", "nickName"),
        ("profile_url", "profileUrl"),
        ("title", "title"),
        ("user_type", "userType"),
        ("preferred_language", "preferredLanguage"),
        ("locale", "locale"),
        ("timezone", "timezone"),
        ("active", "active"),
        ("password_hash", ""),
        ("employee_number", EXTENSION),
        ("cost_center", EXTENSION),
        ("organization", EXTENSION),
        ("division", EXTENSION),
        ("department", EXTENSION),
        ("manager_value", EXTENSION),
        ("manager_ref", EXTENSION),
        ("hire_date", EXTENSION),
        ("hire_date_key", ""),
    ];
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("user_name_key", "userName")];
    const SECRET: Option<&'static str> = Some("password");
    type Listed = Email;

    own_columns!(User);

    fn searched() -> sql::Table<Self> {
        let values = |table: &str| List::table(table, "owner").position("position");
        let mut groups = Query::select();
        groups.column(Asterisk).from("user_groups");
        // a name of the manager, who is a user too
        let manager = "(SELECT manager.display_name FROM users AS manager \
             WHERE manager.tenant = users.tenant AND manager.id = users.manager_value)";
        sql::Table::new(Self::TABLE)
            .key("seq")
            .stored("id", Stored::Text)
            .instants(Stored::Millis)
            .column("profile_url", "profile_url")
            .column("manager_ref", "manager_ref")
            .expr("manager_display_name", Expr::cust(manager))
            .list("emails", values("user_emails"))
            .list("phone_numbers", values("user_phone_numbers"))
            .list("ims", values("user_ims"))
            .list("photos", values("user_photos").column("value", "value"))
            .list("addresses", values("user_addresses"))
            .list("entitlements", values("user_entitlements"))
            .list("roles", values("user_roles"))
            .list("x509_certificates", values("user_x509_certificates"))
            // a URI depends on who asks
            .list("groups", List::relation(groups, "user_seq").without("reference"))
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.external_id.as_deref())
            .bind(&self.user_name)
            .bind(unicode_key(&self.user_name))
            .bind(self.name_formatted.as_deref())
            .bind(self.name_family_name.as_deref())
            .bind(self.name_given_name.as_deref())
            .bind(self.name_middle_name.as_deref())
            .bind(self.name_honorific_prefix.as_deref())
            .bind(self.name_honorific_suffix.as_deref())
            .bind(self.display_name.as_deref())
            .bind(self.nick_name.as_deref())
            .bind(self.profile_url.as_deref())
            .bind(self.title.as_deref())
            .bind(self.user_type.as_deref())
            .bind(self.preferred_language.as_deref())
            .bind(self.locale.as_deref())
            .bind(self.timezone.as_deref())
            .bind(self.active)
            .bind(self.password.as_ref().map(Secret::expose))
            .bind(self.employee_number.as_deref())
            .bind(self.cost_center.as_deref())
            .bind(self.organization.as_deref())
            .bind(self.division.as_deref())
            .bind(self.department.as_deref())
            .bind(self.manager_value.as_deref())
            .bind(self.manager_ref.as_deref())
            .bind(self.hire_date.as_ref().map(DateTime::as_str))
            .bind(instant(self.hire_date.as_ref()))
    }

    fn secret(&mut self) -> Option<&mut Secret> {
        self.password.as_mut()
    }

    async fn load(
        db: &mut Work,
        cx: &Context,
        p: &Projection<Self>,
        users: &mut [Self],
    ) -> Result<(), Error> {
        for user in users.iter_mut() {
            // not when more is loaded of a user who was loaded before
            if let Some(hash) = user.password_hash.take() {
                user.password = Some(Secret::from(hash));
            }
        }
        attach(db, users, p, "emails", |user, found| user.emails = found).await?;
        attach(db, users, p, "phoneNumbers", |user, found| user.phone_numbers = found).await?;
        attach(db, users, p, "ims", |user, found| user.ims = found).await?;
        attach(db, users, p, "photos", |user, found| user.photos = found).await?;
        attach(db, users, p, "addresses", |user, found| user.addresses = found).await?;
        attach(db, users, p, "entitlements", |user, found| user.entitlements = found).await?;
        attach(db, users, p, "roles", |user, found| user.roles = found).await?;
        attach(db, users, p, "x509Certificates", |user, found| user.x509_certificates = found)
            .await?;
        if p.includes("groups") {
            groups(db, cx, users).await?;
        }
        if p.includes(ENTERPRISE) {
            managers(db, users).await?;
        }
        Ok(())
    }

    async fn save(
        &self,
        db: &mut Work,
        _: &Context,
        seq: i64,
        changes: &Changes,
    ) -> Result<(), Error> {
        save(db, seq, changes, "emails", &self.emails).await?;
        save(db, seq, changes, "phoneNumbers", &self.phone_numbers).await?;
        save(db, seq, changes, "ims", &self.ims).await?;
        save(db, seq, changes, "photos", &self.photos).await?;
        save(db, seq, changes, "addresses", &self.addresses).await?;
        save(db, seq, changes, "entitlements", &self.entitlements).await?;
        save(db, seq, changes, "roles", &self.roles).await?;
        save(db, seq, changes, "x509Certificates", &self.x509_certificates).await?;
        Ok(())
    }

    async fn forget(db: &mut Work, cx: &Context, seq: i64, now: &DateTime) -> Result<(), Error> {
        lose_member(db, cx, "user_seq", seq, now).await
    }
}

/// The id of the user with this name.
pub(crate) async fn user_id(
    database: &Database,
    tenant: &str,
    user_name: &str,
) -> Result<Option<String>, Error> {
    let mut snapshot = database.read().await?;
    let sql = "SELECT id FROM users WHERE tenant = $1 AND user_name_key = $2";
    let statement = Statement::new(sql).bind(tenant).bind(unicode_key(user_name));
    Ok(snapshot.row(statement).await?.map(|(id,)| id))
}

/// The groups of users, and the groups that those are in. `UNION` ends where groups are members
/// of one another.
async fn groups(db: &mut Work, cx: &Context, users: &mut [User]) -> Result<(), Error> {
    // sub-queries: a database that expects many groups would read them all for a join
    let sql = format!(
        "WITH RECURSIVE reached (user_seq, group_seq, direct) AS (
             SELECT user_seq, owner, CAST(1 AS BIGINT) FROM group_members
             WHERE user_seq IN {}
             UNION
             SELECT reached.user_seq, owner, CAST(0 AS BIGINT) FROM group_members
             JOIN reached ON group_members.group_seq = reached.group_seq
             WHERE group_members.group_seq IS NOT NULL
         )
         SELECT user_seq, (SELECT id FROM \"groups\" WHERE seq = r.group_seq),
             (SELECT display_name FROM \"groups\" WHERE seq = r.group_seq), r.direct
         FROM (
             SELECT user_seq, group_seq, max(direct) AS direct FROM reached
             GROUP BY user_seq, group_seq
         ) AS r
         ORDER BY user_seq, r.group_seq",
        db.dialect().numbers("$1"),
    );
    let rows: Vec<(i64, String, String, i64)> =
        db.rows(Statement::new(sql).bind(seqs(users))).await?;
    let mut groups: HashMap<i64, Vec<GroupMembership>> = HashMap::new();
    for (user, value, display, direct) in rows {
        groups.entry(user).or_default().push(GroupMembership {
            reference: format!("{}/Groups/{value}", cx.base_url()),
            value,
            display,
            r#type: if direct == 1 { "direct" } else { "indirect" }.to_owned(),
        });
    }
    for user in users {
        user.groups = groups.remove(&user.seq).unwrap_or_default();
    }
    Ok(())
}

/// The names of the managers who are users here.
async fn managers(db: &mut Work, users: &mut [User]) -> Result<(), Error> {
    if users.iter().all(|user| user.manager_value.is_none()) {
        return Ok(());
    }
    let sql = format!(
        "SELECT users.seq, manager.display_name FROM users
         JOIN users AS manager
             ON manager.tenant = users.tenant AND manager.id = users.manager_value
         WHERE users.seq IN {}",
        db.dialect().numbers("$1"),
    );
    let rows: Vec<(i64, Option<String>)> = db.rows(Statement::new(sql).bind(seqs(users))).await?;
    let mut names: HashMap<i64, Option<String>> = rows.into_iter().collect();
    for user in users {
        user.manager_display_name = names.remove(&user.seq).flatten();
    }
    Ok(())
}
