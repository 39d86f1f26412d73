//! The Group of RFC 7643 section 4.2, complete.

use crate::value::{DateTime, Reference};
use crate::{ScimComplex, ScimResource};

/// A group with every attribute of RFC 7643 section 4.2.
///
/// ```
/// use scim_schema::rfc::{Group, Member};
///
/// let group = Group {
///     display_name: "Guides".into(),
///     members: vec![Member { value: Some("7".into()), ..Member::default() }],
///     ..Group::default()
/// };
/// assert_eq!(group.members.len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group")]
pub struct Group {
    /// The identifier.
    #[scim(id)]
    pub id: String,
    /// The client's identifier.
    pub external_id: Option<String>,
    /// The name to show.
    pub display_name: String,
    /// The members.
    pub members: Vec<Member>,
    /// When the group was created.
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    /// When the group was last changed.
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    /// The version; becomes a weak ETag. Empty means none.
    #[scim(version)]
    pub version: String,
}

/// A member of a group: a user or another group.
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Patch, rfc::Group};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "add", "path": "members", "value": [{ "value": "7", "display": "Babs" }] }]
/// }"#;
/// let (group, _) = Patch::<Group>::new(body, Dialect::RFC)?.apply(&Group::default())?;
/// assert_eq!(group.members[0].value.as_deref(), Some("7"));
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "Group.members")]
pub struct Member {
    /// The identifier of the member.
    pub value: Option<String>,
    /// The URI of the member.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// What the member is: `User` or `Group`.
    pub r#type: Option<String>,
    /// The name of the member.
    pub display: Option<String>,
}
