//! `ResourceType` (RFC 7643 sections 6 and 8.7.2).

use super::table::{Attribute, Schema, boolean, complex, reference, resource_id, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "ResourceType",
    id: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    name: "ResourceType",
    description: "A kind of resource that this service provider has.",
    endpoint: Some("/ResourceTypes"),
    attributes: &[
        // a common attribute, listed as in the document: its removal (erratum 8419) is held
        resource_id("id", "The identifier of the resource type, often its name.").read_only(),
        // erratum 8475
        string("name", "The name of the resource type.")
            .required()
            .case_exact()
            .read_only()
            .unique_on_server(),
        string("description", "What the resources are, for people.").read_only(),
        // erratum 8475
        reference("endpoint", &["uri"], "Where the resources live, relative to the base URL.")
            .required()
            .read_only()
            .unique_on_server(),
        reference("schema", &["uri"], "The URN of the main schema.").required().read_only(),
        // erratum 7522; required as in the document, although section 6 calls it optional
        complex(
            "schemaExtensions",
            SCHEMA_EXTENSIONS,
            "The extensions that the resources can have.",
        )
        .multi_valued()
        .required()
        .read_only(),
    ],
};

const SCHEMA_EXTENSIONS: &[Attribute] = &[
    reference("schema", &["uri"], "The URN of the extension.").required().read_only(),
    boolean("required", "Whether every resource must have the extension.").required().read_only(),
];
