//! Searches as SQL (feature `sea-query1`): filters, sorting, both kinds of pages and unique keys
//! as expressions of [sea-query](sea_query), over the mapping of a resource type.
//!
//! A [`Table`] says where the fields of a struct are that are not columns of the same name, and
//! is checked once; the [`Sql`] that comes of it translates any query, or says which attribute it
//! cannot be asked for before a row is read. What a request says is bound, never text of the
//! statement; the values are booleans, `i64`, `f64`, texts and octets, and `u64` for the bounds of a
//! page.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::{ScimResource, filter::Options, query::Query};
//! use scim_schema::sql::{Database, Stored, Table};
//! use scim_schema::value::DateTime;
//! use sea_query::{Asterisk, Expr, ExprTrait};
//!
//! #[derive(Clone, Default, ScimResource)]
//! #[scim(rfc = "User")]
//! struct Member {
//!     #[scim(id)]
//!     id: i64,
//!     #[scim(path = "userName", fold_column = "login_key")]
//!     login: String,
//!     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
//!     email: String,
//!     #[scim(path = "meta.lastModified")]
//!     updated_at: DateTime,
//! }
//!
//! let members = Table::<Member>::new("members").instants(Stored::Micros).on(Database::Sqlite)?;
//!
//! let text = "filter=userName+eq+%22BJensen%22+or+emails.value+co+%22@%22&sortBy=userName&count=10";
//! let query = Query::<Member>::parse(text, &Options::default())?;
//! let mut page = members.page(&query)?;
//! page.column(Asterisk).and_where(Expr::col("workspace").eq(7));
//! let (sql, values) = members.build(&page);
//! assert_eq!(
//!     sql,
//!     r#"SELECT * FROM "members" WHERE ("members"."login_key" = ? OR instr(LOWER("members"."email"), ?) > 0)"#
//!         .to_owned()
//!         + r#" AND "workspace" = ? ORDER BY "members"."login_key" ASC, "members"."id" ASC LIMIT ? + 0 OFFSET ?"#
//! );
//! assert_eq!(values.0[0], "bjensen".into());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where things are
//!
//! Lists are in tables of their own, in a relation that is computed, or in JSON; complex values in
//! columns of the same row or in JSON; what a `with` module shows is an expression:
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::rfc::User;
//! use scim_schema::sql::{Complex, Database, List, Stored, Table};
//! use sea_query::{Expr, ExprTrait, Query};
//!
//! let memberships = Query::select()
//!     .column("user_id")
//!     .expr_as(Expr::col("group_id").cast_as("text"), "value")
//!     .from("group_members")
//!     .take();
//! let mut users = Table::<User>::new("users")
//!     .key("seq")
//!     .instants(Stored::Timestamp)
//!     .fold_column("user_name", "user_name_key")
//!     .expr("active", Expr::col("deactivated_at").is_null())
//!     .complex("name", Complex::columns("name_"))
//!     .complex("enterprise", Complex::json())
//!     .list("emails", List::table("user_emails", "user_id").position("position"))
//!     .list("groups", List::relation(memberships, "user_id").without("display").without("reference").without("type"));
//! for field in ["phone_numbers", "ims", "photos", "addresses", "entitlements", "roles"] {
//!     users = users.list(field, List::json());
//! }
//! let error = users.on(Database::Postgres).unwrap_err();
//! assert_eq!(
//!     error.problems(),
//!     ["`x509Certificates` has several values: say where they are, \
//!       `.list(\"x509_certificates\", List::table(\"..\", \"..\"))` or `List::json()`, or \
//!       `.without(\"x509_certificates\")`"]
//! );
//! # }
//! ```
//!
//! # What columns hold
//!
//! Texts are held as they are. What the mapping compares without case is compared by `lower(..)`,
//! which folds ASCII alone: in PostgreSQL the statement says `COLLATE "C"`, in SQLite it is so unless
//! an extension replaces `lower`. What is compared with case, such as ids and `externalId`, is equal
//! where its column says so, which then tells all texts apart: `BINARY` of SQLite, its default, and
//! not `NOCASE`; any deterministic collation of PostgreSQL, and not `citext`. `userName`, and what has a `fold_column`, is compared by the
//! column of its [`unicode_key`](crate::compare::unicode_key), which the application writes.
//! A `String` that is not `required` is absent where its column has the empty text.
//!
//! A date-time that a client sent is to be given back as it was written, and no database compares
//! such texts. So an instant is in a column of its own (`fold_column`), or the column has it in one of
//! the forms of [`Stored`], and the text is made of it. Those that count whole units compare what
//! they hold: a millisecond is not equal to one and a half. A date-time that is defined at run time is
//! in JSON as it was written: what filters or sorts by one is refused before a row is read, but for
//! `pr`, which sees a text with the pattern of one.
//!
//! # Indexes
//!
//! An index serves what has its own expressions, in the order `key, id`:
//!
//! | asked | PostgreSQL | SQLite |
//! |---|---|---|
//! | `eq` on exact text, numbers, instants, ids | the column | the column |
//! | `sw`, `gt` .. and sorting of exact text | `column COLLATE "C"` | the column |
//! | any of text without case | `lower(column COLLATE "C")` | `lower(column)` |
//! | any of a `fold_column` | the column; ranges and sorting `COLLATE "C"` | the column |
//! | `eq` on the values of a list | the same of the column of the list's table, with the parent | the same |
//!
//! Text columns that are declared `COLLATE "C"` in PostgreSQL need no other index than their own. To
//! sort by text that may be empty the expression is within `nullif(.., '')`. Pages by cursor begin
//! in the index where the attribute is always there (a type without an unassigned state, or
//! `required`); where it may be absent, the rows before the page are passed over, ascending.
//! A filter that is a `co`, an `ew` or a negation looks at every row of the tenant.

