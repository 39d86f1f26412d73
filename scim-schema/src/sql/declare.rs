//! How the fields of a struct lie in tables, as the application says it.

use super::{Database, Sql, TableError, check};
use crate::resource::ScimResource;
use sea_query::{Expr, SelectStatement};
use std::fmt;
use std::marker::PhantomData;

/// How a column holds the values of an attribute.
///
/// What is not said follows from the attribute's type: `Text` for strings, references and base64
/// text, `Boolean`, `Integer` and `Decimal`; an id that is an integer in Rust is one in its column,
/// and one that is a `uuid::Uuid` is `Uuid` in PostgreSQL and `Text` in SQLite. How date-times are
/// held must be said, see [`Table::instants`].
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::sql::{Database, Stored, Table};
/// use scim_schema::value::DateTime;
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(fold_column = "user_name_key")]
///     user_name: String,
///     #[scim(path = "meta.created")]
///     created_at: DateTime,
/// }
/// let table = Table::<Member>::new("members");
/// let error = table.clone().on(Database::Sqlite).unwrap_err();
/// assert_eq!(error.problems().len(), 1, "how is `created_at` held?");
/// table.instants(Stored::Millis).on(Database::Sqlite)?;
/// # Ok::<(), scim_schema::sql::TableError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stored {
    /// The text of the wire: `TEXT`.
    Text,
    /// A UUID: `uuid` in PostgreSQL, a `BLOB` of 16 bytes in SQLite.
    Uuid,
    /// A whole number that an `i64` holds.
    Integer,
    /// A number with a fraction: `double precision`, `REAL`.
    Decimal,
    /// `boolean` in PostgreSQL; 0 or 1 in SQLite.
    Boolean,
    /// The octets of base64 text: `bytea`, `BLOB`.
    Bytes,
    /// An instant as the text of [`instant_key`](crate::compare::instant_key), exactly.
    InstantText,
    /// An instant as `timestamptz` of PostgreSQL, which counts microseconds.
    Timestamp,
    /// An instant as the whole seconds since 1970.
    Seconds,
    /// An instant as the whole milliseconds since 1970.
    Millis,
    /// An instant as the whole microseconds since 1970.
    Micros,
}

impl Stored {
    pub(super) const fn is_instant(self) -> bool {
        matches!(
            self,
            Self::InstantText | Self::Timestamp | Self::Seconds | Self::Millis | Self::Micros
        )
    }
}

/// What is said of a field.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Column(String),
    FoldColumn(String),
    Expr(Box<Expr>),
    Stored(Stored),
    List(List),
    Complex(Complex),
    Without,
}

/// What is said of the fields of a struct, by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Said)>);

/// The table of a resource type.
///
/// Each simple attribute is in the column that the derive says: `column = ".."`, or else the name of
/// the field. The rest is said here, by the names of the Rust fields; [`on`](Self::on) checks that
/// nothing is missing.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_schema::sql::{Database, List, Stored, Table};
///
/// let groups = Table::<Group>::new("groups")
///     .key("seq")
///     .instants(Stored::Timestamp)
///     .column("display_name", "title")
///     .without("external_id")
///     .list("members", List::table("group_members", "group_seq").without("reference"))
///     .on(Database::Postgres)?;
/// assert_eq!(groups.database(), Database::Postgres);
/// # Ok::<(), scim_schema::sql::TableError>(())
/// ```
#[derive(Clone)]
pub struct Table<R> {
    pub(super) name: String,
    pub(super) key: Option<String>,
    pub(super) instants: Option<Stored>,
    pub(super) fields: Fields,
    resource: PhantomData<fn() -> R>,
}

impl<R: ScimResource> Table<R> {
    /// The table of this name, one row for each resource.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            key: None,
            instants: None,
            fields: Fields::default(),
            resource: PhantomData,
        }
    }

    /// The column that the tables of lists refer to, and that pages without an order of their own
    /// are in the order of; the column of the id, if it is not said.
    #[must_use]
    pub fn key(mut self, column: impl Into<String>) -> Self {
        self.key = Some(column.into());
        self
    }

    /// How the columns of date-times hold them, but for the fields of which
    /// [`stored`](Self::stored) says more. The text that a client sent cannot be compared by a
    /// database: keep it, and put the instant into a `fold_column` beside it.
    #[must_use]
    pub const fn instants(mut self, stored: Stored) -> Self {
        self.instants = Some(stored);
        self
    }

    /// Checks what was said against the mapping, and translates for a database from then on.
    ///
    /// # Errors
    /// With a line for each field of which something is missing or wrong.
    pub fn on(self, database: Database) -> Result<Sql<R>, TableError> {
        check::table(&self, database)
    }
}

impl<R> fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("name", &self.name).field("fields", &self.fields).finish()
    }
}

/// Where the values of a multi-valued attribute are.
///
/// ```
/// use scim_schema::filter::Filter;
/// use scim_schema::rfc::Group;
/// use scim_schema::sql::{Database, List, Stored, Table};
/// use sea_query::{Expr, Query};
///
/// // computed of another table: everyone with the role
/// let members = Query::select().expr_as(Expr::col("user_id"), "value").column("role").from("roles").take();
/// let members = List::relation(members, "role").without("reference").without("type").without("display");
/// let groups = Table::<Group>::new("groups").instants(Stored::Seconds).list("members", members);
/// let groups = groups.on(Database::Sqlite)?;
/// let filter = groups.filter(&Filter::parse(r#"members.value eq "7""#)?)?;
/// let found = Query::select().column("id").from("groups").and_where(filter).take();
/// assert!(groups.build(&found).0.contains(r#"FROM "roles""#));
///
/// // or in a column, or a table of plain values in the order of a third column
/// let _ = (List::json(), List::table("tags", "user_id").value("tag").position("nth"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct List {
    pub(super) from: From,
    pub(super) value: String,
    pub(super) position: Option<String>,
    pub(super) fields: Fields,
}

