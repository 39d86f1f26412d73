//! Some slots of a multi-valued attribute, or a part of them.

use super::elements::{no_target, one, pairs};
use super::given::{complete, declared};
use super::target::Target;
use super::{Op, Work, remove};
use crate::oracle::Refusal;
use crate::oracle::filter::Literal;
use crate::oracle::list;
use crate::oracle::shape::{Attribute, Slot};
use crate::oracle::slots::{self, is_declared};
use crate::oracle::value::{
    Answer, Object, clear, holds_fixed, invalid_value, is_read_only, member, mutability, put, same,
};
use scim_schema::dialect::Dialect;
use serde_json::Value;

/// Unassigns the parts of a slot.
pub(super) fn clear_slot(slot: &Slot, parts: &mut Object) -> Answer<()> {
    if slot.whole {
        parts.clear();
        return Ok(());
    }
    for part in slot.sub_attributes.iter().filter(|part| !part.owned) {
        // 7644-3.5.2-15
        if holds_fixed(parts, part) {
            return Err(mutability(part, "is immutable"));
        }
        clear(parts, part).map_err(|_| mutability(part, "has no unassigned state"))?;
    }
    Ok(())
}

impl Work<'_> {
    pub(super) fn chosen_slots(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let mut parts = slots::parts(attribute, object.get(&attribute.name));
        let (before, mut places) = (parts.clone(), Vec::new());
        for (index, slot) in attribute.slots.iter().enumerate() {
            let mut alone = vec![Object::new(); attribute.slots.len()];
            if let (Some(one), Some(parts)) = (alone.get_mut(index), parts.get(index)) {
                one.clone_from(parts);
            }
            let element = match slots::elements(attribute, &alone) {
                Value::Array(elements) => elements.into_iter().next(),
                _ => None,
            };
            let _ = slot;
            if let Some(element) = element
                && self.chooses(target, attribute, &element)?
            {
                places.push(index);
            }
        }
        if places.is_empty() {
            if op == Op::Remove {
                return Ok(());
            }
            match self.slot_to_create(attribute, target, op, &parts) {
                Ok(Some(place)) => {
                    let described = self.described(target, attribute, op).unwrap_or_default();
                    if let (Some(slot), Some(parts)) =
                        (attribute.slots.get(place), parts.get_mut(place))
                    {
                        let is_part = |name: &str| !is_fixed_in(slot, name);
                        parts.extend(described.into_iter().filter(|(name, _)| is_part(name)));
                    }
                    places.push(place);
                }
                Ok(None) => return Ok(()),
                Err(refusal) if refusal.scim_type == "noTarget" => {
                    return self.wrong_value(attribute, target, op, value, refusal);
                }
                Err(refusal) => return Err(refusal),
            }
        }
        for place in places {
            let (Some(slot), Some(parts)) = (attribute.slots.get(place), parts.get_mut(place))
            else {
                continue;
            };
            self.edit_slot(parts, attribute, slot, target, op, value)?;
        }
        if only_primary(attribute, &before, &mut parts) > 1 {
            return Err(list::two_primary());
        }
        put(object, attribute, slots::elements(attribute, &parts));
        Ok(())
    }

    /// A value that a slot could not hold may be what is wrong; an element that is not made lacks
    /// nothing.
    fn wrong_value(
        &mut self,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
        absent: Refusal,
    ) -> Answer<()> {
        let mut faults = vec![absent];
        for slot in &attribute.slots {
            let mut slot = slot.clone();
            slot.sub_attributes.iter_mut().for_each(|part| part.required = false);
            let ignored = self.ignored.len();
            let held = &mut Object::new();
            faults.extend(self.edit_slot(held, attribute, &slot, target, op, value).err());
            self.ignored.truncate(ignored);
        }
        Refusal::any(faults)
    }

    /// The slot without a value that a filter describes.
    fn slot_to_create(
        &mut self,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        parts: &[Object],
    ) -> Answer<Option<usize>> {
        let Some(filter) = &target.filter else { return Err(no_target()) };
        let pairs = pairs(filter).unwrap_or_default();
        // what a slot's declaration says, the filter must not contradict, nor name what it lacks
        let possible = |slot: &&Slot| {
            pairs.iter().all(|(name, literal)| match literal {
                Literal::Other(value) if is_fixed_in(slot, name) => {
                    declared(slot, name, value, self.dialect).is_ok()
                }
                Literal::Other(Value::Null) => true,
                _ => slot.sub_attributes.iter().any(|part| part.name.eq_ignore_ascii_case(name)),
            })
        };
        let place = attribute.slots.iter().position(|slot| {
            let selects = |(name, _): &(&str, &Literal)| name.eq_ignore_ascii_case(&slot.selector);
            let written = |name: &str| {
                let mut parts = slot.sub_attributes.iter();
                let part = parts.find(|part| part.name.eq_ignore_ascii_case(name));
                is_fixed_in(slot, name) || !part.is_some_and(is_read_only)
            };
            let written = pairs.iter().all(|(name, _)| written(name));
            possible(&slot) && written && (slot.primary || pairs.iter().any(selects))
        });
        if !attribute.slots.iter().any(|slot| possible(&slot)) {
            if self.skips_unmapped() {
                self.ignored.push(attribute.name.clone());
                return Ok(None);
            }
            return Err(if op == Op::Add {
                invalid_value(attribute, "no slot holds this")
            } else {
                no_target()
            });
        }
        match (self.described(target, attribute, op), place) {
            (Some(_), Some(place)) if parts.get(place).is_some_and(Object::is_empty) => {
                Ok(Some(place))
            }
            _ => Err(no_target()),
        }
    }

    fn edit_slot(
        &mut self,
        parts: &mut Object,
        attribute: &Attribute,
        slot: &Slot,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let fixed = |name: &str| is_fixed_in(slot, name);
        match (target.sub_attribute, op) {
            (None, Op::Remove) => clear_slot(slot, parts)?,
            (Some(sub), Op::Remove) if fixed(&sub.name) => {
                return Err(mutability(sub, "is fixed"));
            }
            (Some(sub), Op::Remove) => {
                if let Some(part) = slot.sub_attributes.iter().find(|part| part.name == sub.name) {
                    if part.required {
                        return Err(mutability(part, "is required"));
                    }
                    remove(parts, part)?;
                }
            }
            // of what it has no place for it has no value
            (Some(sub), _)
                if value.is_null()
                    && !fixed(&sub.name)
                    && !slot.sub_attributes.iter().any(|part| part.name == sub.name) => {}
            (Some(sub), _) => {
                let given = Object::from_iter([(sub.name.clone(), value.clone())]);
                self.merge_slot(parts, slot, op, &given, &fixed)?;
            }
            (None, _) => {
                let Value::Object(given) = one(value, attribute)? else {
                    return Err(invalid_value(attribute, "has objects"));
                };
                self.merge_slot(parts, slot, op, &given, &fixed)?;
            }
        }
        complete(parts, slot)
    }

    fn merge_slot(
        &mut self,
        parts: &mut Object,
        slot: &Slot,
        op: Op,
        given: &Object,
        fixed: &dyn Fn(&str) -> bool,
    ) -> Answer<()> {
        for (name, value) in given {
            let part = slot.sub_attributes.iter().find(|part| part.name.eq_ignore_ascii_case(name));
            if fixed(name) || part.is_some() {
                member(given, name)?;
            }
            match part {
                _ if fixed(name) => declared(slot, name, value, self.dialect)?,
                Some(part) if part.owned => self.pass_over(name),
                Some(part) if is_read_only(part) => {}
                Some(part) => self.assign(parts, part, op, value)?,
                None => self.skip(name)?,
            }
        }
        Ok(())
    }
}

