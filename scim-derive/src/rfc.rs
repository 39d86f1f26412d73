//! The one table of RFC attributes (RFC 7643 section 8.7).
//!
//! The macros take names, types and characteristics from here while they expand, and
//! `__rfc_tables!` turns the same rows into the runtime's consts: each fact stands once.
//!
//! Beside the RFC's documents: verified errata are applied; references, binary data and resource
//! ids are case exact (sections 2.3.6, 2.3.7 and 3.1; errata 6000, 6001 and 8472); what the RFC's
//! text uses but its documents forget is marked with `addition`. A characteristic that a document
//! gives where it means nothing (`caseExact` of a complex attribute) has its default here.

mod enterprise_user;
mod group;
mod resource_type;
mod schema;
mod service_provider_config;
mod table;
pub(crate) mod tokens;
mod user;

pub(crate) use table::{Attribute, Mutability, Returned, Schema, Type, Uniqueness};

/// Every schema of RFC 7643.
pub(crate) static SCHEMAS: &[Schema] = &[
    user::SCHEMA,
    enterprise_user::SCHEMA,
    group::SCHEMA,
    service_provider_config::SCHEMA,
    resource_type::SCHEMA,
    schema::SCHEMA,
];

/// The schema that `rfc = ".."` or `extension = ".."` names, in that one spelling.
pub(crate) fn schema(key: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.key == key)
}

/// The schema of a URN; case is ignored, as in paths (RFC 7644 section 3.10).
pub(crate) fn schema_of_urn(urn: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(urn))
}

/// What `schema` knows, for suggestions.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|schema| schema.key)
}

/// An attribute and its index by name; case is ignored (RFC 7643 section 2.1).
pub(crate) fn find(
    attributes: &'static [Attribute],
    name: &str,
) -> Option<(usize, &'static Attribute)> {
    attributes.iter().enumerate().find(|(_, attribute)| attribute.name.eq_ignore_ascii_case(name))
}

/// The names of attributes, for suggestions.
pub(crate) fn names(attributes: &'static [Attribute]) -> impl Iterator<Item = &'static str> {
    attributes.iter().map(|attribute| attribute.name)
}

#[cfg(test)]
mod tests;
