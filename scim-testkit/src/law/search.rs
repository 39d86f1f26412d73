//! Laws of answers: projection, sorting and pages by index.

use super::{BASE, Broken, Engine, Law};
use crate::oracle::{self, Refusal, Shape, document, document_at};
use crate::strategy::ProjectionExpr;
use scim_schema::dialect::Dialect;
use scim_schema::limits::Limits;
use scim_schema::message::SearchRequest;
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
use serde_json::Value;

/// The law of [`projection_agrees`].
pub static PROJECTION_AGREES: Law = Law {
    name: "a response has what was asked for, what is always returned, and nothing else",
    requirements: &[
        "7644-3.4.2.5-03",
        "7644-3.4.2.5-05",
        "7644-3.4.2.5-06",
        "7644-3.9-01",
        "7644-3.9-04",
        "7644-3.9-05",
        "7644-3.9-07",
        "7644-3.9-08",
    ],
};

/// The law of [`sort_agrees`].
pub static SORT_AGREES: Law = Law {
    name: "resources are sorted as the type of the attribute has it",
    requirements: &[
        "7644-3.4.2.3-04",
        "7644-3.4.2.3-05",
        "7644-3.4.2.3-06",
        "7644-3.4.2.3-07",
        "7644-3.4.2.3-10",
    ],
};

/// The law of [`search_agrees`].
pub static SEARCH_AGREES: Law = Law {
    name: "a page has the matches that its index and count say, in order",
    requirements: &[
        "7644-3.4.2-06",
        "7644-3.4.2.4-03",
        "7644-3.4.2.4-04",
        "7644-3.4.2.4-05",
        "7644-3.4.2.4-06",
        "7644-3.4.2.4-08",
        "7644-3.4.2.4-10",
        "7644-3.4.2.4-11",
        "7644-3.4.2.4-13",
    ],
};

/// A response has what the oracle says it has.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::law::{Shipped, search};
/// use scim_testkit::strategy::ProjectionExpr;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let asked = ProjectionExpr::Attributes(vec!["DISPLAYNAME".into(), "members.value".into()]);
/// search::projection_agrees(&Shipped, &group, &asked)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn projection_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    resource: &R,
    projection: &ProjectionExpr,
) -> Result<(), Broken> {
    let document = document_at(resource, BASE);
    let expected = oracle::project(&document, &Shape::shared(resource), projection);
    let actual = engine.write(resource, projection);
    if expected == actual {
        return Ok(());
    }
    Err(Broken {
        law: &PROJECTION_AGREES,
        request: format!("{projection:?}"),
        resource: document,
        expected: expected.to_string(),
        actual: actual.to_string(),
    })
}

/// Two resources are in the order that the oracle gives them, or `sortBy` is refused.
///
/// ```
/// use scim_schema::{rfc::User, sort::Order};
/// use scim_testkit::law::{Shipped, search};
///
/// let named = |name: &str| User { user_name: name.into(), ..User::default() };
/// let (a, b) = (named("bjensen"), named("Äcker"));
/// search::sort_agrees(&Shipped, &a, &b, "userName", Order::Descending)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn sort_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    a: &R,
    b: &R,
    sort_by: &str,
    order: Order,
) -> Result<(), Broken> {
    let (left, right) = (document(a), document(b));
    let descending = order == Order::Descending;
    let shape = Shape::shared(a);
    let expected = oracle::sort::compare(&left, &right, sort_by, descending, &shape, Dialect::RFC);
    let actual = engine.compare(a, b, sort_by, order);
    let agree = match (&expected, &actual) {
        (Ok(expected), Ok(actual)) => expected == actual,
        (Err(expected), Err(actual)) => {
            let scim_type = actual.scim_type().map_or("", |scim_type| scim_type.as_str());
            expected.allows(actual.status(), scim_type)
        }
        _ => false,
    };
    if agree {
        return Ok(());
    }
    Err(Broken {
        law: &SORT_AGREES,
        request: format!("sortBy={sort_by} sortOrder={}", order.as_str()),
        resource: serde_json::json!([left, right]),
        expected: match expected {
            Ok(order) => format!("{order:?}"),
            Err(refusal) => refusal.to_string(),
        },
        actual: match actual {
            Ok(order) => format!("{order:?}"),
            Err(error) => error.to_string(),
        },
    })
}