mod check;
mod condition;
mod declare;
mod error;
mod list;
mod order;
mod place;
mod present;
mod project;
mod row;
mod text;
mod unique;
mod value;
mod whole;

pub use declare::{Complex, List, Stored, Table};
pub use error::TableError;
pub use project::Read;
/// The version that statements and expressions are of, for those of yours around them.
#[doc(no_inline)]
pub use sea_query;
pub use unique::Unique;

use crate::filter::Filter;
use crate::message::ScimError;
use crate::query::{Query, invalid_cursor};
use crate::resource::{DynamicExtension, ScimResource};
use crate::sort::Order;
use condition::{Extra, Scope};
use place::{Column, Places};
use row::Row;
use sea_query::{
    Expr, PostgresQueryBuilder, Query as Statement, SelectStatement, SqliteQueryBuilder, Values,
};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// Which database is asked.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::filter::Filter;
/// use scim_schema::sql::{Database, Table};
/// use sea_query::Query;
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     user_name: String,
///     title: Option<String>,
/// }
/// let filter = Filter::<Member>::parse(r#"title sw "VP""#).unwrap();
/// for (database, mark) in [(Database::Sqlite, "?"), (Database::Postgres, "$1")] {
///     let members = Table::<Member>::new("members").fold_column("user_name", "user_name_key").on(database)?;
///     let found = Query::select().column("id").from("members").and_where(members.filter(&filter).unwrap()).take();
///     assert!(members.build(&found).0.contains(mark));
/// }
/// # Ok::<(), scim_schema::sql::TableError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Database {
    /// SQLite, from 3.30.
    Sqlite,
    /// PostgreSQL, and what speaks its SQL.
    Postgres,
}

/// The greatest bound of a page: neither database has unsigned numbers, and drivers refuse more.
const MOST: u64 = i64::MAX.unsigned_abs();

/// The table of a resource type, checked.
#[derive(Debug)]
struct Checked {
    database: Database,
    name: String,
    key: String,
    id: Column,
    places: Places,
}

/// Queries of one resource type as statements for one database. Cheap to clone.
///
/// ```
/// use scim_schema::filter::{Filter, Options};
/// use scim_schema::query::Query;
/// use scim_schema::rfc::Group;
/// use scim_schema::sql::{Database, List, Stored, Table};
///
/// let groups = Table::<Group>::new("groups")
///     .instants(Stored::InstantText)
///     .list("members", List::table("group_members", "group_id"))
///     .on(Database::Sqlite)?;
/// assert_eq!(groups.database(), Database::Sqlite);
///
/// let query = Query::parse("filter=members+eq+%227%22&count=20", &Options::default())?;
/// let (count, values) = groups.build(&groups.count(&query)?);
/// assert!(count.starts_with(r#"SELECT count(*) FROM "groups" WHERE "#), "{count}");
/// assert!(count.contains(r#"FROM "group_members""#), "{count}");
/// assert_eq!(values.0, ["7".into()], "what a client says is bound");
///
/// // a part of a statement of the application's own
/// let filter = Filter::parse(r#"displayName eq "Guides""#)?;
/// let guides = sea_query::Query::select().column("id").from("groups").and_where(groups.filter(&filter)?).take();
/// assert!(groups.build(&guides).0.contains(r#"LOWER("groups"."display_name") = ?"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Sql<R> {
    table: Arc<Checked>,
    extra: Option<Arc<Extra>>,
    resource: PhantomData<fn() -> R>,
}

impl<R> Sql<R> {
    fn new(table: Checked) -> Self {
        Self { table: Arc::new(table), extra: None, resource: PhantomData }
    }

