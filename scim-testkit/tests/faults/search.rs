//! Engines that sort and page wrongly.

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, ScimType, SearchRequest};
use scim_schema::path::AttributePath;
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
use scim_testkit::law::{Engine as _, Law, Shipped};
use scim_testkit::oracle::document;
use serde_json::Value;
use std::cmp::Ordering;

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members: &Object = value.as_object()?;
    members.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// What a resource is sorted by, where an element of a list is picked.
fn key<R: ScimResource>(
    resource: &R,
    sort_by: &str,
    pick: impl Fn(&[Value]) -> Option<&Value>,
) -> Option<Value> {
    let document = document(resource);
    let path = AttributePath::parse_for(sort_by, &R::descriptor())?;
    let extension = path.schema().and_then(|urn| member(&document, urn));
    let whole = member(extension.unwrap_or(&document), path.attribute())?;
    let one = match whole {
        Value::Array(elements) => pick(elements)?,
        one => one,
    };
    let sub = path.sub_attribute().unwrap_or("value");
    Some(if one.is_object() { member(one, sub)?.clone() } else { one.clone() })
}

/// The element that counts.
fn usual(elements: &[Value]) -> Option<&Value> {
    let primary = |one: &&Value| one.get("primary") == Some(&true.into());
    elements.iter().find(primary).or_else(|| elements.first())
}

/// An order of two resources that have values, and the rest as it should be.
fn ordered<R: ScimResource>(
    (a, b): (&R, &R),
    sort_by: &str,
    order: Order,
    pick: fn(&[Value]) -> Option<&Value>,
    compare: impl Fn(&Value, &Value) -> Option<Ordering>,
) -> Result<Ordering, ScimError> {
    let right = Shipped.compare(a, b, sort_by, order)?;
    let (Some(x), Some(y)) = (key(a, sort_by, pick), key(b, sort_by, pick)) else {
        return Ok(right);
    };
    let Some(ascending) = compare(&x, &y) else { return Ok(right) };
    let ids = a.id().to_string().cmp(&b.id().to_string());
    Ok(directed(ascending.then(ids), order))
}

fn directed(ascending: Ordering, order: Order) -> Ordering {
    if order == Order::Ascending { ascending } else { ascending.reverse() }
}

fn texts<'v>(a: &'v Value, b: &'v Value) -> Option<(&'v str, &'v str)> {
    Some((a.as_str()?, b.as_str()?))
}

fn without_time(text: &str) -> bool {
    !(text.len() >= 19 && text.contains('T') && text.contains(':'))
}

macro_rules! orders { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::Compare($wrong)) ),*]
} }

