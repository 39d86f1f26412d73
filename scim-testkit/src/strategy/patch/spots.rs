//! What patches can name and write.

use crate::strategy::expr::PathExpr;
use crate::strategy::target::{Field, Target};
use scim_schema::schema::Mutability;

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
                sub.is(slot.sub_attribute) || sub.is_primary()
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
