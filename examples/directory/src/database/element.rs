//! Multi-valued attributes: a table each, a row for each value.

use super::table::{Table, names, places};
use super::{Read, Statement, Work, keys};
use scim_schema::changes::Changes;
use scim_schema::projection::Projection;
use sqlx::FromRow;
use std::collections::HashMap;

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

/// A value with the resource that it is of.
#[derive(FromRow)]
struct Owned<E> {
    owner: i64,
    #[sqlx(flatten)]
    element: E,
}

/// Loads the values of an attribute for all these resources, if the response has the attribute.
///
/// # Errors
/// What the database says.
pub async fn attach<R: Table, E: Element>(
    db: &mut Work,
    resources: &mut [R],
    projection: &Projection<R>,
    attribute: &str,
    set: fn(&mut R, Vec<E>),
) -> sqlx::Result<()> {
    if resources.is_empty() || !projection.includes(attribute) {
        return Ok(());
    }
    let sql = format!(
        "SELECT * FROM {} WHERE owner IN {} ORDER BY owner, position",
        E::TABLE,
        db.dialect().numbers("$1"),
    );
    let rows: Vec<Owned<E>> = db.rows(Statement::new(sql).bind(seqs(resources))).await?;
    let mut elements: HashMap<i64, Vec<E>> = HashMap::new();
    for Owned { owner, element } in rows {
        elements.entry(owner).or_default().push(element);
    }
    for resource in resources {
        set(resource, elements.remove(&resource.seq()).unwrap_or_default());
    }
    Ok(())
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

/// Stores the values of an attribute, if the edit changed it: those that have a row keep it.
///
/// # Errors
/// What the database says.
pub async fn save<E: Element>(
    db: &mut Work,
    owner: i64,
    changes: &Changes,
    attribute: &str,
    elements: &[E],
) -> sqlx::Result<()> {
    if !changes.touches(attribute) {
        return Ok(());
    }
    let table = E::TABLE;
    let kept = db.dialect().numbers("$2");
    let delete = format!("DELETE FROM {table} WHERE owner = $1 AND id NOT IN {kept}");
    let kept = array(elements.iter().filter_map(E::row));
    db.execute(Statement::new(delete).bind(owner).bind(kept)).await?;

    let (names, columns) = (names(E::COLUMNS.iter().copied()), E::COLUMNS.len());
    let insert = format!(
        "INSERT INTO {table} ({names}, position, owner, id) VALUES ({})",
        places(columns + 3),
    );
    let update = format!(
        "UPDATE {table} SET ({names}, position) = ({}) WHERE owner = ${} AND id = ${}",
        places(columns + 1),
        columns + 2,
        columns + 3,
    );
    for (position, element) in (0_i64..).zip(elements) {
        let (sql, row) = match element.row() {
            Some(row) => (&update, row),
            None => (&insert, keys::next()),
        };
        let statement = element.bind(Statement::new(sql.as_str()));
        db.execute(statement.bind(position).bind(owner).bind(row)).await?;
    }
    Ok(())
}
