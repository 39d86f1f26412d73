//! The enterprise extension of RFC 7643 section 4.3, complete.

use crate::value::Reference;
use crate::{ScimComplex, ScimExtension};

/// What an organization knows of a user.
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
