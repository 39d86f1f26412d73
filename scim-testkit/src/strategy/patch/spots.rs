//! What patches can name and write.

use crate::strategy::Source;
use crate::strategy::expr::PathExpr;
use crate::strategy::leaf::member;
use crate::strategy::target::{Field, Target};
use scim_schema::schema::Mutability;
use serde_json::Value;

/// An attribute that a patch can write.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) path: PathExpr,
    /// Without what can be written only once, where it may have been written.
    pub(super) field: Field,
    /// Whether it can be written only once (7643-7-25).
    pub(super) once: bool,
}

impl Spot {
    pub(super) fn all(target: &Target) -> Vec<Self> {
        let attributes = target.parts.attributes();
        attributes
            .filter(|(_, field)| field.is_written() && (is_rewritable(field) || is_simple(field)))
            .filter_map(|(urn, field)| {
                let (mut field, once) = (field.clone(), !is_rewritable(field));
                // new elements take what is immutable, a complex value may have it already
                if !field.is_multi_valued() {
                    field.fields.retain(is_rewritable);
                    if field.is_complex() && !field.is_written() || has_lost(&field) {
                        return None;
                    }
                }
                let path = PathExpr {
                    urn: urn.map(str::to_owned),
                    attribute: field.name().to_owned(),
                    sub_attribute: None,
                };
                Some(Self { path, field, once })
            })
            .collect()
    }

    /// The sub-attributes that a patch can write, that no slot fixes.
    pub(super) fn subs(&self) -> Vec<&Field> {
        let fixed = |sub: &&Field| {
            let is_fixed = |slot: &crate::strategy::target::Slot| {
                sub.is(slot.sub_attribute) || slot.primary && sub.is_primary()
            };
            !self.field.slots.iter().any(is_fixed)
        };
        self.field
            .fields
            .iter()
            .filter(|sub| sub.is_written() && is_rewritable(sub))
            .filter(fixed)
            .collect()
    }

    /// What a resource has of it.
    pub(super) fn held<'v>(&self, resource: &'v Value) -> Option<&'v Value> {
        let whole = match &self.path.urn {
            None => resource,
            Some(urn) => member(resource, urn)?,
        };
        member(whole, self.field.name())
    }

    pub(super) fn is_list(&self) -> bool {
        self.field.is_multi_valued()
    }

    pub(super) fn can_be_removed(&self) -> bool {
        !self.field.attribute.required && !self.once
    }
}

fn is_rewritable(field: &Field) -> bool {
    field.attribute.mutability != Mutability::Immutable
}

fn is_simple(field: &Field) -> bool {
    !field.is_complex() && !field.is_multi_valued()
}

fn has_lost(field: &Field) -> bool {
    field.is_complex() && field.fields.is_empty()
}

/// Half of the time, leaves those of one kind: a user has twenty texts for one that is required.
pub(super) fn one_kind(source: &mut Source, spots: &mut Vec<&Spot>) {
    let kind = |spot: &Spot| {
        let attribute = &spot.field.attribute;
        let (r#type, rule) = (attribute.r#type, (attribute.required, attribute.mutability));
        (r#type, rule, attribute.multi_valued, spot.path.urn.is_some())
    };
    let mut kinds = Vec::new();
    for spot in &*spots {
        if !kinds.contains(&kind(spot)) {
            kinds.push(kind(spot));
        }
    }
    let by_kind = source.chance(50);
    let one = source.pick(&kinds).copied().filter(|_| by_kind);
    spots.retain(|spot| one.is_none_or(|one| kind(spot) == one));
}

/// Leaves those that are preferred, if there are any.
pub(super) fn prefer(spots: &mut Vec<&Spot>, is: impl Fn(&Spot) -> bool) {
    if spots.iter().any(|spot| is(spot)) {
        spots.retain(|spot| is(spot));
    }
}

#[cfg(test)]
mod tests;
