//! Multi-valued attributes: a table each, a row for each value.

use super::table::{Table, names};
use super::{Dialect, Error, Read, Statement, Weigh, Work, keys};
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use sea_query::Value;
use sqlx::FromRow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::OnceLock;

/// A value of a multi-valued attribute, and the row that holds it.
///
/// The table has the columns `id`, `owner` (the `seq` of the resource) and `position` beside
/// those named here.
pub trait Element: Read + Sync {
    /// The table.
    const TABLE: &'static str;
    /// The columns that [`bind`](Self::bind) gives values for, in order.
    const COLUMNS: &'static [&'static str];

    /// The row, if it has one yet.
    fn row(&self) -> Option<i64>;

    /// Binds the values of the columns.
    fn bind(&self, statement: Statement) -> Statement;
}

/// A value of one of several attributes, so that one statement reads them all: made by `values!`.
pub trait Values<R>: Read + Weigh + Sync {
    /// The attributes.
    const LISTS: &'static [List];

    /// Where their queries are kept.
    fn queries() -> &'static Queries;

    /// Puts the value behind those that the resource has.
    fn put(self, resource: &mut R);
}

/// An attribute whose values are rows.
#[derive(Debug)]
pub struct List {
    attribute: &'static str,
    /// A table, or a query in brackets that has `{owners}` where it says whose values they are.
    rows: &'static str,
    columns: &'static [&'static str],
}

impl List {
    /// Of such elements.
    #[must_use]
    pub const fn of<E: Element>(attribute: &'static str) -> Self {
        Self { attribute, rows: E::TABLE, columns: E::COLUMNS }
    }

    /// Of what a query finds, which has the columns `owner`, `position` and `id` as well. `{owners}`
    /// in it is what the owner is, such as `= 7`.
    #[must_use]
    pub const fn query(
        attribute: &'static str,
        rows: &'static str,
        columns: &'static [&'static str],
    ) -> Self {
        Self { attribute, rows, columns }
    }

    /// Its rows, with the columns of all these lists: one that it does not have is null in its rows.
    ///
    /// PostgreSQL takes a column for text that is null in the first two queries of a union: lists
    /// without a column of another type come after one that has it, but for the first.
    fn query_among(&self, lists: &[Self], owners: Owners) -> String {
        let Self { attribute, rows, columns: own } = self;
        let columns: BTreeSet<_> = lists.iter().flat_map(|list| list.columns).copied().collect();
        let columns = columns.into_iter().map(|column| match own.contains(&column) {
            true => format!(", \"{column}\""),
            false => format!(", NULL AS \"{column}\""),
        });
        let columns: String = columns.collect();
        let sql = format!(
            "SELECT '{attribute}' AS list, owner, position, id{columns} FROM {rows} AS own \
             WHERE owner {{owners}}"
        );
        sql.replace("{owners}", &owners.to_string())
    }
}

/// Whose values a statement finds: what a column with the key of the owner is, if `$1` is the value
/// that [`among`] gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Owners {
    /// Those of one resource.
    One,
    /// Those of several.
    Many(Dialect),
}

impl fmt::Display for Owners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One => f.write_str("= $1"),
            Self::Many(dialect) => write!(f, "IN {}", dialect.numbers("$1")),
        }
    }
}

/// The queries of some lists. They are long, and the same for every request.
#[derive(Debug, Default)]
pub struct Queries {
    one: OnceLock<Vec<String>>,
    sqlite: OnceLock<Vec<String>>,
    postgres: OnceLock<Vec<String>>,
}

