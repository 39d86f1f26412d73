//! Laws of edits that come to the same.

use super::frame::{edited, operated};
use super::{Cases, Edited, Law, Trial};
use crate::oracle::{Attribute, Held, Shape, document, slot_parts};
use crate::strategy::{Generator, Op, Source, resource, spelled};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Mutability;
use serde_json::{Value, json};

/// A PUT twice.
pub static PUT_TWICE: Law = Law {
    name: "a PUT sent twice is a PUT sent once, and the second changes nothing",
    requirements: &["7644-3.5.1-04", "7644-3.5.1-16"],
};

/// An addition twice.
pub static ADD_TWICE: Law = Law {
    name: "what is added twice is added once, and the second changes nothing",
    requirements: &["7644-3.5.2.1-07", "7644-3.5.2.1-10"],
};

/// A PATCH of everything.
pub static PATCH_IS_PUT: Law = Law {
    name: "a PATCH that replaces every attribute is a PUT",
    requirements: &["7644-3.5.2.3-02", "7644-3.5.2.3-03", "7644-3.5.2.3-06", "7644-3.5.1-04"],
};

/// The tolerances of a dialect.
pub static SPELLINGS: Law = Law {
    name: "however a client spells a PATCH, alone or in combination, it means what the RFC spells",
    requirements: &["7643-2.1-01", "7644-3.5.2-07", "7644-3.5.2-18"],
};

pub(super) fn put_twice<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), &cases.get_settings().respelled(0).nulls(0));
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let (stored, body) = (cases.models().draw(source), bodies.draw(source));
        let held = document(&stored);
        let request = format!("PUT ({}) {body}", dialect.name());
        Trial::new(held.clone(), request, move |engine| {
            let text = body.to_string();
            let Ok(once) = engine.replace(&stored, &text, dialect) else { return Ok(()) };
            let twice = engine.replace(&once.resource, &text, dialect);
            again(&PUT_TWICE, &held, &body, &once, twice)
        })
    })
}

/// The second time nothing changes, but what nobody can see.
fn again<R: ScimResource>(
    law: &'static Law,
    held: &Value,
    body: &Value,
    once: &Edited<R>,
    twice: Result<Edited<R>, ScimError>,
) -> Result<(), super::Broken> {
    let expected = document(&once.resource);
    let twice = match twice {
        Ok(twice) => twice,
        Err(error) => return Err(law.broken(held, body, &expected, &error)),
    };
    law.same(held, body, &expected, &document(&twice.resource))?;
    let shape = Shape::shared(&once.resource);
    let hidden = |path: &String| shape.on_path(path).into_iter().any(Attribute::holds_hidden);
    let changed: Vec<&String> = twice.changed.iter().filter(|path| !hidden(path)).collect();
    law.same(held, body, &"[]".to_owned(), &format!("{changed:?}"))
}

pub(super) fn add_twice<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let is = |operation: &crate::strategy::OperationExpr| {
        // after the first, a filter may choose other elements
        let filtered = operation.target.as_ref().is_some_and(|target| target.filter.is_some());
        operation.op == Op::Add && !filtered
    };
    operated(
        cases,
        |_, _, _| None,
        is,
        |engine, stored, patch| {
            let body = patch.body();
            let Ok(once) = edited(engine, stored, &body, Dialect::RFC) else { return Ok(()) };
            let twice = edited(engine, &once.resource, &body, Dialect::RFC);
            again(&ADD_TWICE, &document(stored), &body, &once, twice)
        },
    )
}

pub(super) fn patch_is_put<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let bodies = resource(cases.target(), &cases.get_settings().respelled(0).nulls(0));
    let cases = cases.clone();
    Generator::new(move |source| {
        let (stored, body) = (cases.models().draw(source), bodies.draw(source));
        let held = document(&stored);
        let patch = replacing(&Shape::shared(&stored), &held, &body);
        let request = format!("PUT {body}\nPATCH {patch}");
        Trial::new(held.clone(), request.clone(), move |engine| {
            let put = engine.replace(&stored, &body.to_string(), Dialect::RFC);
            let patched = engine.patch(&stored, &patch.to_string(), Dialect::RFC);
            let (put, patched) = match (put, patched) {
                (Ok(put), Ok(patched)) => (put, patched),
                // an immutable attribute cannot be replaced by either
                (Err(_), Err(_)) => return Ok(()),
                (Ok(put), Err(error)) => {
                    let expected = document(&put.resource);
                    return Err(PATCH_IS_PUT.broken(&held, &request, &expected, &error));
                }
                (Err(error), Ok(patched)) => {
                    let actual = document(&patched.resource);
                    return Err(PATCH_IS_PUT.broken(&held, &request, &error, &actual));
                }
            };
            let (put, patched) = (document(&put.resource), document(&patched.resource));
            PATCH_IS_PUT.same(&held, &request, &put, &patched)
        })
    })
}

