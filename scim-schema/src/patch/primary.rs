//! Which slot is the primary element, where a field of it says so.

use super::resolve::find;
use super::slots::Place;
use crate::changes::ChangedPath;
use crate::resource::{Kind, Model, Node, Scalar, Slot, Value, View};

/// The node of a slot that says whether it is the primary element, where that is not fixed.
fn primary_node(slot: &'static Slot) -> Option<(&'static Node, u16)> {
    let (_, node) = find(slot.nodes, "primary").filter(|_| !slot.primary)?;
    match node.kind {
        Kind::Field(field) => Some((node, node.base + field)),
        _ => None,
    }
}

/// Which slots have a field that says that they are the primary element.
pub(super) fn primary_parts(model: &dyn Model, place: Place) -> Vec<bool> {
    if place.slots.iter().all(|slot| primary_node(slot).is_none()) {
        return Vec::new();
    }
    let is_primary = |slot: &'static Slot| {
        let Some((_, field)) = primary_node(slot) else { return false };
        match slot.element.map(|element| model.get(place.base + element)) {
            None => matches!(model.get(place.base + field), View::Boolean(true)),
            Some(View::Complex(inner)) => matches!(inner.get(field), View::Boolean(true)),
            Some(_) => false,
        }
    };
    place.slots.iter().map(is_primary).collect()
}

/// Says that a slot is not the primary element; answers the path that this changed.
pub(super) fn set_primary(
    model: &mut dyn Model,
    place: Place,
    slot: &'static Slot,
) -> Option<ChangedPath> {
    let (node, field) = primary_node(slot)?;
    let no = |model: &mut dyn Model, field: u16| {
        let answer = model.edit(field)?.edit(|value| value.set(Scalar::Boolean(false)));
        matches!(answer, Ok(Ok(true))).then_some(())
    };
    match slot.element {
        None => no(model, place.base + field)?,
        Some(element) => {
            let inner = |value: &mut dyn Value| no(value.complex()?, field);
            model.edit(place.base + element)?.edit(inner).ok()??;
        }
    }
    Some(place.path.slot(slot).sub_attribute(node))
}
