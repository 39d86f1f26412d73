//! One element that goes to a slot: its parts, held or as they come.

use super::element::{Element, Held, HeldSeed, Skip};
use super::object::{given_twice, required};
use super::scope::segment;
use super::seen::Seen;
use super::unassign::{default, nullify, omit};
use super::value::{expected_one, fixed_error, meant};
use super::{Mode, Reading};
use crate::changes::ChangedPath;
use crate::message::ScimError;
use crate::resource::{Flags, Kind, Literal, Model, Node, Scalar, Slot, is_node_assigned};
use crate::schema::same_name;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::fmt;

/// The fields of a slot: of the resource, or of the element that one of its fields holds.
pub(super) struct Parts<'a, 'r, 'l> {
    pub(super) model: &'a mut dyn Model,
    pub(super) slot: &'static Slot,
    pub(super) nodes: &'static [Node],
    pub(super) base: u16,
    pub(super) path: ChangedPath,
    pub(super) primary: Primary,
    /// Whether the element that holds them was just made, and which of them were given.
    pub(super) new: bool,
    pub(super) given: Seen,
    pub(super) reading: &'r mut Reading<'l>,
}

/// What an element says.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// That it is the primary one.
    pub(super) primary: bool,
    /// Anything but what its slot says already.
    pub(super) any: bool,
}

/// What a dialect makes of an element that says whether it is the primary one.
#[derive(Clone, Copy)]
pub(super) struct Primary {
    /// Whether one before it is, so that this one is not.
    pub(super) taken: bool,
    /// Whether text may say so.
    pub(super) text: bool,
}

impl Primary {
    pub(super) fn of<'de>(self, held: Held<'de>) -> Held<'de> {
        let is_primary = match &held {
            Held::Boolean(is_primary) => *is_primary,
            Held::String(text) => self.text && text.eq_ignore_ascii_case("true"),
            _ => false,
        };
        if is_primary { Held::Boolean(!self.taken) } else { held }
    }
}

impl Parts<'_, '_, '_> {
    /// Writes the parts of an element that is held; parts it lacks are unassigned.
    pub(super) fn fill<E: de::Error>(mut self, element: &Element<'_>) -> Result<Said, E> {
        for (index, node) in self.nodes.iter().enumerate() {
            if node.flags.has(Flags::READ_ONLY) {
                continue;
            }
            if let Some(fixed) = fixed(self.slot, node) {
                self.part(index, node, Some(&fixed), true)?;
                continue;
            }
            let Ok(held) = element.get(node.name()) else { return Err(self.twice(node)) };
            self.part(index, node, held, false)?;
        }
        self.complete(false)
    }

    /// Reads the members that follow the selector.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        mut self,
        members: &mut A,
    ) -> Result<Said, A::Error> {
        let (mut seen, mut next, mut primary) = (Seen::default(), 0, None);
        let Parts { slot, nodes, .. } = self;
        while let Some(name) = members.next_key_seed(Name { slot, nodes, next })? {
            let found = match name {
                Part::Selector => return Err(self.reading.fail(twice())),
                Part::Other => {
                    members.next_value_seed(Skip)?;
                    continue;
                }
                Part::Primary => nodes.iter().enumerate().find(|(_, node)| is_primary(node.name())),
                Part::Node(index, node) => Some((index, node)),
            };
            let mut held = members.next_value_seed(HeldSeed)?;
            if matches!(name, Part::Primary) {
                held = self.primary.of(held);
                if primary.replace(matches!(held, Held::Boolean(true))).is_some() {
                    return Err(self.reading.fail(twice()));
                }
            }
            let Some((index, node)) = found else { continue };
            next = index + 1;
            if node.flags.has(Flags::READ_ONLY) || is_fixed(slot, node) {
                continue;
            }
            if !seen.insert(index) {
                return Err(self.twice(node));
            }
            self.part(index, node, Some(&held), false)?;
        }
        for (index, node) in nodes.iter().enumerate() {
            if node.flags.has(Flags::READ_ONLY) || seen.contains(index) {
                continue;
            }
            let fixed = fixed(slot, node);
            self.part(index, node, fixed.as_ref(), fixed.is_some())?;
        }
        self.complete(primary == Some(true))
    }

    fn twice<E: de::Error>(&mut self, node: &Node) -> E {
        self.reading.fail(given_twice().at(segment(node)))
    }

    /// Writes one part, or what it is without a value.
    fn part<E: de::Error>(
        &mut self,
        index: usize,
        node: &'static Node,
        held: Option<&Held<'_>>,
        fixed: bool,
    ) -> Result<(), E> {
        let (base, path) = (self.base + node.base, self.path.sub_attribute(node));
        let Kind::Field(field) = node.kind else { return Ok(()) };
        let new = self.new;
        let Self { model, reading, .. } = self;
        let scalar = held.and_then(Held::scalar).and_then(|scalar| meant(scalar, node, reading));
        // 7644-3.5.1-09
        let is_immutable = !fixed
            && !new
            && node.flags.has(Flags::IMMUTABLE)
            && reading.mode != Mode::Create
            && is_node_assigned(*model, node, base);
        let answer = match (held, scalar) {
            (Some(_), Some(scalar)) => match write(*model, base + field, scalar, reading) {
                Ok(true) if is_immutable => Err(reading.fail(fixed_error())),
                Ok(changed) => {
                    // what a new element holds comes with it
                    let came = changed || new && is_node_assigned(*model, node, base);
                    reading.slot_changed(came && !fixed, path);
                    if new {
                        self.given.insert(index);
                    }
                    return Ok(());
                }
                Err(error) => Err(error),
            },
            (Some(held @ (Held::Array | Held::Object)), _) => {
                Err(reading.fail(ScimError::invalid_value(held.kind(), expected_one(node))))
            }
            (None, _) => {
                let changed = match reading.mode {
                    Mode::Create => default(*model, node, base),
                    _ => omit(*model, node, base),
                };
                // in a new element it is blank
                reading.slot_changed(changed && !new, path);
                return Ok(());
            }
            // what the field holds nobody gave
            (Some(_), None) if new => return Ok(()),
            (Some(_), None) => match nullify(*model, node, base, reading.mode) {
                Ok(changed) => {
                    reading.slot_changed(changed, path);
                    return Ok(());
                }
                Err(error) => Err(reading.fail(error)),
            },
        };
        reading.at(answer, || segment(node))
    }

    /// Refuses an element that lacks what it requires.
    fn complete<E: de::Error>(self, primary: bool) -> Result<Said, E> {
        let Self { model, slot, nodes, base, path, new, given, reading, .. } = self;
        let is_blank = |index| new && !given.contains(index);
        let missing = |(index, node): &(usize, &Node)| {
            node.flags.has(Flags::REQUIRED)
                && !is_fixed(slot, node)
                && (is_blank(*index) || !is_node_assigned(model, node, base + node.base))
        };
        if let Some((_, node)) = nodes.iter().enumerate().find(missing) {
            return Err(reading.fail(required(node)));
        }
        if !new {
            return Ok(Said { primary, any: true });
        }
        let parts = || nodes.iter().enumerate().filter(|(_, node)| !is_fixed(slot, node));
        let any = parts().any(|(index, _)| given.contains(index));
        // what is blank comes with the rest
        for (_, node) in parts().filter(|(index, _)| any && is_blank(*index)) {
            let came = is_node_assigned(model, node, base + node.base);
            reading.slot_changed(came, path.sub_attribute(node));
        }
        Ok(Said { primary, any })
    }
}

