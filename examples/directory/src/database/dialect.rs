//! Where the words of the two databases differ.

use super::{postgres, sqlite};
use sea_query::{Expr, ExprTrait, Func, SelectStatement, SubQueryStatement};
use sqlx::error::DatabaseError;

/// The words that a database understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Dialect {
    /// Those of SQLite.
    Sqlite,
    /// Those of PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The texts of a JSON array, which is one value however many there are, as a table with the
    /// columns `position` and `value`. `place` is that of the array, such as `$1`.
    #[must_use]
    pub fn list(self, place: &str) -> String {
        match self {
            Self::Sqlite => sqlite::list(place),
            Self::Postgres => postgres::list(place),
        }
    }

    /// The numbers of a JSON array, as a subquery.
    #[must_use]
    pub fn numbers(self, place: &str) -> String {
        format!("(SELECT CAST(value AS BIGINT) FROM {} AS given)", self.list(place))
    }

    /// That a column has one of the few values which a subquery finds, each of which an index then
    /// looks up: PostgreSQL expects many of a join, and would rather read the whole table.
    #[must_use]
    pub fn among(self, column: &str, subquery: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN ({subquery})"),
            Self::Postgres => format!("{column} = ANY(ARRAY({subquery}))"),
        }
    }

    /// The same of a column of a table and a statement.
    pub(super) fn is_among(
        self,
        column: (&'static str, &'static str),
        subquery: SelectStatement,
    ) -> Expr {
        match self {
            Self::Sqlite => Expr::col(column).in_subquery(subquery),
            Self::Postgres => {
                let subquery = Func::cust("ARRAY").arg(SubQueryStatement::from(subquery));
                Expr::col(column).eq(Func::cust("ANY").arg(subquery))
            }
        }
    }

    /// What a query ends with whose row nobody else may change or refer to before this unit of
    /// work ends. SQLite has one writer at a time, so there it is nothing.
    #[must_use]
    pub const fn locking(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Whether an error is that of the unique index on the tenant and this column.
    pub(super) fn is_taken(self, error: &dyn DatabaseError, table: &str, column: &str) -> bool {
        error.is_unique_violation()
            && match self {
                Self::Sqlite => sqlite::is_taken(error, table, column),
                Self::Postgres => postgres::is_taken(error, table, column),
            }
    }
}
