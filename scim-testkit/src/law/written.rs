//! Laws of what is published, written and read.

use super::held::swapped;
use super::{Broken, Cases, Engine, Law, Trial};
use crate::oracle::{Attribute, Shape, document};
use crate::strategy::{Generator, ProjectionExpr, Searches, Source, violation};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{Returned, Type};
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
    requirements: &["7643-2-02", "7643-2.1-01", "7644-3.12-20", "7644-3.12-25"],
};

/// What is written reads back.
pub static FIXED_POINT: Law = Law {
    name: "what is written reads back, and is written again as it was",
    requirements: &["7643-2.3-02", "7643-2.5-03", "7643-7-20", "7644-3.3-02"],
};

/// `returned`.
pub static RETURNED: Law = Law {
    name: "what is never returned is in no response, and what is always returned in every one",
    requirements: &[
        "7643-7-27",
        "7643-7-29",
        "7643-7-30",
        "7643-7-32",
        "7643-7-33",
        "7644-3.4.2.5-05",
    ],
};

/// `required` and the other rules of a body.
pub static VIOLATION: Law = Law {
    name: "a body with one thing wrong is refused, and the error says what and where",
    requirements: &["7644-3.12-11", "7644-3.12-24", "7644-3.12-27", "7644-3.5.1-13"],
};

/// `caseExact`.
pub static CASE_EXACT: Law = Law {
    name: "letter case counts in filters where the schema says so, and nowhere else",
    requirements: &["7643-7-19", "7643-2.2-03", "7644-3.4.2.2-48"],
};

/// The attributes that a list of schemas publishes for a URN; none if it has no such schema.
fn published<'s>(schemas: &'s Value, urn: &str) -> Option<&'s Vec<Value>> {
    let all = schemas.get("Resources")?.as_array()?;
    let is = |schema: &&Value| {
        schema.get("id").and_then(Value::as_str).is_some_and(|id| id.eq_ignore_ascii_case(urn))
    };
    all.iter().find(is)?.get("attributes")?.as_array()
}

/// The attribute with a name.
fn named<'a>(attributes: &'a [Value], name: &str) -> Option<&'a Value> {
    let is = |one: &&Value| {
        one.get("name")
            .and_then(Value::as_str)
            .is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    attributes.iter().find(is)
}

/// A request for everything that can be returned.
fn everything(shape: &Shape) -> ProjectionExpr {
    let names = shape.attributes.iter().map(|attribute| attribute.name.clone());
    ProjectionExpr::Attributes(names.collect())
}

pub(super) fn published_types<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let all = source.chance(50);
        let held = document(&resource);
        Trial::new(held.clone(), "a response, and /Schemas", move |engine| {
            let shape = Shape::of(&resource);
            let asked = if all { everything(&shape) } else { ProjectionExpr::Default };
            let (written, schemas) = (engine.write(&resource, &asked), engine.schemas());
            let fault = undeclared(&written, &schemas, &shape);
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

pub(super) fn accepted<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let stored = cases.models().draw(source);
        let (which, unknown) = (source.below(1_000) as usize, source.chance(30));
        let held = document(&stored);
        Trial::new(held.clone(), "an attribute of /Schemas", move |engine| {
            let paths = paths(&engine.schemas(), &Shape::of(&stored).urn);
            let Some((path, secret)) = paths.get(which % paths.len().max(1)) else { return Ok(()) };
            let path = if unknown { format!("{path}Undefined") } else { path.clone() };
            nameable(engine, &stored, &held, &path, unknown, *secret)
        })
    })
}

