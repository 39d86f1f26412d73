//! Laws of sorting and paging that need no oracle.

use super::agreement::{request, shown_search};
use super::{Broken, Cases, Engine, Law, Trial};
use crate::oracle::{Shape, document};
use crate::strategy::{Generator, PathExpr, SearchExpr, Searches};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
use serde_json::Value;
use std::cmp::Ordering;

/// Any two resources are in one order, whatever else is there.
pub static TOTAL: Law = Law {
    name: "sorting is a total order, the same whatever order resources come in",
    requirements: &["7644-3.4.2.3-03", "7644-3.4.2.3-08", "7644-3.4.2.3-09"],
};

/// What `lt` says of two values is what sorting says.
pub static AGREES_WITH_FILTERS: Law = Law {
    name: "sorting and filters compare values alike",
    requirements: &["7644-3.4.2.3-10", "7644-3.4.2.2-16", "7644-3.4.2.2-18"],
};

/// Pages, one after the other, are the list.
pub static PAGES: Law = Law {
    name: "pages are the whole list, each resource once, by index and by cursor",
    requirements: &[
        "7644-3.4.2.4-03",
        "7644-3.4.2.4-06",
        "7644-3.4.2.4-10",
        "7644-3.4.2.4-12",
        "9865-2-05",
        "9865-2-07",
        "9865-2-08",
        "9865-2-15",
    ],
};

/// The law of [`TOTAL`] is tried on lists.
pub(super) fn totals<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (lists, searches) = (cases.some(1, 5), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let list = lists.draw(source);
        let documents: Vec<Value> = list.iter().map(document).collect();
        let by = searches.sort_of(source, &documents);
        let by = by.map_or_else(|| "id".to_owned(), |path| path.to_string());
        let order = if source.chance(50) { Order::Descending } else { Order::Ascending };
        let held = Value::from(documents);
        let asked = format!("sortBy={by} sortOrder={}", order.as_str());
        Trial::new(held.clone(), asked.clone(), move |engine| {
            total(engine, &list, &by, order, &held, &asked)
        })
    })
}

fn total<R: ScimResource>(
    engine: &dyn Engine<R>,
    list: &[R],
    by: &str,
    order: Order,
    held: &Value,
    asked: &str,
) -> Result<(), Broken> {
    let compare = |a: usize, b: usize| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => engine
            .compare(a, b, by, order)
            .map_err(|error| TOTAL.broken(held, &asked, &"an order", &error)),
        _ => Ok(Ordering::Equal),
    };
    for a in 0..list.len() {
        for b in 0..list.len() {
            let (there, back) = (compare(a, b)?, compare(b, a)?);
            let said = format!("{asked}: resource {a} and {b}");
            TOTAL.same(held, &said, &format!("{there:?}"), &format!("{:?}", back.reverse()))?;
            if (a == b) != (there == Ordering::Equal) {
                return Err(TOTAL.broken(
                    held,
                    &said,
                    &"only itself is equal",
                    &format!("{there:?}"),
                ));
            }
            for c in 0..list.len() {
                let (next, across) = (compare(b, c)?, compare(a, c)?);
                if there == next && there != Ordering::Equal && across != there {
                    let said = format!("{said} and {c}");
                    return Err(TOTAL.broken(
                        held,
                        &said,
                        &format!("{there:?}"),
                        &format!("{across:?}"),
                    ));
                }
            }
        }
    }
    // a search gives this order, whatever order it finds
    let mut search = scim_schema::message::SearchRequest::default();
    search.sort_by = Some(by.to_owned());
    search.sort_order = Some(order.as_str().to_owned());
    let query = engine
        .query(&search, Dialect::RFC)
        .map_err(|error| TOTAL.broken(held, &asked, &"a list", &error))?;
    let ids = |list: &[R]| -> Vec<String> {
        let page = engine.search(list, &query);
        page.resources().iter().map(|one| one.id().to_string()).collect()
    };
    let mut sorted: Vec<usize> = (0..list.len()).collect();
    let mut failed = None;
    sorted.sort_by(|a, b| {
        compare(*a, *b).unwrap_or_else(|broken| {
            failed = Some(broken);
            Ordering::Equal
        })
    });
    if let Some(broken) = failed {
        return Err(broken);
    }
    let expected: Vec<String> = sorted
        .iter()
        .filter_map(|index| list.get(*index))
        .map(|one| one.id().to_string())
        .collect();
    let backwards: Vec<R> = list.iter().rev().cloned().collect();
    TOTAL.same(held, &asked, &format!("{expected:?}"), &format!("{:?}", ids(list)))?;
    TOTAL.same(held, &asked, &format!("{expected:?}"), &format!("{:?}", ids(&backwards)))
}

/// Two resources, and a singular attribute that both may have.
pub(super) fn alike<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (lists, searches) = (cases.some(2, 3), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let list = lists.draw(source);
        let documents: Vec<Value> = list.iter().map(document).collect();
        let all = source.list_of(1, 4, |source| {
            searches.sort_of(source, &documents).unwrap_or_else(|| PathExpr::new("id"))
        });
        let shown: Vec<String> = all.iter().map(ToString::to_string).collect();
        let held = Value::from(documents);
        Trial::new(held.clone(), format!("sortBy={}", shown.join("; ")), move |engine| {
            for by in &all {
                for a in &list {
                    for b in &list {
                        agree(engine, a, b, by, &held)?;
                    }
                }
            }
            Ok(())
        })
    })
}