#[derive(Debug, Clone)]
pub(super) enum From {
    Table { name: String, parent: String },
    Relation { select: Box<SelectStatement>, parent: String },
    Json,
}

impl List {
    /// In a table with a row for each value, whose column `parent` holds the key of the resource's
    /// row. An index on `parent` serves what is asked of the values, one on a column and `parent`
    /// serves `eq` on that column.
    #[must_use]
    pub fn table(name: impl Into<String>, parent: impl Into<String>) -> Self {
        Self::from(From::Table { name: name.into(), parent: parent.into() })
    }

    /// In what a statement selects: for values that are computed from other tables, such as the
    /// `groups` of a user. Its column `parent` holds the key of the resource's row.
    #[must_use]
    pub fn relation(select: SelectStatement, parent: impl Into<String>) -> Self {
        Self::from(From::Relation { select: Box::new(select), parent: parent.into() })
    }

    /// In the field's own column, as a JSON array. Complex values are objects whose members have
    /// the names of the columns, and booleans, numbers and texts are those of JSON.
    #[must_use]
    pub fn json() -> Self {
        Self::from(From::Json)
    }

    fn from(from: From) -> Self {
        Self { from, value: "value".into(), position: None, fields: Fields::default() }
    }

    /// The column of a value that is not complex; `value`, if it is not said.
    #[must_use]
    pub fn value(mut self, column: impl Into<String>) -> Self {
        self.value = column.into();
        self
    }

    /// The column that the values are in the order of: resources are sorted by the first one that is
    /// not said to be primary otherwise.
    #[must_use]
    pub fn position(mut self, column: impl Into<String>) -> Self {
        self.position = Some(column.into());
        self
    }
}

/// Where the parts of a complex value, or of an extension, are that one field holds.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::filter::Filter;
/// use scim_schema::rfc::Name;
/// use scim_schema::sql::{Complex, Database, Table};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(fold_column = "user_name_key")]
///     user_name: String,
///     name: Option<Name>,
/// }
/// for (complex, column) in [
///     (Complex::columns("name_"), r#""members"."name_given_name""#),
///     (Complex::json(), r#""members"."name""#),
/// ] {
///     let members = Table::<Member>::new("members").complex("name", complex).on(Database::Sqlite)?;
///     let filter = members.filter(&Filter::parse(r#"name.givenName eq "Barbara""#)?)?;
///     let found = sea_query::Query::select().column("id").from("members").and_where(filter).take();
///     assert!(members.build(&found).0.contains(column));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Complex {
    pub(super) form: Form,
    pub(super) fields: Fields,
}

#[derive(Debug, Clone)]
pub(super) enum Form {
    Columns(String),
    Json,
}

impl Complex {
    /// In columns of the same row, whose names begin with this. All are null where there is no
    /// value.
    #[must_use]
    pub fn columns(prefix: impl Into<String>) -> Self {
        Self { form: Form::Columns(prefix.into()), fields: Fields::default() }
    }

    /// In the field's own column, as a JSON object whose members have the names of the columns.
    #[must_use]
    pub fn json() -> Self {
        Self { form: Form::Json, fields: Fields::default() }
    }
}

/// What can be said of the fields of each.
macro_rules! fields { ($([$($head:tt)*])*) => { $(
    $($head)* {
        /// The field's values are in this column as they are: for a column of another name, or
        /// behind a `with` module that changes nothing.
        #[must_use]
        pub fn column(self, field: &str, column: impl Into<String>) -> Self {
            self.say(field, Said::Column(column.into()))
        }

        /// The field's values are what this expression gives, null where there is none: for a
        /// `with` module, such as `Expr::col("deactivated_at").is_null()` for `active`.
        #[must_use]
        pub fn expr(self, field: &str, expr: Expr) -> Self {
            self.say(field, Said::Expr(Box::new(expr)))
        }

        /// The key that the field's values compare by is in this column: that of
        /// [`unicode_key`](crate::compare::unicode_key) for text, or an instant. As
        /// `fold_column` of the derive.
        #[must_use]
        pub fn fold_column(self, field: &str, column: impl Into<String>) -> Self {
            self.say(field, Said::FoldColumn(column.into()))
        }

        /// How the column of the field, or its `fold_column`, holds values.
        #[must_use]
        pub fn stored(self, field: &str, stored: Stored) -> Self {
            self.say(field, Said::Stored(stored))
        }

        /// Where the values of a multi-valued attribute are.
        #[must_use]
        pub fn list(self, field: &str, list: List) -> Self {
            self.say(field, Said::List(list))
        }

        /// Where the parts of a complex value or an extension are.
        #[must_use]
        pub fn complex(self, field: &str, complex: Complex) -> Self {
            self.say(field, Said::Complex(complex))
        }

        /// The database does not have the field: filters and sorting that name it are errors, and
        /// whether there is a complex value or an extension is said by its other fields. Those that
        /// are never shown are among these: such a one has its column, or is named here as well.
        #[must_use]
        pub fn without(self, field: &str) -> Self {
            self.say(field, Said::Without)
        }

        fn say(mut self, field: &str, said: Said) -> Self {
            self.fields.0.push((field.to_owned(), said));
            self
        }
    }
)* } }

fields! { [impl<R: ScimResource> Table<R>] [impl List] [impl Complex] }
