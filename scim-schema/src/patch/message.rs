//! The body of a PATCH as it is written (RFC 7644 section 3.5.2), its values unread.

use super::Op;
use crate::dialect::{Dialect, Tolerance};
use crate::limits::Limits;
use crate::message::{PATCH_OP_URN, ScimError};
use crate::read::{Held, HeldSeed, syntax};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// An operation as it is written.
pub(super) struct Written<'b> {
    pub(super) op: Op,
    pub(super) path: Option<Cow<'b, str>>,
    pub(super) value: Option<&'b RawValue>,
}

/// The operations of a body, in order.
pub(super) fn operations<'b>(
    body: &'b str,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Vec<Written<'b>>, ScimError> {
    let mut message =
        Message { dialect, limit: limits.operations, operations: Vec::new(), error: None };
    let mut json = serde_json::Deserializer::from_str(body);
    match (&mut message).deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) => Ok(message.operations),
        Err(error) => Err(message.error.unwrap_or_else(|| syntax(&error))),
    }
}

struct Message<'b> {
    dialect: Dialect,
    limit: usize,
    operations: Vec<Written<'b>>,
    /// The error behind the text that serde carries.
    error: Option<ScimError>,
}

impl Message<'_> {
    #[cold]
    fn fail<E: Error>(&mut self, error: ScimError) -> E {
        self.error = Some(error);
        E::custom("refused")
    }
}

impl<'b> DeserializeSeed<'b> for &mut Message<'b> {
    type Value = ();
    fn deserialize<D: Deserializer<'b>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(Body(self))
    }
}

struct Body<'m, 'b>(&'m mut Message<'b>);

impl<'b> Visitor<'b> for Body<'_, 'b> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `schemas` and `Operations`")
    }
    fn visit_map<A: MapAccess<'b>>(self, mut members: A) -> Result<(), A::Error> {
        let message = self.0;
        let (mut schemas, mut operations) = (None, false);
        while let Some(name) = members.next_key_seed(HeldSeed)? {
            let Held::String(name) = name else { continue };
            // names of a message ignore case as attribute names do (7643-2.1-05)
            if name.eq_ignore_ascii_case("Operations") {
                if std::mem::replace(&mut operations, true) {
                    return Err(message.fail(twice("Operations")));
                }
                members.next_value_seed(Operations(message))?;
            } else if name.eq_ignore_ascii_case("schemas") {
                if schemas.is_some() {
                    return Err(message.fail(twice("schemas")));
                }
                schemas = Some(members.next_value_seed(Urns)?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        if schemas != Some(true) && !message.dialect.accepts(Tolerance::Schemas) {
            let what = format!("expected `{PATCH_OP_URN}` in the array `schemas`");
            return Err(message.fail(ScimError::invalid_syntax(what)));
        }
        if message.operations.is_empty() {
            let what = "expected one operation at least in the array `Operations`";
            return Err(message.fail(ScimError::invalid_syntax(what)));
        }
        Ok(())
    }
}

fn twice(name: &str) -> ScimError {
    ScimError::invalid_syntax(format!("`{name}` is given twice"))
}

/// Whether `schemas` is an array of texts with the URN among them.
struct Urns;

impl<'b> DeserializeSeed<'b> for Urns {
    type Value = bool;
    fn deserialize<D: Deserializer<'b>>(self, json: D) -> Result<bool, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'b> Visitor<'b> for Urns {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of URNs")
    }
    fn visit_seq<A: SeqAccess<'b>>(self, mut urns: A) -> Result<bool, A::Error> {
        let (mut found, mut texts) = (false, true);
        while let Some(urn) = urns.next_element_seed(HeldSeed)? {
            match urn {
                Held::String(urn) => found |= urn.eq_ignore_ascii_case(PATCH_OP_URN),
                _ => texts = false,
            }
        }
        Ok(found && texts)
    }
    fn visit_map<A: MapAccess<'b>>(self, mut members: A) -> Result<bool, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }
    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
}

struct Operations<'m, 'b>(&'m mut Message<'b>);

impl<'b> DeserializeSeed<'b> for Operations<'_, 'b> {
    type Value = ();
    fn deserialize<D: Deserializer<'b>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'b> Visitor<'b> for Operations<'_, 'b> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of operations")
    }
    fn visit_seq<A: SeqAccess<'b>>(self, mut operations: A) -> Result<(), A::Error> {
        while operations.next_element_seed(Operation(self.0))?.is_some() {
            let limit = self.0.limit;
            if self.0.operations.len() > limit {
                return Err(self.0.fail(ScimError::too_large(format!(
                    "the body has more than {limit} operations; send them in several requests"
                ))));
            }
        }
        Ok(())
    }
}

struct Operation<'m, 'b>(&'m mut Message<'b>);

impl<'b> DeserializeSeed<'b> for Operation<'_, 'b> {
    type Value = ();
    fn deserialize<D: Deserializer<'b>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'b> Visitor<'b> for Operation<'_, 'b> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `op`, `path` and `value`")
    }
    fn visit_map<A: MapAccess<'b>>(self, mut members: A) -> Result<(), A::Error> {
        let message = self.0;
        let index = message.operations.len();
        let (mut op, mut path, mut value) = (None, None, None);
        while let Some(name) = members.next_key_seed(HeldSeed)? {
            let Held::String(name) = name else { continue };
            let again = if name.eq_ignore_ascii_case("op") {
                op.replace(members.next_value_seed(HeldSeed)?).is_some()
            } else if name.eq_ignore_ascii_case("path") {
                path.replace(members.next_value_seed(HeldSeed)?).is_some()
            } else if name.eq_ignore_ascii_case("value") {
                value.replace(members.next_value::<&RawValue>()?).is_some()
            } else {
                members.next_value::<IgnoredAny>()?;
                false
            };
            if again {
                return Err(message.fail(twice(&name).at(format!("Operations[{index}]"))));
            }
        }
        match written(op, path, value, message.dialect) {
            Ok(written) => {
                message.operations.push(written);
                Ok(())
            }
            Err(error) => Err(message.fail(error.at(format!("Operations[{index}]")))),
        }
    }
}

fn written<'b>(
    op: Option<Held<'b>>,
    path: Option<Held<'b>>,
    value: Option<&'b RawValue>,
    dialect: Dialect,
) -> Result<Written<'b>, ScimError> {
    let op = match op {
        // case is ignored, as Entra sends `Add` (RFC 7644 section 3.5.2 has lower case)
        Some(Held::String(op)) if op.eq_ignore_ascii_case("add") => Op::Add,
        Some(Held::String(op)) if op.eq_ignore_ascii_case("remove") => Op::Remove,
        Some(Held::String(op)) if op.eq_ignore_ascii_case("replace") => Op::Replace,
        _ => {
            let what = "expected `op` to be `add`, `remove` or `replace`";
            return Err(ScimError::invalid_syntax(what));
        }
    };
    let path = match path {
        None | Some(Held::Null) => None,
        Some(Held::String(text)) if text.is_empty() && dialect.accepts(Tolerance::EmptyString) => {
            None
        }
        Some(Held::String(text)) => Some(text),
        Some(_) => return Err(ScimError::invalid_syntax("expected `path` to be a string")),
    };
    Ok(Written { op, path, value })
}
