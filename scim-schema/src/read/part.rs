//! Reading a part of a resource from its own text: what patch operations give.

use super::element::HeldSeed;
use super::list::Append;
use super::schemas::Schemas;
use super::value::ValueSeed;
use super::{Blanks, Held, Reading, Scope, malformed, syntax};
use crate::dialect::Tolerance;
use crate::json::{Malformed, Scanner, Text, kind};
use crate::message::ScimError;
use crate::resource::{ListMut, Node, Value};
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use std::borrow::Cow;

type Parser<'j> = serde_json::Deserializer<serde_json::de::StrRead<'j>>;

/// A JSON value, the members of an object apart and unread.
pub(crate) enum Json<'j> {
    /// Null, or what a dialect means so.
    Null,
    Object(Vec<(Text<'j>, &'j str)>),
    Array(Vec<&'j str>),
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
        let seed = ValueSeed { value, node, scope, reading: &mut *self };
        let answer: Result<(), serde_json::Error> = match plain {
            Some(Held::String(text)) => seed.visit_str(&text),
            Some(Held::Boolean(value)) => seed.visit_bool(value),
            Some(Held::Null) => seed.visit_unit(),
            _ => seed.deserialize(&mut serde_json::Deserializer::from_str(json)),
        };
        answer.map_err(|error| self.error.take().unwrap_or_else(|| syntax(&error)))
    }

    /// Reads the elements of an array behind those that a list has, parts of them perhaps. Answers what
    /// is blank in each.
    pub(crate) fn append(
        &mut self,
        list: &mut dyn ListMut,
        node: &'static Node,
        json: &str,
    ) -> Result<Blanks, ScimError> {
        self.run(json, |reading, json| json.deserialize_seq(Append { list, node, reading }))
    }

    /// Checks the URNs of `schemas`: all that there are, or some to add.
    pub(crate) fn schemas(&mut self, json: &str, adds: bool) -> Result<(), ScimError> {
        self.run(json, |reading, json| Schemas { reading, adds }.deserialize(json))
    }

    /// Charges one element of a multi-valued attribute.
    pub(crate) fn charge(&mut self) -> Result<(), ScimError> {
        self.charge_element::<serde_json::Error>()
            .map_err(|error| self.error.take().unwrap_or_else(|| syntax(&error)))
    }

    /// Whether a value is null, or what a dialect means so.
    pub(crate) fn is_null(&self, json: &str) -> bool {
        json == "null" || json == "\"\"" && self.dialect.accepts(Tolerance::EmptyString)
    }

    /// Takes a value apart, without reading what is in it.
    pub(crate) fn json<'j>(&self, json: &'j str) -> Result<Json<'j>, ScimError> {
        let apart = || {
            let mut scanner = Scanner::new(json);
            if scanner.open(b'{')? {
                let mut members = Vec::new();
                while let Some(name) = scanner.member()? {
                    members.push((name, scanner.value()?));
                }
                return Ok(Json::Object(members));
            }
            if scanner.open(b'[')? {
                let mut elements = Vec::new();
                while scanner.element()? {
                    elements.push(scanner.value()?);
                }
                return Ok(Json::Array(elements));
            }
            Ok(match scanner.value()? {
                null if self.is_null(null) => Json::Null,
                other => Json::Scalar(kind(other)),
            })
        };
        apart().map_err(|Malformed| malformed(json))
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
