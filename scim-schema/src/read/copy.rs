//! What an element takes from another that is the same.

use super::reconcile::{equal, push};
use super::scope::segment;
use super::seen::Seen;
use super::value::fixed_error;
use crate::compare::{Key, Rule};
use crate::message::ScimError;
use crate::resource::{Flags, Kind, List, ListMut, Model, Node, Scalar, Value, View, is_assigned};

/// Whether what is immutable has a value that stays, or is as new as all of the element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Immutable,
    Nothing,
}

/// Makes an element the one that a body gives; answers whether that changed anything. What is kept is
/// not given where it is blank.
pub(super) fn copy_element(
    to: &mut dyn Model,
    nodes: &[Node],
    from: &dyn Model,
    blank: &Seen,
) -> Result<bool, ScimError> {
    let mut changed = false;
    for (index, node) in nodes.iter().enumerate() {
        if !(blank.contains(index) && node.flags.any(Flags::KEEP.and(Flags::IMMUTABLE))) {
            changed |= copy(to, std::slice::from_ref(node), 0, from, Kept::Immutable)?;
        }
    }
    Ok(changed)
}

/// Copies the mapped sub-attributes from one element to another; answers whether that changed
/// anything.
fn copy(
    to: &mut dyn Model,
    nodes: &[Node],
    base: u16,
    from: &dyn Model,
    kept: Kept,
) -> Result<bool, ScimError> {
    let mut changed = false;
    for node in nodes.iter().filter(|node| !node.flags.has(Flags::READ_ONLY)) {
        let base = base + node.base;
        match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) => {
                let view = from.get(base + field);
                changed |= copy_field(to, node, base + field, &view, kept)?;
            }
            Kind::Group(nodes) => changed |= copy(to, nodes, base, from, kept)?,
            Kind::Slots(slots) => {
                for slot in slots {
                    changed |= copy(to, slot.nodes, base, from, kept)?;
                }
            }
            Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => {}
        }
    }
    Ok(changed)
}

fn copy_field(
    to: &mut dyn Model,
    node: &Node,
    field: u16,
    from: &View<'_>,
    kept: Kept,
) -> Result<bool, ScimError> {
    // what is kept is not given: in an element null is as good as nothing
    if node.flags.any(Flags::KEEP.and(Flags::IMMUTABLE)) && !is_assigned(from) {
        return Ok(false);
    }
    if kept == Kept::Immutable && is_fixed(to, node, field, from)? {
        return Ok(false);
    }
    let Some(place) = to.edit(field) else { return Ok(false) };
    place.edit(|value| copy_value(value, from, kept)).unwrap_or(Ok(false))
}

/// Copies what is given to a sub-attribute of an element that is held, if that is not blank in it;
/// answers whether that changed anything.
pub(crate) fn copy_given(
    to: &mut dyn Model,
    node: &Node,
    field: u16,
    from: &View<'_>,
    is_blank: bool,
) -> Result<bool, ScimError> {
    copy_field(to, node, field, from, if is_blank { Kept::Nothing } else { Kept::Immutable })
}

/// Whether a sub-attribute is immutable and has a value, which then is the only one it takes
/// (7644-3.5.1-09, 7644-3.5.2-15).
fn is_fixed(
    held: &dyn Model,
    node: &Node,
    field: u16,
    given: &View<'_>,
) -> Result<bool, ScimError> {
    if !node.flags.has(Flags::IMMUTABLE) || !held.is_assigned(field) {
        return Ok(false);
    }
    if agree(given, &held.get(field), node) {
        return Ok(true);
    }
    Err(fixed_error().at(segment(node)))
}

/// Whether two values of a sub-attribute are the same.
pub(crate) fn agree(given: &View<'_>, held: &View<'_>, node: &Node) -> bool {
    if let (View::Secret(given), View::Secret(held)) = (given, held) {
        return matches!((given, held), (Some(given), Some(held)) if given == held);
    }
    same_simple(given, held, Rule::of(node)).unwrap_or_else(|| equal(given, held, node.nodes()))
}

/// Whether two simple values are the same, without a copy of texts; `None` where both are none.
pub(crate) fn same_simple(given: &View<'_>, held: &View<'_>, rule: Rule) -> Option<bool> {
    if let (View::String(given), View::String(held)) = (given, held) {
        return Some(rule.eq(given, held));
    }
    match (Key::of(given, rule), Key::of(held, rule)) {
        (Some(given), Some(held)) => Some(given == held),
        (None, None) => None,
        _ => Some(false),
    }
}

fn copy_value(to: &mut dyn Value, from: &View<'_>, kept: Kept) -> Result<bool, ScimError> {
    let scalar = match from {
        View::Null => return Ok(to.clear().unwrap_or(false)),
        View::Secret(None) => return Ok(false),
        View::Secret(Some(secret)) => {
            if matches!(to.view(), View::Secret(Some(held)) if held == *secret) {
                return Ok(false);
            }
            Scalar::String(secret.expose())
        }
        View::Boolean(value) => Scalar::Boolean(*value),
        View::Integer(value) => Scalar::Integer(*value),
        View::Decimal(value) => Scalar::Decimal(*value),
        View::String(value) => Scalar::String(value),
        View::DateTime(value) => Scalar::String(value.as_str()),
        View::Display(value) => {
            return Ok(to.set(Scalar::String(&value.to_string())).unwrap_or(false));
        }
        View::Computed(value) => return copy_value(to, &value.view(), kept),
        View::Complex(model) => {
            let Some(to) = to.complex() else { return Ok(false) };
            return copy(to, model.nodes(), 0, *model, kept);
        }
        View::List(list) => return copy_list(to, *list),
    };
    Ok(to.set(scalar).unwrap_or(false))
}

fn copy_list(to: &mut dyn Value, from: &dyn List) -> Result<bool, ScimError> {
    let (mut before, mut after) = (String::new(), String::new());
    push(&mut before, &to.view());
    push(&mut after, &View::List(from));
    if before == after {
        return Ok(false);
    }
    let Some(to) = to.list() else { return Ok(false) };
    to.retain(&mut |_| false);
    for index in 0..from.len() {
        copy_to_list(to, &from.at(index))?;
    }
    Ok(true)
}

/// Copies one of several values behind the others.
fn copy_to_list(to: &mut dyn ListMut, from: &View<'_>) -> Result<(), ScimError> {
    match from {
        View::Complex(model) => {
            if let Some(blank) = to.push_blank() {
                copy(blank, model.nodes(), 0, *model, Kept::Nothing)?;
            }
        }
        View::String(text) => drop(to.push(Scalar::String(text))),
        View::Boolean(value) => drop(to.push(Scalar::Boolean(*value))),
        View::Integer(value) => drop(to.push(Scalar::Integer(*value))),
        View::Decimal(value) => drop(to.push(Scalar::Decimal(*value))),
        View::DateTime(value) => drop(to.push(Scalar::String(value.as_str()))),
        View::Display(value) => drop(to.push(Scalar::String(&value.to_string()))),
        View::Computed(value) => copy_to_list(to, &value.view())?,
        // none is one of several values
        View::Null | View::Secret(_) | View::List(_) => {}
    }
    Ok(())
}
