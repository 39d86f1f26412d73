//! What the laws that ask the oracle are tried on.

use super::{Cases, Trial, edit, filter, search};
use crate::oracle::document;
use crate::strategy::{
    Filters, Generator, Patches, ProjectionExpr, SearchExpr, Searches, Source, Wrong, resource,
    violation,
};
use scim_schema::dialect::Dialect;
use scim_schema::message::SearchRequest;
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
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
    let (cases, patches) = (cases.clone(), spoilt(cases));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let stored = cases.models().draw(source);
        let held = document(&stored);
        let body = patches(source, &held);
        Trial::new(held, said("PATCH", dialect, &body), move |engine| {
            edit::patch_agrees(engine, &stored, &body, dialect)
        })
    })
}

/// Bodies of patches of a resource, valid or not.
pub(super) fn spoilt<R: ScimResource>(
    cases: &Cases<R>,
) -> impl Fn(&mut Source, &Value) -> Value + Send + Sync + use<R> {
    let patches = Patches::new(cases.target(), cases.get_settings());
    move |source, held| {
        let mut body = patches.draw(source, held).body();
        spoil(source, &mut body);
        body
    }
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
            // a name is given once, in whatever case (7643-2.1-01)
            held.retain(|known, _| !known.eq_ignore_ascii_case(&name));
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

/// Projections in any spelling.
pub(super) fn projections<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, searches) = (cases.clone(), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let projection = searches.projection(source);
        Trial::new(document(&resource), shown_projection(&projection), move |engine| {
            search::projection_agrees(engine, &resource, &projection)
        })
    })
}

/// Two resources, and what they are sorted by.
pub(super) fn sorts<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (lists, searches) = (cases.lists(2), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let list = lists.draw(source);
        let by = searches.sort_by(source).map_or_else(|| "id".to_owned(), |path| path.to_string());
        let order = if source.chance(50) { Order::Descending } else { Order::Ascending };
        let documents: Vec<Value> = list.iter().map(document).collect();
        let request = format!("sortBy={by} sortOrder={}", order.as_str());
        Trial::new(documents.into(), request, move |engine| match list.as_slice() {
            [a, b] => search::sort_agrees(engine, a, b, &by, order),
            _ => Ok(()),
        })
    })
}

/// Whole searches of some resources.
pub(super) fn searches<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (lists, searches) = (cases.lists(6), Searches::new(cases.target(), cases.get_settings()));
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let list = lists.draw(source);
        let documents: Vec<Value> = list.iter().map(document).collect();
        let search = request(&searches.draw(source, &documents));
        let shown = said("search", dialect, &shown_search(&search));
        Trial::new(documents.into(), shown, move |engine| {
            search::search_agrees(engine, &list, &search, dialect)
        })
    })
}

/// A search as a message.
pub(super) fn request(search: &SearchExpr) -> SearchRequest {
    let mut request = SearchRequest::default();
    match &search.projection {
        ProjectionExpr::Default => {}
        ProjectionExpr::Attributes(paths) => request.attributes.clone_from(paths),
        ProjectionExpr::Excluded(paths) => request.excluded_attributes.clone_from(paths),
    }
    request.filter = search.filter.as_ref().map(ToString::to_string);
    request.sort_by = search.sort_by.as_ref().map(ToString::to_string);
    let order = |descending| if descending { Order::Descending } else { Order::Ascending };
    request.sort_order = search.descending.map(|descending| order(descending).as_str().to_owned());
    request.start_index = search.start_index;
    request.count = search.count;
    request
}

pub(super) fn shown_search(search: &SearchRequest) -> String {
    serde_json::to_string(search).unwrap_or_default()
}

pub(super) fn shown_projection(projection: &ProjectionExpr) -> String {
    match projection.parameter() {
        Some((name, paths)) => format!("{name}={}", paths.join(",")),
        None => "what is returned by default".to_owned(),
    }
}
