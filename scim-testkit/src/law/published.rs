//! Laws of what the schemas publish: it is what is written, and what is accepted.

use super::written::everything;
use super::{Broken, Cases, Engine, Law, Trial};
use crate::oracle::{Shape, document};
use crate::strategy::{Generator, ProjectionExpr};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use serde_json::{Value, json};

/// What is written is published.
pub static PUBLISHED: Law = Law {
    name: "what is written is what the schemas publish, of the type that they say",
    requirements: &[
        "7643-2-01",
        "7643-2.3-02",
        "7643-2.3-03",
        "7643-2.3-04",
        "7643-2.3-05",
        "7643-2.3-06",
        "7643-2.3-09",
        "7643-2.4-01",
        "7643-3-03",
        "7643-3-05",
        "7643-3-06",
        "7643-3-07",
        "7643-3-11",
    ],
};

/// What is published is accepted.
pub static ACCEPTED: Law = Law {
    name: "what the schemas publish can be named in a PATCH and a filter, and nothing else can",
    requirements: &[
        "7643-2-02",
        "7643-2.1-01",
        "7643-7-17",
        "7643-7-22",
        "7643-7-23",
        "7644-3.12-20",
        "7644-3.12-25",
    ],
};

/// The attributes that a list of schemas publishes for a URN; none if it has no such schema.
pub(super) fn published<'s>(schemas: &'s Value, urn: &str) -> Option<&'s Vec<Value>> {
    let all = schemas.get("Resources")?.as_array()?;
    let is = |schema: &&Value| {
        schema.get("id").and_then(Value::as_str).is_some_and(|id| id.eq_ignore_ascii_case(urn))
    };
    all.iter().find(is)?.get("attributes")?.as_array()
}

/// The attribute with a name.
pub(super) fn named<'a>(attributes: &'a [Value], name: &str) -> Option<&'a Value> {
    let is = |one: &&Value| {
        one.get("name")
            .and_then(Value::as_str)
            .is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    attributes.iter().find(is)
}

pub(super) fn published_types<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let all = source.chance(50);
        let held = document(&resource);
        Trial::new(held.clone(), "a response, and /Schemas", move |engine| {
            let shape = Shape::shared(&resource);
            let asked = if all { everything(&shape) } else { ProjectionExpr::Default };
            let (written, schemas) = (engine.write(&resource, &asked), engine.schemas());
            let fault = undeclared(&written, &schemas, &shape)
                .or_else(|| unnamed(&written, &engine.resource_types(), &shape));
            fault.map_or(Ok(()), |(expected, actual)| {
                Err(PUBLISHED.broken(&held, &written, &expected, &actual))
            })
        })
    })
}

/// What of a response the schemas do not say.
fn undeclared(written: &Value, schemas: &Value, shape: &Shape) -> Option<(String, String)> {
    const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];
    let Some(members) = written.as_object() else {
        return Some(("a JSON object".to_owned(), written.to_string()));
    };
    let Some(attributes) = published(schemas, &shape.urn) else {
        return Some((format!("a schema {}", shape.urn), schemas.to_string()));
    };
    let mut urns = vec![json!(shape.urn)];
    for (name, value) in members {
        if COMMON.iter().any(|common| common.eq_ignore_ascii_case(name)) {
            continue;
        }
        let (declared, value): (&[Value], &Value) = if name.contains(':') {
            urns.push(json!(name));
            let Some(inner) = published(schemas, name) else {
                return Some((format!("a schema {name}"), written.to_string()));
            };
            (inner, value)
        } else {
            let Some(declared) = named(attributes, name) else {
                return Some((
                    format!("an attribute `{name}` in {}", shape.urn),
                    written.to_string(),
                ));
            };
            if let Some(fault) = of_type(name, value, declared) {
                return Some(fault);
            }
            continue;
        };
        for (inner, value) in value.as_object().into_iter().flatten() {
            let Some(declared) = named(declared, inner) else {
                return Some((format!("an attribute `{inner}` in {name}"), written.to_string()));
            };
            if let Some(fault) = of_type(inner, value, declared) {
                return Some(fault);
            }
        }
    }
    let used = members.get("schemas").cloned().unwrap_or_default();
    let mut listed = used.as_array().cloned().unwrap_or_default();
    listed.sort_by_key(Value::to_string);
    let twice = listed.windows(2).any(|pair| pair.first() == pair.last());
    let missing = urns.iter().any(|urn| !listed.contains(urn));
    let foreign =
        listed.iter().any(|urn| published(schemas, urn.as_str().unwrap_or_default()).is_none());
    (twice || missing || foreign).then(|| (format!("schemas {urns:?}"), used.to_string()))
}

