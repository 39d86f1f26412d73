//! Searches: the database filters, sorts and counts, and reads what the answer has.

use super::table::{Table, tenant};
use super::{Database, Dialect, Error, Statement};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Query};
use scim_schema::service::Context;
use scim_schema::sql::{self, Sql, TableError};
use sea_query::{Expr, ExprTrait, Order, SelectStatement};
use std::sync::LazyLock;

/// How searches of a resource type are asked of each database.
#[derive(Debug)]
pub struct Searches<R> {
    sqlite: LazyLock<Result<Sql<R>, TableError>>,
    postgres: LazyLock<Result<Sql<R>, TableError>>,
}

impl<R: Table> Searches<R> {
    /// Of the table that the resource type says it has.
    pub(crate) const fn new() -> Self {
        Self {
            sqlite: LazyLock::new(|| R::searched().on(sql::Database::Sqlite)),
            postgres: LazyLock::new(|| R::searched().on(sql::Database::Postgres)),
        }
    }

    /// In the words of this database.
    ///
    /// # Errors
    /// What is missing or wrong in what the resource type says.
    pub fn on(&self, dialect: Dialect) -> Result<&Sql<R>, Error> {
        let sql = match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
        };
        // a mistake of this program: every search of the type says so
        sql.as_ref().map_err(|error| ScimError::internal(error.clone()).into())
    }
}

/// A page of what a query finds.
pub(crate) async fn search<R: Table>(
    database: &Database,
    cx: &Context,
    query: &Query<R>,
) -> Result<Page<R>, Error> {
    let page = page_statement(database.dialect(), tenant(cx), query)?;
    // a snapshot begins when there is something to ask of it
    let db = &mut database.read().await?;
    let bound = database.answer_bound();
    let (mut found, mut more): (Vec<R>, bool) = db.rows_within(page, bound).await?;
    // a page by cursor has one more where there are more
    more |= found.len() > query.count();
    found.truncate(query.count());
    let total = match known_total(query, found.len(), more) {
        None if query.wants_total() => {
            let count = count_statement(database.dialect(), tenant(cx), query)?;
            Some(db.number(count).await?.unsigned_abs())
        }
        known => known,
    };
    let loaded = R::load_page(db, cx, query.projection(), &mut found, bound).await?;
    more |= loaded < found.len();
    found.truncate(loaded);
    Ok(if query.by_cursor() {
        Page::by_cursor(found, total, more)
    } else if more && !cx.dialect().is_strict() {
        // who goes on by the count that was asked for would lose some, in silence
        return Err(ScimError::large_page().into());
    } else {
        // which always wants one
        Page::new(found, total.unwrap_or_default())
    })
}

/// What reads the page of a tenant's resources that a query asks for, by cursor one more.
///
/// # Errors
/// When the query cannot be asked of this database.
pub fn page_statement<R: Table>(
    dialect: Dialect,
    tenant: &str,
    query: &Query<R>,
) -> Result<Statement, Error> {
    let sql = R::searches().on(dialect)?;
    let mut page = sql.page(query)?;
    page.and_where(of_tenant::<R>(tenant));
    let key = (R::TABLE, "seq");
    if !query.by_cursor() && query.offset() > 0 && query.sort().is_none() {
        // pages before this one are passed over in the index, without a look at their rows
        let keys = page.column(key).take();
        page.from(R::TABLE).and_where(dialect.is_among(key, keys)).order_by(key, Order::Asc);
    }
    for column in columns(query.projection()) {
        page.column((R::TABLE, column));
    }
    Ok(built(sql, dialect, tenant, &page))
}

/// What counts all that a query finds.
///
/// # Errors
/// As [`page_statement`].
pub fn count_statement<R: Table>(
    dialect: Dialect,
    tenant: &str,
    query: &Query<R>,
) -> Result<Statement, Error> {
    let sql = R::searches().on(dialect)?;
    let mut count = sql.count(query)?;
    count.and_where(of_tenant::<R>(tenant));
    Ok(built(sql, dialect, tenant, &count))
}

/// With what it names that is made of the rows of the tenant.
fn built<R: Table>(
    sql: &Sql<R>,
    dialect: Dialect,
    tenant: &str,
    select: &SelectStatement,
) -> Statement {
    let statement = Statement::from(sql.build(select));
    match R::DERIVED {
        Some(derived) if statement.sql().contains(&format!("\"{}\"", derived.name)) => {
            statement.with(dialect, tenant, derived.tables)
        }
        _ => statement,
    }
}

fn of_tenant<R: Table>(tenant: &str) -> Expr {
    Expr::col((R::TABLE, "tenant")).eq(tenant)
}

/// How many there are, where the page has the last of them.
fn known_total<R>(query: &Query<R>, found: usize, more: bool) -> Option<u64> {
    let before = match (query.by_cursor(), query.after()) {
        (true, None) => 0,
        (true, Some(_)) => return None,
        (false, _) => query.offset(),
    };
    let is_last = !more && (query.by_cursor() || found < query.count());
    let begins = before == 0 || found > 0;
    (is_last && begins).then(|| before.saturating_add(u64::try_from(found).unwrap_or(u64::MAX)))
}

/// The columns of the row that a response with this projection needs.
pub(super) fn columns<R: Table>(
    projection: &Projection<R>,
) -> impl Iterator<Item = &'static str> + use<'_, R> {
    let shown = R::COLUMNS.iter().filter(|(_, attribute)| projection.includes(attribute));
    OWN.iter().copied().chain(shown.map(|(column, _)| *column))
}

/// What is read of every row.
const OWN: &[&str] = &["seq", "id", "created_at", "modified_at", "revision"];

#[cfg(test)]
mod tests {
    use super::{Dialect, Table};
    use crate::badge::Badge;
    use crate::grant::{Entitlement, Role};
    use crate::group::Group;
    use crate::user::User;

    fn check<R: Table>() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let searches = R::searches().on(dialect);
            assert!(searches.is_ok(), "{:?}", searches.map_err(|error| error.cause()));
        }
    }

    #[test]
    fn every_attribute_has_a_place() {
        check::<User>();
        check::<Group>();
        check::<Badge>();
        check::<Role>();
        check::<Entitlement>();
    }
}
