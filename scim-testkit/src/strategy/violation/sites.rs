//! What can be wrong, and where.

use super::Wrong;
use crate::strategy::target::{Field, Parts};
use scim_schema::schema::{Mutability, Type};

/// What can be wrong at one attribute.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) kind: Wrong,
    pub(super) place: Place,
}

/// Where an attribute is, by its indexes in the target.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// The body itself.
    Body,
    /// An attribute, and perhaps a sub-attribute of it.
    Attribute { extension: Option<usize>, field: usize, sub: Option<usize> },
}

/// The sites of a target by kind, so that kinds with few sites are drawn as often as others.
pub(super) fn all(parts: &Parts) -> Vec<Vec<Site>> {
    let mut sites: Vec<Site> = [
        Wrong::NoSchemas,
        Wrong::SchemasType,
        Wrong::UnknownSchema,
        Wrong::OtherId,
        Wrong::Syntax,
        Wrong::NoObject,
    ]
    .map(|kind| Site { kind, place: Place::Body })
    .into();
    if !parts.extensions.is_empty() {
        sites.push(Site { kind: Wrong::OtherSchema, place: Place::Body });
    }
    fields(&parts.fields, None, &mut sites);
    for (index, extension) in parts.extensions.iter().enumerate() {
        fields(&extension.fields, Some(index), &mut sites);
    }
    let mut by_kind: Vec<Vec<Site>> = Vec::new();
    for site in sites {
        let same = |list: &&mut Vec<Site>| list.first().is_some_and(|one| one.kind == site.kind);
        match by_kind.iter_mut().find(same) {
            Some(list) => list.push(site),
            None => by_kind.push(vec![site]),
        }
    }
    by_kind
}

fn fields(fields: &[Field], extension: Option<usize>, sites: &mut Vec<Site>) {
    for (index, field) in fields.iter().enumerate() {
        let place = |sub| Place::Attribute { extension, field: index, sub };
        let mut add = |kinds: Vec<Wrong>, sub| {
            sites.extend(kinds.into_iter().map(|kind| Site { kind, place: place(sub) }));
        };
        if !field.is_written() {
            continue;
        }
        let mut own = kinds(field, None);
        // an extension without other attributes is not there, and requires nothing
        let others = fields.iter().filter(|other| other.is_written()).count() > 1;
        own.retain(|kind| {
            extension.is_none() || others || !matches!(kind, Wrong::Missing | Wrong::Null)
        });
        add(own, None);
        for (index, sub) in field.fields.iter().enumerate() {
            let fixed = |slot: &crate::strategy::target::Slot| sub.is(slot.sub_attribute);
            if sub.is_written() && !field.slots.iter().any(fixed) {
                add(kinds(sub, Some(field)), Some(index));
            }
        }
    }
}

/// What can be wrong at an attribute, in its parent if it is a sub-attribute.
fn kinds(field: &Field, parent: Option<&Field>) -> Vec<Wrong> {
    let r#type = field.attribute.r#type;
    // what a slot says of itself is fixed, and what it is given is not read
    if field.is_primary() && parent.is_some_and(|parent| !parent.slots.is_empty()) {
        return Vec::new();
    }
    let mut kinds = match (field.is_multi_valued(), r#type) {
        (true, _) => vec![Wrong::NoArray, Wrong::Element],
        (false, Type::Boolean) => vec![Wrong::Type, Wrong::Array, Wrong::TextBoolean],
        (false, Type::Integer) => vec![Wrong::Type, Wrong::Array, Wrong::Fraction, Wrong::Range],
        (false, Type::DateTime) => vec![Wrong::Type, Wrong::Array, Wrong::DateTime],
        (false, Type::Binary) => vec![Wrong::Type, Wrong::Array, Wrong::Base64],
        (false, Type::Reference) => vec![Wrong::Type, Wrong::Array, Wrong::Reference],
        (false, Type::String | Type::Decimal | Type::Complex) => vec![Wrong::Type, Wrong::Array],
    };
    // no bytes are base64 too
    let is_text = matches!(r#type, Type::String | Type::Binary) && !field.is_multi_valued();
    if !field.attribute.required && !is_text {
        kinds.push(Wrong::EmptyText);
    }
    if parent.is_none_or(|parent| parent.slots.is_empty()) {
        kinds.push(Wrong::Twice);
    }
    if field.closed && r#type == Type::String && !field.is_multi_valued() {
        kinds.push(Wrong::Canonical);
    }
    // without other sub-attributes the whole value is missing, which may be
    let counts = parent.is_none_or(|parent| {
        let other = |sub: &&Field| sub.is_written() && sub.name() != field.name();
        parent.slots.is_empty() && parent.fields.iter().any(|sub| other(&sub))
    });
    let immutable = field.attribute.mutability == Mutability::Immutable;
    if field.attribute.required && field.enforced && counts && !immutable {
        kinds.extend([Wrong::Missing, Wrong::Null]);
    }
    if field.is_multi_valued()
        && field.fields.iter().any(|sub| sub.is_primary() && sub.is_written())
    {
        kinds.push(Wrong::Primaries);
    }
    kinds
}

#[cfg(test)]
mod tests;