/// An extension in a response that its resource type does not name (7643-6-09).
fn unnamed(written: &Value, types: &Value, shape: &Shape) -> Option<(String, String)> {
    let all = types.get("Resources").and_then(Value::as_array).into_iter().flatten();
    let own = all.filter(|one| one.get("schema") == Some(&json!(shape.urn)));
    let named: Vec<&Value> = own
        .filter_map(|one| one.get("schemaExtensions")?.as_array())
        .flatten()
        .filter_map(|extension| extension.get("schema"))
        .collect();
    let used = written.as_object()?.keys().filter(|name| name.contains(':'));
    let unnamed = used.map(|name| json!(name)).find(|name| !named.contains(&name));
    unnamed.map(|name| (format!("a resource type with {name}"), types.to_string()))
}

/// What is wrong with the type of a value.
fn of_type(name: &str, value: &Value, declared: &Value) -> Option<(String, String)> {
    let multi_valued = declared.get("multiValued") == Some(&json!(true));
    let kind = declared.get("type").and_then(Value::as_str).unwrap_or("string");
    let fault = |value: &Value| {
        let expected = if multi_valued { format!("{kind} in an array") } else { kind.to_owned() };
        Some((format!("`{name}`: {expected}"), value.to_string()))
    };
    let elements = match (multi_valued, value) {
        (true, Value::Array(elements)) if !elements.is_empty() => elements.as_slice(),
        (false, value) if !value.is_array() => std::slice::from_ref(value),
        _ => return fault(value),
    };
    for element in elements {
        let fits = match (kind, element) {
            ("boolean", Value::Bool(_)) | ("complex", Value::Object(_)) => true,
            ("decimal", Value::Number(_)) => true,
            ("integer", Value::Number(number)) => number.is_i64() || number.is_u64(),
            ("string" | "reference" | "binary" | "dateTime", Value::String(_)) => true,
            _ => false,
        };
        if !fits {
            return fault(element);
        }
        let subs = declared.get("subAttributes").and_then(Value::as_array);
        for (inner, value) in element.as_object().into_iter().flatten() {
            let Some(sub) = subs.and_then(|subs| named(subs, inner)) else {
                return Some((
                    format!("a sub-attribute `{inner}` of `{name}`"),
                    element.to_string(),
                ));
            };
            if let Some(fault) = of_type(&format!("{name}.{inner}"), value, sub) {
                return Some(fault);
            }
        }
    }
    None
}

/// How many attributes are tried on one resource.
const SOME: usize = 4;

pub(super) fn accepted<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let stored = cases.models().draw(source);
        let which =
            source.list_of(1, SOME, |source| (source.below(1_000) as usize, source.chance(20)));
        let held = document(&stored);
        Trial::new(held.clone(), "attributes of /Schemas", move |engine| {
            let all = attributes(&engine.schemas(), &Shape::shared(&stored).urn);
            which.iter().try_for_each(|(which, unknown)| {
                match (all.get(which % all.len().max(1)), unknown) {
                    (Some(one), false) => as_published(engine, &stored, &held, one),
                    (Some(one), true) => is_unknown(engine, &stored, &held, &one.path),
                    (None, _) => Ok(()),
                }
            })
        })
    })
}

/// An attribute as the schemas publish it.
struct Published {
    path: String,
    /// Whether it can never be read.
    secret: bool,
    read_only: bool,
    read_write: bool,
    required: bool,
    /// Whether a part of it is immutable, so that it may have to stay.
    fixed_part: bool,
    /// Whether it is a sub-attribute of elements.
    inside: bool,
}

