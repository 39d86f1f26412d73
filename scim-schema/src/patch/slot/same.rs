//! Whether a slot holds the element that a request gives.

use super::super::element::key_units;
use super::super::resolve::find;
use super::super::slots::Place;
use super::super::{Members, Patching};
use super::{given, is_fixed};
use crate::compare::{Key, Rule};
use crate::filter::is_slot_present;
use crate::message::ScimError;
use crate::read::{Held, scalar};
use crate::resource::{Kind, Model, Node, Scalar, Slot, View};
use crate::value::DateTime;

impl Patching<'_> {
    /// What making the keys of the texts in slots is charged, where each comparison makes them.
    pub(in crate::patch) fn folded(model: &dyn Model, place: Place) -> usize {
        let one = |slot: &Slot, node: &Node| match (node.kind, slot.element) {
            (Kind::Field(field), None) => folded(&model.get(place.base + node.base + field), node),
            (Kind::Field(field), Some(element)) => match model.get(place.base + element) {
                View::Complex(inner) => folded(&inner.get(node.base + field), node),
                _ => 0,
            },
            _ => 0,
        };
        let each = |slot: &Slot| slot.nodes.iter().map(|node| one(slot, node)).sum::<usize>();
        place.slots.iter().map(each).sum()
    }

    /// Whether a slot holds the element that a request gives: its `value`, else all that is given.
    pub(in crate::patch) fn same(
        &self,
        model: &dyn Model,
        place: Place,
        slot: &'static Slot,
        members: &Members<'_>,
    ) -> Result<bool, ScimError> {
        if !is_slot_present(model, slot, place.base) {
            return Ok(false);
        }
        let held = |node: &Node, given: &Held<'_>| {
            let Kind::Field(field) = node.kind else { return false };
            match slot.element.map(|element| model.get(place.base + element)) {
                None => is_value(&model.get(place.base + node.base + field), node, given),
                Some(View::Complex(inner)) => is_value(&inner.get(node.base + field), node, given),
                Some(_) => false,
            }
        };
        let has_value = given(members, "value")?.is_some_and(|value| value.scalar().is_some())
            && find(slot.nodes, "value").is_some();
        let mut any = false;
        for (name, json) in members {
            let value = scalar(json)?;
            if value.scalar().is_none() {
                continue;
            }
            let name = name.decode();
            let same = match find(slot.nodes, &name) {
                _ if is_fixed(slot, &name) => {
                    any = true;
                    self.check_fixed(place, slot, &name, json).is_ok()
                }
                Some((_, node)) if !has_value || node.name() == "value" => {
                    any = true;
                    held(node, &value)
                }
                _ => true,
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(any)
    }
}

fn folded(held: &View<'_>, node: &Node) -> usize {
    match held {
        View::String(text) => key_units(Rule::of(node), text),
        _ => 0,
    }
}

/// Whether a value that is held is the one that is given.
fn is_value(held: &View<'_>, node: &Node, given: &Held<'_>) -> bool {
    let rule = Rule::of(node);
    if let (View::String(held), Some(Scalar::String(text))) = (held, given.scalar()) {
        return rule.eq(held, text);
    }
    let Some(key) = Key::of(held, rule) else { return false };
    key == match given.scalar() {
        Some(Scalar::Boolean(value)) => Key::Boolean(value),
        Some(Scalar::Integer(value)) => Key::Integer(value),
        Some(Scalar::Decimal(value)) => Key::Decimal(value),
        Some(Scalar::String(text)) => match (&key, DateTime::parse(text)) {
            (Key::Instant(..), Ok(value)) => {
                Key::Instant(value.unix_seconds(), value.subsec_nanos())
            }
            _ => Key::Text(rule.key(text)),
        },
        None => return false,
    }
}
