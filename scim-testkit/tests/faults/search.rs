//! Engines that sort and page wrongly.

mod paging;

pub(crate) use paging::paging;

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, ScimType, SearchRequest};
use scim_schema::path::AttributePath;
use scim_schema::query::Query;
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
