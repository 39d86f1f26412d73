//! The enterprise extension of RFC 7643 section 4.3, complete.

use crate::value::Reference;
use crate::{ScimComplex, ScimExtension};

/// What an organization knows of a user.
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Patch, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{
///         "op": "add",
///         "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
///         "value": "Tour Operations"
///     }]
/// }"#;
/// let (user, _) = Patch::<User>::new(body, Dialect::RFC)?.apply(&User::default())?;
/// assert_eq!(user.enterprise.unwrap().department.as_deref(), Some("Tour Operations"));
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimExtension)]
#[scim(rfc = "EnterpriseUser")]
pub struct EnterpriseUser {
    /// The number the organization gave.
    pub employee_number: Option<String>,
    /// The cost center.
    pub cost_center: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// The division.
    pub division: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The manager.
    pub manager: Option<Manager>,
}

/// A user's manager, another user.
///
/// ```
/// use scim_schema::rfc::{EnterpriseUser, Manager, User};
/// use scim_schema::write::Scim;
///
/// let manager = Manager { value: Some("26118915".into()), display_name: Some("John Smith".into()), ..Manager::default() };
/// let enterprise = EnterpriseUser { manager: Some(manager), ..EnterpriseUser::default() };
/// let user = User { enterprise: Some(enterprise), ..User::default() };
/// assert!(Scim::new(&user).to_string().contains(r#""manager":{"value":"26118915","displayName":"John Smith"}"#));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "EnterpriseUser.manager")]
pub struct Manager {
    /// The identifier of the manager's user.
    pub value: Option<String>,
    /// The URI of the manager's user.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// The name of the manager.
    pub display_name: Option<String>,
}