/// 7644-3.5.2-23: of the slots whose own field says which is the primary one, one that becomes so
/// is the only one. Answers how many did.
pub(super) fn only_primary(
    attribute: &Attribute,
    before: &[Object],
    parts: &mut [Object],
) -> usize {
    let says = |slot: &Slot, parts: &Object| {
        !is_declared(slot, "primary") && parts.get("primary") == Some(&Value::Bool(true))
    };
    let slots = attribute.slots.iter().zip(before).zip(&*parts).enumerate();
    let became = |((slot, before), after): ((&Slot, &Object), &Object)| {
        says(slot, after) && !says(slot, before)
    };
    let new: Vec<usize> = slots.filter(|(_, one)| became(*one)).map(|(index, _)| index).collect();
    let Some(first) = new.first() else { return 0 };
    for (index, (slot, parts)) in attribute.slots.iter().zip(parts).enumerate() {
        if index != *first && says(slot, parts) {
            parts.insert("primary".to_owned(), false.into());
        }
    }
    new.len()
}

/// Whether a sub-attribute of a slot is no field, and so cannot change.
fn is_fixed_in(slot: &Slot, name: &str) -> bool {
    let mapped = slot.sub_attributes.iter().any(|part| part.name == "primary");
    is_declared(slot, name) || (name.eq_ignore_ascii_case("primary") && !mapped)
}

/// Whether an element that is given is the one of a slot: by its `value` if that is given, else by
/// all that is; nothing is no element.
pub(super) fn agrees(
    slot: &Slot,
    given: &Object,
    parts: &Object,
    dialect: Dialect,
) -> Answer<bool> {
    let part =
        |name: &str| slot.sub_attributes.iter().find(|part| part.name.eq_ignore_ascii_case(name));
    let by_value =
        part("value").is_some() && member(given, "value")?.is_some_and(|value| !value.is_null());
    let (mut any, mut all) = (false, true);
    for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        if is_fixed_in(slot, name) {
            any = true;
            all &= declared(slot, name, value, dialect).is_ok();
        } else if let Some(part) = part(name)
            && (!by_value || part.name == "value")
        {
            any = true;
            all &= parts.get(&part.name).is_some_and(|held| same(part, value, held));
        }
    }
    Ok(any && all)
}
