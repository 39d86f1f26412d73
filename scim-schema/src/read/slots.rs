//! Elements that go to slots: fixed elements of a multi-valued attribute, held by flat fields.

use super::element::{Element, ElementSeed, Held};
use super::list::two_primary;
use super::object::{required, segment};
use super::seen::Seen;
use super::unassign::{clear, default, default_slot, omit, unassign};
use super::value::{expected_one, meant};
use super::{Mode, Reading};
use crate::changes::ChangedPath;
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{Flags, Kind, Literal, Model, Node, Scalar, Slot, Value, is_node_assigned};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A multi-valued attribute whose elements are slots of the model.
pub(super) struct Slots<'a, 'r, 'l> {
    pub(super) model: &'a mut dyn Model,
    pub(super) slots: &'static [Slot],
    pub(super) base: u16,
    pub(super) path: ChangedPath,
    pub(super) reading: &'r mut Reading<'l>,
}

impl Slots<'_, '_, '_> {
    fn refuse<T, E: de::Error>(self, found: &'static str) -> Result<T, E> {
        Err(self.reading.fail(ScimError::invalid_value(found, "an array")))
    }

    /// Unassigns the slots that `filled` does not name: those that a body leaves out.
    fn unfilled<E: de::Error>(&mut self, filled: &Seen, explicit: bool) -> Result<(), E> {
        let unfilled = |(index, _): &(usize, &Slot)| !filled.contains(*index);
        for (_, slot) in self.slots.iter().enumerate().filter(unfilled) {
            let path = self.path.slot(slot);
            if let Some(field) = slot.element {
                let changed = clear(self.model, self.base + field).unwrap_or(false);
                self.reading.slot_changed(changed, path);
                continue;
            }
            for node in slot.nodes {
                let base = self.base + node.base;
                let changed = match explicit {
                    false => omit(self.model, node, base),
                    true => unassign(self.model, node, base).map_err(|invalid| {
                        self.reading.fail(ScimError::from(invalid).at(segment(node)))
                    })?,
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
        let mut looked_up: Option<(&str, Option<&Held<'_>>)> = None;
        for (index, slot) in self.slots.iter().enumerate() {
            // mostly all slots have the same, `type`
            let given = match looked_up {
                Some((name, given)) if name == slot.selector.sub_attribute => given,
                _ => element.get(slot.selector.sub_attribute)?,
            };
            looked_up = Some((slot.selector.sub_attribute, given));
            match (given, slot.selector.value) {
                (None | Some(Held::Null), _) if slot.primary => primary = Some(index),
                (None | Some(Held::Null), _) => {}
                (Some(Held::String(given)), Literal::String(value))
                    if given == value || given.eq_ignore_ascii_case(value) =>
                {
                    return Ok(Some(index));
                }
                (Some(Held::Boolean(given)), Literal::Boolean(value)) if *given == value => {
                    return Ok(Some(index));
                }
                // an empty selector is none
                (Some(Held::String(given)), _) if given.is_empty() => {
                    primary = primary.or(slot.primary.then_some(index));
                }
                (Some(_), _) => named = true,
            }
        }
        Ok(primary.filter(|_| !named))
    }

    fn fill<E: de::Error>(&mut self, slot: &'static Slot, element: &Element<'_>) -> Result<(), E> {
        let path = self.path.slot(slot);
        let Some(field) = slot.element else {
            return fill(self.model, slot, slot.nodes, self.base, element, path, self.reading);
        };
        let Some(place) = self.model.edit(self.base + field) else { return Ok(()) };
        let reading = &mut *self.reading;
        let filled = place.edit(|value: &mut dyn Value| match value.complex() {
            None => Ok(()),
            Some(model) => {
                let nodes = model.nodes();
                fill(model, slot, nodes, 0, element, path, reading)
            }
        });
        match filled {
            Ok(answer) => answer,
            Err(invalid) => Err(self.reading.fail(invalid)),
        }
    }
}

/// Writes the parts of an element to the fields of its slot; parts it lacks are unassigned.
fn fill<E: de::Error>(
    model: &mut dyn Model,
    slot: &Slot,
    nodes: &'static [Node],
    base: u16,
    element: &Element<'_>,
    path: ChangedPath,
    reading: &mut Reading<'_>,
) -> Result<(), E> {
    let fixed = |node: &Node| {
        node.name() == slot.selector.sub_attribute || slot.primary && node.name() == "primary"
    };
    // the selector is what it is, whatever the element's case
    let selector = match slot.selector.value {
        Literal::String(value) => Held::String(value.into()),
        Literal::Boolean(value) => Held::Boolean(value),
    };
    for node in nodes.iter().filter(|node| !node.flags.has(Flags::READ_ONLY)) {
        let base = base + node.base;
        let Kind::Field(field) = node.kind else { continue };
        let held = match slot.selector.value {
            Literal::String(_) if node.name() == slot.selector.sub_attribute => Some(&selector),
            _ if fixed(node) => Some(&Held::Boolean(true)),
            _ => element.get(node.name()).map_err(|()| {
                let error = ScimError::invalid_syntax("the attribute is given twice");
                reading.fail(error.at(segment(node)))
            })?,
        };
        let scalar = held.and_then(Held::scalar).and_then(|scalar| meant(scalar, node, reading));
        let answer = match (held, scalar) {
            (Some(held @ (Held::Array | Held::Object)), _) => {
                Err(reading.fail(ScimError::invalid_value(held.kind(), expected_one(node))))
            }
            (None, _) if reading.mode == Mode::Create => {
                let changed = default(model, node, base);
                reading.slot_changed(changed, path.sub_attribute(node));
                Ok(())
            }
            (None, _) => {
                let changed = omit(model, node, base);
                reading.slot_changed(changed, path.sub_attribute(node));
                Ok(())
            }
            (Some(_), None) => {
                match unassign(model, node, base) {
                    Ok(changed) => {
                        reading.slot_changed(changed, path.sub_attribute(node));
                        Ok(())
                    }
                    Err(invalid) => Err(reading
                        .fail(ScimError::invalid_value("null", invalid.expected().to_owned()))),
                }
            }
            (Some(_), Some(scalar)) => write(model, base + field, scalar, reading).map(|changed| {
                reading.slot_changed(changed && !fixed(node), path.sub_attribute(node));
            }),
        };
        reading.at(answer, || segment(node))?;
    }
    let missing = |node: &&Node| {
        node.flags.has(Flags::REQUIRED)
            && !fixed(node)
            && !is_node_assigned(model, node, base + node.base)
    };
    if let Some(node) = nodes.iter().find(missing) {
        return Err(reading.fail(required(node)));
    }
    Ok(())
}

fn write<E: de::Error>(
    model: &mut dyn Model,
    field: u16,
    scalar: Scalar<'_>,
    reading: &mut Reading<'_>,
) -> Result<bool, E> {
    let Some(place) = model.edit(field) else { return Ok(false) };
    place.edit(|value| value.set(scalar)).and_then(|answer| answer).map_err(|invalid| {
        reading.fail(ScimError::invalid_value(scalar.kind(), invalid.expected().to_owned()))
    })
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
        let mut filled = Seen::default();
        let (mut any, mut primary) = (false, false);
        let mut buffer = Vec::with_capacity(8);
        while let Some(element) = elements.next_element_seed(ElementSeed(&mut buffer))? {
            self.reading.charge_element()?;
            if let Element::Other(held) = &element {
                if matches!(held, Held::Null) {
                    continue;
                }
                return Err(self.reading.fail(ScimError::invalid_value(held.kind(), "an object")));
            }
            let is_primary = matches!(element.get("primary"), Ok(Some(Held::Boolean(true))));
            if is_primary && primary && !self.reading.dialect.accepts(Tolerance::FirstPrimary) {
                return Err(self.reading.fail(two_primary()));
            }
            primary |= is_primary;
            any = true;
            let found = self.find(&element).map_err(|()| {
                self.reading.fail(ScimError::invalid_syntax("an element has an attribute twice"))
            })?;
            // what no slot can hold is left out; the answer shows what is held
            let Some((index, slot)) = found.and_then(|index| Some((index, self.slots.get(index)?)))
            else {
                continue;
            };
            self.reading.slot_again = filled.contains(index);
            let answer = self.fill(slot, &element);
            self.reading.at(answer, || match slot.selector.value {
                Literal::String(value) => {
                    format!("[{} eq \"{value}\"]", slot.selector.sub_attribute).into()
                }
                Literal::Boolean(value) => {
                    format!("[{} eq {value}]", slot.selector.sub_attribute).into()
                }
            })?;
            filled.insert(index);
            if let Element::Members(members) = element {
                buffer = members;
            }
        }
        self.reading.slot_again = false;
        if self.reading.mode == Mode::Create && any {
            let unfilled = |(index, _): &(usize, &Slot)| !filled.contains(*index);
            for (_, slot) in self.slots.iter().enumerate().filter(unfilled) {
                let changed = default_slot(self.model, slot, self.base);
                self.reading.slot_changed(changed, self.path.slot(slot));
            }
            return Ok(());
        }
        self.unfilled(&filled, !any)
    }
    fn visit_unit<E: de::Error>(mut self) -> Result<(), E> {
        self.unfilled(&Seen::default(), true)
    }
    fn visit_str<E: de::Error>(mut self, text: &str) -> Result<(), E> {
        if text.is_empty() && self.reading.dialect.accepts(Tolerance::EmptyString) {
            return self.unfilled(&Seen::default(), true);
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