impl Queries {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { one: OnceLock::new(), sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    fn of(&self, lists: &[List], owners: Owners) -> &[String] {
        let queries = match owners {
            Owners::One => &self.one,
            Owners::Many(Dialect::Sqlite) => &self.sqlite,
            Owners::Many(Dialect::Postgres) => &self.postgres,
        };
        queries.get_or_init(|| lists.iter().map(|list| list.query_among(lists, owners)).collect())
    }
}

/// Makes a type for the values of several attributes of a model, which one statement reads: the
/// attribute, what a row is, the field that holds such values, and the query of those that are in
/// no table of their own.
macro_rules! values {
    ($name:ident of $model:ident:
        $($attribute:literal $element:ident $field:ident $($query:literal $columns:expr)?,)*
    ) => {
        #[derive(Debug)]
        enum $name { $($element($element)),* }

        impl $crate::database::Values<$model> for $name {
            const LISTS: &'static [$crate::database::List] =
                &[$($crate::database::values!(@list $attribute $element $($query $columns)?)),*];

            fn queries() -> &'static $crate::database::Queries {
                static QUERIES: $crate::database::Queries = $crate::database::Queries::new();
                &QUERIES
            }

            fn put(self, resource: &mut $model) {
                match self { $(Self::$element(value) => resource.$field.push(value.into())),* }
            }
        }

        impl $crate::database::Weigh for $name {
            fn weight(&self) -> usize {
                match self { $(Self::$element(value) => value.weight()),* }
            }
        }

        impl<'r, D: ::sqlx::Row> ::sqlx::FromRow<'r, D> for $name
        where
            &'static str: ::sqlx::ColumnIndex<D>,
            &'r str: ::sqlx::Decode<'r, D::Database> + ::sqlx::Type<D::Database>,
            $($element: ::sqlx::FromRow<'r, D>,)*
        {
            fn from_row(row: &'r D) -> ::sqlx::Result<Self> {
                match row.try_get::<&'r str, _>("list")? {
                    $($attribute => $element::from_row(row).map(Self::$element),)*
                    _ => Err(::sqlx::Error::RowNotFound),
                }
            }
        }
    };
    (@list $attribute:literal $element:ident) => {
        $crate::database::List::of::<$element>($attribute)
    };
    (@list $attribute:literal $element:ident $query:literal $columns:expr) => {
        $crate::database::List::query($attribute, $query, $columns)
    };
}
pub(crate) use values;

/// A value with the resource that it is of.
#[derive(FromRow)]
struct Owned<V> {
    owner: i64,
    #[sqlx(flatten)]
    value: V,
}

impl<V: Weigh> Weigh for Owned<V> {
    fn weight(&self) -> usize {
        self.value.weight()
    }
}

/// Loads the values of the attributes that the response has, for all these resources, which have
/// none yet.
///
/// # Errors
/// What the database says.
pub async fn attach<R: Table, V: Values<R>>(
    db: &mut Work,
    resources: &mut [R],
    projection: &Projection<R>,
) -> sqlx::Result<()> {
    attach_up_to::<R, V>(db, resources, projection, usize::MAX).await.map(drop)
}

/// The same for as many of them as take about so many bytes, one at least; answers how many, of
/// those that come first.
///
/// # Errors
/// What the database says.
pub async fn attach_within<R: Table, V: Values<R>>(
    db: &mut Work,
    mut resources: &mut [R],
    projection: &Projection<R>,
    bound: usize,
) -> sqlx::Result<usize> {
    loop {
        let bound = if resources.len() <= 1 { usize::MAX } else { bound };
        let attached = attach_up_to::<R, V>(db, resources, projection, bound).await?;
        if attached > 0 || resources.is_empty() {
            return Ok(attached);
        }
        // what was read is of others, which come later in another order than that of their keys
        let half = resources.len() / 2;
        resources = resources.split_at_mut(half).0;
    }
}

/// The same, for none of them perhaps.
async fn attach_up_to<R: Table, V: Values<R>>(
    db: &mut Work,
    resources: &mut [R],
    projection: &Projection<R>,
    bound: usize,
) -> sqlx::Result<usize> {
    let all = resources.len();
    if resources.is_empty() {
        return Ok(all);
    }
    let (owners, seqs) = among(db.dialect(), resources);
    let mut sql = String::new();
    for (list, query) in V::LISTS.iter().zip(V::queries().of(V::LISTS, owners)) {
        if projection.includes(list.attribute) {
            sql += if sql.is_empty() { "" } else { " UNION ALL " };
            sql += query;
        }
    }
    if sql.is_empty() {
        return Ok(all);
    }
    sql += " ORDER BY owner, position";
    let statement = Statement::new(sql).bind(seqs);
    let (mut rows, more) = db.rows_within::<Owned<V>>(statement, bound).await?;
    let mut attached = all;
    if let Some(last) = rows.last().map(|row| row.owner).filter(|_| more) {
        // whether it has more nobody knows
        rows.retain(|row| row.owner < last);
        let whole = |resource: &R| resource.seq() < last;
        attached = resources.iter().take_while(|resource| whole(resource)).count();
    }
    let (resources, _) = resources.split_at_mut(attached);
    let mut owners: HashMap<i64, &mut R> =
        resources.iter_mut().map(|resource| (resource.seq(), resource)).collect();
    for Owned { owner, value } in rows {
        if let Some(resource) = owners.get_mut(&owner) {
            value.put(resource);
        }
    }
    Ok(attached)
}