/// What the declaration of a slot says a part is, whatever the element's case.
fn fixed(slot: &Slot, node: &Node) -> Option<Held<'static>> {
    if !is_fixed(slot, node) {
        return None;
    }
    if same(node.name(), slot.selector.sub_attribute) {
        return Some(match slot.selector.value {
            Literal::String(value) => Held::String(value.into()),
            Literal::Boolean(value) => Held::Boolean(value),
        });
    }
    Some(Held::Boolean(true))
}

#[inline]
fn is_fixed(slot: &Slot, node: &Node) -> bool {
    same(node.name(), slot.selector.sub_attribute) || slot.primary && node.name() == "primary"
}

/// Whether names of a declaration are the same; mostly they are one text.
#[inline]
pub(super) fn same(name: &str, other: &str) -> bool {
    name.len() == other.len() && (name.as_ptr() == other.as_ptr() || name == other)
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

/// An element that says twice what would choose its slot.
pub(super) fn twice() -> ScimError {
    ScimError::invalid_syntax("an element has an attribute twice")
}

#[inline]
pub(super) fn is_primary(name: &str) -> bool {
    same_name(name, "primary")
}

/// What a member of an element is.
#[derive(Clone, Copy)]
enum Part {
    Selector,
    Primary,
    Node(usize, &'static Node),
    /// No field holds it.
    Other,
}

struct Name {
    slot: &'static Slot,
    nodes: &'static [Node],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Part;
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Part, D::Error> {
        json.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Part;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute name")
    }
    #[inline]
    fn visit_str<E: de::Error>(self, name: &str) -> Result<Part, E> {
        if same_name(name, self.slot.selector.sub_attribute) {
            return Ok(Part::Selector);
        }
        if is_primary(name) {
            return Ok(Part::Primary);
        }
        let nodes = || self.nodes.iter().enumerate();
        let named = |(_, node): &(usize, &Node)| same_name(name, node.name());
        // clients keep the schema's order
        let found = nodes().skip(self.next).find(named);
        let found = found.or_else(|| nodes().take(self.next).find(named));
        Ok(found.map_or(Part::Other, |(index, node)| Part::Node(index, node)))
    }
}
