//! The values of multi-valued attributes, as sub-queries.

use super::Database;
use super::condition::{Result, Scope};
use super::place::{Column, From, Held, Many};
use super::row::{Row, all, is_of, known, number, truth, when};
use super::value;
use crate::compare::Key;
use crate::filter::Test;
use crate::filter::syntax::Operator;
use crate::resource::Flags;
use crate::schema::Type;
use sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement};

/// Asks an element for its key; gives its column, if it is simple.
type Ask<'a> = dyn FnMut(&Scope<'_>, &Row, Option<&Column>) -> Result<Option<Expr>> + 'a;

impl Scope<'_> {
    /// One of the values satisfies a test.
    pub(super) fn some(&self, many: &Many, test: &Test) -> Result<Expr> {
        // by the values where few have such a one, which an index on them finds; else row by row
        match &many.from {
            From::Table { parent, .. } | From::Relation { parent, .. } if is_selective(test) => {
                let alias = self.alias();
                let row = Row::Table(alias.clone());
                let test = self.element(many, &row, test)?;
                if let Some(known @ false) = known(&test) {
                    return Ok(truth(known));
                }
                let mut owners = self.values(many);
                owners.column((alias, parent.clone())).and_where(test);
                Ok(self.key.clone().in_subquery(owners))
            }
            _ => self.exists_alone(many, test),
        }
    }

    /// As [`some`](Self::some), never null.
    pub(super) fn exists(&self, many: &Many, test: &Test) -> Result<Expr> {
        let row = self.element_row(many);
        let test = self.element(many, &row, test)?;
        if let Some(known @ false) = known(&test) {
            return Ok(truth(known));
        }
        let mut values = self.own_values(many);
        values.expr(number(1));
        if known(&test).is_none() {
            values.and_where(test);
        }
        Ok(Expr::exists(values))
    }

    /// As [`exists`](Self::exists), where it may stand alone.
    pub(super) fn exists_alone(&self, many: &Many, test: &Test) -> Result<Expr> {
        let exists = self.exists(many, test)?;
        Ok(match (self.database, &exists) {
            // SQLite 3.51 makes a join of it that finds a row again when it skips some by `OFFSET`,
            // unless the answer is looked at
            (Database::Sqlite, Expr::SubQuery(..)) => exists.is(truth(true)),
            _ => exists,
        })
    }

    /// What one of the values is sorted by: the primary one, or else the first.
    pub(super) fn chosen(
        &self,
        many: &Many,
        primary: Option<u16>,
        key: &mut Ask<'_>,
    ) -> Result<Option<Expr>> {
        let row = self.element_row(many);
        let Some(key) = key(&self.inner(many, &row), &row, many.value.as_ref())? else {
            return Ok(None);
        };
        let mut values = self.own_values(many);
        values.expr(key);
        if let Some(Held::Simple(column)) = primary.and_then(|field| many.places.get(field)) {
            let is_primary = column.value(&row, self.database).eq(truth(true));
            let rank = CaseStatement::new().case(is_primary, number(0)).finally(number(1));
            values.order_by_expr(Expr::Case(Box::new(rank)), sea_query::Order::Asc);
        }
        let position = match (&many.from, self.database) {
            (From::Json(_), Database::Sqlite) => Some("key"),
            (From::Json(_), Database::Postgres) => Some("ordinality"),
            _ => many.position.as_deref(),
        };
        if let Some(position) = position {
            let position = Expr::col((self.alias(), position.to_owned()));
            values.order_by_expr(position, sea_query::Order::Asc);
        }
        values.limit(1);
        Ok(Some(Expr::SubQuery(None, Box::new(values.into()))))
    }

    fn element(&self, many: &Many, row: &Row, test: &Test) -> Result<Expr> {
        match &many.value {
            Some(column) => simple(column, row, self.database, test),
            None => self.inner(many, row).test(test),
        }
    }

    fn inner<'s>(&'s self, many: &'s Many, row: &'s Row) -> Scope<'s> {
        Scope { places: &many.places, row, depth: self.depth + 1, ..*self }
    }

    fn alias(&self) -> String {
        if self.depth == 0 { "e".to_owned() } else { format!("e{}", self.depth + 1) }
    }

    fn element_row(&self, many: &Many) -> Row {
        match &many.from {
            From::Json(_) => {
                let value = Expr::col((self.alias(), "value"));
                // which SQLite would take for JSON, or for another type
                let guarded = many.unsure && self.database == Database::Sqlite;
                Row::Json(if guarded { when(self.is_value(many), value) } else { value })
            }
            _ => Row::Table(self.alias()),
        }
    }

    /// Whether an element of a JSON array is of the type that the schema says: no other is seen.
    fn is_value(&self, many: &Many) -> Expr {
        let kind = match self.database {
            Database::Sqlite => "type",
            Database::Postgres => "value",
        };
        let r#type = many.value.as_ref().map_or(Type::Complex, |column| column.r#type);
        let column = |name| Expr::col((self.alias(), name));
        is_of(r#type, &column(kind), &column("value"), self.database)
    }

    /// All values, of whatever resource.
    fn values(&self, many: &Many) -> SelectStatement {
        let mut values = Query::select();
        match &many.from {
            From::Table { name, .. } => {
                values.from_as(name.clone(), self.alias());
            }
            From::Relation { select, .. } => {
                values.from_subquery((**select).clone(), self.alias());
            }
            From::Json(name) => {
                let sure = many.unsure.then_some("array");
                let array = self.row.json(self.database, name, sure);
                match self.database {
                    Database::Sqlite => {
                        values.from_function(Func::cust("json_each").arg(array), self.alias());
                    }
                    Database::Postgres => {
                        let kind = Expr::from(Func::cust("jsonb_typeof").arg(array.clone()));
                        let array = when(kind.eq(super::row::constant("array")), array);
                        let array = Func::cust("jsonb_array_elements").arg(array);
                        let number = Expr::cust("row_number() OVER ()");
                        let mut numbered = Query::select();
                        numbered.column("value").expr_as(number, "ordinality");
                        numbered.from_function(array, "value");
                        values.from_subquery(numbered, self.alias());
                    }
                }
                if many.unsure {
                    values.and_where(self.is_value(many));
                }
            }
        }
        values
    }

    /// The values of the resource.
    fn own_values(&self, many: &Many) -> SelectStatement {
        let mut values = self.values(many);
        if let From::Table { parent, .. } | From::Relation { parent, .. } = &many.from {
            values.and_where(Expr::col((self.alias(), parent.clone())).eq(self.key.clone()));
        }
        values
    }
}

