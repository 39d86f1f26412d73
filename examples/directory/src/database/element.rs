//! Multi-valued attributes: a table each, a row for each value.

use super::table::{Statement, Table, names, places};
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, Row, SqliteConnection};
use std::collections::HashMap;

/// A value of a multi-valued attribute, and the row that holds it.
///
/// The table has the columns `id`, `owner` (the `seq` of the resource) and `position` beside
/// those named here.
pub trait Element: for<'r> FromRow<'r, SqliteRow> + Send + Sync + Unpin {
    /// The table.
    const TABLE: &'static str;
    /// The columns that [`bind`](Self::bind) gives values for, in order.
    const COLUMNS: &'static [&'static str];

    /// The row, if it has one yet.
    fn row(&self) -> Option<i64>;

    /// Binds the values of the columns.
    fn bind<'q>(&'q self, statement: Statement<'q>) -> Statement<'q>;
}

/// Loads the values of an attribute for all these resources, if the response has the attribute.
///
/// # Errors
/// What the database says.
pub async fn attach<R: Table, E: Element>(
    connection: &mut SqliteConnection,
    resources: &mut [R],
    projection: &Projection<R>,
    attribute: &str,
    set: fn(&mut R, Vec<E>),
) -> sqlx::Result<()> {
    if resources.is_empty() || !projection.includes(attribute) {
        return Ok(());
    }
    let sql = format!(
        "SELECT * FROM {} WHERE owner IN (SELECT value FROM json_each(?)) ORDER BY owner, position",
        E::TABLE,
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(keys(resources)).fetch_all(connection).await?;
    let mut elements: HashMap<i64, Vec<E>> = HashMap::new();
    for row in &rows {
        elements.entry(row.try_get("owner")?).or_default().push(E::from_row(row)?);
    }
    for resource in resources {
        set(resource, elements.remove(&resource.seq()).unwrap_or_default());
    }
    Ok(())
}

/// The keys of resources as a JSON array, which is one parameter however many there are.
#[must_use]
pub fn keys<R: Table>(resources: &[R]) -> String {
    array(resources.iter().map(R::seq))
}

/// Numbers as a JSON array.
pub(crate) fn array(numbers: impl Iterator<Item = i64>) -> String {
    let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// Stores the values of an attribute, if the edit changed it: those that have a row keep it.
///
/// # Errors
/// What the database says.
pub async fn save<E: Element>(
    connection: &mut SqliteConnection,
    owner: i64,
    changes: &Changes,
    attribute: &str,
    elements: &[E],
) -> sqlx::Result<()> {
    if !changes.touches(attribute) {
        return Ok(());
    }
    let table = E::TABLE;
    let delete = format!(
        "DELETE FROM {table} WHERE owner = ? AND id NOT IN (SELECT value FROM json_each(?))",
    );
    sqlx::query(AssertSqlSafe(delete))
        .bind(owner)
        .bind(array(elements.iter().filter_map(E::row)))
        .execute(&mut *connection)
        .await?;

    let (names, places) = (names(E::COLUMNS), places(E::COLUMNS));
    let insert = format!("INSERT INTO {table} ({names}, position, owner) VALUES ({places}, ?, ?)");
    let update = format!(
        "UPDATE {table} SET ({names}, position) = ({places}, ?) WHERE owner = ? AND id = ?",
    );
    for (position, element) in (0_i64..).zip(elements) {
        let sql = if element.row().is_some() { &update } else { &insert };
        let statement = element.bind(sqlx::query(AssertSqlSafe(sql.as_str())));
        let statement = statement.bind(position).bind(owner);
        let statement = match element.row() {
            Some(row) => statement.bind(row),
            None => statement,
        };
        statement.execute(&mut *connection).await?;
    }
    Ok(())
}