pub(crate) fn sorting<R: ScimResource>(law: &'static Law) -> Vec<Fault<R>> {
    orders![law;
        "what has no value comes first", "7644-3.4.2.3-07", |a, b, sort_by, order| {
            let right = Shipped.compare(a, b, sort_by, order)?;
            match (key(a, sort_by, usual), key(b, sort_by, usual)) {
                (Some(_), None) | (None, Some(_)) => Ok(right.reverse()),
                _ => Ok(right),
            }
        };
        "what has no value comes last in both directions", "7644-3.4.2.3-07",
        |a, b, sort_by, order| {
            let right = Shipped.compare(a, b, sort_by, order)?;
            match (key(a, sort_by, usual), key(b, sort_by, usual)) {
                (Some(_), None) => Ok(Ordering::Less),
                (None, Some(_)) => Ok(Ordering::Greater),
                _ => Ok(right),
            }
        };
        "numbers are sorted as texts", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                (a.is_number() && b.is_number()).then(|| a.to_string().cmp(&b.to_string()))
            })
        };
        "date-times are sorted as texts", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                let (a, b) = texts(a, b)?;
                (!without_time(a) && !without_time(b)).then(|| a.cmp(b))
            })
        };
        "sorting is case-sensitive", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                let (a, b) = texts(a, b)?;
                without_time(a).then(|| a.cmp(b))
            })
        };
        "`caseExact` is ignored in sorting", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                let (a, b) = texts(a, b)?;
                let exact = matches!(sort_by, "id" | "externalId" | "serialNumber" | "profileUrl");
                exact.then(|| a.to_lowercase().cmp(&b.to_lowercase()))
            })
        };
        "texts are sorted by their length first", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                let (a, b) = texts(a, b)?;
                without_time(a).then(|| (a.len(), a.to_lowercase()).cmp(&(b.len(), b.to_lowercase())))
            })
        };
        "texts are sorted by UTF-16", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| {
                let (a, b) = texts(a, b)?;
                let units = |text: &str| text.to_ascii_lowercase().encode_utf16().collect::<Vec<_>>();
                let plain = without_time(a) && !sort_by.eq_ignore_ascii_case("userName");
                let folded = plain && [a, b].iter().any(|one| one.contains(|c| c >= '\u{e000}'));
                folded.then(|| units(a).cmp(&units(b)))
            })
        };
        "the first element counts, not the primary one", "7644-3.4.2.3-05",
        |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, <[Value]>::first, |a, b| {
                let (a, b) = texts(a, b)?;
                Some(a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase()))
            })
        };
        "the last element counts", "7644-3.4.2.3-05", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, <[Value]>::last, |a, b| {
                let (a, b) = texts(a, b)?;
                Some(a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase()))
            })
        };
        "resources with equal values are equal", "7644-3.4.2.3-03", |a, b, sort_by, order| {
            let right = Shipped.compare(a, b, sort_by, order)?;
            let same = key(a, sort_by, usual) == key(b, sort_by, usual);
            Ok(if same { Ordering::Equal } else { right })
        };
        "ids are ascending in both directions", "7644-3.4.2.3-03", |a, b, sort_by, order| {
            let right = Shipped.compare(a, b, sort_by, order)?;
            let same = key(a, sort_by, usual) == key(b, sort_by, usual);
            Ok(if same && order == Order::Descending { right.reverse() } else { right })
        };
        "`descending` is ignored", "7644-3.4.2.3-08", |a, b, sort_by, _| {
            Shipped.compare(a, b, sort_by, Order::Ascending)
        };
        "attributes of extensions do not sort", "7644-3.4.2.3-03", |a, b, sort_by, order| {
            if sort_by.to_ascii_lowercase().contains("extension") {
                return Shipped.compare(a, b, "id", order);
            }
            Shipped.compare(a, b, sort_by, order)
        };
        "`sortBy` is case-sensitive", "7644-3.10-05", |a, b, sort_by, order| {
            if sort_by.starts_with(|c: char| c.is_ascii_uppercase()) {
                return Err(ScimError::bad_request(ScimType::InvalidValue, "unknown"));
            }
            Shipped.compare(a, b, sort_by, order)
        };
        "a list without a sub-attribute cannot be sorted by", "7644-3.4.2.3-05",
        |a, b, sort_by, order| {
            let right = Shipped.compare(a, b, sort_by, order)?;
            let path = AttributePath::parse_for(sort_by, &R::descriptor());
            let list = path.is_some_and(|path| {
                let attribute = R::SCHEMA.attribute(path.attribute());
                path.sub_attribute().is_none() && attribute.is_some_and(|one| one.multi_valued)
            });
            if list { Err(ScimError::bad_request(ScimType::InvalidValue, "a list")) } else { Ok(right) }
        };
        "an error in `sortBy` is ignored", "7644-3.4.2.3-03", |a, b, sort_by, order| {
            Shipped.compare(a, b, sort_by, order).or_else(|_| Shipped.compare(a, b, "id", order))
        };
        "true comes before false", "7644-3.4.2.3-10", |a, b, sort_by, order| {
            ordered((a, b), sort_by, order, usual, |a, b| Some(b.as_bool()?.cmp(&a.as_bool()?)))
        };
    ]
}

/// The same search for all of what it finds.
fn whole<R: ScimResource>(resources: &[R], query: &Query<R>) -> Vec<R> {
    let (mut all, most) = (Query::all(scim_schema::limits::Limits::DEFAULT), resources.len() + 1);
    if let Some(filter) = query.filter() {
        all = all.with_filter(filter.clone());
    }
    if let Some(sort) = query.sort() {
        all = all.with_sort(sort.clone());
    }
    if query.by_cursor() {
        all = all.with_cursor(None);
    }
    all.with_count(most).run_cloned(resources).into_resources()
}

fn again<R>(page: &Page<R>, resources: Vec<R>) -> Page<R> {
    match page.has_more() {
        Some(more) => Page::by_cursor(resources, page.total_results(), more),
        None => Page::new(resources, page.total_results().unwrap_or_default()),
    }
}

/// From which resource to which a page is.
fn range<R: ScimResource>(query: &Query<R>) -> (usize, usize) {
    let start = usize::try_from(query.start_index()).unwrap_or(usize::MAX).saturating_sub(1);
    (start, start.saturating_add(query.count()))
}

