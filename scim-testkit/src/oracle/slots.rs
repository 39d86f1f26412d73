//! A multi-valued attribute whose elements are fixed: flat fields of a model hold them.

use super::replace::{Mode, default_of, omit, omit_slot};
use super::shape::{Attribute, Slot};
use super::value::{
    Answer, Object, clear, has, holds_fixed, invalid_value, is_read_only, meant, member,
    mutability, set,
};
use super::{Refusal, list};
use scim_schema::dialect::{Dialect, Tolerance};
use serde_json::Value;

/// What each slot has, without what its declaration says it is.
pub(crate) fn parts(attribute: &Attribute, elements: Option<&Value>) -> Vec<Object> {
    let elements = elements.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let of = |slot: &Slot| {
        elements
            .iter()
            .filter_map(Value::as_object)
            .find(|element| element.get(&slot.selector) == Some(&slot.value))
            .cloned()
            .unwrap_or_default()
    };
    attribute.slots.iter().map(of).collect()
}

/// The elements of slots: those of which a part has a value.
pub(super) fn elements(attribute: &Attribute, parts: &[Object]) -> Value {
    let element = |(slot, parts): (&Slot, &Object)| {
        let mut element = parts.clone();
        let mut parts = slot.sub_attributes.iter();
        if !parts.any(|part| !is_declared(slot, &part.name) && has(&element, part)) {
            return None;
        }
        if slot.primary {
            element.insert("primary".to_owned(), true.into());
        }
        element.insert(slot.selector.clone(), slot.value.clone());
        Some(Value::Object(element))
    };
    attribute.slots.iter().zip(parts).filter_map(element).collect()
}

/// Whether a sub-attribute is what the slot's declaration says, and so no field.
pub(super) fn is_declared(slot: &Slot, name: &str) -> bool {
    name.eq_ignore_ascii_case(&slot.selector)
        || (slot.primary && name.eq_ignore_ascii_case("primary"))
}

/// The slot that an element goes to: whose selector it satisfies; without the selector's
/// sub-attribute the primary one (decided).
pub(super) fn slot_of(attribute: &Attribute, element: &Object) -> Answer<Option<usize>> {
    let mut primary = None;
    for (index, slot) in attribute.slots.iter().enumerate() {
        match (member(element, &slot.selector)?, &slot.value) {
            (None | Some(Value::Null), _) if slot.primary => primary = Some(index),
            (Some(Value::String(text)), _) if text.is_empty() && slot.primary => {
                primary = Some(index);
            }
            (Some(Value::String(given)), Value::String(value))
                if given.eq_ignore_ascii_case(value) =>
            {
                return Ok(Some(index));
            }
            (Some(given), value) if given == value => return Ok(Some(index)),
            _ => {}
        }
    }
    Ok(primary)
}

