//! Reading a part of a resource from its own text: what patch operations give.

use super::element::HeldSeed;
use super::list::Append;
use super::schemas::Schemas;
use super::value::ValueSeed;
use super::{Held, Reading, Scope, syntax};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{ListMut, Node, Value};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

type Parser<'j> = serde_json::Deserializer<serde_json::de::StrRead<'j>>;

/// A JSON value, the members of an object apart and unread.
pub(crate) enum Json<'j> {
    /// Null, or what a dialect means so.
    Null,
    Object(Vec<(Cow<'j, str>, &'j RawValue)>),
    Array(Vec<&'j RawValue>),
    /// A simple value of this kind.
    Scalar(&'static str),
}

impl Json<'_> {
    /// The kind of JSON value, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Object(_) => "an object",
            Self::Array(_) => "an array",
            Self::Scalar(kind) => kind,
        }
    }
}

impl Reading<'_> {
    /// Runs a seed over a text; the error is the structured one behind serde's.
    fn run<'j, T>(
        &mut self,
        json: &'j str,
        read: impl FnOnce(&mut Self, &mut Parser<'j>) -> Result<T, serde_json::Error>,
    ) -> Result<T, ScimError> {
        read(self, &mut serde_json::Deserializer::from_str(json))
            .map_err(|error| self.error.take().unwrap_or_else(|| syntax(&error)))
    }

    /// Writes a value.
    pub(crate) fn value(
        &mut self,
        value: &mut dyn Value,
        node: &'static Node,
        scope: &Scope,
        json: &str,
    ) -> Result<(), ScimError> {
        let plain = plain(json);
        let read = |reading: &mut Self, json: &mut Parser<'_>| {
            let seed = ValueSeed { value, node, scope, reading };
            match plain {
                Some(Held::String(text)) => seed.visit_str(&text),
                Some(Held::Boolean(value)) => seed.visit_bool(value),
                Some(Held::Null) => seed.visit_unit(),
                _ => seed.deserialize(json),
            }
        };
        self.run(json, read)
    }

    /// Reads the elements of an array behind those that a list has, parts of them perhaps.
    pub(crate) fn append(
        &mut self,
        list: &mut dyn ListMut,
        node: &'static Node,
        json: &str,
    ) -> Result<(), ScimError> {
        self.run(json, |reading, json| json.deserialize_seq(Append { list, node, reading }))
    }

    /// Checks the URNs of `schemas`.
    pub(crate) fn schemas(&mut self, json: &str) -> Result<(), ScimError> {
        self.run(json, |reading, json| Schemas(reading).deserialize(json))
    }

    /// Charges one element of a multi-valued attribute.
    pub(crate) fn charge(&mut self) -> Result<(), ScimError> {
        self.charge_element::<serde_json::Error>()
            .map_err(|error| self.error.take().unwrap_or_else(|| syntax(&error)))
    }

    /// Takes a value apart, without reading what is in it.
    pub(crate) fn json<'j>(&mut self, json: &'j str) -> Result<Json<'j>, ScimError> {
        let empty = self.dialect.accepts(Tolerance::EmptyString);
        self.run(json, |_, json| json.deserialize_any(JsonVisitor { empty }))
    }
}

/// Most simple values, which need no parser: JSON that was read before is known to be JSON.
fn plain(json: &str) -> Option<Held<'_>> {
    if let Some(text) = json.strip_prefix('"') {
        let text = text.strip_suffix('"').filter(|text| !text.contains('\\'))?;
        return Some(Held::String(Cow::Borrowed(text)));
    }
    match json {
        "true" => Some(Held::Boolean(true)),
        "false" => Some(Held::Boolean(false)),
        "null" => Some(Held::Null),
        _ => None,
    }
}

/// The simple value that a text is.
pub(crate) fn scalar(json: &str) -> Result<Held<'_>, ScimError> {
    if let Some(plain) = plain(json) {
        return Ok(plain);
    }
    HeldSeed.deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|e| syntax(&e))
}

struct JsonVisitor {
    /// Whether the empty string is null.
    empty: bool,
}

impl<'j> Visitor<'j> for JsonVisitor {
    type Value = Json<'j>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<Json<'j>, A::Error> {
        let mut all = Vec::new();
        while let Some(name) = members.next_key_seed(HeldSeed)? {
            let Held::String(name) = name else { continue };
            all.push((name, members.next_value()?));
        }
        Ok(Json::Object(all))
    }
    fn visit_seq<A: SeqAccess<'j>>(self, mut elements: A) -> Result<Json<'j>, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = elements.next_element()? {
            all.push(element);
        }
        Ok(Json::Array(all))
    }
    fn visit_unit<E: de::Error>(self) -> Result<Json<'j>, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Json<'j>, E> {
        Ok(Json::Scalar("a boolean"))
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Json<'j>, E> {
        Ok(Json::Scalar("a number"))
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Json<'j>, E> {
        Ok(Json::Scalar("a number"))
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json<'j>, E> {
        Ok(Json::Scalar("a number"))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json<'j>, E> {
        Ok(if text.is_empty() && self.empty { Json::Null } else { Json::Scalar("a string") })
    }
}