/// A test on simple values.
fn simple(column: &Column, row: &Row, database: Database, test: &Test) -> Result<Expr> {
    let each = |tests: &[Test]| {
        tests.iter().map(|test| simple(column, row, database, test)).collect::<Result<Vec<_>>>()
    };
    match test {
        Test::Itself(condition) => value::compare(column, row, database, condition),
        Test::And(tests) => each(tests).map(all),
        Test::Or(tests) => each(tests).map(super::row::any),
        Test::Not(test) => simple(column, row, database, test).map(super::row::not),
        Test::Constant(value) => Ok(truth(*value)),
        _ => Ok(truth(false)),
    }
}

/// Whether few values satisfy a test, as far as one can say: it asks that a text is equal which is
/// no kind, such as `work`.
fn is_selective(test: &Test) -> bool {
    match test {
        Test::And(tests) => tests.iter().any(is_selective),
        Test::Or(tests) => tests.iter().all(is_selective),
        Test::Field { node, condition, .. } => {
            condition.operator == Operator::Eq
                && matches!(condition.key, Key::Text(_))
                && node.attribute.canonical_values.is_empty()
                && !node.flags.has(Flags::MULTI_VALUED)
                && node.name() != "type"
        }
        Test::Itself(condition) => {
            condition.operator == Operator::Eq && matches!(condition.key, Key::Text(_))
        }
        _ => false,
    }
}
