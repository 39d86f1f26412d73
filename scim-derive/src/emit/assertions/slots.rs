//! What holds of the slots of one attribute together.

use super::super::{List, Scope, literal};
use super::{Assertions, shown_span};
use crate::model::{Attribute, Holds, Numbered, Shape, Slot};
use quote::quote;

impl Assertions {
    /// Where a slot is always the primary element, no other says that it is (7643-2.4).
    pub(super) fn one_primary(&mut self, scope: &Scope<'_>, slots: &[Slot<'_>]) {
        let Some(primary) = slots.iter().find(|slot| slot.is_primary()) else { return };
        for slot in slots.iter().filter(|slot| !slot.is_primary()) {
            let Holds::Element(field) = slot.holds else { continue };
            let held = scope.held(field);
            let message = format!(
                "the slot `{}` is always the primary one, and the type of `{}` has `primary`: let the elements say so, without `primary` in `#[scim(..)]`, or hold a type that has none",
                primary.selector(),
                slot.selector()
            );
            let condition = quote!(!__scim::has(__scim::sub_attributes_of(#held), "primary"));
            self.condition(shown_span(field), &condition, &message);
        }
    }

    /// Whole elements of an attribute of the user's own have the schema that is published: that of
    /// the selector, of the parts and of those before them.
    pub(super) fn elements_alike(
        &mut self,
        scope: &Scope<'_>,
        list: &List,
        index: usize,
        attribute: &Attribute<'_>,
    ) {
        let (Shape::Slots(slots), None) = (&attribute.shape, &attribute.row) else { return };
        let (list, index, name) = (list.tokens(), literal(index), &attribute.name);
        for slot in slots {
            let Holds::Element(field) = slot.holds else { continue };
            let held = scope.held(field);
            let message = format!(
                "the type has a sub-attribute that the selector or another slot of `{name}` has with another type: write one type in all of them"
            );
            let condition = quote! {
                __scim::are_known(__scim::sub_rows(#list, #index), __scim::sub_attributes_of(#held))
            };
            self.condition(shown_span(field), &condition, &message);
            // a body gives each part of a slot one value
            let message = "the type has a sub-attribute with several values, and what a field holds of one slot has one: hold the elements in a `Vec`, or write one value";
            let condition = quote!(__scim::are_single(__scim::sub_attributes_of(#held)));
            self.condition(shown_span(field), &condition, message);
        }
    }

    /// The parts of the elements of an attribute of the user's own have one schema.
    pub(super) fn alike(&mut self, scope: &Scope<'_>, slots: &[Slot<'_>]) {
        let parts = slots.iter().flat_map(|slot| match &slot.holds {
            Holds::Parts(parts) => parts.as_slice(),
            Holds::Element(_) => &[],
        });
        let mut seen: Vec<(&str, Numbered<'_>)> = Vec::new();
        for part in parts.filter(|part| part.row.is_none()) {
            let Shape::Field(field) = part.shape else { continue };
            let Some((name, first)) = seen.iter().find(|(name, _)| *name == part.name) else {
                seen.push((&part.name, field));
                continue;
            };
            let (first_held, held) = (scope.held(*first), scope.held(field));
            let message = format!(
                "`{name}` has another type in the slot of `{}`: write one type in both",
                first.name()
            );
            let condition = quote!(__scim::are_alike(#first_held, #held));
            self.condition(shown_span(field), &condition, &message);
        }
    }
}
