//! `ServiceProviderConfig` (RFC 7643 sections 5 and 8.7.2).

use super::table::{Attribute, Schema, boolean, complex, integer, reference, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "ServiceProviderConfig",
    id: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    name: "Service Provider Configuration",
    description: "What this service provider supports.",
    endpoint: Some("/ServiceProviderConfig"),
    attributes: &[
        reference(
            "documentationUri",
            &["external"],
            "Where people read how to use this service provider.",
        )
        .read_only(),
        complex("patch", SUPPORTED, "Whether resources can be changed in part.")
            .required()
            .read_only(),
        complex("bulk", BULK, "Whether one request can carry several operations, and how many.")
            .required()
            .read_only(),
        complex("filter", FILTER, "Whether searches can be filtered, and how much they return.")
            .required()
            .read_only(),
        complex("changePassword", SUPPORTED, "Whether passwords can be changed.")
            .required()
            .read_only(),
        complex("sort", SUPPORTED, "Whether searches can be sorted.").required().read_only(),
        complex("etag", SUPPORTED, "Whether resources have versions that requests can depend on.")
            .required()
            .read_only()
            .addition("required by section 5 (erratum 9018)"),
        complex("authenticationSchemes", AUTHENTICATION_SCHEMES, "How a client can authenticate.")
            .multi_valued()
            .required()
            .read_only(),
    ],
};

const IS_SUPPORTED: Attribute =
    boolean("supported", "Whether this service provider does it.").required().read_only();

const SUPPORTED: &[Attribute] = &[IS_SUPPORTED];

const BULK: &[Attribute] = &[
    IS_SUPPORTED,
    integer("maxOperations", "The most operations in one bulk request.").required().read_only(),
    integer("maxPayloadSize", "The largest bulk request, in bytes.").required().read_only(),
];

const FILTER: &[Attribute] = &[
    IS_SUPPORTED,
    integer("maxResults", "The most resources in one response.").required().read_only(),
];

const AUTHENTICATION_SCHEMES: &[Attribute] = &[
    string("type", "The kind of authentication.")
        .canonical_values(&["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"])
        .required()
        .read_only()
        .addition("required by section 5 (erratum 8011)"),
    string("name", "What the scheme is commonly called.").required().read_only(),
    string("description", "How the scheme works here.").required().read_only(),
    reference("specUri", &["external"], "Where the scheme is specified.").read_only(),
    reference("documentationUri", &["external"], "Where people read how to use the scheme.")
        .read_only(),
];
