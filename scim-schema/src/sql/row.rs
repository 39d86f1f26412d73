//! One row, or one JSON value, as expressions.

use super::Database;
use super::declare::Stored;
use super::place::{Column, Source};
use crate::compare::Rule;
use crate::schema::Type;
use sea_query::extension::postgres::PgBinOper;
use sea_query::{CaseStatement, Expr, ExprTrait, Func, Value};

/// What a test is on.
#[derive(Debug, Clone)]
pub(super) enum Row {
    /// A row of the table of this name or alias.
    Table(String),
    /// A JSON value; in SQLite, of `json_each` or `json_extract`.
    Json(Expr),
}

impl Row {
    /// A column or member as JSON. Where it may be of another type than this, SQLite is given none:
    /// it takes a text for JSON, and fails where it is not.
    pub(super) fn json(&self, database: Database, name: &str, sure: Option<&str>) -> Expr {
        match (self, database) {
            (Self::Table(table), Database::Sqlite) => Expr::col((table.clone(), name.to_owned())),
            (Self::Table(table), Database::Postgres) => {
                Expr::col((table.clone(), name.to_owned())).cast_as("jsonb")
            }
            (Self::Json(value), Database::Sqlite) => {
                let part = extract(value.clone(), name);
                match sure {
                    None => part,
                    Some(kind) => when(json_type(value, name).eq(constant(kind)), part),
                }
            }
            (Self::Json(value), Database::Postgres) => {
                value.clone().binary(PgBinOper::GetJsonField, constant(name))
            }
        }
    }
}

impl Column {
    /// The value as it is held, null where there is none; not the key that it compares by.
    pub(super) fn value(&self, row: &Row, database: Database) -> Expr {
        match &self.source {
            Source::Expr(expr) => (**expr).clone(),
            Source::Named(name) => self.named(row, database, name, self.stored),
            Source::Itself => match (row, database) {
                (Row::Json(value), Database::Postgres) => {
                    let text = Expr::cust_with_exprs("$1 #>> '{}'", [value.clone()]);
                    self.sure(value, typed(text, self.stored), database)
                }
                (Row::Json(value), Database::Sqlite) => value.clone(),
                (Row::Table(table), _) => Expr::col((table.clone(), "value")),
            },
        }
    }

    /// What it compares by, where that is a column of its own.
    pub(super) fn key(&self, row: &Row, database: Database) -> Expr {
        match &self.fold {
            Some(name) => self.named(row, database, name, self.stored),
            None => self.value(row, database),
        }
    }

    fn named(&self, row: &Row, database: Database, name: &str, stored: Stored) -> Expr {
        match (row, database) {
            (Row::Table(table), _) => Expr::col((table.clone(), name.to_owned())),
            (Row::Json(object), Database::Sqlite) => {
                self.sure(&json_type(object, name), extract(object.clone(), name), database)
            }
            (Row::Json(object), Database::Postgres) => {
                let text = object.clone().binary(PgBinOper::CastJsonField, constant(name));
                self.sure(&row.json(database, name, None), typed(text, stored), database)
            }
        }
    }