/// All attributes and sub-attributes that schemas publish.
fn attributes(schemas: &Value, urn: &str) -> Vec<Published> {
    let mut found = Vec::new();
    let all = schemas.get("Resources").and_then(Value::as_array);
    let is = |one: &Value, name: &str, value: &str| one.get(name) == Some(&json!(value));
    let truth = |one: &Value, name: &str| one.get(name) == Some(&json!(true));
    let secret = |one: &Value| is(one, "returned", "never") || is(one, "mutability", "writeOnly");
    let has_fixed_part = |one: &Value| {
        let subs = one.get("subAttributes").and_then(Value::as_array);
        subs.into_iter().flatten().any(|sub| is(sub, "mutability", "immutable"))
    };
    for schema in all.into_iter().flatten() {
        let id = schema.get("id").and_then(Value::as_str).unwrap_or_default();
        let prefix = if id.eq_ignore_ascii_case(urn) { String::new() } else { format!("{id}:") };
        for attribute in schema.get("attributes").and_then(Value::as_array).into_iter().flatten() {
            let name = attribute.get("name").and_then(Value::as_str).unwrap_or_default();
            let mut add = |path, one: &Value, inside| {
                found.push(Published {
                    path,
                    secret: secret(attribute) || secret(one),
                    read_only: is(attribute, "mutability", "readOnly")
                        || is(one, "mutability", "readOnly"),
                    read_write: is(attribute, "mutability", "readWrite")
                        && is(one, "mutability", "readWrite"),
                    required: truth(one, "required"),
                    fixed_part: !truth(one, "multiValued") && has_fixed_part(one),
                    inside,
                });
            };
            add(format!("{prefix}{name}"), attribute, false);
            let subs = attribute.get("subAttributes").and_then(Value::as_array);
            for sub in subs.into_iter().flatten() {
                let sub_name = sub.get("name").and_then(Value::as_str).unwrap_or_default();
                add(format!("{prefix}{name}.{sub_name}"), sub, truth(attribute, "multiValued"));
            }
        }
    }
    found
}

/// A PATCH that replaces one attribute.
fn replacing(path: &str, value: &Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": path, "value": value}],
    })
}

fn is_refused<T>(answer: &Result<T, ScimError>, scim_type: &str) -> bool {
    matches!(answer, Err(error)
        if error.scim_type().is_some_and(|found| found.as_str() == scim_type))
}

fn shown<T>(answer: Result<T, ScimError>, done: &str) -> String {
    answer.map_or_else(|error| error.to_string(), |_| done.to_owned())
}

/// What is published can be named, and written as it says.
fn as_published<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    held: &Value,
    one: &Published,
) -> Result<(), Broken> {
    let Published { path, .. } = one;
    let same = value_of(held, path).cloned().filter(|_| !one.inside);
    for value in [Some(Value::Null), same].into_iter().flatten() {
        let patch = replacing(path, &value);
        let answer = engine.patch(stored, &patch.to_string(), Dialect::RFC);
        let refused = is_refused(&answer, "mutability");
        // null takes away what is required (7644-3.5.2.2-07), or immutable (7644-3.5.2-15)
        let expected = match one {
            _ if is_refused(&answer, "invalidPath") => "a path that is defined",
            Published { read_only: true, .. } if !refused => "400 mutability: it is readOnly",
            Published { read_write: true, required: true, inside: false, .. }
                if value.is_null() && !refused =>
            {
                "400 mutability: it is required"
            }
            Published { read_write: true, required, fixed_part, inside: false, .. }
                if refused && !(value.is_null() && (*required || *fixed_part)) =>
            {
                "it is readWrite"
            }
            _ => continue,
        };
        return Err(ACCEPTED.broken(held, &patch, &expected, &shown(answer, "it is edited")));
    }
    let filter = format!("{path} pr");
    let answer = engine.matches(stored, &filter, &Options::default());
    // what is never returned may be refused, so that nobody asks for it bit by bit
    if one.secret || answer.is_ok() {
        return Ok(());
    }
    Err(ACCEPTED.broken(held, &filter, &"a filter", &shown(answer, "")))
}

/// The value of a path that leads to one attribute.
fn value_of<'v>(held: &'v Value, path: &str) -> Option<&'v Value> {
    let (object, path) = match path.rsplit_once(':') {
        Some((urn, path)) => (held.get(urn)?, path),
        None => (held, path),
    };
    match path.split_once('.') {
        Some((name, sub)) => object.get(name)?.get(sub),
        None => object.get(path),
    }
}

/// What is not published cannot be named.
fn is_unknown<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    held: &Value,
    known: &str,
) -> Result<(), Broken> {
    let path = format!("{known}Undefined");
    let patch = replacing(&path, &Value::Null);
    let answer = engine.patch(stored, &patch.to_string(), Dialect::RFC);
    if !is_refused(&answer, "invalidPath") {
        let actual = shown(answer, "it is edited");
        return Err(ACCEPTED.broken(held, &patch, &"400 invalidPath", &actual));
    }
    let filter = format!("{path} pr");
    let answer = engine.matches(stored, &filter, &Options::default());
    if answer.is_ok() {
        return Err(ACCEPTED.broken(held, &filter, &"400 invalidFilter", &"a filter"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