/// All paths that schemas publish, and whether they can never be read.
fn paths(schemas: &Value, urn: &str) -> Vec<(String, bool)> {
    let mut paths = Vec::new();
    let all = schemas.get("Resources").and_then(Value::as_array);
    for schema in all.into_iter().flatten() {
        let id = schema.get("id").and_then(Value::as_str).unwrap_or_default();
        let prefix = if id.eq_ignore_ascii_case(urn) { String::new() } else { format!("{id}:") };
        for attribute in schema.get("attributes").and_then(Value::as_array).into_iter().flatten() {
            let name = attribute.get("name").and_then(Value::as_str).unwrap_or_default();
            let secret = |one: &Value| {
                one.get("returned") == Some(&json!("never"))
                    || one.get("mutability") == Some(&json!("writeOnly"))
            };
            paths.push((format!("{prefix}{name}"), secret(attribute)));
            let subs = attribute.get("subAttributes").and_then(Value::as_array);
            for sub in subs.into_iter().flatten() {
                let sub_name = sub.get("name").and_then(Value::as_str).unwrap_or_default();
                let secret = secret(attribute) || secret(sub);
                paths.push((format!("{prefix}{name}.{sub_name}"), secret));
            }
        }
    }
    paths
}

fn nameable<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    held: &Value,
    path: &str,
    unknown: bool,
    secret: bool,
) -> Result<(), Broken> {
    let operations = json!([{"op": "replace", "path": path, "value": null}]);
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    });
    let answer = engine.patch(stored, &patch.to_string(), Dialect::RFC);
    let refused = matches!(&answer, Err(error)
        if error.scim_type().is_some_and(|scim_type| scim_type.as_str() == "invalidPath"));
    if refused != unknown {
        let expected = if unknown { "400 invalidPath" } else { "a path that is defined" };
        let actual = answer.map_or_else(|error| error.to_string(), |_| "it is edited".to_owned());
        return Err(ACCEPTED.broken(held, &patch, &expected, &actual));
    }
    let filter = format!("{path} pr");
    let answer = engine.matches(stored, &filter, &Options::default());
    // what is never returned may be refused, so that nobody asks for it bit by bit
    if !secret && answer.is_err() != unknown {
        let expected = if unknown { "400 invalidFilter" } else { "a filter" };
        let actual = answer.map_or_else(|error| error.to_string(), |found| found.to_string());
        return Err(ACCEPTED.broken(held, &filter, &expected, &actual));
    }
    Ok(())
}

pub(super) fn fixed_point<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let (resource, base) = (cases.models().draw(source), cases.bases().draw(source));
        let held = document(&resource);
        Trial::new(held.clone(), "a response, as a POST", move |engine| {
            let shape = Shape::of(&resource);
            let everything = everything(&shape);
            let written = engine.write(&resource, &everything);
            let mut body = written.clone();
            if let Value::Object(members) = &mut body {
                // another resource has an id of its own
                members.remove("id");
            }
            let made = match engine.create(&base, &body.to_string(), Dialect::RFC) {
                Ok(made) => made.resource,
                Err(error) => return Err(FIXED_POINT.broken(&held, &body, &"a resource", &error)),
            };
            let again = engine.write(&made, &everything);
            for attribute in &shape.attributes {
                let name = &attribute.name;
                let (before, after) = (written.get(name), again.get(name));
                if before.is_some() && has_no_fixed_part(attribute) && before != after {
                    let request = format!("{body}\n`{name}`");
                    return Err(FIXED_POINT.broken(&held, &request, &written, &again));
                }
            }
            Ok(())
        })
    })
}

/// Whether a client can write all of an attribute.
fn has_no_fixed_part(attribute: &Attribute) -> bool {
    use scim_schema::schema::Mutability::{Immutable, ReadOnly};
    !matches!(attribute.mutability, ReadOnly | Immutable)
        && !attribute.computed
        && attribute.sub_attributes.iter().all(|sub| sub.mutability != ReadOnly)
}

