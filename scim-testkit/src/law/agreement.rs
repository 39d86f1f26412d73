//! What the laws that ask the oracle are tried on.

use super::{Cases, Trial, edit, filter};
use crate::oracle::document;
use crate::strategy::{Filters, Generator, Patches, Source, Wrong, resource, violation};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use serde_json::{Value, json};

/// A POST, valid or with one thing wrong.
pub(super) fn creates<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, bodies) = (cases.clone(), bodies(cases));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let base = cases.bases().draw(source);
        let body = bodies.draw(source);
        Trial::new(document(&base), said("POST", dialect, &body), move |engine| {
            edit::create_agrees(engine, &base, &body, dialect)
        })
    })
}

/// A PUT, valid or with one thing wrong; some of what is there, with changes.
pub(super) fn replaces<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, bodies) = (cases.clone(), bodies(cases));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let near = source.chance(60);
        let mut body = bodies.draw(source);
        if near {
            body = between(source, document(&stored), body);
        }
        Trial::new(document(&stored), said("PUT", dialect, &body), move |engine| {
            edit::replace_agrees(engine, &stored, &body, dialect)
        })
    })
}

/// A PATCH, valid or not.
pub(super) fn patches<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, patches) = (cases.clone(), Patches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let mut body = patches.draw(source, &held).body();
        spoil(source, &mut body);
        Trial::new(held, said("PATCH", dialect, &body), move |engine| {
            edit::patch_agrees(engine, &stored, &body, dialect)
        })
    })
}

/// Filters in any spelling, on one resource type.
pub(super) fn filters<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    of_filters(cases, |engine, resource, text, dialect| {
        filter::agrees(engine, resource, text, dialect)
    })
}

/// The same where there are others.
pub(super) fn filters_at_the_root<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    of_filters(cases, |engine, resource, text, dialect| {
        filter::agrees_at_the_root(engine, resource, text, dialect)
    })
}

type Agrees<R> = fn(&dyn super::Engine<R>, &R, &str, Dialect) -> Result<(), super::Broken>;

fn of_filters<R: ScimResource>(cases: &Cases<R>, agrees: Agrees<R>) -> Generator<Trial<R>> {
    let (cases, filters) = (cases.clone(), Filters::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let resource = cases.models().draw(source);
        let held = document(&resource);
        let filter = filters.draw(source, std::slice::from_ref(&held));
        let text = filters.spell(source, &filter);
        Trial::new(held, said("filter", dialect, &text), move |engine| {
            agrees(engine, &resource, &text, dialect)
        })
    })
}

fn said(what: &str, dialect: Dialect, request: &dyn std::fmt::Display) -> String {
    format!("{what} ({}) {request}", dialect.name())
}

/// Bodies of POST and PUT, of which one in three has one thing wrong.
fn bodies<R: ScimResource>(cases: &Cases<R>) -> Generator<Value> {
    let settings = cases.get_settings().nulls(5).respelled(5).read_only(10);
    let (valid, wrong) =
        (resource(cases.target(), &settings), violation(cases.target(), &settings));
    Generator::new(move |source| {
        let is_wrong = source.below(3) == 2;
        let valid = valid.draw(source);
        if !is_wrong {
            return valid;
        }
        let one = wrong.draw(source);
        // a JSON value has neither names twice nor the text of a number
        let is_json = !matches!(one.kind, Wrong::Twice | Wrong::Range);
        serde_json::from_str(&one.body).ok().filter(|_| is_json).unwrap_or(valid)
    })
}

/// What is there, but for some attributes.
fn between(source: &mut Source, held: Value, body: Value) -> Value {
    let (Value::Object(mut held), Value::Object(body)) = (held, body) else { return Value::Null };
    for (name, value) in body {
        if name != "schemas" && source.chance(30) {
            held.insert(name, value);
        }
    }
    let names: Vec<String> = held.keys().filter(|name| *name != "schemas").cloned().collect();
    for name in names {
        if source.chance(15) {
            held.remove(&name);
        }
    }
    Value::Object(held)
}

/// Now and then, something in a patch that may be wrong.
fn spoil(source: &mut Source, body: &mut Value) {
    let (kind, which) = (source.below(20), source.below(8) as usize);
    let Some(operations) = body.get_mut("Operations").and_then(Value::as_array_mut) else { return };
    let index = which.min(operations.len().saturating_sub(1));
    let Some(Value::Object(operation)) = operations.get_mut(index) else { return };
    let mut set = |name: &str, value: Value| {
        operation.insert(name.to_owned(), value);
    };
    match kind {
        10 => set("op", "remove".into()),
        11 => set("op", "add".into()),
        12 => set("op", "replace".into()),
        13 => set("value", Value::Null),
        14 => set("value", json!([])),
        15 => set("value", json!({"value": "x"})),
        16 => set("value", "x".into()),
        17 => set("path", "id".into()),
        18 => set("path", "meta.resourceType".into()),
        19 => {
            operation.remove("value");
        }
        _ => {}
    }
}
