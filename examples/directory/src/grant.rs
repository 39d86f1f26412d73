//! What users can be granted: roles and entitlements, in the schemas by which Okta reads them.
//!
//! A user has what was granted in `roles` and `entitlements`, each with the id of one of these as
//! its `value`. Okta lists them when it connects, and grants by a PUT of the user.

use crate::database::{Error, Millis, Owner, Statement, Table, Work, own_columns, weigh};
use scim_schema::ScimResource;
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use scim_schema::service::Context;
use scim_schema::sql::{self, Stored};
use scim_schema::value::DateTime;
use sqlx::FromRow;
use uuid::Uuid;

/// A role that users can have.
#[derive(Debug, Clone, Default, ScimResource, FromRow)]
#[sqlx(default)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Role", endpoint = "/Roles")]
pub struct Role {
    /// The key of the row.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The client's identifier.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// The name to show.
    #[scim(required)]
    pub display_name: String,
    /// What the role is for.
    pub description: Option<String>,
    /// When the role was created.
    #[scim(path = "meta.created", column = "created_at")]
    #[sqlx(rename = "created_at", try_from = "Millis")]
    pub created: DateTime,
    /// When the role was last changed.
    #[scim(path = "meta.lastModified", column = "modified_at")]
    #[sqlx(rename = "modified_at", try_from = "Millis")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

/// Something that users can be entitled to.
#[derive(Debug, Clone, Default, ScimResource, FromRow)]
#[sqlx(default)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Entitlement", endpoint = "/Entitlements")]
pub struct Entitlement {
    /// The key of the row.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The client's identifier.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// The name to show.
    #[scim(required)]
    pub display_name: String,
    /// The kind of entitlement, the name of its resource type unless it says otherwise.
    #[scim(default = Some("Entitlement".to_owned()), on_omit = "keep")]
    pub r#type: Option<String>,
    /// What it entitles to.
    pub description: Option<String>,
    /// When the entitlement was created.
    #[scim(path = "meta.created", column = "created_at")]
    #[sqlx(rename = "created_at", try_from = "Millis")]
    pub created: DateTime,
    /// When the entitlement was last changed.
    #[scim(path = "meta.lastModified", column = "modified_at")]
    #[sqlx(rename = "modified_at", try_from = "Millis")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

weigh!(Role: external_id, display_name, description);
weigh!(Entitlement: external_id, display_name, r#type, description);

/// The functions of a table whose rows hold everything.
macro_rules! rows_alone {
    () => {
        const UNIQUE: &'static [(&'static str, &'static str)] = &[];
        type Listed = String;

        fn searched() -> sql::Table<Self> {
            sql::Table::new(Self::TABLE)
                .key("seq")
                .stored("id", Stored::Text)
                .instants(Stored::Millis)
        }

        async fn load(
            _: &mut Work,
            _: &Context,
            _: &Projection<Self>,
            _: &mut [Self],
        ) -> Result<(), Error> {
            Ok(())
        }

        async fn save(
            &self,
            _: &mut Work,
            _: &Context,
            _: Owner,
            _: &Changes,
        ) -> Result<(), Error> {
            Ok(())
        }
    };
}

impl Table for Role {
    const TABLE: &'static str = "roles";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("external_id", "externalId"),
        ("display_name", "displayName"),
        ("description", "description"),
    ];

    own_columns!(Role);
    rows_alone!();

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.external_id.as_deref())
            .bind(&self.display_name)
            .bind(self.description.as_deref())
    }
}

impl Table for Entitlement {
    const TABLE: &'static str = "entitlements";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("external_id", "externalId"),
        ("display_name", "displayName"),
        ("type", "type"),
        ("description", "description"),
    ];

    own_columns!(Entitlement);
    rows_alone!();

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.external_id.as_deref())
            .bind(&self.display_name)
            .bind(self.r#type.as_deref())
            .bind(self.description.as_deref())
    }
}