fn agree<R: ScimResource>(
    engine: &dyn Engine<R>,
    a: &R,
    b: &R,
    by: &PathExpr,
    held: &Value,
) -> Result<(), Broken> {
    // of several values another one may match the filter
    let (Some(_), Some(value)) = (singular(a, by), singular(b, by)) else { return Ok(()) };
    let ask = |operator: &str| {
        let filter = format!("{by} {operator} {value}");
        engine.matches(a, &filter, &Options::default())
    };
    let text = by.to_string();
    let order = match engine.compare(a, b, &text, Order::Ascending) {
        Ok(order) => order,
        Err(error) => return Err(AGREES_WITH_FILTERS.broken(held, by, &"an order", &error)),
    };
    // a boolean has no order in filters
    let (Ok(less), Ok(greater), Ok(equal)) = (ask("lt"), ask("gt"), ask("eq")) else {
        return Ok(());
    };
    let said = format!("{by} lt, gt and eq {value}");
    let expected = match (less, equal, greater) {
        (true, false, false) => Ordering::Less,
        (false, false, true) => Ordering::Greater,
        // the ids decide
        (false, true, false) => return Ok(()),
        other => {
            return Err(AGREES_WITH_FILTERS.broken(
                held,
                &said,
                &"one of them",
                &format!("{other:?}"),
            ));
        }
    };
    AGREES_WITH_FILTERS.same(held, &said, &format!("{expected:?}"), &format!("{order:?}"))
}

/// The value of a path that leads to one value.
fn singular<R: ScimResource>(resource: &R, path: &PathExpr) -> Option<Value> {
    let (shape, mut held) = (Shape::shared(resource), document(resource));
    let mut attribute = None;
    if let Some(urn) = &path.urn {
        attribute = Some(shape.attribute(urn)?);
        held = held.get(urn)?.clone();
    }
    let attribute = match attribute {
        Some(extension) => extension.sub_attribute(&path.attribute)?,
        None => shape.attribute(&path.attribute)?,
    };
    if attribute.multi_valued {
        return None;
    }
    held = held.get(&attribute.name)?.clone();
    let value = match &path.sub_attribute {
        Some(name) => held.get(&attribute.sub_attribute(name)?.name)?.clone(),
        None => held,
    };
    (!value.is_object() && !value.is_array()).then_some(value)
}

/// Searches of lists, to be read page by page.
pub(super) fn pages<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (lists, searches) = (cases.lists(8), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let list = lists.draw(source);
        let held: Value = list.iter().map(document).collect();
        let count = source.below(4) as usize + 1;
        let drawn = searches.draw(source, list.iter().map(document).collect::<Vec<_>>().as_slice());
        let search = SearchExpr { start_index: None, count: None, ..drawn };
        let asked = format!("pages of {count}, {}", shown_search(&request(&search)));
        Trial::new(held.clone(), asked.clone(), move |engine| {
            partition(engine, &list, &search, count, &held, &asked)
        })
    })
}

fn partition<R: ScimResource>(
    engine: &dyn Engine<R>,
    list: &[R],
    search: &SearchExpr,
    count: usize,
    held: &Value,
    asked: &str,
) -> Result<(), Broken> {
    let query = engine
        .query(&request(search), Dialect::RFC)
        .map_err(|error| PAGES.broken(held, &asked, &"a list", &error))?;
    let ids = |page: &[R]| -> Vec<String> { page.iter().map(|one| one.id().to_string()).collect() };
    let all = engine.search(list, &query);
    let (total, all) = (all.total_results(), ids(all.resources()));
    let mut read = Vec::new();
    for _ in 0..=list.len() {
        let start = read.len() as u64 + 1;
        let page = engine.search(list, &query.clone().with_count(count).with_start_index(start));
        if page.resources().len() > count || page.total_results() != total {
            let found = format!("{} of {:?}", page.resources().len(), page.total_results());
            let expected = format!("{count} at most of {total:?}");
            return Err(PAGES.broken(held, &format!("{asked} from {start} on"), &expected, &found));
        }
        if page.resources().is_empty() {
            break;
        }
        read.extend(ids(page.resources()));
    }
    PAGES.same(held, &asked, &format!("{all:?}"), &format!("{read:?}"))?;

    let (mut read, mut after) = (Vec::new(), None);
    for _ in 0..=list.len() {
        let query = query.clone().with_count(count).with_cursor(after.take());
        let page = engine.search(list, &query);
        read.extend(ids(page.resources()));
        match (page.has_more(), page.resources().last()) {
            (Some(true), Some(_)) if read.len() >= all.len() => {
                // 9865-2-08: after the last there is no cursor
                let asked = format!("{asked}, by cursor");
                return Err(PAGES.broken(held, &asked, &"no next page", &format!("{read:?}")));
            }
            (Some(true), Some(last)) => after = Some(query.position(last)),
            _ => break,
        }
    }
    let mut expected = all;
    if search.sort_by.is_none() {
        // in an order that stays, which may be another one
        expected.sort();
        read.sort();
    }
    PAGES.same(held, &format!("{asked}, by cursor"), &format!("{expected:?}"), &format!("{read:?}"))
}

#[cfg(test)]
mod tests;
