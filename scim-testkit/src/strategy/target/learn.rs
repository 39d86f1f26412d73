//! What a model takes of what its schema allows: found out by trying.
//!
//! A schema says `integer`; the field behind it may be an `i32`, an enum, or a type of the
//! application with rules of its own.

use super::field::Field;
use super::{Parts, SchemaError};
use crate::strategy::resource::body;
use crate::strategy::source::{Source, Zero};
use crate::strategy::{Settings, value};
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::message::ScimError;
use scim_schema::schema::Type;
use serde_json::{Map, Value, json};

const FLOORS: [i64; 8] = [i64::MIN, i32::MIN as i64, i16::MIN as i64, i8::MIN as i64, -1, 0, 1, 10];
const CEILINGS: [i64; 10] = [
    i64::MAX,
    u32::MAX as i64,
    i32::MAX as i64,
    u16::MAX as i64,
    i16::MAX as i64,
    u8::MAX as i64,
    i8::MAX as i64,
    10,
    1,
    0,
];

/// What most types that are more than text take one of.
const TEXTS: [&str; 14] = [
    "1",
    "2",
    "a",
    "abc",
    "A1",
    "2819c223-7f76-453a-919d-413861904646",
    "902c246b-6245-4190-8e05-00816be7344a",
    "bjensen@example.com",
    "jsmith@example.com",
    "https://example.com/",
    "https://example.com/v2/Users/1",
    "2011-05-13T04:42:34Z",
    "en-US",
    "+12015550123",
];

/// Notes in the fields what the model takes.
///
/// # Errors
/// When it refuses the simplest resource of its schema.
pub(super) fn bounds<R: ScimResource>(parts: &mut Parts, base: &R) -> Result<(), SchemaError> {
    let create = |body: &Map<String, Value>| create(base, body);
    // what is refused of a required attribute would hide what is refused of others
    for required in [true, false] {
        let simplest = simplest(parts);
        let trial = Trial { create: &create, simplest: &simplest };
        let now = |field: &&mut Field| field.attribute.required == required && field.is_written();
        for field in parts.fields.iter_mut().filter(now) {
            trial.learn(None, field);
        }
        for extension in &mut parts.extensions {
            for field in extension.fields.iter_mut().filter(now) {
                trial.learn(Some(&extension.urn), field);
            }
        }
    }
    match create(&simplest(parts)) {
        Ok(_) => {
            let simplest = simplest(parts);
            for field in parts.fields.iter_mut().filter(|field| field.attribute.required) {
                let mut body = simplest.clone();
                body.remove(field.name());
                field.enforced = create(&body).is_err();
            }
            Ok(())
        }
        Err(error) => Err(SchemaError::new(
            attribute_of(&error),
            format!("takes no value that was tried, and a resource must have one: {error}"),
        )),
    }
}

/// The simplest body of a resource.
pub(in crate::strategy) fn simplest(parts: &Parts) -> Map<String, Value> {
    body(&mut Source::replay(Vec::new(), Zero::Nothing), parts, &Settings::default())
}

/// The model that a POST makes of a base.
pub(in crate::strategy) fn create<R: ScimResource>(
    base: &R,
    body: &Map<String, Value>,
) -> Result<R, ScimError> {
    let text = serde_json::to_vec(body).map_err(ScimError::internal)?;
    Create::<R>::new(text, Dialect::RFC)?.apply(base).map(|(model, _)| model)
}

/// The path of an error's attribute, without the elements on the way.
pub(in crate::strategy) fn attribute_of(error: &ScimError) -> String {
    without_elements(&error.path())
}

pub(in crate::strategy) fn without_elements(path: &str) -> String {
    let (mut plain, mut inside, mut quoted) = (String::new(), false, false);
    for c in path.chars() {
        match c {
            '"' if inside => quoted = !quoted,
            '[' if !inside => inside = true,
            ']' if inside && !quoted => inside = false,
            _ if inside => {}
            c => plain.push(c),
        }
    }
    plain
}

type CreateFn<'a, R> = dyn Fn(&Map<String, Value>) -> Result<R, ScimError> + 'a;

struct Trial<'a, R> {
    create: &'a CreateFn<'a, R>,
    simplest: &'a Map<String, Value>,
}

impl<R> Trial<'_, R> {
    fn learn(&self, urn: Option<&str>, field: &mut Field) {
        if !field.is_complex() {
            let takes = |field: &Field, value: Value| {
                self.takes(urn, field, &field.path, one(field, value))
            };
            learn(field, &takes);
            return;
        }
        // a copy, as the sub-attributes change
        let parent = field.clone();
        for sub in field.fields.iter_mut().filter(|sub| sub.attribute.is_writable()) {
            let takes = |sub: &Field, value: Value| {
                let mut element = Map::new();
                if let Some(slot) = parent.slots.first() {
                    element.insert(slot.sub_attribute.to_owned(), slot.value.clone());
                }
                element.insert(sub.name().to_owned(), one(sub, value));
                self.takes(urn, &parent, &sub.path, one(&parent, Value::Object(element)))
            };
            learn(sub, &takes);
        }
    }

    /// Whether no error says that an attribute does not take a value.
    fn takes(&self, urn: Option<&str>, field: &Field, path: &str, value: Value) -> bool {
        let mut body = self.simplest.clone();
        match urn {
            None => {
                body.insert(field.name().to_owned(), value);
            }
            Some(urn) => {
                let members = body.entry(urn).or_insert_with(|| json!({}));
                if let Value::Object(members) = members {
                    members.insert(field.name().to_owned(), value);
                }
            }
        }
        (self.create)(&body).map_or_else(|error| attribute_of(&error) != path, |_| true)
    }
}

fn one(field: &Field, value: Value) -> Value {
    if field.is_multi_valued() { Value::Array(vec![value]) } else { value }
}

fn learn(field: &mut Field, takes: &dyn Fn(&Field, Value) -> bool) {
    let tried = field.clone();
    let takes = |value: Value| takes(&tried, value);
    let all = |values: &[&str]| values.iter().all(|text| takes((*text).into()));
    if !field.attribute.canonical_values.is_empty() {
        field.closed |= field.attribute.r#type == Type::String && !takes("scim-testkit".into());
        return;
    }
    match field.attribute.r#type {
        Type::String => {
            field.odd = all(&["é", "😀", "a\"b", " a", &"a".repeat(1_500)]);
            if !all(&["a", "aZ09-_.@ '+"]) {
                field.only = among(&TEXTS, &takes);
            }
        }
        Type::Integer => {
            let first = |list: &[i64]| list.iter().copied().find(|number| takes((*number).into()));
            if let (Some(start), Some(end)) = (first(&FLOORS), first(&CEILINGS)) {
                field.integers = start..=end.max(start);
            }
        }
        Type::Decimal => field.odd = takes(f64::MAX.into()) && takes(f64::MIN_POSITIVE.into()),
        Type::DateTime => field.odd = all(&value::DATE_TIMES),
        Type::Binary => field.odd = all(&["TWFu_w", "TQ"]),
        Type::Reference => {
            field.odd = all(&value::REFERENCES);
            if !all(&["../Users/1", "Users/1", "urn:example:1", "https://example.com/1"]) {
                field.only = among(&TEXTS, &takes);
            }
        }
        Type::Boolean | Type::Complex => {}
    }
}

fn among(texts: &[&str], takes: &dyn Fn(Value) -> bool) -> Vec<Value> {
    texts.iter().map(|text| Value::from(*text)).filter(|value| takes(value.clone())).collect()
}

#[cfg(test)]
mod tests;
