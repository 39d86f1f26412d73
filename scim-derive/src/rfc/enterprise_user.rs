//! `EnterpriseUser` (RFC 7643 sections 4.3 and 8.7.1).

use super::table::{Attribute, Schema, complex, reference, resource_id, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "EnterpriseUser",
    id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    name: "EnterpriseUser",
    description: "What an organization adds to its users.",
    endpoint: None,
    attributes: &[
        string("employeeNumber", "The number or code the organization gave the person."),
        string("costCenter", "The cost center the person is charged to."),
        string("organization", "The organization the person belongs to."),
        string("division", "The division the person works in."),
        string("department", "The department the person works in."),
        complex("manager", MANAGER, "The user whom this user reports to."),
    ],
};

/// Not required within `manager`, as the document has it (errata 6403 and 8359 are held).
const MANAGER: &[Attribute] = &[
    resource_id("value", "The id of the manager's user."),
    reference("$ref", &["User"], "The URI of the manager's user."),
    string("displayName", "The name of the manager, taken from the manager's user.").read_only(),
];
