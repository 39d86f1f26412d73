//! Many rows at once, for a seed or an import.

use super::{Error, Statement, Work};
use sea_query::Value;
use sqlx::postgres::PgConnection;
use std::fmt::Write;

/// The most values in a statement of SQLite.
const VALUES: usize = 32_000;

/// Rows on their way into a table.
#[derive(Debug)]
pub(crate) struct Rows {
    table: &'static str,
    columns: &'static [&'static str],
    values: Vec<Value>,
}

impl Rows {
    pub(crate) const fn new(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, values: Vec::new() }
    }

    /// Adds a row, a value for each column.
    pub(crate) fn push<const N: usize>(&mut self, row: [Value; N]) {
        debug_assert_eq!(N, self.columns.len());
        self.values.extend(row);
    }

    /// Writes them: PostgreSQL by `COPY`, SQLite by statements with as many rows as it takes.
    pub(crate) async fn write(self, db: &mut Work) -> Result<(), Error> {
        if self.values.is_empty() {
            return Ok(());
        }
        let columns = super::table::names(self.columns.iter().copied());
        if let Some(db) = db.as_postgres() {
            let sql = format!("COPY \"{}\" ({columns}) FROM STDIN", self.table);
            return copy(db, &sql, &self.values, self.columns.len()).await;
        }
        // without numbers, which SQLite would look up one by one
        let row = format!("({})", vec!["?"; self.columns.len()].join(", "));
        let at_once = VALUES / self.columns.len() * self.columns.len();
        for values in self.values.chunks(at_once) {
            let rows = vec![&*row; values.len() / self.columns.len()].join(", ");
            let sql = format!("INSERT INTO \"{}\" ({columns}) VALUES {rows}", self.table);
            let statement = values.iter().cloned().fold(Statement::new(sql), Statement::bind);
            db.execute(statement).await?;
        }
        Ok(())
    }
}

async fn copy(
    db: &mut PgConnection,
    sql: &str,
    values: &[Value],
    columns: usize,
) -> Result<(), Error> {
    let mut text = String::new();
    for row in values.chunks(columns) {
        for (n, value) in row.iter().enumerate() {
            text.push_str(if n == 0 { "" } else { "\t" });
            field(&mut text, value);
        }
        text.push('\n');
    }
    let mut copy = db.copy_in_raw(sql).await?;
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// A value in the text format of `COPY`.
fn field(text: &mut String, value: &Value) {
    match value {
        Value::String(Some(value)) => {
            for c in value.chars() {
                match c {
                    '\\' => text.push_str("\\\\"),
                    '\t' => text.push_str("\\t"),
                    '\n' => text.push_str("\\n"),
                    '\r' => text.push_str("\\r"),
                    c => text.push(c),
                }
            }
        }
        Value::BigInt(Some(value)) => {
            // writing to a string cannot fail
            let _ = write!(text, "{value}");
        }
        Value::Bool(Some(value)) => text.push(if *value { 't' } else { 'f' }),
        _ => text.push_str("\\N"),
    }
}

#[cfg(test)]
mod tests {
    use super::field;
    use sea_query::Value;

    #[test]
    fn fields_of_a_copy_keep_what_they_say() {
        for (value, expected) in [
            (Value::from("a\tb\\n\r\n"), "a\\tb\\\\n\\r\\n"),
            (Value::from(-7_i64), "-7"),
            (Value::from(true), "t"),
            (Value::from(None::<String>), "\\N"),
            (Value::from(""), ""),
        ] {
            let mut text = String::new();
            field(&mut text, &value);
            assert_eq!(text, expected);
        }
    }
}
