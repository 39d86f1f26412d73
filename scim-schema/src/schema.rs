//! Schemas, attributes and resource types (RFC 7643 sections 2, 6 and 7).
//!
//! Everything here is const-constructible, so that a derived schema is static data, and
//! serializes to and from the JSON that `/Schemas` and `/ResourceTypes` exchange.

mod attribute;
mod characteristic;
mod common;
mod resource_type;
mod service_provider_config;

pub use attribute::Attribute;
pub use characteristic::{Mutability, Returned, Type, Uniqueness};
pub use common::{EXTERNAL_ID, ID, META, SCHEMAS};
pub use resource_type::{RESOURCE_TYPE_URN, ResourceType, SchemaExtension};
pub use service_provider_config::{
    AuthenticationScheme, BulkConfig, FilterConfig, PaginationConfig, SERVICE_PROVIDER_CONFIG_URN,
    SecurityEventsConfig, ServiceProviderConfig, Supported,
};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The URN of the schema that describes schemas (RFC 7643 section 7).
pub const SCHEMA_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/// A schema: a named set of attributes (RFC 7643 section 7).
///
/// ```
/// use scim_schema::schema::{Attribute, Schema, Type};
///
/// const BADGE: &Schema = &Schema::new("urn:example:scim:schemas:2.0:Badge", "Badge", "A badge that opens doors.")
///     .attributes(const { &[Attribute::new("serialNumber", Type::String, "Printed on the back.").required()] });
/// assert!(BADGE.attribute("SERIALNUMBER").is_some_and(|a| a.required));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Schema {
    /// The URN that names the schema.
    pub id: Cow<'static, str>,
    /// What a person calls it: `User`.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub name: Cow<'static, str>,
    /// What it is for, in words a person reads.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub description: Cow<'static, str>,
    /// The attributes; the common ones (`id`, `externalId`, `meta`, `schemas`) are not listed.
    #[serde(default)]
    pub attributes: Cow<'static, [Attribute]>,
}

impl Schema {
    /// A schema without attributes.
    #[must_use]
    pub const fn new(id: &'static str, name: &'static str, description: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            name: Cow::Borrowed(name),
            description: Cow::Borrowed(description),
            attributes: Cow::Borrowed(&[]),
        }
    }

    /// With these attributes.
    #[must_use]
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        // assignment would drop the old value, which const fns cannot (E0493); it borrows
        core::mem::forget(core::mem::replace(&mut self.attributes, Cow::Borrowed(attributes)));
        self
    }

    /// The attribute at a dotted path such as `name.givenName`; names ignore ASCII case
    /// (RFC 7643 section 2.1).
    #[must_use]
    pub fn attribute(&self, path: &str) -> Option<&Attribute> {
        let (head, rest) = match path.split_once('.') {
            Some((head, rest)) => (head, Some(rest)),
            None => (path, None),
        };
        let attribute = find(&self.attributes, head)?;
        match rest {
            Some(rest) => attribute.sub_attribute(rest),
            None => Some(attribute),
        }
    }
}

fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|a| same_name(&a.name, name))
}

/// Whether names are the same, which case does not matter to (RFC 7643 section 2.1). Mostly they
/// are spelt alike, or begin with other letters, and both is quick to see.
#[inline]
pub(crate) fn same_name(name: &str, other: &str) -> bool {
    let begin_alike = || match (name.as_bytes().first(), other.as_bytes().first()) {
        (Some(first), Some(other)) => (first ^ other) & !0x20 == 0,
        _ => true,
    };
    name.len() == other.len()
        && begin_alike()
        && (name == other || name.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests;
