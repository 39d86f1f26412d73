//! Groups and their members.

mod members;
mod parts;
mod table;

pub(crate) use members::lose as lose_member;

use crate::database::Millis;
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimResource};
use sqlx::FromRow;
use uuid::Uuid;

/// A group (RFC 7643 section 4.2).
#[derive(Debug, Clone, Default, ScimResource, FromRow)]
#[sqlx(default)]
#[scim(rfc = "Group")]
pub struct Group {
    /// The key of the row, for the tables that refer to it.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The client's identifier.
    pub external_id: Option<String>,
    /// The name; several groups may have the same.
    pub display_name: String,
    /// Users and groups of the same tenant.
    #[sqlx(skip)]
    pub members: Vec<Member>,
    /// The row of the last of these members, where the group has more of them.
    #[scim(skip)]
    #[sqlx(skip)]
    pub members_after: Option<i64>,
    /// When the group was created.
    #[scim(path = "meta.created", column = "created_at")]
    #[sqlx(rename = "created_at", try_from = "Millis")]
    pub created: DateTime,
    /// When the group or its membership was last changed.
    #[scim(path = "meta.lastModified", column = "modified_at")]
    #[sqlx(rename = "modified_at", try_from = "Millis")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

/// A member of a group: a client gives `value`, the rest follows from whom it names.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "Group.members")]
pub struct Member {
    /// The row of the membership, if it has one yet.
    #[scim(skip)]
    pub row: Option<i64>,
    /// The id of the member.
    #[scim(required)]
    pub value: String,
    /// The URI of the member.
    #[scim(path = "$ref", mutability = "readOnly")]
    pub reference: Option<String>,
    /// `User` or `Group`.
    #[scim(mutability = "readOnly")]
    pub r#type: Option<String>,
    /// The name of the member.
    pub display: Option<String>,
}