    /// The same for resources that have this extension as well: its attributes are members of the
    /// JSON object in the column of `#[scim(dynamic)]`. Date-times there are text, which can be
    /// asked for but not compared. The database looks for the names that the schema has, in their
    /// case: what others wrote in another is seen by responses alone. The guide to custom resources
    /// renames it.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::filter::{Options, Filter};
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    /// use scim_schema::schema::{Attribute, Schema, Type};
    /// use scim_schema::sql::{Database, Table};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(fold_column = "user_name_key")]
    ///     user_name: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// let members = Table::<Member>::new("members").on(Database::Sqlite)?;
    ///
    /// // of one tenant
    /// let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    ///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = Some(DynamicExtension::new(&schema)?);
    /// let text = "urn:example:acme:2.0:User:costCentre gt 4000";
    /// let filter = Filter::parse_with(text, &Options::default().dynamic(acme))?;
    /// let expression = members.extended(acme).filter(&filter)?;
    /// let found = sea_query::Query::select().column("id").from("members").and_where(expression).take();
    /// assert!(members.build(&found).0.contains(r#""members"."extra""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn extended(&self, extension: Option<DynamicExtension>) -> Self
    where
        R: ScimResource,
    {
        let extra = extension.zip(R::DYNAMIC).map(|(extension, column)| {
            let (table, database) = (Row::Table(self.table.name.clone()), self.table.database);
            Arc::new(Extra {
                places: check::extension(extension, database),
                row: Row::Json(table.json(database, column, None)),
            })
        });
        Self { extra, ..self.clone() }
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> Database {
        self.table.database
    }

    /// The statement for a page of what a query finds: `FROM`, `WHERE`, `ORDER BY`, `LIMIT` and
    /// `OFFSET`, to which the columns are to be added, and the tenant if there is one. On a page by
    /// cursor it has one row more than [`Query::count`], which says whether there are more.
    ///
    /// Rows are in the order of the sort and then of the ids; a page by index that is not sorted is
    /// in the order of [`Table::key`]. Ids are in their own order: numbers as numbers, texts by code
    /// points.
    ///
    /// # Errors
    /// `400 invalidFilter` or `400 invalidValue` for an attribute that the database cannot be asked
    /// for, and `400 invalidCursor` for a place that is none of this search.
    pub fn page(&self, query: &Query<R>) -> Result<SelectStatement, ScimError> {
        self.asked(|scope| {
            let mut page = self.found(&scope, query)?;
            let table = &*self.table;
            let id = order::id(&table.id, scope.row, table.database);
            let (mut order, mut sorted) = (Order::Ascending, None);
            if let Some(sort) = query.sort() {
                order = sort.order();
                sorted = scope.sorted(sort.key()).map_err(|refused| refused.in_sort())?;
            }
            if let Some(place) = query.after() {
                let id = (id.clone(), &table.id);
                let after = order::after(place, sorted.as_ref(), id, order, table.database);
                page.and_where(after.ok_or_else(invalid_cursor)?);
            }
            if query.by_cursor() || query.sort().is_some() {
                order::by(&mut page, sorted.as_ref(), id, order, table.database);
            } else {
                page.order_by_expr(scope.key.clone(), sea_query::Order::Asc);
            }
            let count = u64::try_from(query.count()).unwrap_or(MOST);
            if query.by_cursor() {
                page.limit(count.saturating_add(1).min(MOST));
            } else {
                page.limit(count.min(MOST)).offset(query.offset().min(MOST));
            }
            Ok(page)
        })
    }

    /// The statement that counts what a query finds, on whatever page.
    ///
    /// # Errors
    /// As [`page`](Self::page).
    pub fn count(&self, query: &Query<R>) -> Result<SelectStatement, ScimError> {
        self.asked(|scope| {
            let mut count = self.found(&scope, query)?;
            count.expr(Expr::cust("count(*)"));
            Ok(count)
        })
    }

    /// What a filter matches, as an expression that is true there, and false or null elsewhere.
    ///
    /// # Errors
    /// `400 invalidFilter` for an attribute that the database cannot be asked for.
    pub fn filter(&self, filter: &Filter<R>) -> Result<Expr, ScimError> {
        self.asked(|scope| scope.test(filter.test()).map_err(|refused| refused.in_filter()))
    }

    /// The text of a statement, and the values to bind.
    #[must_use]
    pub fn build(&self, statement: &SelectStatement) -> (String, Values) {
        match self.table.database {
            Database::Sqlite => {
                let (text, values) = statement.build(SqliteQueryBuilder);
                // SQLite 3.51 makes a bound limit part of the plan, and so compiles the statement
                // again for each value that is bound; the value of an expression it leaves alone
                (text.replace(" LIMIT ?", " LIMIT ? + 0"), values)
            }
            Database::Postgres => statement.build(PostgresQueryBuilder),
        }
    }

    fn found(&self, scope: &Scope<'_>, query: &Query<R>) -> Result<SelectStatement, ScimError> {
        let mut found = Statement::select();
        found.from(self.table.name.clone());
        if let Some(filter) = query.filter() {
            let test = scope.test(filter.test()).map_err(|refused| refused.in_filter())?;
            if row::known(&test) != Some(true) {
                found.and_where(test);
            }
        }
        Ok(found)
    }

    fn asked<T>(&self, ask: impl FnOnce(Scope<'_>) -> T) -> T {
        let table = &*self.table;
        let row = Row::Table(table.name.clone());
        let key = Expr::col((table.name.clone(), table.key.clone()));
        let (database, places) = (table.database, &table.places);
        let extra = self.extra.as_deref();
        ask(Scope { database, places, row: &row, key: &key, depth: 0, extra })
    }
}

impl<R> Clone for Sql<R> {
    fn clone(&self) -> Self {
        Self { table: Arc::clone(&self.table), extra: self.extra.clone(), resource: PhantomData }
    }
}

impl<R> fmt::Debug for Sql<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sql").field(&self.table).finish()
    }
}
