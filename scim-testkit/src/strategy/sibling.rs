//! Resources that are nearly another one: what tells whether two are told apart.

use super::Source;
use super::near;
use super::target::{Field, Parts};
use scim_schema::schema::Type;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// A body whose values are those of another, or close to them.
pub(super) fn sibling(source: &mut Source, body: &Object, parts: &Parts) -> Object {
    let mut other = body.clone();
    object(source, &mut other, &parts.fields);
    for extension in &parts.extensions {
        if let Some(Value::Object(members)) = other.get_mut(&extension.urn) {
            object(source, members, &extension.fields);
        }
    }
    other
}

fn object(source: &mut Source, members: &mut Object, fields: &[Field]) {
    for (name, value) in members {
        if let Some(field) = fields.iter().find(|field| field.is(name)) {
            of(source, value, field);
        }
    }
}

fn of(source: &mut Source, value: &mut Value, field: &Field) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                of(source, element, field);
            }
        }
        Value::Object(members) => object(source, members, &field.fields),
        simple => {
            if source.chance(40) {
                *simple = close(source, simple, field);
            }
        }
    }
}

/// A value that is close to one, where the model is known to take any.
fn close(source: &mut Source, value: &Value, field: &Field) -> Value {
    if !field.only.is_empty() || field.closed && !value.is_boolean() {
        return value.clone();
    }
    match (field.attribute.r#type, value) {
        // two primary elements are none
        (Type::Boolean, Value::Bool(truth)) if !field.is_primary() => (!truth).into(),
        (Type::String, Value::String(text)) if field.odd => near::sibling(source, text).into(),
        (Type::String | Type::Reference, Value::String(text)) => near::swapped(text).into(),
        (Type::DateTime, Value::String(text)) => near::date_time(source, text).into(),
        (Type::Integer | Type::Decimal, Value::Number(number)) => near::number(source, number),
        (_, value) => value.clone(),
    }
}

#[cfg(test)]
mod tests;