/// What to say of the key of these resources in a statement, and the value that it needs: one,
/// however many there are.
#[must_use]
pub fn among<R: Table>(dialect: Dialect, resources: &[R]) -> (Owners, Value) {
    match resources {
        [one] => (Owners::One, one.seq().into()),
        many => (Owners::Many(dialect), seqs(many).into()),
    }
}

/// The keys of resources as a JSON array, which is one value however many there are.
#[must_use]
pub fn seqs<R: Table>(resources: &[R]) -> String {
    array(resources.iter().map(R::seq))
}

/// Numbers as a JSON array.
pub(crate) fn array(numbers: impl Iterator<Item = i64>) -> String {
    let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// The resource whose values are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Owner {
    /// A new one, with this key: it has no values yet.
    New(i64),
    /// One that was there before.
    Stored(i64),
}

impl Owner {
    /// The key.
    #[must_use]
    pub const fn seq(self) -> i64 {
        match self {
            Self::New(seq) | Self::Stored(seq) => seq,
        }
    }
}

/// Stores the values of an attribute, if the edit changed it: those that have a row keep it.
///
/// # Errors
/// What the database says, and that a row of another owner has the key of one of these.
pub async fn save<E: Element>(
    db: &mut Work,
    owner: Owner,
    changes: &Changes,
    attribute: &str,
    elements: &[E],
) -> Result<(), Error> {
    if !changes.touches(attribute) {
        return Ok(());
    }
    let table = E::TABLE;
    if let Owner::Stored(owner) = owner {
        let kept = db.dialect().numbers("$2");
        let delete = format!("DELETE FROM {table} WHERE owner = $1 AND id NOT IN {kept}");
        let kept = array(elements.iter().filter_map(E::row));
        db.execute(Statement::new(delete).bind(owner).bind(kept)).await?;
    }

    // few different statements, which the database prepares once, and few for a long list: so many
    // rows as a power of two, the largest that there are elements for
    let mut place = 0_i64;
    let mut left = elements;
    while let Some(power) = left.len().checked_ilog2() {
        let (rows, rest) = left.split_at(1 << power.min(MOST));
        left = rest;
        let mut statement = Statement::new(upsert::<E>(db.dialect(), rows.len()));
        for element in rows {
            let row = element.row().unwrap_or_else(keys::next);
            statement = element.bind(statement).bind(place).bind(owner.seq()).bind(row);
            place += 1;
        }
        if db.execute(statement).await? < rows.len() as u64 {
            return Err(Error::of_taken_keys());
        }
    }
    Ok(())
}

/// The most rows that one statement stores, as a power of two: what every element has together is
/// within what the databases take.
const MOST: u32 = 8;

/// Stores so many rows, those that are there in their places, and never in the place of another
/// owner's: what two processes make up as keys may be the same.
fn upsert<E: Element>(dialect: Dialect, rows: usize) -> String {
    let columns = names(E::COLUMNS.iter().copied());
    let new: Vec<_> = E::COLUMNS.iter().map(|column| format!("excluded.\"{column}\"")).collect();
    let (table, width) = (E::TABLE, E::COLUMNS.len() + 3);
    let rows = (0..rows).map(|row| {
        let places = (1..=width).map(|column| match dialect {
            // without numbers, which SQLite would look up one by one
            Dialect::Sqlite => "?".to_owned(),
            Dialect::Postgres => format!("${}", row * width + column),
        });
        format!("({})", places.collect::<Vec<_>>().join(", "))
    });
    format!(
        "INSERT INTO {table} ({columns}, position, owner, id) VALUES {} \
         ON CONFLICT (id) DO UPDATE SET ({columns}, position) = ({}, excluded.position) \
         WHERE {table}.owner = excluded.owner",
        rows.collect::<Vec<_>>().join(", "),
        new.join(", "),
    )
}
