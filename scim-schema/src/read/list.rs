//! The elements of a multi-valued attribute.

use super::object::Object;
use super::reconcile::reconcile;
use super::scope::Scope;
use super::seen::Blanks;
use super::value::{expected_one, meant};
use super::{Mode, Reading};
use crate::changes::ChangedPath;
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{Flags, Kind, ListMut, Node, Scalar, View};
use crate::schema::Type;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads the elements of an array and makes a list hold these; answers whether that changed
/// anything.
pub(super) fn elements<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListMut,
    node: &'static Node,
    reading: &mut Reading<'_>,
    seq: A,
) -> Result<bool, A::Error> {
    let old = list.len();
    // a new element is blank, so there is nothing in it to unassign
    let blanks = append(list, node, reading, Mode::Create, seq)?;
    reconcile(list, old, node, blanks).map_err(|error| reading.fail(error))
}

/// Reads the elements of an array behind those that a list has. Answers what is blank in each.
fn append<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListMut,
    node: &'static Node,
    reading: &mut Reading<'_>,
    mode: Mode,
    mut seq: A,
) -> Result<Blanks, A::Error> {
    let old = list.len();
    let outer = std::mem::take(&mut reading.blanks);
    let mode = std::mem::replace(&mut reading.mode, mode);
    let quiet = std::mem::replace(&mut reading.quiet, true);
    // what is read into new elements writes nothing yet
    let writes = reading.writes;
    let answer = loop {
        let index = list.len() - old;
        let element = ElementSeed { list: &mut *list, old, node, reading: &mut *reading };
        match seq.next_element_seed(element) {
            Ok(Some(())) => {}
            Ok(None) => break Ok(()),
            Err(error) => break reading.at(Err(error), || format!("[{index}]").into()),
        }
    };
    reading.mode = mode;
    reading.quiet = quiet;
    reading.writes = writes;
    let blanks = std::mem::replace(&mut reading.blanks, outer);
    answer?;
    one_primary(list, old, node, reading)?;
    Ok(blanks)
}

/// Reads an array, or what stands for one element, behind the elements that a list has; parts of
/// an element may be left out.
pub(super) struct Append<'a, 'r, 'l> {
    pub(super) list: &'a mut dyn ListMut,
    pub(super) node: &'static Node,
    pub(super) reading: &'r mut Reading<'l>,
}

impl<'de> Visitor<'de> for Append<'_, '_, '_> {
    type Value = Blanks;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Blanks, A::Error> {
        append(self.list, self.node, self.reading, Mode::Patch, seq)
    }
}

/// At most one element is primary (RFC 7643 section 2.4).
fn one_primary<E: de::Error>(
    list: &mut dyn ListMut,
    first: usize,
    node: &'static Node,
    reading: &mut Reading<'_>,
) -> Result<(), E> {
    let primary = node.nodes().iter().find(|node| node.name() == "primary");
    let Some((Kind::Field(field), base)) = primary.map(|node| (node.kind, node.base)) else {
        return Ok(());
    };
    let mut found = false;
    for index in first..list.len() {
        let is_primary = match list.at(index) {
            View::Complex(element) => matches!(element.get(base + field), View::Boolean(true)),
            _ => false,
        };
        if is_primary && found {
            if !reading.dialect.accepts(Tolerance::FirstPrimary) {
                return Err(reading.fail(two_primary()));
            }
            let element = list.at_mut(index).and_then(|element| element.complex());
            if let Some(place) = element.and_then(|element| element.edit(base + field)) {
                let _ = place.edit(|value| value.set(Scalar::Boolean(false)));
            }
        }
        found |= is_primary;
    }
    Ok(())
}

pub(crate) fn two_primary() -> ScimError {
    ScimError::invalid_value("two elements with `primary` true", "one at most")
}

struct ElementSeed<'a, 'r, 'l> {
    list: &'a mut dyn ListMut,
    /// How many elements were there before.
    old: usize,
    node: &'static Node,
    reading: &'r mut Reading<'l>,
}

impl ElementSeed<'_, '_, '_> {
    fn push<E: de::Error>(self, scalar: Scalar<'_>) -> Result<(), E> {
        self.reading.charge_element()?;
        let Some(meant) = meant(scalar, self.node, self.reading) else { return Ok(()) };
        if self.node.attribute.r#type == Type::Complex {
            return self.refuse(scalar.kind());
        }
        self.list.push(meant).map_err(|invalid| {
            let expected = invalid.expected().to_owned();
            self.reading.fail(ScimError::invalid_value(scalar.kind(), expected))
        })
    }

    fn refuse<E: de::Error>(self, found: &'static str) -> Result<(), E> {
        let expected = expected_one(self.node);
        Err(self.reading.fail(ScimError::invalid_value(found, expected)))
    }
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ElementSeed<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected_one(self.node))
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.push(Scalar::Boolean(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.push(Scalar::Integer(value.into()))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.push(Scalar::Integer(value.into()))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.push(Scalar::Decimal(value))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.push(Scalar::String(text))
    }
    /// Null inside an array is no element.
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.reading.charge_element()
    }
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse("an array")
    }
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.reading.charge_element()?;
        let Some(model) =
            self.list.push_blank().filter(|_| self.node.attribute.r#type == Type::Complex)
        else {
            return self.refuse("an object");
        };
        let nodes = model.nodes();
        let scope = Scope::Element(ChangedPath::new(None, self.node));
        let reading = &mut *self.reading;
        let object = Object { model, nodes, base: 0, scope, whole: true, new: true, reading };
        if object.members(members)? {
            let blank = std::mem::take(&mut self.reading.blank);
            self.reading.blanks.set(self.list.len() - 1 - self.old, blank);
        } else {
            // so is one with nothing in it
            self.list.pop();
        }
        Ok(())
    }
}

/// Whether a sub-attribute takes part in telling elements apart: what clients cannot write does
/// not.
pub(super) fn tells_apart(node: &Node) -> bool {
    !node.flags.has(Flags::READ_ONLY)
}
