//! Unassigning what a client may unassign (RFC 7643 section 2.5).

use crate::resource::{Flags, Kind, Model, Node, Slot, Value, View, is_assigned};
use crate::value::InvalidValue;

const NOT_WRITTEN: Flags = Flags::READ_ONLY;

/// Unassigns an attribute that a request sets to null; answers whether that changed anything.
pub(crate) fn unassign(
    model: &mut dyn Model,
    node: &Node,
    base: u16,
) -> Result<bool, InvalidValue> {
    walk(model, node, base, NOT_WRITTEN)
}

/// Unassigns an attribute that a PUT leaves out: but for what is kept, and for what has no
/// unassigned state, which stays. Answers whether that changed anything.
pub(crate) fn omit(model: &mut dyn Model, node: &Node, base: u16) -> bool {
    walk(model, node, base, NOT_WRITTEN.and(Flags::IMMUTABLE).and(Flags::KEEP)).unwrap_or(false)
}

/// Gives what a POST leaves out its default, if it has one; answers whether that changed anything.
pub(crate) fn default(model: &mut dyn Model, node: &Node, base: u16) -> bool {
    let mut changed = false;
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) => {
            changed = node.flags.has(Flags::DEFAULT) && model.set_default(base + field);
        }
        Kind::Group(nodes) => {
            for inner in nodes {
                changed |= default(model, inner, base + inner.base);
            }
        }
        Kind::Slots(slots) => {
            for slot in slots {
                changed |= default_slot(model, slot, base);
            }
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => {}
    }
    changed
}

/// The same for a slot that no element of a POST goes to.
pub(crate) fn default_slot(model: &mut dyn Model, slot: &Slot, base: u16) -> bool {
    if let Some(field) = slot.element {
        return model.set_default(base + field);
    }
    let mut changed = false;
    for inner in slot.nodes {
        changed |= default(model, inner, base + inner.base);
    }
    changed
}

fn walk(
    model: &mut dyn Model,
    node: &Node,
    base: u16,
    except: Flags,
) -> Result<bool, InvalidValue> {
    if node.flags.any(except) {
        return Ok(false);
    }
    match node.kind {
        Kind::Complex(field, nodes) if node.flags.has(Flags::PARTLY_OWNED) => {
            let Some(place) = model.edit(base + field) else { return Ok(false) };
            place.edit(|value| parts(value, nodes, except))?
        }
        Kind::Field(field) | Kind::Complex(field, _) => clear(model, base + field),
        Kind::Group(nodes) => all(model, nodes, base, except),
        Kind::Slots(slots) => {
            let mut changed = false;
            for slot in slots {
                changed |= match slot.element {
                    Some(field) => clear(model, base + field)?,
                    None => all(model, slot.nodes, base, except)?,
                };
            }
            Ok(changed)
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => Ok(false),
    }
}

fn all(
    model: &mut dyn Model,
    nodes: &[Node],
    base: u16,
    except: Flags,
) -> Result<bool, InvalidValue> {
    let (mut changed, mut refused) = (false, None);
    for node in nodes {
        match walk(model, node, base + node.base, except) {
            Ok(one) => changed |= one,
            Err(invalid) => refused = Some(invalid),
        }
    }
    // a PUT keeps the part that cannot go and unassigns the rest
    match refused {
        Some(invalid) if !except.has(Flags::KEEP) => Err(invalid),
        _ => Ok(changed),
    }
}

/// Unassigns the parts of a complex value that are a client's to unassign.
fn parts(value: &mut dyn Value, nodes: &[Node], except: Flags) -> Result<bool, InvalidValue> {
    if !is_assigned(&value.view()) {
        return Ok(false);
    }
    let Some(inner) = value.complex() else { return Ok(false) };
    let changed = all(inner, nodes, 0, except)?;
    if !is_assigned(&value.view()) {
        let _ = value.clear();
    }
    Ok(changed)
}

/// Unassigns the value of an attribute that a request sets to null.
pub(crate) fn unassign_value(value: &mut dyn Value, node: &Node) -> Result<bool, InvalidValue> {
    if node.flags.has(Flags::PARTLY_OWNED) {
        return parts(value, node.nodes(), NOT_WRITTEN);
    }
    let complex = matches!(value.view(), View::Complex(_));
    clear_value(value, complex)
}

/// Unassigns one field. A complex value that is no `Option` is unassigned part by part.
pub(crate) fn clear(model: &mut dyn Model, field: u16) -> Result<bool, InvalidValue> {
    let assigned = is_assigned(&model.get(field));
    let complex = model.get(field).complex().is_some();
    let Some(place) = model.edit(field).filter(|_| assigned) else { return Ok(false) };
    place.edit(|value| clear_value(value, complex))?
}

/// Unassigns a value.
fn clear_value(value: &mut dyn Value, complex: bool) -> Result<bool, InvalidValue> {
    let refused = match value.clear() {
        Ok(changed) => return Ok(changed),
        Err(refused) => refused,
    };
    let Some(inner) = value.complex().filter(|_| complex) else { return Err(refused) };
    let mut changed = false;
    for node in inner.nodes() {
        changed |= walk(inner, node, node.base, NOT_WRITTEN)?;
    }
    Ok(changed)
}
