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
        let mut patch = patches.draw(source, held);
        // alone: an operation that is refused hides what the others do
        let anywhere = source.chance(20).then(|| patches.anywhere(source, held)).flatten();
        let alone = anywhere.is_some();
        if let Some(anywhere) = anywhere {
            patch.operations = vec![anywhere];
        }
        let mut body = patch.body();
        if alone {
            return body;
        }
        spoil(source, &mut body);
        body
    }
}

/// Filters in any spelling, on one resource type.
pub(super) fn filters<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    of_filters(cases, |engine, resource, texts, dialect| {
        filter::all_agree(engine, resource, texts, dialect)
    })
}

/// The same where there are others.
pub(super) fn filters_at_the_root<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    of_filters(cases, |engine, resource, texts, dialect| {
        let mut texts = texts.iter();
        texts.try_for_each(|text| filter::agrees_at_the_root(engine, resource, text, dialect))
    })
}

type Agrees<R> = fn(&dyn super::Engine<R>, &R, &[String], Dialect) -> Result<(), super::Broken>;

/// How many more filters are tried on one resource at most.
const MORE: usize = 6;

fn of_filters<R: ScimResource>(cases: &Cases<R>, agrees: Agrees<R>) -> Generator<Trial<R>> {
    let (cases, filters) = (cases.clone(), Filters::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let resource = cases.models().draw(source);
        let held = document(&resource);
        let data = std::slice::from_ref(&held);
        let filter = filters.draw(source, data);
        let mut text = filters.spell(source, &filter);
        spoil_filter(source, &mut text);
        let mut texts = vec![text];
        texts.extend(source.list_of(1, MORE, |source| filters.term(source, data).to_string()));
        let request = said("filter", dialect, &texts.join("; "));
        Trial::new(held, request, move |engine| agrees(engine, &resource, &texts, dialect))
    })
}

/// Now and then, something in a filter that is wrong, or that only a search of all types may ask.
fn spoil_filter(source: &mut Source, text: &mut String) {
    let kind = source.below(23);
    let asked = match kind {
        16 => "scimTestkitUndefined pr",
        17 => "scimTestkitUndefined ne \"a\"",
        18 => "scimTestkitUndefined.value eq null",
        19 => "id gx \"a\"",
        20 => "schemas gt true",
        21 => "id eq a",
        22 => "(id pr",
        _ => return,
    };
    match source.below(3) {
        0 => asked.clone_into(text),
        1 => *text = format!("{asked} or {text}"),
        _ => *text = format!("{text} and {asked}"),
    }
}

fn said(what: &str, dialect: Dialect, request: &dyn std::fmt::Display) -> String {
    format!("{what} ({}) {request}", dialect.name())
}

/// Bodies of POST and PUT, of which one in three has one thing wrong.
fn bodies<R: ScimResource>(cases: &Cases<R>) -> Generator<Value> {
    let settings = cases.get_settings().nulls(15).respelled(5).read_only(10);
    let (valid, wrong) =
        (resource(cases.target(), &settings), violation(cases.target(), &settings));
    Generator::new(move |source| {
        let is_wrong = source.below(3) == 2;
        let mut valid = valid.draw(source);
        if !is_wrong {
            // 7643-3-08: `schemas` says what there may be, not what there is
            if let (true, Some(Value::Array(urns))) = (source.chance(15), valid.get_mut("schemas"))
            {
                urns.truncate(1);
            }
            if source.chance(10) {
                stamp(source, &mut valid);
            }
            if source.chance(20) {
                twice(source, &mut valid);
            }
            return valid;
        }
        let one = wrong.draw(source);
        // a JSON value has neither names twice nor the text of a number
        let is_json = !matches!(one.kind, Wrong::Twice | Wrong::Range);
        serde_json::from_str(&one.body).ok().filter(|_| is_json).unwrap_or(valid)
    })
}

/// Gives a body what only a server sets (7643-3.1-19, -21).
fn stamp(source: &mut Source, body: &mut Value) {
    let year = 1_990 + source.below(30);
    let time = |month: u32| format!("{year}-{month:02}-01T00:00:00Z");
    body["meta"] = json!({"resourceType": "Other", "created": time(1), "lastModified": time(2),
        "location": "https://example.com/other", "version": "W/\"other\""});
}

/// Gives a list an element with the `value` of another, and a `type` of its own (7643-2.4-11).
fn twice(source: &mut Source, body: &mut Value) {
    let which = source.below(16) as usize;
    let lists = body.as_object_mut().into_iter().flatten().filter_map(|(_, value)| {
        let elements = value.as_array_mut()?;
        let is = |one: &Value| {
            one.get("value").is_some_and(Value::is_string) && one.get("type").is_some()
        };
        elements.iter().any(is).then_some(elements)
    });
    let mut lists: Vec<_> = lists.collect();
    let count = lists.len().max(1);
    let Some(elements) = lists.get_mut(which % count) else { return };
    let is = |one: &Value| one.get("type").is_some() && one.get("value").is_some();
    let Some(at) = elements.iter().position(is) else { return };
    let Some(mut other) = elements.get(at).cloned() else { return };
    if let Value::Object(members) = &mut other {
        members.remove("primary");
        members.insert("type".to_owned(), "another".into());
    }
    elements.insert(at + 1, other);
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
    let (kind, which) = (source.below(32), source.below(8) as usize);
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
        20 => set("path", "scimTestkitUndefined".into()),
        21 => set("path", "title.scimTestkitUndefined".into()),
        22 | 23 => {
            // without a path, a name that is not defined
            if let Some(Value::Object(members)) = operation.get_mut("value").filter(|_| kind == 22)
            {
                members.insert("scimTestkitUndefined".to_owned(), true.into());
            } else {
                operation.insert("path".to_owned(), "groups".into());
            }
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
    let (lists, searches) = (cases.some(2, 2), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let list = lists.draw(source);
        let documents: Vec<Value> = list.iter().map(document).collect();
        let by =
            |source: &mut Source| match (source.below(25), searches.sort_of(source, &documents)) {
                (24, _) => "scimTestkitUndefined".to_owned(),
                (20..24, Some(path)) => searches.spell(source, &path),
                (_, path) => path.map_or_else(|| "id".to_owned(), |path| path.to_string()),
            };
        let all = source.list_of(1, 4, by);
        let order = if source.chance(50) { Order::Descending } else { Order::Ascending };
        let request = format!("sortBy={} sortOrder={}", all.join("; "), order.as_str());
        Trial::new(documents.into(), request, move |engine| match list.as_slice() {
            [a, b] => all.iter().try_for_each(|by| search::sort_agrees(engine, a, b, by, order)),
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

#[cfg(test)]
mod tests;
