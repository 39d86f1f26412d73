//! `Group` (RFC 7643 sections 4.2 and 8.7.1).

use super::table::{Attribute, Schema, complex, reference, resource_id, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "Group",
    id: "urn:ietf:params:scim:schemas:core:2.0:Group",
    name: "Group",
    description: "A named set of users and groups.",
    endpoint: Some("/Groups"),
    attributes: &[
        // erratum 5368
        string("displayName", "The name of the group, to be shown.").required(),
        complex("members", MEMBERS, "Who is in the group.").multi_valued(),
    ],
};

const MEMBERS: &[Attribute] = &[
    resource_id("value", "The id of the member.").immutable(),
    reference("$ref", &["User", "Group"], "The URI of the member.").immutable(),
    string("type", "Whether the member is a user or a group.")
        .canonical_values(&["User", "Group"])
        .immutable(),
    string("display", "The name of the member, taken from the member.")
        .read_only()
        .addition("used by section 8.4 and by the PATCH examples of RFC 7644 (erratum 6011)"),
];
