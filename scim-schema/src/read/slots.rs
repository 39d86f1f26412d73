//! Elements that go to slots: fixed elements of a multi-valued attribute, held by flat fields.

use super::element::{Element, Held, HeldSeed, Skip};
use super::list::two_primary;
use super::scope::segment;
use super::seen::Seen;
use super::slot::{Parts, Primary, Said, is_primary, same, twice};
use super::unassign::{clear, clear_element, default_slot, nullify, omit};
use super::{Mode, Reading};
use crate::changes::ChangedPath;
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{Literal, Model, Node, Slot, Value, is_slot_assigned};
use crate::schema::same_name;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A multi-valued attribute whose elements are slots of the model.
pub(super) struct Slots<'a, 'r, 'l> {
    pub(super) model: &'a mut dyn Model,
    pub(super) node: &'static Node,
    pub(super) slots: &'static [Slot],
    pub(super) base: u16,
    pub(super) path: ChangedPath,
    pub(super) reading: &'r mut Reading<'l>,
    /// The slots that elements went to.
    pub(super) filled: Seen,
    /// Whether there was an element.
    pub(super) any: bool,
    /// Whether there was a primary one.
    pub(super) primary: bool,
}

impl Slots<'_, '_, '_> {
    fn refuse<T, E: de::Error>(self, found: &'static str) -> Result<T, E> {
        Err(self.reading.fail(ScimError::invalid_value(found, "an array")))
    }

    /// Unassigns the slots that no element went to: those that a body leaves out.
    fn unfilled<E: de::Error>(&mut self, explicit: bool) -> Result<(), E> {
        for (index, slot) in self.slots.iter().enumerate() {
            if self.filled.contains(index) {
                continue;
            }
            let path = self.path.slot(slot);
            if let Some(field) = slot.element {
                let changed = clear_element(self.model, slot, field, self.base).unwrap_or(false);
                self.reading.slot_changed(changed, path);
                continue;
            }
            for node in slot.nodes {
                let base = self.base + node.base;
                let changed = match explicit {
                    false => omit(self.model, node, base),
                    true => nullify(self.model, node, base, self.reading.mode)
                        .map_err(|error| self.reading.fail(error.at(segment(node))))?,
                };
                self.reading.slot_changed(changed, path.sub_attribute(node));
            }
        }
        Ok(())
    }

    /// The slot of an element: whose selector it satisfies; without the selector's sub-attribute
    /// the primary one.
    fn find(&self, element: &Element<'_>) -> Result<Option<usize>, ()> {
        let (mut primary, mut named) = (None, false);
        for (index, slot) in self.slots.iter().enumerate() {
            match element.get(slot.selector.sub_attribute)? {
                None | Some(Held::Null) if slot.primary => primary = Some(index),
                None | Some(Held::Null) => {}
                Some(given) if selects(slot, given) => return Ok(Some(index)),
                // an empty selector is none
                Some(Held::String(given)) if given.is_empty() => {
                    primary = primary.or(slot.primary.then_some(index));
                }
                Some(_) => named = true,
            }
        }
        Ok(primary.filter(|_| !named))
    }

    /// Edits the fields of a slot; `None` if it has none.
    fn within<E: de::Error>(
        &mut self,
        slot: &'static Slot,
        edit: impl FnOnce(Parts<'_, '_, '_>) -> Result<Said, E>,
    ) -> Result<Option<Said>, E> {
        let (path, primary, given) = (self.path.slot(slot), self.primary_means(), Seen::NONE);
        let reading = &mut *self.reading;
        let Some(field) = slot.element else {
            let (model, nodes, base) = (&mut *self.model, slot.nodes, self.base);
            let parts =
                Parts { model, slot, nodes, base, path, primary, new: false, given, reading };
            return edit(parts).map(Some);
        };
        let Some(place) = self.model.edit(self.base + field) else { return Ok(None) };
        let edited = place.edit(|value: &mut dyn Value| {
            let new = value.view().complex().is_none();
            let Some(model) = value.complex() else { return Ok(None) };
            let nodes = model.nodes();
            let parts = Parts { model, slot, nodes, base: 0, path, primary, new, given, reading };
            edit(parts).map(Some)
        });
        let said = match edited {
            Ok(answer) => answer?,
            Err(invalid) => return Err(self.reading.fail(invalid)),
        };
        // it is none with nothing in it but what its slot says, or what a new one has by default
        let any = said.is_none_or(|said| said.any);
        if !any || !is_slot_assigned(self.model, slot, self.base) {
            let _ = clear(self.model, self.base + field);
        }
        Ok(said)
    }

    /// Notes that an element goes to a slot, after which the parts of another there are the same.
    fn goes_to<T, E>(
        &mut self,
        index: usize,
        slot: &'static Slot,
        edit: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.reading.slot_again = self.filled.contains(index);
        let answer = edit(self);
        self.filled.insert(index);
        self.reading.at(answer, || match slot.selector.value {
            Literal::String(value) => {
                format!("[{} eq \"{value}\"]", slot.selector.sub_attribute).into()
            }
            Literal::Boolean(value) => {
                format!("[{} eq {value}]", slot.selector.sub_attribute).into()
            }
        })
    }

    /// How the next element is to be read.
    fn primary_means(&self) -> Primary {
        Primary {
            taken: self.primary && self.reading.dialect.accepts(Tolerance::FirstPrimary),
            text: self.reading.takes_primary_text(self.node.attribute),
        }
    }

    /// Refuses a second primary element. A dialect that passes over it has read that it is not.
    fn primary<E: de::Error>(&mut self, is_primary: bool) -> Result<(), E> {
        if is_primary && std::mem::replace(&mut self.primary, true) {
            return Err(self.reading.fail(two_primary()));
        }
        Ok(())
    }

    /// Writes an element that is held to its slot.
    fn held<E: de::Error>(&mut self, element: &Element<'_>) -> Result<(), E> {
        if let Element::Other(held) = element {
            return Err(self.reading.fail(ScimError::invalid_value(held.kind(), "an object")));
        }
        let before = self.primary;
        let Ok(primary) = element.get("primary") else { return Err(self.reading.fail(twice())) };
        self.primary(matches!(primary, Some(Held::Boolean(true))))?;
        self.any = true;
        let Ok(found) = self.find(element) else { return Err(self.reading.fail(twice())) };
        // what no slot can hold is left out; the answer shows what is held
        let Some((index, slot)) = found.and_then(|index| Some((index, self.slots.get(index)?)))
        else {
            self.primary &= before || !self.reading.dialect.accepts(Tolerance::FirstPrimary);
            return Ok(());
        };
        self.goes_to(index, slot, |this| this.within(slot, |parts| parts.fill(element)))?;
        Ok(())
    }
}

