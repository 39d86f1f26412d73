//! Unassigning what a client may unassign (RFC 7643 section 2.5).

use super::Mode;
use super::value::fixed_error;
use crate::message::ScimError;
use crate::resource::{
    Flags, Kind, Model, Node, Slot, Value, View, is_assigned, is_node_assigned, is_slot_assigned,
};
use crate::value::InvalidValue;

/// Why an attribute is unassigned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Because {
    /// A request says so.
    Told,
    /// A PUT leaves it out.
    Omitted,
}

impl Because {
    /// What stays, whatever is unassigned with it.
    const fn spares(self) -> Flags {
        match self {
            Self::Told => Flags::READ_ONLY,
            Self::Omitted => Flags::READ_ONLY.and(Flags::IMMUTABLE).and(Flags::KEEP),
        }
    }
}

/// What a PUT keeps of what it leaves out. What is readOnly goes with what it is a part of, unless
/// the application owns it.
const KEPT: Flags = Flags::IMMUTABLE.and(Flags::KEEP).and(Flags::OWNED);

/// Unassigns an attribute that a request sets to null; answers whether that changed anything.
pub(crate) fn unassign(
    model: &mut dyn Model,
    node: &Node,
    base: u16,
) -> Result<bool, InvalidValue> {
    walk(model, node, base, Because::Told)
}

/// Unassigns an attribute that a PUT leaves out: but for what is kept, and for what has no
/// unassigned state, which stays. Answers whether that changed anything.
pub(crate) fn omit(model: &mut dyn Model, node: &Node, base: u16) -> bool {
    walk(model, node, base, Because::Omitted).unwrap_or(false)
}

/// Whether an attribute that is immutable has a value, or a part of it that is: then it cannot be
/// unassigned (7644-3.5.1-09, 7644-3.5.2-15). An element of a list goes with all that is in it.
pub(crate) fn holds_fixed(model: &dyn Model, node: &Node, base: u16) -> bool {
    holds(model, node, base, Flags::IMMUTABLE)
}

/// Whether an attribute with one of these flags has a value, or a part of it that has one of them.
fn holds(model: &dyn Model, node: &Node, base: u16, flags: Flags) -> bool {
    if node.flags.any(flags) {
        return is_node_assigned(model, node, base);
    }
    match node.kind {
        Kind::Group(nodes) => any_holds(model, nodes, base, flags),
        Kind::Complex(field, nodes) if !node.flags.has(Flags::MULTI_VALUED) => {
            let inner = model.get(base + field);
            inner.complex().is_some_and(|inner| any_holds(inner, nodes, 0, flags))
        }
        Kind::Slots(slots) => {
            let mut flat = slots.iter().filter(|slot| slot.element.is_none());
            flat.any(|slot| any_holds(model, slot.nodes, base, flags))
        }
        _ => false,
    }
}

fn any_holds(model: &dyn Model, nodes: &[Node], base: u16, flags: Flags) -> bool {
    nodes.iter().any(|node| holds(model, node, base + node.base, flags))
}

/// Whether a part of a value that is immutable has one itself.
pub(super) fn has_fixed_part(value: &dyn Value, node: &Node) -> bool {
    let inner = value.view();
    inner.complex().is_some_and(|inner| any_holds(inner, node.nodes(), 0, Flags::IMMUTABLE))
}

/// Unassigns an attribute that a body sets to null, which cannot be done to what is immutable.
pub(super) fn nullify(
    model: &mut dyn Model,
    node: &Node,
    base: u16,
    mode: Mode,
) -> Result<bool, ScimError> {
    if mode != Mode::Create && holds_fixed(model, node, base) {
        return Err(fixed_error());
    }
    unassign(model, node, base)
        .map_err(|invalid| ScimError::invalid_value("null", invalid.expected().to_owned()))
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
    because: Because,
) -> Result<bool, InvalidValue> {
    if node.flags.any(because.spares()) {
        return Ok(false);
    }
    match node.kind {
        Kind::Complex(field, nodes) if goes_in_parts(model, node, base, because) => {
            let Some(place) = model.edit(base + field) else { return Ok(false) };
            place.edit(|value| parts(value, nodes, because))?
        }
        Kind::Field(field) | Kind::Complex(field, _) => clear(model, base + field),
        Kind::Group(nodes) => all(model, nodes, base, because),
        Kind::Slots(slots) => {
            let mut changed = false;
            for slot in slots {
                changed |= match slot.element {
                    Some(field) => clear_element(model, slot, field, base)?,
                    None => all(model, slot.nodes, base, because)?,
                };
            }
            Ok(changed)
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => Ok(false),
    }
}

/// Whether something of a complex value stays.
fn goes_in_parts(model: &dyn Model, node: &Node, base: u16, because: Because) -> bool {
    node.flags.has(Flags::PARTLY_OWNED)
        || because == Because::Omitted && holds(model, node, base, KEPT)
}

fn all(
    model: &mut dyn Model,
    nodes: &[Node],
    base: u16,
    because: Because,
) -> Result<bool, InvalidValue> {
    // what stays has what it requires
    let stays = because == Because::Omitted && any_holds(model, nodes, base, KEPT);
    let (mut changed, mut refused) = (false, None);
    for node in nodes.iter().filter(|node| !stays || !node.flags.has(Flags::REQUIRED)) {
        match walk(model, node, base + node.base, because) {
            Ok(one) => changed |= one,
            Err(invalid) => refused = Some(invalid),
        }
    }
    // a PUT keeps the part that cannot go and unassigns the rest
    match refused {
        Some(invalid) if because == Because::Told => Err(invalid),
        _ => Ok(changed),
    }
}

/// Unassigns the parts of a complex value that are a client's to unassign.
fn parts(value: &mut dyn Value, nodes: &[Node], because: Because) -> Result<bool, InvalidValue> {
    if !is_assigned(&value.view()) {
        return Ok(false);
    }
    let Some(inner) = value.complex() else { return Ok(false) };
    let changed = all(inner, nodes, 0, because)?;
    if !is_assigned(&value.view()) {
        let _ = value.clear();
    }
    Ok(changed)
}

/// Unassigns the value of an attribute that a request sets to null.
pub(crate) fn unassign_value(value: &mut dyn Value, node: &Node) -> Result<bool, InvalidValue> {
    if node.flags.has(Flags::PARTLY_OWNED) {
        return parts(value, node.nodes(), Because::Told);
    }
    let complex = matches!(value.view(), View::Complex(_));
    clear_value(value, complex)
}

/// Unassigns the element of a slot that one field holds; answers whether that changed anything: what its
/// slot says of it makes no element.
pub(crate) fn clear_element(
    model: &mut dyn Model,
    slot: &Slot,
    field: u16,
    base: u16,
) -> Result<bool, InvalidValue> {
    Ok(is_slot_assigned(model, slot, base) && clear(model, base + field)?)
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
        changed |= walk(inner, node, node.base, Because::Told)?;
    }
    Ok(changed)
}
