//! Searches: what an index answers is asked of it, the rest is read a batch at a time.

use super::table::{Table, tenant};
use super::{Error, Statement, Work, count};
use scim_schema::compare::Key;
use scim_schema::filter::syntax::Operator;
use scim_schema::filter::{Condition, Test};
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Query};
use scim_schema::resource::{Kind, Node};
use scim_schema::service::Context;

/// Rows that are held at once while a filter looks at them.
const BATCH: usize = 500;

/// A page of what a query finds. Filters and sorting are evaluated on the resources.
pub(crate) async fn search<R: Table>(
    db: &mut Work,
    cx: &Context,
    query: &Query<R>,
) -> Result<Page<R>, Error> {
    if query.filter().is_none() && query.sort().is_none() {
        return unfiltered(db, cx, query).await;
    }
    let lookup = query.filter().and_then(|filter| Lookup::of::<R>(filter.test()));
    let looked_at = looked_at(query);
    let (mut gather, mut last) = (query.gather(), 0);
    loop {
        let found = lookup.as_ref().map(|lookup| format!(" AND {} = $4", lookup.column));
        let found = found.unwrap_or_default();
        let rows = select::<R>(cx, &format!("{found} AND seq > $2 ORDER BY seq LIMIT $3"));
        let rows = rows.bind(last).bind(number(BATCH));
        let rows = match &lookup {
            Some(lookup) => rows.bind(&lookup.value),
            None => rows,
        };
        let mut batch: Vec<R> = db.rows(rows).await?;
        R::load(db, cx, &looked_at, &mut batch).await?;
        let done = batch.len() < BATCH;
        last = batch.last().map_or(last, R::seq);
        batch.into_iter().for_each(|resource| gather.add(resource));
        if done {
            break;
        }
    }
    let mut page = gather.page();
    R::load(db, cx, query.projection(), page.resources_mut()).await?;
    Ok(page)
}

/// A page of all resources: by index in the order of creation, by cursor in that of the ids.
async fn unfiltered<R: Table>(
    db: &mut Work,
    cx: &Context,
    query: &Query<R>,
) -> Result<Page<R>, Error> {
    let total = count::<R>(db, tenant(cx)).await?.unsigned_abs();
    let rows = if query.by_cursor() {
        // one more tells whether there are more
        let limit = number(query.count().saturating_add(1));
        match query.after() {
            Some(after) => {
                select::<R>(cx, " AND id > $3 ORDER BY id LIMIT $2").bind(limit).bind(&after.id)
            }
            None => select::<R>(cx, " ORDER BY id LIMIT $2").bind(limit),
        }
    } else {
        let offset = i64::try_from(query.offset()).unwrap_or(i64::MAX);
        select::<R>(cx, " ORDER BY seq LIMIT $2 OFFSET $3").bind(number(query.count())).bind(offset)
    };
    let mut page: Vec<R> = db.rows(rows).await?;
    let more = page.len() > query.count();
    page.truncate(query.count());
    R::load(db, cx, query.projection(), &mut page).await?;
    Ok(if query.by_cursor() {
        Page::keyset(page, Some(total), more)
    } else {
        Page::new(page, total)
    })
}

/// A statement for resources of the tenant.
fn select<R: Table>(cx: &Context, rest: &str) -> Statement {
    Statement::new(format!("SELECT * FROM \"{}\" WHERE tenant = $1{rest}", R::TABLE))
        .bind(tenant(cx))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What the filter and the order look at.
fn looked_at<R: Table>(query: &Query<R>) -> Projection<R> {
    let mut names = Vec::new();
    if let Some(filter) = query.filter() {
        attributes(filter.test(), &mut names);
    }
    names.extend(query.sort().map(scim_schema::sort::Sort::attribute));
    Projection::attributes(names)
}

/// The names of the attributes that a test looks at, and of some sub-attributes.
fn attributes(test: &Test, names: &mut Vec<&'static str>) {
    match test {
        Test::Or(tests) | Test::And(tests) => {
            tests.iter().for_each(|test| attributes(test, names));
        }
        Test::Not(test) => attributes(test, names),
        Test::Field { node, .. }
        | Test::Present { node, .. }
        | Test::SlotPresent { node, .. }
        | Test::Within { node, .. }
        | Test::Any { node, .. } => names.push(node.name()),
        _ => {}
    }
}

/// An equality that an index finds, and that whatever the filter matches satisfies.
struct Lookup {
    column: &'static str,
    value: String,
}

impl Lookup {
    fn of<R: Table>(test: &Test) -> Option<Self> {
        match test {
            Test::And(tests) => tests.iter().find_map(Self::of::<R>),
            Test::Field { field, condition, .. } => Self::by::<R>(*field, condition),
            _ => None,
        }
    }

    fn by<R: Table>(field: u16, condition: &Condition<'_>) -> Option<Self> {
        let holds = |node: &Node| matches!(node.kind, Kind::Field(own) if node.base + own == field);
        let node = R::NODES.iter().find(|node| holds(node))?;
        let (_, column) = R::LOOKUPS.iter().find(|(name, _)| *name == node.name())?;
        match &condition.key {
            Key::Text(text) if condition.operator == Operator::Eq => {
                Some(Self { column, value: text.to_string() })
            }
            _ => None,
        }
    }
}
