//! What the RFC defines, whether a model maps it or not.

use crate::dialect::{Dialect, Tolerance};
use crate::path::AttributePath;
use crate::resource::Descriptor;
use crate::schema::Attribute;

/// Whether a path names an attribute that RFC 7643 defines for the resource type.
pub(super) fn is_defined(
    descriptor: &Descriptor,
    path: &AttributePath<'_>,
    sub_attribute: Option<&str>,
    dialect: Dialect,
) -> bool {
    let (schema, name) = (path.schema(), path.attribute());
    let has = |attributes: &[Attribute]| {
        attributes.iter().any(|attribute| {
            attribute.name.eq_ignore_ascii_case(name)
                && sub_attribute.is_none_or(|sub| attribute.sub_attribute(sub).is_some())
        })
    };
    let core = schema.is_none_or(|urn| descriptor.schema.id.eq_ignore_ascii_case(urn));
    core && (has(own(&descriptor.schema.id)) || has(common()))
        || extends(descriptor, (schema, name, sub_attribute), dialect, &has)
}

/// The attributes every resource has.
fn common() -> &'static [Attribute] {
    const { &[crate::schema::EXTERNAL_ID.copied()] }
}

#[cfg(feature = "derive")]
fn own(urn: &str) -> &'static [Attribute] {
    use crate::rfc::table::{GROUP, GROUP_ID, USER, USER_ID};
    match urn {
        USER_ID => USER,
        GROUP_ID => GROUP,
        _ => &[],
    }
}

/// The tables of the RFC come with the derives; without them nothing is known of it.
#[cfg(not(feature = "derive"))]
fn own(_: &str) -> &'static [Attribute] {
    &[]
}

/// Whether the path is in the RFC's extension of the type: by its URN, or the URN alone; in a dialect
/// without it.
fn extends(
    descriptor: &Descriptor,
    (schema, name, sub_attribute): (Option<&str>, &str, Option<&str>),
    dialect: Dialect,
    has: &dyn Fn(&[Attribute]) -> bool,
) -> bool {
    let Some((extension, attributes)) = extension(&descriptor.schema.id) else { return false };
    match schema {
        Some(urn) if urn.eq_ignore_ascii_case(extension) => has(attributes),
        // the URN alone reads like an attribute behind its last colon; behind a dot it has nothing
        Some(urn) => {
            sub_attribute.is_none() && format!("{urn}:{name}").eq_ignore_ascii_case(extension)
        }
        None => {
            name.eq_ignore_ascii_case(extension)
                || dialect.accepts(Tolerance::ExtensionWithoutUrn) && has(attributes)
        }
    }
}

/// The RFC's extension of a type, and its attributes.
#[cfg(feature = "derive")]
fn extension(urn: &str) -> Option<(&'static str, &'static [Attribute])> {
    use crate::rfc::table::{ENTERPRISE_USER, ENTERPRISE_USER_ID, USER_ID};
    (urn == USER_ID).then_some((ENTERPRISE_USER_ID, ENTERPRISE_USER))
}

#[cfg(not(feature = "derive"))]
fn extension(_: &str) -> Option<(&'static str, &'static [Attribute])> {
    None
}