macro_rules! pages { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault::<R>($name, $requirement, $law, Wrong::Search($wrong)) ),*]
} }

pub(crate) fn paging<R: ScimResource>(law: &'static Law, by_cursor: &'static Law) -> Vec<Fault<R>> {
    let mut faults = pages![law;
        "a page has one more than `count`", "7644-3.4.2.4-06", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let found = whole(resources, query).into_iter().take(end + 1).skip(start);
            again(&page, found.collect())
        };
        "the last resource is on no page", "7644-3.4.2.4-12", |resources, query| {
            let page = Shipped.search(resources, query);
            let all = whole(resources, query);
            let mut found = page.resources().to_vec();
            let last = all.last().map(|one| one.id().to_string());
            if all.len() > 1 {
                found.retain(|one| Some(one.id().to_string()) != last);
            }
            again(&page, found)
        };
        "`startIndex` counts from 0", "7644-3.4.2.4-11", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let found = whole(resources, query).into_iter().skip(start + 1);
            again(&page, found.take(end - start).collect())
        };
        "a count of 0 returns one", "7644-3.4.2.4-05", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.count() > 0 {
                return page;
            }
            again(&page, whole(resources, query).into_iter().take(1).collect())
        };
        "a count of 0 returns all", "7644-3.4.2.4-05", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.count() > 0 {
                return page;
            }
            again(&page, whole(resources, query))
        };
        "`totalResults` is that of the page", "7644-3.4.2.4-10", |resources, query| {
            let page = Shipped.search(resources, query);
            let (found, more) = (page.resources().to_vec(), page.has_more());
            let total = found.len() as u64;
            match more {
                Some(more) => Page::by_cursor(found, Some(total), more),
                None => Page::new(found, total),
            }
        };
        "`totalResults` is that of everything", "7644-3.4.2.4-10", |resources, query| {
            let page = Shipped.search(resources, query);
            let (found, total) = (page.resources().to_vec(), resources.len() as u64);
            match page.has_more() {
                Some(more) => Page::by_cursor(found, Some(total), more),
                None => Page::new(found, total),
            }
        };
        "`totalResults` is what follows", "7644-3.4.2.4-13", |resources, query| {
            let page = Shipped.search(resources, query);
            let total = page.total_results().unwrap_or_default();
            if query.by_cursor() {
                return page;
            }
            let (start, _) = range(query);
            Page::new(page.resources().to_vec(), total.saturating_sub(start as u64))
        };
        "past the end is the last page", "7644-3.4.2.4-13", |resources, query| {
            let page = Shipped.search(resources, query);
            let all = whole(resources, query);
            let (start, _) = range(query);
            if query.by_cursor() || start < all.len() || query.count() == 0 {
                return page;
            }
            again(&page, all.into_iter().rev().take(1).collect())
        };
        "a page is cut before it is sorted", "7644-3.4.2.3-03", |resources, query| {
            let page = Shipped.search(resources, query);
            let Some(sort) = query.sort().filter(|_| !query.by_cursor()) else { return page };
            let matching = |one: &&R| query.filter().is_none_or(|filter| filter.matches(one));
            let (start, end) = range(query);
            let found = resources.iter().filter(matching).take(end).skip(start);
            let mut found: Vec<R> = found.cloned().collect();
            found.sort_by(|a, b| sort.compare(a, b));
            again(&page, found)
        };
        "a page is cut before it is filtered", "7644-3.4.2.2-04", |resources, query| {
            let page = Shipped.search(resources, query);
            let filtered = query.filter().is_some() && query.sort().is_none();
            if !filtered || query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let cut = resources.iter().take(end).skip(start);
            let matching = |one: &&R| query.filter().is_none_or(|filter| filter.matches(one));
            again(&page, cut.filter(matching).cloned().collect())
        };
        "pages are sorted by the key alone", "7644-3.4.2.3-03", |resources, query| {
            let page = Shipped.search(resources, query);
            let Some(sort) = query.sort().filter(|_| !query.by_cursor()) else { return page };
            let (start, end) = range(query);
            let mut all = whole(resources, query);
            if start > 0 {
                // where the order is not total, each page may have its own
                all.reverse();
                all.sort_by(|a, b| {
                    sort.order().compare(sort.key().of(a).as_ref(), sort.key().of(b).as_ref())
                });
            }
            again(&page, all.into_iter().take(end).skip(start).collect())
        };
    ];
    faults.extend(pages![by_cursor;
        "a page by cursor begins with the last of the one before", "9865-2-07",
        |resources, query| {
            let page = Shipped.search(resources, query);
            let (Some(first), true) = (page.resources().first(), query.after().is_some()) else {
                return page;
            };
            let all = whole(resources, query);
            let ids: Vec<String> = all.iter().map(|one| one.id().to_string()).collect();
            let at = ids.iter().position(|id| *id == first.id().to_string()).unwrap_or(0);
            let found = all.into_iter().skip(at.saturating_sub(1)).take(page.resources().len());
            again(&page, found.collect())
        };
        "a page by cursor skips what is equal to the last of the one before", "9865-2-07",
        |resources, query| {
            let page = Shipped.search(resources, query);
            let (Some(after), Some(sort)) = (query.after(), query.sort()) else { return page };
            let mut found = page.resources().to_vec();
            found.retain(|one| sort.key().of(one).as_ref() != after.key.as_ref());
            again(&page, found)
        };
        "there is always a next page", "9865-2-08", |resources, query| {
            let page = Shipped.search(resources, query);
            match page.has_more() {
                Some(_) => Page::by_cursor(page.resources().to_vec(), page.total_results(), true),
                None => page,
            }
        };
        "a full page is the last", "9865-2-07", |resources, query| {
            let page = Shipped.search(resources, query);
            let full = page.resources().len() == query.count();
            match page.has_more() {
                Some(more) => {
                    let more = more && !full;
                    Page::by_cursor(page.resources().to_vec(), page.total_results(), more)
                }
                None => page,
            }
        };
        "a page by cursor ignores the filter", "9865-2-13", |resources, query| {
            let page = Shipped.search(resources, query);
            match (query.after(), query.filter()) {
                (Some(after), Some(_)) => {
                    let mut all = Query::all(scim_schema::limits::Limits::DEFAULT);
                    if let Some(sort) = query.sort() {
                        all = all.with_sort(sort.clone());
                    }
                    let all = all.with_cursor(Some(after.clone())).with_count(query.count());
                    all.run_cloned(resources)
                }
                _ => page,
            }
        };
    ]);
    faults
}

