//! Laws of what an edit leaves alone.

use super::{Broken, Cases, Edited, Engine, Law, Trial};
use crate::oracle::filter::chosen;
use crate::oracle::instant::instant;
use crate::oracle::{Attribute, Shape, document};
use crate::strategy::{
    Generator, Op, OperationExpr, PatchExpr, PatchTarget, Patches, Source, resource,
};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Mutability;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The frame of a PATCH.
pub static PATCH_FRAME: Law = Law {
    name: "a PATCH leaves alone what it does not name",
    requirements: &["7644-3.5.2-14", "7644-3.5.2-21", "7644-3.5.2.2-02", "7644-3.5.2.3-02"],
};

/// The frame of a PUT: what is sent as it is stays as it is, element by element.
pub static PUT_FRAME: Law = Law {
    name: "a PUT of what is there changes nothing, mapped or not",
    requirements: &["7644-3.5.1-03", "7644-3.5.1-12", "7644-3.5.1-16", "7643-2.5-01"],
};

/// The bounds of every edit.
pub static MUTABILITY: Law = Law {
    name: "no edit changes what is read only, or what is immutable and has a value",
    requirements: &[
        "7643-7-22",
        "7643-7-25",
        "7643-3.1-08",
        "7643-3.1-19",
        "7644-3.5.1-09",
        "7644-3.5.1-12",
        "7644-3.5.2-15",
    ],
};

/// What a removal may take.
pub static REMOVE: Law = Law {
    name: "a removal never clears more than it names",
    requirements: &["7644-3.5.2.2-02", "7644-3.5.2.2-03", "7644-3.5.2.2-04", "7644-3.5.2.2-05"],
};

/// A resource and a valid patch of it.
fn patched<R: ScimResource>(
    cases: &Cases<R>,
    holds: impl Fn(&dyn Engine<R>, &R, &PatchExpr, Dialect) -> Result<(), Broken>
    + Send
    + Sync
    + Clone
    + 'static,
) -> Generator<Trial<R>> {
    let (cases, patches) = (cases.clone(), Patches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let patch = patches.draw(source, &held);
        let holds = holds.clone();
        let request = format!("PATCH ({}) {patch}", dialect.name());
        Trial::new(held, request, move |engine| holds(engine, &stored, &patch, dialect))
    })
}

/// A resource and one operation on it: what comes first, or else one that is of a kind.
pub(super) fn operated<R: ScimResource>(
    cases: &Cases<R>,
    first: fn(&Patches, &mut Source, &Value) -> Option<OperationExpr>,
    is: impl Fn(&OperationExpr) -> bool + Send + Sync + 'static,
    holds: impl Fn(&dyn Engine<R>, &R, &PatchExpr) -> Result<(), Broken> + Send + Sync + Clone + 'static,
) -> Generator<Trial<R>> {
    let (cases, patches) = (cases.clone(), Patches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let mut operations: Vec<OperationExpr> =
            first(&patches, source, &held).into_iter().collect();
        // most of what is drawn is not of the kind asked for
        for _ in 0..10 {
            let operation = patches.operation(source, &held);
            if operations.is_empty() && is(&operation) {
                operations.push(operation);
            }
        }
        let (patch, holds) = (PatchExpr { operations }, holds.clone());
        let request = format!("PATCH {patch}");
        Trial::new(held, request, move |engine| {
            if patch.operations.is_empty() { Ok(()) } else { holds(engine, &stored, &patch) }
        })
    })
}

pub(super) fn edited<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    patch: &Value,
    dialect: Dialect,
) -> Result<Edited<R>, ScimError> {
    engine.patch(stored, &patch.to_string(), dialect)
}

pub(super) fn patch_frame<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases_of = cases.clone();
    patched(cases, move |engine, stored, patch, dialect| {
        let body = patch.body();
        let Ok(edited) = edited(engine, stored, &body, dialect) else { return Ok(()) };
        let (before, after) = (document(stored), document(&edited.resource));
        let Some(named) = named(patch) else { return Ok(()) };
        for (path, before, after) in pairs(&before, &after) {
            if before != after && !named.contains(&path.to_ascii_lowercase()) {
                let (expected, actual) = (absent(before), absent(after));
                let request = format!("{body}\n`{path}` is not named");
                return Err(PATCH_FRAME.broken(&document(stored), &request, &expected, &actual));
            }
        }
        // what cannot be seen in a document: an edit that changes nothing changes no field; where
        // one operation takes away what another gives back, it is another element
        let one = patch.operations.len() == 1 && edited.changed.is_empty();
        let hidden = one.then(|| cases_of.shown(stored)).flatten();
        match (hidden, cases_of.shown(&edited.resource)) {
            (Some(before), Some(after)) => {
                PATCH_FRAME.same(&document(stored), &body, &before, &after)
            }
            _ => Ok(()),
        }
    })
}