/// A search finds the resources that the oracle says it finds, in its order, or is refused.
///
/// ```
/// use scim_schema::{dialect::Dialect, message::SearchRequest, rfc::Group};
/// use scim_testkit::law::{Shipped, search};
///
/// let groups = ["Staff", "Guests", "Guides"]
///     .map(|name| Group { id: name.into(), display_name: name.into(), ..Group::default() });
/// let mut asked = SearchRequest::default();
/// asked.filter = Some(r#"displayName sw "gu""#.into());
/// asked.sort_by = Some("displayName".into());
/// asked.count = Some(1);
/// search::search_agrees(&Shipped, &groups, &asked, Dialect::RFC)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn search_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    resources: &[R],
    search: &SearchRequest,
    dialect: Dialect,
) -> Result<(), Broken> {
    let documents: Vec<_> = resources.iter().map(document).collect();
    let Some(shape) = resources.first().map(Shape::shared) else { return Ok(()) };
    let expected = found(&documents, search, &shape, dialect);
    let actual = engine.query(search, dialect).map(|query| {
        let page = engine.search(resources, &query);
        let found = page.resources().iter().map(document).collect::<Vec<_>>();
        (page.total_results(), query.start_index(), found)
    });
    let agree = match (&expected, &actual) {
        (Ok(expected), Ok((total, start, found))) => {
            Some(expected.total_results) == *total
                && expected.start_index == *start
                && expected.resources == *found
        }
        (Err(expected), Err(actual)) => {
            let scim_type = actual.scim_type().map_or("", |scim_type| scim_type.as_str());
            expected.allows(actual.status(), scim_type)
        }
        _ => false,
    };
    if agree {
        return Ok(());
    }
    let page = |total: Option<u64>, start: u64, found: Vec<Value>| {
        let total = total.map_or_else(|| "how many nobody knows".to_owned(), |n| n.to_string());
        format!("{total} from {start}: {}", Value::from(found))
    };
    Err(Broken {
        law: &SEARCH_AGREES,
        request: serde_json::to_string(search).unwrap_or_default(),
        resource: documents.into(),
        expected: expected.map_or_else(
            |refusal| refusal.to_string(),
            |found| page(Some(found.total_results), found.start_index, found.resources),
        ),
        actual: actual.map_or_else(
            |error| error.to_string(),
            |(total, start, found)| page(total, start, found),
        ),
    })
}

/// What a search finds: filtered, sorted, cut.
fn found(
    documents: &[Value],
    search: &SearchRequest,
    shape: &Shape,
    dialect: Dialect,
) -> Result<oracle::Page<Value>, Refusal> {
    let mut matches = documents.to_vec();
    if let Some(text) = &search.filter {
        let filter = oracle::filter::parse(text, shape, dialect)?;
        matches.clear();
        for document in documents {
            if oracle::filter::matches(&filter, shape, document, dialect)? {
                matches.push(document.clone());
            }
        }
    }
    if let Some(sort_by) = &search.sort_by {
        let order = search.sort_order.as_deref().unwrap_or("ascending");
        let descending = order.eq_ignore_ascii_case("descending");
        let nothing = Value::Null;
        // what is wrong with `sortBy` is wrong with any resources
        oracle::sort::compare(&nothing, &nothing, sort_by, descending, shape, dialect)?;
        matches.sort_by(|a, b| {
            oracle::sort::compare(a, b, sort_by, descending, shape, dialect)
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    let most = Limits::DEFAULT.page;
    Ok(oracle::page(&matches, search.start_index, search.count, most))
}

#[cfg(test)]
mod tests;
