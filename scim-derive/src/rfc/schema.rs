//! `Schema` (RFC 7643 sections 7 and 8.7.2).

use super::table::{Attribute, Schema, boolean, complex, resource_id, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "Schema",
    id: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    name: "Schema",
    description: "A set of attributes that resources can have.",
    endpoint: Some("/Schemas"),
    attributes: &[
        // a common attribute, listed as in the document: its removal (erratum 8418) is held
        resource_id("id", "The URN of the schema.").required().read_only(),
        // required as in the document, although section 7 calls it optional
        string("name", "The name of the schema, for people.").required().read_only(),
        string("description", "What the schema is for, for people.").read_only(),
        complex("attributes", ATTRIBUTES, "The attributes that the schema defines.")
            .multi_valued()
            .required()
            .read_only(),
    ],
};

const ATTRIBUTES: &[Attribute] = &[
    NAME,
    // erratum 5606
    TYPE.canonical_values(&[
        "string",
        "complex",
        "boolean",
        "decimal",
        "integer",
        "dateTime",
        "reference",
        "binary",
    ]),
    MULTI_VALUED,
    DESCRIPTION,
    REQUIRED,
    CANONICAL_VALUES,
    CASE_EXACT,
    MUTABILITY,
    RETURNED,
    UNIQUENESS,
    REFERENCE_TYPES,
    complex("subAttributes", SUB_ATTRIBUTES, "The sub-attributes of a complex attribute.")
        .multi_valued()
        .read_only(),
];

const SUB_ATTRIBUTES: &[Attribute] = &[
    NAME,
    // erratum 8415: a sub-attribute is not complex
    TYPE.canonical_values(&[
        "string",
        "boolean",
        "decimal",
        "integer",
        "dateTime",
        "reference",
        "binary",
    ]),
    MULTI_VALUED,
    DESCRIPTION,
    REQUIRED,
    CANONICAL_VALUES,
    CASE_EXACT,
    MUTABILITY,
    RETURNED,
    UNIQUENESS,
    // erratum 5607
    REFERENCE_TYPES,
];

const NAME: Attribute =
    string("name", "The name of the attribute.").required().case_exact().read_only();
const TYPE: Attribute = string("type", "The type of its values.").required().read_only();
const MULTI_VALUED: Attribute =
    boolean("multiValued", "Whether it holds any number of values.").required().read_only();
const DESCRIPTION: Attribute =
    string("description", "What it is for, for people.").case_exact().read_only();
const REQUIRED: Attribute =
    boolean("required", "Whether a resource must have a value.").read_only();
const CANONICAL_VALUES: Attribute = string("canonicalValues", "The values that it usually has.")
    .multi_valued()
    .case_exact()
    .read_only();
const CASE_EXACT: Attribute =
    boolean("caseExact", "Whether comparisons tell upper case from lower case.").read_only();
const MUTABILITY: Attribute = string("mutability", "When a client can write it.")
    .canonical_values(&["readOnly", "readWrite", "immutable", "writeOnly"])
    .case_exact()
    .read_only();
const RETURNED: Attribute = string("returned", "When it is in a response.")
    .canonical_values(&["always", "never", "default", "request"])
    .case_exact()
    .read_only();
const UNIQUENESS: Attribute = string("uniqueness", "Among which resources a value must be unique.")
    .canonical_values(&["none", "server", "global"])
    .case_exact()
    .read_only();
const REFERENCE_TYPES: Attribute = string("referenceTypes", "What a reference may point to.")
    .multi_valued()
    .case_exact()
    .read_only();
