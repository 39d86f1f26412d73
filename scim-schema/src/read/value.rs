//! The value of one attribute.

use super::list::elements;
use super::object::Object;
use super::scope::Scope;
use super::unassign::{has_fixed_part, unassign_value};
use super::{Mode, Reading};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{Flags, Node, Scalar, Value, is_assigned};
use crate::schema::Type;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What an attribute takes, for messages.
pub(crate) fn expected(node: &Node) -> &'static str {
    if node.flags.has(Flags::MULTI_VALUED) { "an array" } else { expected_one(node) }
}

/// What an attribute takes as one value.
pub(crate) fn expected_one(node: &Node) -> &'static str {
    match node.attribute.r#type {
        Type::String => "a string",
        Type::Boolean => "a boolean",
        Type::Decimal => "a number",
        Type::Integer => "an integer",
        Type::DateTime => "a date-time",
        Type::Binary => "base64 text",
        Type::Reference => "a URI",
        Type::Complex => "an object",
    }
}

/// A scalar as a dialect means it; `None` is null.
#[inline]
pub(crate) fn meant<'s>(
    scalar: Scalar<'s>,
    node: &Node,
    reading: &Reading<'_>,
) -> Option<Scalar<'s>> {
    if reading.dialect.is_strict() { Some(scalar) } else { tolerated(scalar, node, reading) }
}

fn tolerated<'s>(scalar: Scalar<'s>, node: &Node, reading: &Reading<'_>) -> Option<Scalar<'s>> {
    let Scalar::String(text) = scalar else { return Some(scalar) };
    if text.is_empty() && reading.dialect.accepts(Tolerance::EmptyString) {
        return None;
    }
    if node.attribute.r#type == Type::Boolean && reading.dialect.accepts(Tolerance::StringBoolean) {
        if text.eq_ignore_ascii_case("true") {
            return Some(Scalar::Boolean(true));
        }
        if text.eq_ignore_ascii_case("false") {
            return Some(Scalar::Boolean(false));
        }
    }
    Some(scalar)
}

pub(super) struct ValueSeed<'a, 'r, 'l> {
    pub(super) value: &'a mut dyn Value,
    pub(super) node: &'static Node,
    /// Where the attribute is; by reference, as seeds are moved often.
    pub(super) scope: &'a Scope,
    pub(super) reading: &'r mut Reading<'l>,
}

impl ValueSeed<'_, '_, '_> {
    fn refuse<T, E: de::Error>(self, found: &'static str) -> Result<T, E> {
        let expected = expected(self.node);
        Err(self.reading.fail(ScimError::invalid_value(found, expected)))
    }

    /// Whether an immutable attribute has a value, which then is the only one it takes
    /// (RFC 7643 section 7).
    #[inline]
    fn is_fixed(&self) -> bool {
        self.node.flags.has(Flags::IMMUTABLE) && self.has_first()
    }

    /// Whether the first value of an immutable attribute is there.
    #[cold]
    fn has_first(&self) -> bool {
        self.reading.mode != Mode::Create && !self.reading.new && is_assigned(&self.value.view())
    }

    fn write<E: de::Error>(self, scalar: Scalar<'_>) -> Result<(), E> {
        let Some(meant) = meant(scalar, self.node, self.reading) else { return self.unassign() };
        let fixed = self.is_fixed();
        match self.value.set(meant) {
            Ok(true) if fixed => Err(self.reading.fail(fixed_error())),
            Ok(changed) => {
                // what a new value holds comes with it
                let came = changed || self.reading.new && is_assigned(&self.value.view());
                self.reading.changed_at(came, || self.scope.path(self.node));
                Ok(())
            }
            Err(invalid) => {
                let expected = invalid.expected().to_owned();
                Err(self.reading.fail(ScimError::invalid_value(scalar.kind(), expected)))
            }
        }
    }

    fn unassign<E: de::Error>(self) -> Result<(), E> {
        if !is_assigned(&self.value.view()) {
            // `Some` with nothing in it is as good as `None`
            return Ok(());
        }
        if self.reading.new {
            // what the field holds nobody gave
            self.reading.null = true;
            return Ok(());
        }
        // 7644-3.5.1-09: what would go with it, too
        let of_part = || self.reading.mode != Mode::Create && has_fixed_part(self.value, self.node);
        if self.is_fixed() || of_part() {
            return Err(self.reading.fail(fixed_error()));
        }
        match unassign_value(self.value, self.node) {
            Ok(changed) => {
                let path = self.scope.path(self.node);
                self.reading.changed(changed, path);
                Ok(())
            }
            Err(invalid) => {
                let expected = invalid.expected().to_owned();
                Err(self.reading.fail(ScimError::invalid_value("null", expected)))
            }
        }
    }
}

pub(crate) fn fixed_error() -> ScimError {
    ScimError::mutability("the attribute is immutable and has another value; leave it as it is")
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_, '_> {
    type Value = ();
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(self.node))
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.write(Scalar::Boolean(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.write(Scalar::Integer(value.into()))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.write(Scalar::Integer(value.into()))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.write(Scalar::Decimal(value))
    }
    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.write(Scalar::String(text))
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.unassign()
    }
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        if self.node.flags.has(Flags::MULTI_VALUED) {
            return self.refuse("an object");
        }
        let (fixed, writes) = (self.is_fixed(), self.reading.writes);
        // not where the field always holds one
        let made = self.value.view().complex().is_none();
        let Some(model) = self.value.complex() else {
            let expected = expected(self.node);
            return Err(self.reading.fail(ScimError::invalid_value("an object", expected)));
        };
        let nodes = match self.node.flags.has(Flags::PARTLY_OWNED) {
            true => self.node.nodes(),
            false => model.nodes(),
        };
        let object = Object {
            whole: !self.node.flags.has(Flags::EXTENSION),
            new: made,
            model,
            nodes,
            base: 0,
            scope: self.scope.below(self.node),
            reading: self.reading,
        };
        if !object.members(members)? {
            // a complex value with nothing in it is unassigned (RFC 7643 section 2.5)
            let had = !made && is_assigned(&self.value.view());
            let changed = unassign_value(self.value, self.node).unwrap_or(false);
            self.reading.changed(changed && had, self.scope.path(self.node));
        }
        if fixed && self.reading.writes != writes {
            return Err(self.reading.fail(fixed_error()));
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if !self.node.flags.has(Flags::MULTI_VALUED) {
            return self.refuse("an array");
        }
        let fixed = self.is_fixed();
        let Some(list) = self.value.list() else { return self.refuse("an array") };
        let changed = elements(list, self.node, self.reading, seq)?;
        if fixed && changed {
            return Err(self.reading.fail(fixed_error()));
        }
        self.reading.changed_at(changed, || self.scope.path(self.node));
        Ok(())
    }
}
