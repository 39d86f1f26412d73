//! Users in their tables.

use super::{
    Address, Certificate, Email, Entitlement, GroupMembership, Im, PhoneNumber, Photo, Role, User,
};
use crate::database::{
    Database, Derived, EXTENSION, Error, Owner, Statement, Table, Work, among, attach,
    attach_within, instant, own_columns, save, values, weigh,
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

values! { Element of User:
    "emails" Email emails,
    "phoneNumbers" PhoneNumber phone_numbers,
    "ims" Im ims,
    "photos" Photo photos,
    "addresses" Address addresses,
    "entitlements" Entitlement entitlements,
    "roles" Role roles,
    "x509Certificates" Certificate x509_certificates,
    // The groups of users, and the groups that those are in, as many levels of them as GROUPS says.
    // `UNION` ends where ways meet. Sub-queries: a database that expects many groups would read them
    // all for a join.
    "groups" GroupMembership groups
        "(WITH RECURSIVE reached (user_seq, group_seq, level) AS (
             SELECT user_seq, owner, 1 FROM group_members WHERE user_seq {owners}
             UNION
             SELECT reached.user_seq, owner, reached.level + 1 FROM group_members
             JOIN reached ON group_members.group_seq = reached.group_seq
             WHERE group_members.group_seq IS NOT NULL AND reached.level < 32
         )
         SELECT user_seq AS owner, group_seq AS position, group_seq AS id,
             (SELECT id FROM \"groups\" WHERE seq = r.group_seq) AS value,
             (SELECT display_name FROM \"groups\" WHERE seq = r.group_seq) AS display,
             CASE WHEN level = 1 THEN 'direct' ELSE 'indirect' END AS type
         FROM (
             SELECT user_seq, group_seq, min(level) AS level FROM reached
             GROUP BY user_seq, group_seq
         ) AS r)"
        &["value", "display", "type"],
}

weigh!(User: external_id, user_name, name_formatted, name_family_name, name_given_name,
    name_middle_name, name_honorific_prefix, name_honorific_suffix, display_name, nick_name,
    profile_url, title, user_type, preferred_language, locale, timezone, employee_number,
    cost_center, organization, division, department, manager_value, manager_ref);

/// The groups of a tenant's users for filters, as the list above has them. `above` is begun from
/// the tenant's groups: `CROSS JOIN` has SQLite look at those first.
const GROUPS: Derived = Derived {
    name: "user_groups",
    tables: "above (member, \"group\", level) AS (
         SELECT m.group_seq, m.owner, 2 FROM \"groups\" AS g CROSS JOIN group_members AS m
         WHERE g.tenant = (SELECT tenant FROM asking)
             AND m.owner = g.seq AND m.group_seq IS NOT NULL
         UNION
         SELECT above.member, m.owner, above.level + 1
         FROM above CROSS JOIN group_members AS m
         WHERE m.group_seq = above.\"group\" AND m.group_seq IS NOT NULL AND above.level < 32
     ),
     user_groups AS NOT MATERIALIZED (
         SELECT m.user_seq, g.id AS value, g.display_name AS display, 'direct' AS type, g.seq AS position
         FROM group_members AS m JOIN \"groups\" AS g ON g.seq = m.owner
         WHERE m.user_seq IS NOT NULL AND g.tenant = (SELECT tenant FROM asking)
         UNION ALL
         SELECT m.user_seq, g.id AS value, g.display_name AS display, 'indirect' AS type, g.seq AS position
         FROM group_members AS m
         JOIN (SELECT DISTINCT member, \"group\" FROM above) AS a ON a.member = m.owner
         JOIN \"groups\" AS g ON g.seq = a.\"group\"
         WHERE m.user_seq IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM group_members AS d
             WHERE d.owner = a.\"group\" AND d.user_seq = m.user_seq
         )
     )",
};

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
    const DERIVED: Option<Derived> = Some(GROUPS);

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
            .list(
                "groups",
                List::relation(groups, "user_seq").position("position").without("reference"),
            )
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
        attach::<_, Element>(db, users, p).await?;
        finish(db, cx, p, users).await
    }

    async fn load_page(
        db: &mut Work,
        cx: &Context,
        p: &Projection<Self>,
        users: &mut [Self],
        bound: usize,
    ) -> Result<usize, Error> {
        let loaded = attach_within::<_, Element>(db, users, p, bound).await?;
        let (users, _) = users.split_at_mut(loaded);
        finish(db, cx, p, users).await?;
        Ok(loaded)
    }

    async fn save(
        &self,
        db: &mut Work,
        _: &Context,
        owner: Owner,
        changes: &Changes,
    ) -> Result<(), Error> {
        save(db, owner, changes, "emails", &self.emails).await?;
        save(db, owner, changes, "phoneNumbers", &self.phone_numbers).await?;
        save(db, owner, changes, "ims", &self.ims).await?;
        save(db, owner, changes, "photos", &self.photos).await?;
        save(db, owner, changes, "addresses", &self.addresses).await?;
        save(db, owner, changes, "entitlements", &self.entitlements).await?;
        save(db, owner, changes, "roles", &self.roles).await?;
        save(db, owner, changes, "x509Certificates", &self.x509_certificates).await?;
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

/// Gives users what is in neither their rows nor their lists.
async fn finish(
    db: &mut Work,
    cx: &Context,
    p: &Projection<User>,
    users: &mut [User],
) -> Result<(), Error> {
    for user in users.iter_mut() {
        // not when more is loaded of a user who was loaded before
        if let Some(hash) = user.password_hash.take() {
            user.password = Some(Secret::from(hash));
        }
        for group in &mut user.groups {
            group.reference = format!("{}/Groups/{}", cx.base_url(), group.value);
        }
    }
    if p.includes(ENTERPRISE) {
        managers(db, users).await?;
    }
    Ok(())
}

/// The names of the managers who are users here.
async fn managers(db: &mut Work, users: &mut [User]) -> Result<(), Error> {
    if users.iter().all(|user| user.manager_value.is_none()) {
        return Ok(());
    }
    let (among, seqs) = among(db.dialect(), users);
    let sql = format!(
        "SELECT users.seq, manager.display_name FROM users
         JOIN users AS manager
             ON manager.tenant = users.tenant AND manager.id = users.manager_value
         WHERE users.seq {among}",
    );
    let rows: Vec<(i64, Option<String>)> = db.rows(Statement::new(sql).bind(seqs)).await?;
    let mut names: HashMap<i64, Option<String>> = rows.into_iter().collect();
    for user in users {
        user.manager_display_name = names.remove(&user.seq).flatten();
    }
    Ok(())
}
