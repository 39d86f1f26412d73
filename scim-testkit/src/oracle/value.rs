//! One value given to one attribute: what PUT, POST and PATCH have in common.

use super::shape::{Attribute, Held};
use super::{Refusal, changes::unordered, instant, key, slots};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::schema::{Mutability, Type};
use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;
pub(super) type Answer<T> = Result<T, Refusal>;

pub(super) fn invalid_value(attribute: &Attribute, why: &str) -> Refusal {
    Refusal::new("invalidValue", format!("`{}`: {why}", attribute.name))
}

pub(super) fn mutability(attribute: &Attribute, why: &str) -> Refusal {
    Refusal::new("mutability", format!("`{}`: {why}", attribute.name))
}

/// The member of this name, whatever its case (7643-2.1-01); twice is no object.
pub(super) fn member<'v>(object: &'v Object, name: &str) -> Answer<Option<&'v Value>> {
    let mut found = object.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(Refusal::new("invalidSyntax", format!("`{name}` is given twice"))),
        (found, None) => Ok(found.map(|(_, value)| value)),
    }
}

pub(super) fn is_fixed(attribute: &Attribute) -> bool {
    attribute.mutability == Mutability::Immutable
}

pub(super) fn is_read_only(attribute: &Attribute) -> bool {
    attribute.mutability == Mutability::ReadOnly || attribute.computed
}

/// What a client means by a value: in some dialects `""` is null, and `"True"` a boolean.
pub(super) fn meant(value: &Value, attribute: &Attribute, dialect: Dialect) -> Value {
    let Value::String(text) = value else { return value.clone() };
    if text.is_empty() && dialect.accepts(Tolerance::EmptyString) {
        return Value::Null;
    }
    if attribute.r#type == Type::Boolean && dialect.accepts(Tolerance::StringBoolean) {
        for truth in [true, false] {
            if text.eq_ignore_ascii_case(&truth.to_string()) {
                return truth.into();
            }
        }
    }
    value.clone()
}

/// What a field holds of a simple value (RFC 7643 section 2.3, table 1): first the type of the
/// schema decides, then the type of the field.
pub(super) fn held(attribute: &Attribute, value: &Value) -> Held {
    let of_type = match (attribute.r#type, value) {
        (Type::String | Type::Reference, Value::String(_)) => true,
        (Type::Boolean, Value::Bool(_)) => true,
        (Type::Decimal, Value::Number(_)) => true,
        // 7643-2.3.4-01: neither fraction nor exponent
        (Type::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (Type::DateTime, Value::String(text)) => instant::instant(text).is_some(),
        (Type::Binary, Value::String(text)) => key::is_base64(text),
        _ => false,
    };
    if of_type { (attribute.hold)(value) } else { Held::Refused }
}

/// Whether two values of an attribute are the same to a comparison.
pub(super) fn same(attribute: &Attribute, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => match attribute.r#type {
            Type::DateTime => instant::instant(a) == instant::instant(b),
            _ => key::key(a, attribute) == key::key(b, attribute),
        },
        (Value::Number(a), Value::Number(b)) => {
            key::with_literal(a, &b.to_string()).is_some_and(std::cmp::Ordering::is_eq)
        }
        // the order of elements means nothing (decided)
        (a, b) => unordered(a) == unordered(b),
    }
}

/// Unassigns an attribute of an object. What was not assigned stays so.
pub(super) fn clear(object: &mut Object, attribute: &Attribute) -> Answer<()> {
    let Some(value) = object.get(&attribute.name).cloned() else { return Ok(()) };
    match (&attribute.cleared, value) {
        (_, Value::Object(mut parts)) if attribute.is_partly_owned() => {
            for part in attribute.sub_attributes.iter().filter(|part| !is_read_only(part)) {
                clear(&mut parts, part)?;
            }
            put(object, attribute, Value::Object(parts));
        }
        (Held::Nothing, _) => drop(object.remove(&attribute.name)),
        (Held::Value(value), _) => drop(object.insert(attribute.name.clone(), value.clone())),
        // held in parts: each of them
        (Held::Refused, Value::Object(mut parts)) => {
            for part in attribute.sub_attributes.iter().filter(|part| !is_read_only(part)) {
                clear(&mut parts, part)?;
            }
            put(object, attribute, Value::Object(parts));
        }
        (Held::Refused, _) => {
            return Err(invalid_value(attribute, "has no unassigned state"));
        }
    }
    Ok(())
}

