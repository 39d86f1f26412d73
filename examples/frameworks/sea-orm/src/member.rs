//! The entity: what SeaORM and SCIM need to know of a row stands beside the same field.

use scim_schema::ScimResource;
use scim_schema::compare::unicode_key;
use scim_schema::value::DateTime;
use sea_orm::entity::prelude::*;

/// A member of a workspace.
#[derive(Debug, Clone, Default, PartialEq, DeriveEntityModel, ScimResource)]
#[sea_orm(table_name = "members")]
#[scim(rfc = "User")]
pub struct Model {
    /// The key of the row; SCIM has it as text.
    #[sea_orm(primary_key)]
    #[scim(id)]
    pub id: i64,
    /// The identifier of the client.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// What is typed to sign in.
    #[scim(path = "userName", fold_column = "login_key")]
    pub login: String,
    /// What logins are compared by; [`Model::stored`] writes it.
    #[sea_orm(unique)]
    #[scim(skip)]
    pub login_key: String,
    /// The given name.
    #[scim(path = "name.givenName")]
    pub first_name: Option<String>,
    /// The family name.
    #[scim(path = "name.familyName")]
    pub last_name: Option<String>,
    /// The address.
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub email: Option<String>,
    /// Whether somebody can sign in.
    #[scim(path = "active")]
    pub enabled: Option<bool>,
    /// Not SCIM's business; no request touches it.
    #[scim(skip)]
    pub billing_notes: String,
    /// When the row was made, in milliseconds since 1970.
    #[scim(path = "meta.created", with = "millis")]
    pub created_at: i64,
    /// When it was changed.
    #[scim(path = "meta.lastModified", with = "millis")]
    pub modified_at: i64,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

/// No relations.
#[derive(Debug, Copy, Clone, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As it is to be stored now; never dated before what it was, though a clock may be set back.
    /// Whoever writes alone dates it: what waits longer than that is missed by who imports what was
    /// changed since.
    #[must_use]
    pub fn stored(mut self) -> Self {
        self.login_key = unicode_key(&self.login).into_owned();
        let now = DateTime::now();
        let now = now.unix_seconds() * 1_000 + i64::from(now.subsec_nanos() / 1_000_000);
        self.modified_at = self.modified_at.max(now);
        self.revision += 1;
        if self.created_at == 0 {
            self.created_at = self.modified_at;
        }
        self
    }
}

/// Milliseconds since 1970 as a date-time, and none for 0. No client writes these two, so nothing else is
/// asked of the module.
mod millis {
    use scim_schema::value::DateTime;

    pub(super) fn view(millis: &i64) -> Option<DateTime> {
        let nanos = u32::try_from(millis.rem_euclid(1_000)).ok()? * 1_000_000;
        DateTime::from_unix(millis.div_euclid(1_000), nanos).filter(|_| *millis != 0)
    }
}
