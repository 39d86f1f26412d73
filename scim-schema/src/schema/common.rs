//! The attributes every resource has, which no schema lists (RFC 7643 sections 3 and 3.1).

use super::{Attribute, Mutability, Returned, Type, Uniqueness};
use std::borrow::Cow;

/// `schemas`: the URNs of the schemas that the resource's attributes come from.
pub const SCHEMAS: &Attribute = &Attribute::new(
    "schemas",
    Type::Reference,
    "The schemas that the attributes of the resource come from.",
)
.multi_valued()
.required()
.case_exact()
.reference_types(const { &[Cow::Borrowed("uri")] })
.returned(Returned::Always);

/// `id`: the service provider's identifier of the resource.
pub const ID: &Attribute =
    &Attribute::new("id", Type::String, "The service provider's identifier of the resource.")
        .required()
        .case_exact()
        .mutability(Mutability::ReadOnly)
        .returned(Returned::Always)
        .uniqueness(Uniqueness::Server);

/// `externalId`: the provisioning client's identifier of the resource.
pub const EXTERNAL_ID: &Attribute =
    &Attribute::new("externalId", Type::String, "The client's identifier of the resource.")
        .case_exact();

/// `meta`: what the service provider says of the resource.
pub const META: &Attribute =
    &Attribute::new("meta", Type::Complex, "What the service provider says of the resource.")
        .mutability(Mutability::ReadOnly)
        .sub_attributes(
            const {
                &[
                    read_only(Attribute::new(
                        "resourceType",
                        Type::String,
                        "The name of the resource type.",
                    ))
                    .case_exact(),
                    read_only(Attribute::new(
                        "created",
                        Type::DateTime,
                        "When the resource was created.",
                    )),
                    read_only(Attribute::new(
                        "lastModified",
                        Type::DateTime,
                        "When the resource was last changed.",
                    )),
                    read_only(Attribute::new(
                        "location",
                        Type::Reference,
                        "The URI of the resource.",
                    ))
                    .case_exact()
                    .reference_types(const { &[Cow::Borrowed("uri")] }),
                    read_only(Attribute::new(
                        "version",
                        Type::String,
                        "The version of the resource, an ETag.",
                    ))
                    .case_exact(),
                ]
            },
        );

const fn read_only(attribute: Attribute) -> Attribute {
    attribute.mutability(Mutability::ReadOnly)
}
