//! The members of an object, with their values unread.

use crate::json::kind;
use crate::message::{NO_BODY, ScimError};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;

/// The members of an object in their order, each value as its text.
pub(crate) struct Members<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    /// # Errors
    /// `400 invalidSyntax` for a text that is not a JSON object.
    pub(crate) fn parse(text: &'a str) -> Result<Self, ScimError> {
        if text.is_empty() {
            return Err(ScimError::invalid_syntax(NO_BODY));
        }
        serde_json::from_str(text).map_err(|error| syntax(&error))
    }

    /// The value of a member that can be given once, whatever the case of its name.
    pub(super) fn get(&self, name: &'static str) -> Result<Option<&'a RawValue>, ScimError> {
        let mut values = self.0.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, raw)| *raw);
        match values.next() {
            Some(_) => Err(ScimError::invalid_syntax("given twice; give it once").at(name)),
            None => Ok(value),
        }
    }

    /// The text of a member that is a string; null is none.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>, ScimError> {
        let Some(raw) = self.get(name)?.filter(|raw| raw.get() != "null") else { return Ok(None) };
        let text = serde_json::from_str(raw.get()).map_err(|_| {
            ScimError::invalid_syntax(format!("found {}, expected a string", kind(raw.get())))
                .at(name)
        })?;
        Ok(Some(text))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        json.deserialize_map(Object)
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // a value may be a password
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// An array of objects, which is refused as soon as it is too long.
pub(super) struct Limited<'f> {
    max: usize,
    beyond: &'f Cell<bool>,
}

impl Limited<'_> {
    pub(super) fn parse(raw: &RawValue, max: usize) -> Result<Vec<Members<'_>>, ScimError> {
        if !raw.get().starts_with('[') {
            let found = format!("found {}, expected an array", kind(raw.get()));
            return Err(ScimError::invalid_syntax(found).at("Operations"));
        }
        let beyond = Cell::new(false);
        let mut json = serde_json::Deserializer::from_str(raw.get());
        Limited { max, beyond: &beyond }.deserialize(&mut json).map_err(|_| match beyond.get() {
            true => ScimError::too_large(format!(
                "the bulk request has more than {max} operations (`maxOperations`); send several requests"
            )),
            // it was read once already, so only an element can be wrong
            false => ScimError::invalid_syntax("an operation is not an object").at("Operations"),
        })
    }
}

impl<'de> DeserializeSeed<'de> for Limited<'_> {
    type Value = Vec<Members<'de>>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Limited<'_> {
    type Value = Vec<Members<'de>>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of operations")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = elements.next_element()? {
            if all.len() == self.max {
                self.beyond.set(true);
                return Err(A::Error::custom("too many"));
            }
            all.push(element);
        }
        Ok(all)
    }
}

/// What is wrong with a text that is no object. The message of the parser is not repeated, as it
/// could quote the text.
fn syntax(error: &serde_json::Error) -> ScimError {
    let (line, column) = (error.line(), error.column());
    ScimError::invalid_syntax(if error.is_data() {
        "the body is not a JSON object".to_owned()
    } else {
        format!("the body is not JSON at line {line} column {column}")
    })
}