pub(super) fn returned<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, searches) = (cases.clone(), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let projection = searches.projection(source);
        let held = document(&resource);
        let request = super::agreement::shown_projection(&projection);
        Trial::new(held.clone(), request.clone(), move |engine| {
            let written = engine.write(&resource, &projection);
            let default = matches!(projection, ProjectionExpr::Default);
            let shape = Shape::of(&resource);
            for one in shape.attributes.iter().filter(|one| !one.computed) {
                let (is, has) = (written.get(&one.name).is_some(), held.get(&one.name).is_some());
                let right = match one.returned {
                    Returned::Never => !is,
                    Returned::Always => is == has,
                    Returned::Request => !(is && default),
                    // of a complex one parts may be left
                    Returned::Default => !default || !one.sub_attributes.is_empty() || is == has,
                };
                if !right {
                    let expected = format!("`{}`, returned: {:?}", one.name, one.returned);
                    return Err(RETURNED.broken(&held, &request, &expected, &written));
                }
            }
            Ok(())
        })
    })
}

pub(super) fn violations<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let violations = violation(cases.target(), cases.get_settings());
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let (base, one) = (cases.bases().draw(source), violations.draw(source));
        let held = document(&base);
        let request =
            format!("{} ({}) {one}", if one.put_only { "PUT" } else { "POST" }, dialect.name());
        Trial::new(held.clone(), request.clone(), move |engine| {
            if !one.is_refused_by(&dialect) {
                return Ok(());
            }
            let answer = if one.put_only {
                engine.replace(&base, &one.body, dialect)
            } else {
                engine.create(&base, &one.body, dialect)
            };
            let expected = format!("{} {} at `{}`", one.status, one.scim_type.as_str(), one.path);
            match answer {
                Ok(edited) => {
                    Err(VIOLATION.broken(&held, &request, &expected, &document(&edited.resource)))
                }
                Err(error) => one.check(&error).map_err(|_| {
                    let scim_type = error.scim_type().map_or("", |scim_type| scim_type.as_str());
                    let actual =
                        format!("{} {scim_type} at `{}`: {error}", error.status(), error.path());
                    VIOLATION.broken(&held, &request, &expected, &actual)
                }),
            }
        })
    })
}

pub(super) fn case_exact<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source: &mut Source| {
        let resource = cases.models().draw(source);
        let (held, shape) = (document(&resource), Shape::of(&resource));
        let texts = texts(&shape, &held);
        let picked = source.pick(&texts).cloned();
        let request = picked.as_ref().map(|(path, text, exact)| {
            (
                format!("{path} eq {}", json!(swapped(text))),
                format!("{path} eq {}", json!(text)),
                *exact,
            )
        });
        let shown = request.as_ref().map_or("nothing", |(filter, ..)| filter).to_owned();
        Trial::new(held.clone(), shown, move |engine| {
            let Some((swapped, same, exact)) = &request else { return Ok(()) };
            for (filter, expected) in [(same, true), (swapped, !exact)] {
                let actual = match engine.matches(&resource, filter, &Options::default()) {
                    Ok(matches) => matches.to_string(),
                    Err(error) => error.to_string(),
                };
                CASE_EXACT.same(&held, filter, &expected.to_string(), &actual)?;
            }
            Ok(())
        })
    })
}

/// The texts of a resource that have letters, with their paths, and whether case counts.
fn texts(shape: &Shape, held: &Value) -> Vec<(String, String, bool)> {
    fn add(
        prefix: &str,
        attributes: &[Attribute],
        held: &Value,
        texts: &mut Vec<(String, String, bool)>,
    ) {
        for one in attributes.iter().filter(|one| !one.is_hidden() && !one.multi_valued) {
            let path = format!("{prefix}{}", one.name);
            match held.get(&one.name) {
                Some(Value::String(text))
                    if one.r#type == Type::String
                        && text.contains(|c: char| c.is_ascii_alphabetic()) =>
                {
                    texts.push((path, text.clone(), one.case_exact));
                }
                Some(value @ Value::Object(_)) => {
                    let separator = if one.extension { ":" } else { "." };
                    add(&format!("{path}{separator}"), &one.sub_attributes, value, texts);
                }
                _ => {}
            }
        }
    }
    let mut texts = Vec::new();
    add("", &shape.attributes, held, &mut texts);
    texts
}
