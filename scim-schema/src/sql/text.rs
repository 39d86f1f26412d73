//! Comparisons of texts.

use super::Database;
use super::place::Column;
use super::row::{Row, all, constant, number, truth};
use crate::compare::Rule;
use crate::filter::syntax::Operator;
use sea_query::{Expr, ExprTrait, Func, LikeExpr};

/// How a text compares with the key of a literal; true, or else false or null.
pub(super) fn compare(
    column: &Column,
    row: &Row,
    database: Database,
    (operator, rule): (Operator, Rule),
    key: &str,
) -> Expr {
    let compared = Compared { column, row, database, rule };
    // PostgreSQL holds no NUL, and refuses it
    if database == Database::Postgres
        && let Some((before, _)) = key.split_once('\0')
    {
        return match operator {
            // what is greater than the beginning is greater than the whole
            Operator::Gt | Operator::Ge => compared.with(Operator::Gt, before),
            Operator::Lt | Operator::Le => compared.with(Operator::Le, before),
            _ => truth(false),
        };
    }
    compared.with(operator, key)
}

struct Compared<'a> {
    column: &'a Column,
    row: &'a Row,
    database: Database,
    rule: Rule,
}

impl Compared<'_> {
    fn with(&self, operator: Operator, key: &str) -> Expr {
        let assigned = || self.column.assigned(self.row, self.database);
        // an empty text may be no value; nothing that is compared as follows is true of it then
        let blank = self.column.blank;
        let guarded = |test: Expr| if blank { all([assigned(), test]) } else { test };
        match operator {
            Operator::Eq | Operator::Ne if key.is_empty() && blank => truth(false),
            Operator::Eq | Operator::Ne => self.text().eq(key),
            Operator::Gt => self.ordered().gt(key),
            Operator::Ge if key.is_empty() => assigned(),
            Operator::Ge => self.ordered().gte(key),
            Operator::Lt if key.is_empty() => truth(false),
            Operator::Le if key.is_empty() && blank => truth(false),
            Operator::Lt => guarded(self.ordered().lt(key)),
            Operator::Le => guarded(self.ordered().lte(key)),
            Operator::Co | Operator::Sw | Operator::Ew if key.is_empty() => assigned(),
            Operator::Co => self.contains(key),
            Operator::Sw => self.starts(key),
            Operator::Ew => self.ends(key),
        }
    }

    fn text(&self) -> Expr {
        self.column.text_key(self.row, self.database, self.rule)
    }

    fn ordered(&self) -> Expr {
        self.column.ordered_text(self.row, self.database, self.rule)
    }

    /// A range, which an index finds: what begins so is between this and what comes next.
    fn starts(&self, key: &str) -> Expr {
        let from = self.ordered().gte(key);
        match after(key) {
            Some(after) => all([from, self.ordered().lt(after)]),
            None => from,
        }
    }

    fn contains(&self, key: &str) -> Expr {
        match self.database {
            // `LIKE` ignores case, and ends at a NUL
            Database::Sqlite => {
                Expr::from(Func::cust("instr").arg(self.text()).arg(key)).gt(number(0))
            }
            Database::Postgres => self.like(format!("%{}%", escaped(key))),
        }
    }

    fn ends(&self, key: &str) -> Expr {
        match self.database {
            Database::Sqlite => {
                // in octets, as the functions of texts end at a NUL
                let length = i64::try_from(key.len()).unwrap_or(i64::MAX);
                let end = Func::cust("substr")
                    .arg(self.text().cast_as("blob"))
                    .arg(number(length.saturating_neg()));
                Expr::from(end).eq(Expr::val(key).cast_as("blob"))
            }
            Database::Postgres => self.like(format!("%{}", escaped(key))),
        }
    }

    fn like(&self, pattern: String) -> Expr {
        self.ordered().like(LikeExpr::new(pattern).escape('!'))
    }
}

/// A text as a part of a pattern.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            escaped.push('!');
        }
        escaped.push(c);
    }
    escaped
}

/// The first text after all that begin so, in the order of code points.
fn after(text: &str) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    while let Some(last) = chars.pop() {
        // no character is between those two
        let next =
            if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

/// The entity tag of a column, which holds what is between its quotes.
pub(super) fn tag(column: &Column, row: &Row, database: Database) -> Expr {
    let text = column.value(row, database).cast_as("text");
    let parts = [constant("W/\""), text.clone(), constant("\"")];
    match database {
        Database::Sqlite => Expr::cust_with_exprs("? || ? || ?", parts),
        Database::Postgres => Expr::cust_with_exprs("$1 || $2 || $3", parts),
    }
}

/// Whether there is such a tag.
pub(super) fn is_tagged(column: &Column, row: &Row, database: Database) -> Expr {
    if column.null || column.blank {
        column.value(row, database).cast_as("text").ne(constant(""))
    } else {
        truth(true)
    }
}

/// How a text that is an expression of its own compares.
pub(super) fn compare_expr(text: &Expr, database: Database, operator: Operator, key: &str) -> Expr {
    use super::declare::Stored;
    use super::place::Source;
    use crate::schema::Type;
    let column = Column {
        path: String::new(),
        source: Source::Expr(Box::new(text.clone())),
        fold: None,
        stored: Stored::Text,
        r#type: Type::String,
        null: true,
        blank: false,
        empty: true,
        unsure: false,
    };
    let row = Row::Table(String::new());
    compare(&column, &row, database, (operator, Rule::Exact), key)
}
