//! The `schemas` of a body (RFC 7643 section 3).

use super::Reading;
use super::element::{Held, HeldSeed, Skip};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::schema::same_name;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

const EXPECTED: &str = "an array of schema URNs";

/// Reads the URNs and checks that the resource type has them, and its own among them.
pub(super) struct Schemas<'r, 'l> {
    pub(super) reading: &'r mut Reading<'l>,
    /// Whether they come to those that are there, of which the type's own is one
    /// (7644-3.5.2.1-06).
    pub(super) adds: bool,
}

impl Schemas<'_, '_> {
    fn refuse<T, E: de::Error>(self, found: &'static str) -> Result<T, E> {
        Err(self.reading.fail(ScimError::invalid_value(found, EXPECTED)))
    }
}

impl<'de> DeserializeSeed<'de> for Schemas<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Schemas<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
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
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        self.refuse("a string")
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        if self.reading.dialect.accepts(Tolerance::Schemas) { Ok(()) } else { self.refuse("null") }
    }
    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse("an object")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut urns: A) -> Result<(), A::Error> {
        let Self { reading, adds: mut own } = self;
        if reading.dialect.accepts(Tolerance::Schemas) {
            while urns.next_element_seed(Skip)?.is_some() {
                reading.charge_element()?;
            }
            return Ok(());
        }
        while let Some(urn) = urns.next_element_seed(Urn(reading))? {
            reading.charge_element()?;
            let descriptor = &reading.descriptor;
            if same_name(&descriptor.schema.id, &urn) {
                own = true;
            } else if !descriptor.extensions.iter().any(|schema| same_name(&schema.id, &urn)) {
                let shown: String = urn.chars().take(100).collect();
                let name = &descriptor.resource_type.name;
                let expected = format!("a schema of the resource type {name}");
                return Err(reading.fail(ScimError::invalid_value(format!("`{shown}`"), expected)));
            }
        }
        if own { Ok(()) } else { Err(reading.fail(missing(reading))) }
    }
}

/// The error of a body whose `schemas` lacks the resource type's own.
pub(super) fn missing(reading: &Reading<'_>) -> ScimError {
    ScimError::invalid_value("", format!("`{}` among the URNs", reading.descriptor.schema.id))
}

struct Urn<'r, 'l>(&'r mut Reading<'l>);

impl<'de> DeserializeSeed<'de> for Urn<'_, '_> {
    type Value = Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Cow<'de, str>, D::Error> {
        match HeldSeed.deserialize(json)? {
            Held::String(urn) => Ok(urn),
            other => Err(self.0.fail(ScimError::invalid_value(other.kind(), "a schema URN"))),
        }
    }
}