/// The attributes that a patch names, in lower case; `None` if a value names them.
fn named(patch: &PatchExpr) -> Option<BTreeSet<String>> {
    let mut named = BTreeSet::from(["schemas".to_owned()]);
    for operation in &patch.operations {
        match &operation.target {
            Some(target) => {
                let path = &target.path;
                let name = path.urn.as_ref().map_or_else(
                    || path.attribute.clone(),
                    |urn| format!("{urn}:{}", path.attribute),
                );
                named.insert(name.to_ascii_lowercase());
                if path.attribute.contains(':') {
                    return None;
                }
            }
            None => {
                let Some(Value::Object(members)) = &operation.value else { return None };
                for (name, value) in members {
                    named.insert(name.to_ascii_lowercase());
                    if name.contains(':') {
                        for inner in value.as_object().into_iter().flat_map(Map::keys) {
                            named.insert(format!("{name}:{inner}").to_ascii_lowercase());
                        }
                    }
                }
            }
        }
    }
    Some(named)
}

/// The attributes of two documents, those of extensions one by one.
fn pairs<'a>(
    before: &'a Value,
    after: &'a Value,
) -> Vec<(String, Option<&'a Value>, Option<&'a Value>)> {
    let mut pairs = Vec::new();
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().into_iter().flat_map(Map::keys).cloned().collect()
    };
    let names: BTreeSet<String> = keys(before).into_iter().chain(keys(after)).collect();
    for name in names {
        let (old, new) = (before.get(&name), after.get(&name));
        if !name.contains(':') {
            pairs.push((name, old, new));
            continue;
        }
        let inner = |value: Option<&Value>| value.map(keys).unwrap_or_default();
        let inside: BTreeSet<String> = inner(old).into_iter().chain(inner(new)).collect();
        for sub in inside {
            let of = |value: Option<&'a Value>| value.and_then(|value| value.get(&sub));
            pairs.push((format!("{name}:{sub}"), of(old), of(new)));
        }
    }
    pairs
}

fn absent(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

pub(super) fn put_frame<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let body = whole(&Shape::shared(&stored), &held);
        let cases = cases.clone();
        let request = format!("PUT ({}) {body}", dialect.name());
        Trial::new(held.clone(), request, move |engine| {
            let edited = match engine.replace(&stored, &body.to_string(), dialect) {
                Ok(edited) => edited,
                Err(error) => return Err(PUT_FRAME.broken(&held, &body, &held, &error)),
            };
            PUT_FRAME.same(&held, &body, &held, &document(&edited.resource))?;
            let none = format!("{:?}", BTreeSet::<String>::new());
            PUT_FRAME.same(&held, &body, &none, &format!("{:?}", edited.changed))?;
            match (cases.shown(&stored), cases.shown(&edited.resource)) {
                (Some(before), Some(after)) => PUT_FRAME.same(&held, &body, &before, &after),
                _ => Ok(()),
            }
        })
    })
}

/// All that a client can read of a document, as a body.
pub(super) fn whole(shape: &Shape, held: &Value) -> Value {
    fn visible(attributes: &[Attribute], held: &Value) -> Value {
        match held {
            Value::Array(elements) => {
                elements.iter().map(|element| visible(attributes, element)).collect()
            }
            Value::Object(members) => {
                let mut shown = Map::new();
                for (name, value) in members {
                    match attributes.iter().find(|attribute| attribute.name == *name) {
                        Some(attribute) if attribute.is_hidden() => {}
                        Some(attribute) => {
                            shown.insert(name.clone(), visible(&attribute.sub_attributes, value));
                        }
                        None => {
                            shown.insert(name.clone(), value.clone());
                        }
                    }
                }
                Value::Object(shown)
            }
            other => other.clone(),
        }
    }
    visible(&shape.attributes, held)
}

pub(super) fn mutability<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let patches = super::agreement::spoilt(cases);
    let anywhere = Patches::new(cases.target(), cases.get_settings());
    let bodies = resource(cases.target(), &cases.get_settings().read_only(30));
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let is_put = source.chance(40);
        let (put, mut patch) = (bodies.draw(source), patches(source, &held));
        let one = source.chance(50).then(|| anywhere.anywhere(source, &held)).flatten();
        if let Some(one) = one {
            patch = PatchExpr { operations: vec![one] }.body();
        }
        let body = if is_put { put } else { patch };
        let method = if is_put { "PUT" } else { "PATCH" };
        let request = format!("{method} ({}) {body}", dialect.name());
        Trial::new(held.clone(), request.clone(), move |engine| {
            let body = body.to_string();
            let edited = if is_put {
                engine.replace(&stored, &body, dialect)
            } else {
                engine.patch(&stored, &body, dialect)
            };
            let Ok(edited) = edited else { return Ok(()) };
            let after = document(&edited.resource);
            let shape = Shape::shared(&stored);
            unchanged(&shape.attributes, &held, &after, false).map_err(|(path, old, new)| {
                let request = format!("{request}\n`{path}`");
                MUTABILITY.broken(&held, &request, &absent(old), &absent(new))
            })
        })
    })
}