    /// Null where the JSON has another type: `kind` is the type in SQLite, and the value in
    /// PostgreSQL, which refuses to cast what it cannot.
    fn sure(&self, kind: &Expr, value: Expr, database: Database) -> Expr {
        if self.unsure { when(is_of(self.r#type, kind, &value, database), value) } else { value }
    }

    /// The text that it compares by: no index on the bare column serves another rule than
    /// [`Rule::Exact`].
    pub(super) fn text_key(&self, row: &Row, database: Database, rule: Rule) -> Expr {
        let key = match self.stored {
            Stored::Text => self.key(row, database),
            Stored::Uuid if database == Database::Sqlite => hyphenated(&self.key(row, database)),
            _ => self.key(row, database).cast_as("text"),
        };
        match rule {
            Rule::Exact | Rule::Unicode => key,
            Rule::IgnoreAsciiCase => Func::lower(collated(key, database)).into(),
        }
    }

    /// As [`text_key`](Self::text_key), in the order of code points.
    pub(super) fn ordered_text(&self, row: &Row, database: Database, rule: Rule) -> Expr {
        let key = self.text_key(row, database, rule);
        if rule == Rule::IgnoreAsciiCase { key } else { collated(key, database) }
    }

    /// It is not null, and not blank.
    pub(super) fn assigned(&self, row: &Row, database: Database) -> Expr {
        self.filled(row, database, self.blank)
    }

    /// It is not null, and neither an empty text nor no octets.
    pub(super) fn present(&self, row: &Row, database: Database) -> Expr {
        if self.stored == Stored::Bytes {
            let length: Expr = Func::cust("length").arg(self.value(row, database)).into();
            return length.gt(number(0));
        }
        self.filled(row, database, self.stored == Stored::Text && self.r#type != Type::DateTime)
    }

    fn filled(&self, row: &Row, database: Database, empty_is_none: bool) -> Expr {
        let value = self.value(row, database);
        match (empty_is_none, self.null) {
            // what is compared is not null
            (true, _) => value.ne(constant("")),
            (false, true) => value.is_not_null(),
            (false, false) => truth(true),
        }
    }
}

/// Whether JSON is of a type: `kind` is the type in SQLite, and the value in PostgreSQL; `value` is
/// that of SQL.
pub(super) fn is_of(r#type: Type, kind: &Expr, value: &Expr, database: Database) -> Expr {
    let kind = kind.clone();
    match (database, r#type) {
        (Database::Sqlite, Type::Boolean) => kind.is_in(["true", "false"].map(constant)),
        (Database::Sqlite, Type::Integer) => {
            // a greater one than an `i64` is taken for a decimal
            let held = Expr::from(Func::cust("typeof").arg(value.clone()));
            kind.eq(constant("integer")).and(held.eq(constant("integer")))
        }
        (Database::Sqlite, Type::Decimal) => kind.is_in(["integer", "real"].map(constant)),
        (Database::Sqlite, Type::Complex) => kind.eq(constant("object")),
        // what a former attribute left may be any text
        (Database::Sqlite, Type::DateTime) => {
            let glob =
                |pattern| Expr::from(Func::cust("glob").arg(constant(pattern)).arg(value.clone()));
            let begins =
                "*[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]*";
            let is_text = kind.eq(constant("text"));
            is_text.and(glob(begins)).and(glob("*[^-+.:0-9TZ]*").eq(number(0)))
        }
        (Database::Sqlite, _) => kind.eq(constant("text")),
        // what an `i64` holds, which is looked at before it is cast: `AND` promises no order
        (Database::Postgres, Type::Integer) => Expr::cust_with_exprs(
            "CASE WHEN jsonb_typeof($1) = 'number' AND CAST($1 AS text) ~ '^-?[0-9]{1,19}$' \
             THEN CAST(CAST($1 AS text) AS numeric) \
             BETWEEN -9223372036854775808 AND 9223372036854775807 END",
            [kind],
        ),
        (Database::Postgres, Type::DateTime) => Expr::cust_with_exprs(
            "jsonb_typeof($1) = 'string' AND ($1 #>> '{}') ~ \
             '^-?[0-9]{4,}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9][-+.:0-9Z]*$'",
            [kind],
        ),
        (Database::Postgres, r#type) => {
            let name = match r#type {
                Type::Boolean => "boolean",
                Type::Decimal => "number",
                Type::Complex => "object",
                _ => "string",
            };
            Expr::from(Func::cust("jsonb_typeof").arg(kind)).eq(constant(name))
        }
    }
}

/// The value where a condition holds, and else null.
pub(super) fn when(is: Expr, value: Expr) -> Expr {
    Expr::Case(Box::new(CaseStatement::new().case(is, value)))
}

/// In the order of code points.
pub(super) fn collated(text: Expr, database: Database) -> Expr {
    match database {
        Database::Sqlite => text,
        // it binds closer than any operator
        Database::Postgres if matches!(text, Expr::Column(_) | Expr::FunctionCall(_)) => {
            Expr::cust_with_exprs("$1 COLLATE \"C\"", [text])
        }
        Database::Postgres => Expr::cust_with_exprs("($1) COLLATE \"C\"", [text]),
    }
}

/// Text of the declaration; what a request says is bound.
pub(super) fn constant(text: &str) -> Expr {
    Expr::Constant(Value::String(Some(text.to_owned())))
}

pub(super) fn truth(value: bool) -> Expr {
    Expr::Constant(Value::Bool(Some(value)))
}

pub(super) fn null() -> Expr {
    Expr::Keyword(sea_query::Keyword::Null)
}

pub(super) fn number(value: i64) -> Expr {
    Expr::Constant(Value::BigInt(Some(value)))
}

/// Whether it is known already.
pub(super) fn known(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Constant(Value::Bool(value)) => *value,
        _ => None,
    }
}

/// False where it is true, and true where it is false or null.
pub(super) fn not(expr: Expr) -> Expr {
    match known(&expr) {
        Some(value) => truth(!value),
        None => expr.is_not(truth(true)),
    }
}

pub(super) fn all(exprs: impl IntoIterator<Item = Expr>) -> Expr {
    chain(exprs, true, ExprTrait::and)
}

pub(super) fn any(exprs: impl IntoIterator<Item = Expr>) -> Expr {
    chain(exprs, false, ExprTrait::or)
}

fn chain(
    exprs: impl IntoIterator<Item = Expr>,
    neutral: bool,
    join: impl Fn(Expr, Expr) -> Expr,
) -> Expr {
    let mut chained = None;
    for expr in exprs {
        match known(&expr) {
            Some(value) if value == neutral => {}
            Some(value) => return truth(value),
            None => {
                chained = Some(match chained {
                    None => expr,
                    Some(before) => join(before, expr),
                });
            }
        }
    }
    chained.unwrap_or_else(|| truth(neutral))
}

fn extract(value: Expr, name: &str) -> Expr {
    Func::cust("json_extract").arg(value).arg(constant(&path(name))).into()
}

/// The type of a member, in SQLite.
fn json_type(object: &Expr, name: &str) -> Expr {
    Func::cust("json_type").arg(object.clone()).arg(constant(&path(name))).into()
}

/// The path of a member. No name comes from a request: it is of a field, or of an attribute that
/// [`DynamicExtension`](crate::resource::DynamicExtension) holds to what a name is, so it has no quote.
fn path(name: &str) -> String {
    format!("$.\"{name}\"")
}

/// The text of a JSON value of PostgreSQL as a value of another type.
fn typed(text: Expr, stored: Stored) -> Expr {
    match stored {
        Stored::Text | Stored::InstantText => text,
        Stored::Uuid => text.cast_as("uuid"),
        Stored::Integer | Stored::Seconds | Stored::Millis | Stored::Micros => {
            text.cast_as("bigint")
        }
        Stored::Decimal => text.cast_as("double precision"),
        Stored::Boolean => text.cast_as("boolean"),
        Stored::Bytes => text.cast_as("bytea"),
        Stored::Timestamp => text.cast_as("timestamptz"),
    }
}

/// The text of a UUID that is a blob. SQLite's `hex` of null is an empty text, which leaves the
/// hyphens.
fn hyphenated(blob: &Expr) -> Expr {
    let hex: Expr = Func::cust("hex").arg(blob.clone()).into();
    let part = |from: i64, length: i64| -> Expr {
        Func::cust("substr").arg(hex.clone()).arg(number(from)).arg(number(length)).into()
    };
    let parts = [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)];
    let text = Expr::cust_with_exprs("? || '-' || ? || '-' || ? || '-' || ? || '-' || ?", parts);
    Func::cust("nullif").arg(Func::lower(text)).arg(constant("----")).into()
}