/// One element: routed as soon as its selector is read, or held until it is all there.
struct Each<'s, 'a, 'r, 'l, 'b, 'de> {
    slots: &'s mut Slots<'a, 'r, 'l>,
    buffer: &'b mut Vec<(Cow<'de, str>, Held<'de>)>,
}

impl Each<'_, '_, '_, '_, '_, '_> {
    /// The slot whose selector a first member is.
    fn routed(&self, name: &str, value: &Held<'_>) -> Option<(usize, &'static Slot)> {
        let slots = self.slots.slots;
        let selector = slots.first()?.selector.sub_attribute;
        // another selector could choose otherwise, by what comes later
        let alone = || slots.iter().all(|slot| same(slot.selector.sub_attribute, selector));
        if !same_name(name, selector) || !alone() {
            return None;
        }
        slots.iter().enumerate().find(|(_, slot)| selects(slot, value))
    }
}

impl<'de> DeserializeSeed<'de> for Each<'_, '_, '_, '_, '_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        self.slots.reading.charge_element()?;
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Each<'_, '_, '_, '_, '_, 'de> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.buffer.clear();
        while let Some(key) = members.next_key_seed(HeldSeed)? {
            let Held::String(key) = key else { continue };
            let mut value = members.next_value_seed(HeldSeed)?;
            if is_primary(&key) {
                value = self.slots.primary_means().of(value);
            }
            if self.buffer.is_empty()
                && let Some((index, slot)) = self.routed(&key, &value)
            {
                let Self { slots, .. } = self;
                slots.any = true;
                // RFC 7643 section 2.4
                let chosen = is_primary(&key) && matches!(value, Held::Boolean(true));
                let said = slots.goes_to(index, slot, |slots| {
                    slots.within(slot, |parts| parts.read(&mut members))
                })?;
                if said.is_none() {
                    while members.next_entry_seed(Skip, Skip)?.is_some() {}
                }
                return slots.primary(chosen || said.is_some_and(|said| said.primary));
            }
            self.buffer.push((key, value));
        }
        let element = Element::Members(std::mem::take(self.buffer));
        let answer = self.slots.held(&element);
        if let Element::Members(members) = element {
            *self.buffer = members;
        }
        answer
    }
    // null is no element
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.slots.held(&Element::Other(Held::Boolean(value)))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.slots.held(&Element::Other(Held::Integer(value.into())))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.slots.held(&Element::Other(Held::Integer(value.into())))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.slots.held(&Element::Other(Held::Decimal(value)))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.slots.held(&Element::Other(HeldSeed.visit_str(text)?))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        let held = HeldSeed.visit_seq(elements)?;
        self.slots.held(&Element::Other(held))
    }
}

/// Whether a value is the one that chooses a slot.
fn selects(slot: &Slot, value: &Held<'_>) -> bool {
    match (value, slot.selector.value) {
        (Held::String(given), Literal::String(value)) => same_name(given, value),
        (Held::Boolean(given), Literal::Boolean(value)) => *given == value,
        _ => false,
    }
}

impl<'de> DeserializeSeed<'de> for Slots<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slots<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let mut buffer = Vec::new();
        loop {
            let each = Each { slots: &mut self, buffer: &mut buffer };
            if elements.next_element_seed(each)?.is_none() {
                break;
            }
        }
        self.reading.slot_again = false;
        if self.reading.mode == Mode::Create && self.any {
            let unfilled = |(index, _): &(usize, &Slot)| !self.filled.contains(*index);
            for (_, slot) in self.slots.iter().enumerate().filter(unfilled) {
                let changed = default_slot(self.model, slot, self.base);
                self.reading.slot_changed(changed, self.path.slot(slot));
            }
            return Ok(());
        }
        self.unfilled(!self.any)
    }
    fn visit_unit<E: de::Error>(mut self) -> Result<(), E> {
        self.unfilled(true)
    }
    fn visit_str<E: de::Error>(mut self, text: &str) -> Result<(), E> {
        if text.is_empty() && self.reading.dialect.accepts(Tolerance::EmptyString) {
            return self.unfilled(true);
        }
        self.refuse("a string")
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        self.refuse("a boolean")
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        self.refuse("a number")
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        self.refuse("a number")
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        self.refuse("a number")
    }
    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse("an object")
    }
}
