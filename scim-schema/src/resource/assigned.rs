//! Assigned and unassigned (RFC 7643 section 2.5).

use super::{Kind, Model, Node, Place, View};
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
        Kind::Slots(slots) => slots.iter().any(|slot| match slot.element {
            Some(field) => is_assigned(&model.get(base + field)),
            None => {
                slot.nodes.iter().any(|inner| is_node_assigned(model, inner, base + inner.base))
            }
        }),
        // computed for every answer
        Kind::Schemas | Kind::ResourceType => true,
        Kind::Location => false,
    }
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