/// The elements of a body (7644-3.5.1-16): slots that none goes to are unassigned.
pub(super) fn replaced(
    attribute: &Attribute,
    old: Option<&Value>,
    given: &Value,
    mode: Mode,
    dialect: Dialect,
) -> Answer<Value> {
    let mut parts = parts(attribute, old);
    let empty = given.as_str() == Some("") && dialect.accepts(Tolerance::EmptyString);
    let given = match given {
        Value::Array(elements) => elements.clone(),
        Value::Null => Vec::new(),
        _ if empty => Vec::new(),
        _ => return Err(Refusal::new("invalidValue", format!("`{}`: no array", attribute.name))),
    };
    let given: Vec<_> = given.into_iter().filter(|element| !element.is_null()).collect();
    let mut filled = vec![false; parts.len()];
    let (mut primary, mut faults) = (false, Vec::new());
    for element in &given {
        let Value::Object(element) = element else {
            faults.push(invalid_value(attribute, "no object"));
            continue;
        };
        let mut element = element.clone();
        let is_primary = says_primary(attribute, &mut element, dialect).unwrap_or_else(|twice| {
            faults.push(twice);
            false
        });
        if is_primary && primary {
            faults.extend(second_primary(&mut element, dialect).err());
        }
        // what no slot can hold is left out
        let place = slot_of(attribute, &element).unwrap_or_else(|twice| {
            faults.push(twice);
            None
        });
        primary |= is_primary && (place.is_some() || !dialect.accepts(Tolerance::FirstPrimary));
        let Some(index) = place else { continue };
        let (Some(slot), Some(parts)) = (attribute.slots.get(index), parts.get_mut(index)) else {
            continue;
        };
        faults.extend(fill(parts, slot, &element, mode, dialect).err());
        if let Some(filled) = filled.get_mut(index) {
            *filled = true;
        }
    }
    let unfilled = attribute.slots.iter().zip(&mut parts).zip(filled).filter(|(_, filled)| !filled);
    for ((slot, parts), _) in unfilled {
        if mode != Mode::Replace && !given.is_empty() {
            slot.sub_attributes.iter().for_each(|part| default_of(parts, part));
        } else if slot.whole || !given.is_empty() {
            omit_slot(slot, parts);
        } else {
            // an explicit nothing
            for part in slot.sub_attributes.iter().filter(|part| !is_read_only(part)) {
                if mode == Mode::Replace && holds_fixed(parts, part) {
                    faults.push(mutability(part, "is immutable and has a value"));
                }
                faults.extend(clear(parts, part).err());
            }
        }
    }
    Refusal::any(faults)?;
    Ok(elements(attribute, &parts))
}

/// Whether an element says that it is the primary one, which it then says by a boolean.
pub(super) fn says_primary(
    attribute: &Attribute,
    element: &mut Object,
    dialect: Dialect,
) -> Answer<bool> {
    let Some(said) = member(element, "primary")? else { return Ok(false) };
    let sub = attribute.sub_attribute("primary");
    let is_primary = sub.map_or_else(|| said.clone(), |sub| meant(said, sub, dialect)) == true;
    if is_primary {
        say_primary(element, true);
    }
    Ok(is_primary)
}

/// 7643-2.4-05: a second primary element is an error; a dialect lets the first have it.
pub(super) fn second_primary(element: &mut Object, dialect: Dialect) -> Answer<()> {
    if !dialect.accepts(Tolerance::FirstPrimary) {
        return Err(list::two_primary());
    }
    say_primary(element, false);
    Ok(())
}

fn say_primary(element: &mut Object, is_primary: bool) {
    let said = element.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("primary"));
    if let Some((_, said)) = said {
        *said = is_primary.into();
    }
}

/// An element of a body goes to its slot; what it leaves out is unassigned.
fn fill(
    parts: &mut Object,
    slot: &Slot,
    element: &Object,
    mode: Mode,
    dialect: Dialect,
) -> Answer<()> {
    let mut faults = Vec::new();
    let written = |part: &&Attribute| !is_read_only(part) && !is_declared(slot, &part.name);
    let mut given = slot.sub_attributes.iter().filter(written).filter_map(|part| {
        let value = member(element, &part.name).ok()??;
        Some(!meant(value, part, dialect).is_null())
    });
    // what a new element has by default makes none
    let makes_none = slot.whole && parts.is_empty() && !given.any(|given| given);
    for part in slot.sub_attributes.iter().filter(written) {
        match member(element, &part.name) {
            Err(twice) => faults.push(twice),
            Ok(Some(value)) => {
                faults.extend(set(parts, part, value, mode == Mode::Replace, dialect).err());
            }
            Ok(None) if mode == Mode::Replace => omit(parts, part),
            Ok(None) => default_of(parts, part),
        }
    }
    let written: Vec<_> =
        slot.sub_attributes.iter().filter(|part| !is_declared(slot, &part.name)).cloned().collect();
    let missing = written.iter().find(|part| part.required && !has(parts, part));
    faults.extend(missing.map(|part| invalid_value(part, "is required")));
    if makes_none {
        parts.clear();
    }
    Refusal::any(faults)
}