/// What differs, before and after.
type Differs<'v> = (String, Option<&'v Value>, Option<&'v Value>);

/// Whether what clients cannot change is as it was, in complex values and extensions as well.
fn unchanged<'v>(
    attributes: &[Attribute],
    before: &'v Value,
    after: &'v Value,
    inside: bool,
) -> Result<(), Differs<'v>> {
    for attribute in attributes.iter().filter(|attribute| attribute.name != "schemas") {
        let (old, new) = (before.get(&attribute.name), after.get(&attribute.name));
        let free = match attribute.mutability {
            Mutability::Immutable => old.is_none(),
            // it goes with what it is a part of
            Mutability::ReadOnly => inside && new.is_none(),
            Mutability::ReadWrite | Mutability::WriteOnly => true,
        };
        if old != new && !free {
            return Err((attribute.name.clone(), old, new));
        }
        if attribute.mutability != Mutability::ReadOnly && !attribute.multi_valued {
            let parts = &attribute.sub_attributes;
            let nothing = &Value::Null;
            unchanged(parts, old.unwrap_or(nothing), new.unwrap_or(nothing), true)
                .map_err(|(path, old, new)| (format!("{}.{path}", attribute.name), old, new))?;
        }
    }
    Ok(())
}

pub(super) fn remove<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    // elements that are alike otherwise are told apart by what is removed
    let first = |patches: &Patches, source: &mut Source, held: &Value| {
        let one = source.chance(30);
        one.then(|| patches.one_removed(source, held)).flatten()
    };
    let is = |operation: &OperationExpr| {
        let filtered = operation.target.as_ref().is_some_and(|target| target.filter.is_some());
        operation.op == Op::Remove && (filtered || operation.value.is_some())
    };
    operated(cases, first, is, |engine, stored, patch| {
        let (body, before) = (patch.body(), document(stored));
        let Ok(edited) = edited(engine, stored, &body, Dialect::RFC) else { return Ok(()) };
        let after = document(&edited.resource);
        let Some(operation) = patch.operations.first() else { return Ok(()) };
        let Some(target) = &operation.target else { return Ok(()) };
        let part = target.sub_attribute.is_some() || target.path.sub_attribute.is_some();
        let listed = operation.value.as_ref().map(|value| match value {
            Value::Array(listed) => listed.clone(),
            one => vec![one.clone()],
        });
        let list = PatchTarget { sub_attribute: None, ..target.clone() };
        let chosen = chosen(&list.to_string(), &Shape::shared(stored), &before);
        for (path, old, new) in pairs(&before, &after) {
            let (Some(Value::Array(old)), new) = (old, new) else { continue };
            let nothing = Vec::new();
            let new = new.and_then(Value::as_array).unwrap_or(&nothing);
            let request = format!("{body}\n`{path}`");
            let come = new.iter().filter(|element| !old.contains(element)).count();
            if !part && come > 0 && path != "schemas" {
                let new = Value::from(new.clone());
                return Err(REMOVE.broken(&before, &request, &"no other elements", &new));
            }
            if path == "schemas" {
                continue;
            }
            for element in old.iter().filter(|element| !new.contains(element)) {
                let named = match (&chosen, &listed) {
                    (Some(chosen), _) => chosen.contains(element),
                    (None, Some(listed)) => listed.iter().any(|listed| has_part(element, listed)),
                    (None, None) => continue,
                };
                if !named {
                    let expected = format!("{element} stays");
                    let new = Value::from(new.clone());
                    return Err(REMOVE.broken(&before, &request, &expected, &new));
                }
            }
        }
        Ok(())
    })
}

/// Whether an element is one that is given: by its `value`, else by something that it has of it.
fn has_part(element: &Value, given: &Value) -> bool {
    let same = |a: &Value, b: &Value| match (a, b) {
        (Value::String(a), Value::String(b)) => {
            a.to_lowercase() == b.to_lowercase()
                || instant(a).is_some_and(|a| Some(a) == instant(b))
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (a, b) => a == b,
    };
    match (element, given) {
        (Value::Object(element), Value::Object(given)) => {
            let has = |(name, value): (&String, &Value)| {
                let mut held = element.iter();
                held.any(|(known, held)| known.eq_ignore_ascii_case(name) && same(held, value))
            };
            let is_value = |(name, value): &(&String, &Value)| {
                name.eq_ignore_ascii_case("value") && !value.is_null()
            };
            match given.iter().find(is_value) {
                Some(value) => has(value),
                None => given.iter().any(has),
            }
        }
        (element, given) => same(element, given),
    }
}

#[cfg(test)]
mod tests;
