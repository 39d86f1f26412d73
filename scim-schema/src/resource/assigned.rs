//! Assigned and unassigned (RFC 7643 section 2.5).

use super::{Kind, Model, Node, Place, Slot, View};
use crate::value::InvalidValue;

/// Whether there is a value: not null, and neither an empty list nor a complex value with nothing
/// in it.
#[must_use]
pub fn is_assigned(view: &View<'_>) -> bool {
    match view {
        View::Null => false,
        View::Complex(model) => {
            model.nodes().iter().any(|node| is_node_assigned(*model, node, node.base))
        }
        View::List(list) => !list.is_empty(),
        View::Computed(value) => is_assigned(&value.view()),
        _ => true,
    }
}

/// Whether a node of a model has a value. `base` is what to add to its field numbers, the node's
/// own [`base`](Node::base) included.
#[must_use]
pub fn is_node_assigned(model: &dyn Model, node: &Node, base: u16) -> bool {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) | Kind::Version(field) => {
            is_assigned(&model.get(base + field))
        }
        Kind::Group(nodes) => {
            nodes.iter().any(|inner| is_node_assigned(model, inner, base + inner.base))
        }
        Kind::Slots(slots) => slots.iter().any(|slot| is_slot_assigned(model, slot, base)),
        // computed for every answer
        Kind::Schemas | Kind::ResourceType => true,
        Kind::Location => false,
    }
}

/// Whether a slot of a model has a value: a part that its declaration does not say already.
/// `base` is that of the attribute's node.
#[must_use]
pub fn is_slot_assigned(model: &dyn Model, slot: &Slot, base: u16) -> bool {
    let held;
    let (model, base) = match slot.element {
        None => (model, base),
        Some(field) => {
            held = model.get(base + field);
            let View::Complex(element) = held else { return false };
            (element, 0)
        }
    };
    slot.nodes.iter().any(|node| {
        let declared =
            node.name() == slot.selector.sub_attribute || slot.primary && node.name() == "primary";
        !declared && is_node_assigned(model, node, base + node.base)
    })
}

/// Unassigns a node of a model; answers whether that changed anything.
///
/// # Errors
/// When a field that has a value cannot be unassigned; what was unassigned before it stays so.
pub fn clear(model: &mut dyn Model, node: &Node, base: u16) -> Result<bool, InvalidValue> {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) => {
            model.edit(base + field).map_or(Ok(false), clear_place)
        }
        Kind::Group(nodes) => clear_all(model, nodes, base),
        Kind::Slots(slots) => {
            let mut changed = false;
            for slot in slots {
                changed |= match slot.element {
                    Some(field) => model.edit(base + field).map_or(Ok(false), clear_place)?,
                    None => clear_all(model, slot.nodes, base)?,
                };
            }
            Ok(changed)
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => Ok(false),
    }
}

fn clear_all(model: &mut dyn Model, nodes: &[Node], base: u16) -> Result<bool, InvalidValue> {
    let mut changed = false;
    for node in nodes {
        changed |= clear(model, node, base + node.base)?;
    }
    Ok(changed)
}

fn clear_place(place: Place<'_>) -> Result<bool, InvalidValue> {
    place.edit(super::Value::clear)?
}
