//! What Entra ID writes for a value, as the RFC writes it.

use crate::dialect::Tolerance;
use crate::json::Scanner;
use crate::read::Reading;
use crate::resource::{Flags, Node};
use crate::schema::Type;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A complex value that is written as its `value` alone, or as the one element of an array:
/// `manager`.
pub(super) fn complex(reading: &Reading<'_>, node: &Node, json: &str) -> Option<String> {
    if reading.dialect.is_strict()
        || !reading.dialect.accepts(Tolerance::BareValue)
        || node.flags.any(Flags::MULTI_VALUED.and(Flags::EXTENSION))
        || node.attribute.sub_attribute("value").is_none()
    {
        return None;
    }
    let only = only_element(json);
    let json = only.unwrap_or(json);
    match json.starts_with('"') && json != "\"\"" {
        true => Some(format!("{{\"value\":{json}}}")),
        false => only.map(str::to_owned),
    }
}

/// The element of an array that has one.
pub(super) fn only_element(json: &str) -> Option<&str> {
    let mut elements = Scanner::new(json);
    elements.open(b'[').ok()?.then_some(())?;
    elements.element().ok()?.then_some(())?;
    let element = elements.value().ok()?;
    (!elements.element().ok()?).then_some(element)
}

/// The elements that a value gives, as an array: one element may be written without brackets
/// (RFC 7644 section 3.5.2.1).
pub(super) fn elements<'j>(reading: &Reading<'_>, node: &Node, json: &'j str) -> Cow<'j, str> {
    let array = match json.starts_with('[') || reading.is_null(json) {
        true => Cow::Borrowed(json),
        false => Cow::Owned(format!("[{json}]")),
    };
    let is_roles = node.name() == "roles" && node.attribute.r#type == Type::Complex;
    if !is_roles || !reading.dialect.accepts(Tolerance::JsonInRoles) {
        return array;
    }
    roles(&array).map_or(array, Cow::Owned)
}

/// Roles whose `value` is the JSON text of an app role.
fn roles(json: &str) -> Option<String> {
    let mut elements: Vec<Value> = serde_json::from_str(json).ok()?;
    for element in &mut elements {
        match element {
            Value::String(text) => {
                if let Some((value, display)) = role(text) {
                    let members = [Some(("value", value)), display.map(|text| ("display", text))];
                    let members = members.into_iter().flatten();
                    let members = members.map(|(name, text)| (name.to_owned(), text.into()));
                    *element = Value::Object(members.collect());
                }
            }
            Value::Object(members) => unpack(members),
            _ => {}
        }
    }
    serde_json::to_string(&elements).ok()
}

fn unpack(members: &mut Map<String, Value>) {
    let has = |members: &Map<String, Value>, name: &str| {
        members.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
    };
    let Some(key) = has(members, "value") else { return };
    let Some((value, display)) = members.get(&key).and_then(Value::as_str).and_then(role) else {
        return;
    };
    members.insert(key, value.into());
    if let (Some(display), None) = (display, has(members, "display")) {
        members.insert("display".to_owned(), display.into());
    }
}

/// `value` and `displayName` of an app role as JSON text.
fn role(text: &str) -> Option<(String, Option<String>)> {
    let Value::Object(role) = serde_json::from_str(text).ok()? else { return None };
    let text = |name: &str| role.get(name).and_then(Value::as_str).map(str::to_owned);
    Some((text("value")?, text("displayName")))
}