/// Whether an immutable attribute, or one that is a part of it, has a value: then it cannot be
/// unassigned (7644-3.5.1-09, 7644-3.5.2-15). Elements of lists go with all that is in them.
pub(super) fn holds_fixed(object: &Object, attribute: &Attribute) -> bool {
    holds(object, attribute, &is_fixed)
}

/// Whether an attribute of a kind has a value, or a part of it that is of that kind.
pub(super) fn holds(
    object: &Object,
    attribute: &Attribute,
    is: &dyn Fn(&Attribute) -> bool,
) -> bool {
    if is(attribute) {
        return has(object, attribute);
    }
    let any = |parts: &Object, attributes: &[Attribute]| {
        attributes.iter().any(|part| holds(parts, part, is))
    };
    match object.get(&attribute.name) {
        Some(Value::Object(parts)) => any(parts, &attribute.sub_attributes),
        Some(elements) => {
            let parts = slots::parts(attribute, Some(elements));
            let mut slots = attribute.slots.iter().zip(&parts).filter(|(slot, _)| !slot.whole);
            slots.any(|(slot, parts)| any(parts, &slot.sub_attributes))
        }
        None => false,
    }
}

/// What is there always has in it what its type always holds, given or not.
pub(super) fn fill(object: &mut Object, attributes: &[Attribute]) {
    fill_lists(object, attributes);
    for attribute in attributes {
        if let Some(Value::Object(inner)) = object.get_mut(&attribute.name) {
            fill_blank(inner, &attribute.sub_attributes);
        }
    }
}

/// The same of the elements of lists alone.
pub(super) fn fill_lists(object: &mut Object, attributes: &[Attribute]) {
    for attribute in attributes.iter().filter(|attribute| attribute.slots.is_empty()) {
        match object.get_mut(&attribute.name) {
            Some(Value::Array(elements)) => {
                for element in elements.iter_mut().filter_map(Value::as_object_mut) {
                    fill_blank(element, &attribute.sub_attributes);
                }
            }
            Some(Value::Object(inner)) => fill_lists(inner, &attribute.sub_attributes),
            _ => {}
        }
    }
}

pub(super) fn fill_blank(object: &mut Object, attributes: &[Attribute]) {
    for attribute in attributes {
        if let (Some(blank), None) = (&attribute.blank, object.get(&attribute.name)) {
            object.insert(attribute.name.clone(), blank.clone());
        }
    }
    fill(object, attributes);
}

/// Sets a member, or takes it away if there is nothing in it (7643-2.5-01).
pub(super) fn put(object: &mut Object, attribute: &Attribute, value: Value) {
    if key::is_assigned(&value) {
        object.insert(attribute.name.clone(), value);
    } else {
        object.remove(&attribute.name);
    }
}

/// Whether an attribute has a value in an object.
pub(super) fn has(object: &Object, attribute: &Attribute) -> bool {
    object.get(&attribute.name).is_some_and(key::is_assigned)
}

/// A simple value given to a singular attribute, null included.
pub(super) fn set(
    object: &mut Object,
    attribute: &Attribute,
    value: &Value,
    keeps_fixed: bool,
    dialect: Dialect,
) -> Answer<()> {
    let value = meant(value, attribute, dialect);
    let fixed = keeps_fixed && is_fixed(attribute) && has(object, attribute);
    if value.is_null() {
        // 7644-3.5.1-09, -10
        if fixed {
            return Err(mutability(attribute, "is immutable and has a value"));
        }
        return clear(object, attribute);
    }
    match held(attribute, &value) {
        Held::Refused => Err(invalid_value(attribute, "cannot hold this")),
        new => {
            let new = match new {
                Held::Value(new) => Some(new),
                Held::Nothing | Held::Refused => None,
            };
            if fixed && object.get(&attribute.name) != new.as_ref() {
                return Err(mutability(attribute, "is immutable and has another value"));
            }
            match new {
                Some(new) => drop(object.insert(attribute.name.clone(), new)),
                None => drop(object.remove(&attribute.name)),
            }
            Ok(())
        }
    }
}

/// 7643-2.5-01, 7644-3.12-27: a complex value with something in it has what it requires.
pub(super) fn has_required(object: &Object, attributes: &[Attribute]) -> Answer<()> {
    let assigned = attributes.iter().any(|attribute| has(object, attribute));
    match attributes.iter().find(|attribute| attribute.required && !has(object, attribute)) {
        Some(missing) if assigned => Err(invalid_value(missing, "is required")),
        _ => Ok(()),
    }
}
