//! A simple value or the members of one element, held while it is not known where they belong.

use crate::resource::Scalar;
use crate::schema::same_name;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A value of a sub-attribute: complex attributes do not nest (RFC 7643 section 2.3.8), so arrays
/// and objects are only noted.
#[derive(Clone)]
pub(crate) enum Held<'de> {
    Null,
    Boolean(bool),
    Integer(i128),
    Decimal(f64),
    String(Cow<'de, str>),
    Array,
    Object,
}

impl Held<'_> {
    pub(crate) fn scalar(&self) -> Option<Scalar<'_>> {
        Some(match self {
            Self::Boolean(value) => Scalar::Boolean(*value),
            Self::Integer(value) => Scalar::Integer(*value),
            Self::Decimal(value) => Scalar::Decimal(*value),
            Self::String(text) => Scalar::String(text),
            Self::Null | Self::Array | Self::Object => return None,
        })
    }

    /// The kind of JSON value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Decimal(_) => "a number",
            Self::String(_) => "a string",
        }
    }
}

/// Holds a simple value, and skips any other.
pub(crate) struct HeldSeed;

impl<'de> DeserializeSeed<'de> for HeldSeed {
    type Value = Held<'de>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Held<'de>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for HeldSeed {
    type Value = Held<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Held<'de>, E> {
        Ok(Held::Null)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Held<'de>, E> {
        Ok(Held::Boolean(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Held<'de>, E> {
        Ok(Held::Integer(value.into()))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Held<'de>, E> {
        Ok(Held::Integer(value.into()))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Held<'de>, E> {
        Ok(Held::Decimal(value))
    }
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::String(Cow::Borrowed(text)))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Held<'de>, E> {
        Ok(Held::String(Cow::Owned(text.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Held<'de>, A::Error> {
        while elements.next_element_seed(Skip)?.is_some() {}
        Ok(Held::Array)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Held<'de>, A::Error> {
        while members.next_entry_seed(Skip, Skip)?.is_some() {}
        Ok(Held::Object)
    }
}

/// Skips a value. Unlike `IgnoredAny` it refuses what is nested too deep, as everywhere else.
pub(super) struct Skip;

impl<'de> DeserializeSeed<'de> for Skip {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Skip {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(Skip)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while members.next_entry_seed(Skip, Skip)?.is_some() {}
        Ok(())
    }
}

/// One element of a multi-valued attribute.
pub(super) enum Element<'de> {
    Members(Vec<(Cow<'de, str>, Held<'de>)>),
    Other(Held<'de>),
}

impl<'de> Element<'de> {
    /// The value of a sub-attribute; `Err` if it is given twice.
    pub(super) fn get(&self, name: &str) -> Result<Option<&Held<'de>>, ()> {
        let Self::Members(members) = self else { return Ok(None) };
        let mut values = members.iter().filter(|(key, _)| same_name(key, name));
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(()),
            (value, None) => Ok(value.map(|(_, value)| value)),
        }
    }
}