macro_rules! queries { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::Query($wrong)) ),*]
} }

fn other<R: ScimResource>(
    search: &SearchRequest,
    dialect: Dialect,
    change: impl FnOnce(&mut SearchRequest),
) -> Result<Query<R>, ScimError> {
    let mut other = search.clone();
    change(&mut other);
    Shipped.query(&other, dialect)
}

pub(crate) fn queries<R: ScimResource>(law: &'static Law) -> Vec<Fault<R>> {
    queries![law;
        "a negative `count` is none", "7644-3.4.2.4-04", |search, dialect| {
            other(search, dialect, |search| search.count = search.count.filter(|count| *count >= 0))
        };
        "a negative `count` counts as positive", "7644-3.4.2.4-04", |search, dialect| {
            other(search, dialect, |search| {
                search.count = search.count.map(i64::saturating_abs);
            })
        };
        "a `startIndex` of 0 shifts the page", "7644-3.4.2.4-03", |search, dialect| {
            other(search, dialect, |search| {
                if let Some(start) = search.start_index.filter(|start| *start < 1) {
                    search.count = search.count.map(|count| count.saturating_add(start.saturating_sub(1)).max(0));
                }
            })
        };
        "a large `startIndex` is 1", "7644-3.4.2.4-13", |search, dialect| {
            other(search, dialect, |search| {
                search.start_index = search.start_index.filter(|start| *start <= i64::from(i32::MAX));
            })
        };
        "without `sortOrder` it is descending", "7644-3.4.2.3-09", |search, dialect| {
            other(search, dialect, |search| {
                let order = search.sort_order.take().unwrap_or_else(|| "descending".to_owned());
                search.sort_order = Some(order);
            })
        };
        "a filter is ignored where there is `sortBy`", "7644-3.4.2.2-04", |search, dialect| {
            other(search, dialect, |search| {
                if search.sort_by.is_some() {
                    search.filter = None;
                }
            })
        };
        "`sortBy` is ignored where there is a filter", "7644-3.4.2.3-03", |search, dialect| {
            other(search, dialect, |search| {
                if search.filter.is_some() {
                    search.sort_by = None;
                }
            })
        };
    ]
}