/// A patch that does with each attribute what a PUT of the body does.
fn replacing(shape: &Shape, held: &Value, body: &Value) -> Value {
    let mut operations = Vec::new();
    for attribute in shape.attributes.iter().filter(|attribute| attribute.name != "schemas") {
        let name = &attribute.name;
        replace(name, attribute, held.get(name), body.get(name), &mut operations);
    }
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    json!({"schemas": schemas, "Operations": operations})
}

/// The operations that do with one attribute what a PUT does with a value, or with none.
fn replace(
    path: &str,
    attribute: &Attribute,
    held: Option<&Value>,
    value: Option<&Value>,
    operations: &mut Vec<Value>,
) {
    let kept = attribute.keep || attribute.is_hidden() || attribute.name == "active";
    let separator = if attribute.extension { ":" } else { "." };
    let parts = attribute.sub_attributes.iter();
    let parts = parts.map(|sub| (sub, format!("{path}{separator}{}", sub.name)));
    // a group of fields, or of slots, has no state of its own
    let simple = attribute.sub_attributes.is_empty();
    let settled = attribute.mutability == Mutability::Immutable
        || attribute.cleared == Held::Refused && simple;
    match value {
        _ if attribute.mutability == Mutability::ReadOnly || attribute.computed => {}
        // omitted is not null
        None if kept || settled => {}
        // what stays of it has what it requires
        None if !keeps_a_part(attribute, held) => {
            operations.push(json!({"op": "remove", "path": path}));
        }
        None if !attribute.slots.is_empty() => {
            for (slot, held) in attribute.slots.iter().zip(slot_parts(attribute, held)) {
                let path = format!("{path}[{} eq {}]", slot.selector, slot.value);
                if slot.whole {
                    operations.push(json!({"op": "remove", "path": path}));
                    continue;
                }
                for sub in &slot.sub_attributes {
                    let path = format!("{path}.{}", sub.name);
                    replace(&path, sub, held.get(&sub.name), None, operations);
                }
            }
        }
        None => {
            for (sub, path) in parts.filter(|(sub, _)| !sub.required) {
                replace(&path, sub, part(held, sub), None, operations);
            }
        }
        // 7644-3.5.2.3-06: sub-attributes that are not given stay
        Some(Value::Object(_)) => {
            // of what is immutable nothing is removed, though it be not there
            let fixed = attribute.mutability == Mutability::Immutable;
            let removes = |sub| !fixed || part(held, sub).or(part(value, sub)).is_some();
            for (sub, path) in parts.filter(|(sub, _)| removes(sub)) {
                replace(&path, sub, part(held, sub), part(value, sub), operations);
            }
        }
        Some(value) => operations.push(json!({"op": "replace", "path": path, "value": value})),
    }
}

fn part<'v>(value: Option<&'v Value>, sub: &Attribute) -> Option<&'v Value> {
    value.and_then(|value| value.get(&sub.name))
}

/// Whether a PUT that leaves out a complex attribute, or fixed elements, keeps a part.
fn keeps_a_part(attribute: &Attribute, held: Option<&Value>) -> bool {
    let keeps = |sub: &Attribute, held: Option<&Value>| {
        let stays = sub.keep || sub.mutability == Mutability::Immutable;
        stays && held.is_some() || keeps_a_part(sub, held)
    };
    match held {
        Some(held @ Value::Object(_)) => {
            attribute.sub_attributes.iter().any(|sub| keeps(sub, held.get(&sub.name)))
        }
        Some(Value::Array(_)) => {
            let slots = attribute.slots.iter().zip(slot_parts(attribute, held));
            slots.filter(|(slot, _)| !slot.whole).any(|(slot, held)| {
                slot.sub_attributes.iter().any(|sub| keeps(sub, held.get(&sub.name)))
            })
        }
        _ => false,
    }
}

pub(super) fn spellings<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let of = |dialect: Dialect| (dialect, spelled(cases.target(), cases.get_settings(), dialect));
    let all: Vec<_> = match cases.only_dialect() {
        Some(dialect) => vec![of(dialect)],
        None => vec![of(Dialect::RFC), of(Dialect::OKTA), of(Dialect::ENTRA)],
    };
    let cases = cases.clone();
    Generator::new(move |source: &mut Source| {
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let which = source.below(u32::try_from(all.len()).unwrap_or(1)) as usize;
        let Some((dialect, spellings)) = all.get(which) else {
            return Trial::new(held, "", |_| Ok(()));
        };
        let (one, dialect) = (spellings.draw(source), *dialect);
        let (strict, spelt) = (one.strict.body(), one.spelt.body());
        let request = format!("PATCH {strict}\n{} {spelt}\n{:?}", dialect.name(), one.habits);
        Trial::new(held.clone(), request.clone(), move |engine| {
            let shown = |edited: Result<Edited<R>, ScimError>| match edited {
                Ok(edited) => document(&edited.resource).to_string(),
                Err(error) => format!("{} {error}", error.status()),
            };
            let strict = shown(engine.patch(&stored, &strict.to_string(), Dialect::RFC));
            let spelt = shown(engine.patch(&stored, &spelt.to_string(), dialect));
            SPELLINGS.same(&held, &request, &strict, &spelt)
        })
    })
}

#[cfg(test)]
mod tests;
