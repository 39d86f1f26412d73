//! Comparisons of simple values.

use super::Database;
use super::declare::Stored;
use super::error::Refused;
use super::place::Column;
use super::row::{Row, not, truth};
use super::text;
use super::whole::{self, Left};
use crate::compare::{Key, Rule, instant_key};
use crate::filter::Condition;
use crate::filter::syntax::Operator;
use crate::schema::Type;
use crate::value::{Binary, DateTime};
use sea_query::{Expr, ExprTrait};

/// How a column compares with a literal; true, or else false or null.
pub(super) fn compare(
    column: &Column,
    row: &Row,
    database: Database,
    condition: &Condition<'_>,
) -> Result<Expr, Refused> {
    let (operator, rule) = (condition.operator, condition.rule);
    let present = || column.assigned(row, database);
    let left = |left: Left<Expr>, key: Expr| match left {
        Left::Never => truth(false),
        Left::Always => present(),
        Left::Compare(operator, value) => ordered(key, operator, value),
    };
    let key = || column.key(row, database);
    Ok(match (&condition.key, column.stored) {
        (Key::Text(text), Stored::Text) => {
            text::compare(column, row, database, (operator, rule), text)
        }
        (Key::Text(text), Stored::Integer) if operator == Operator::Eq => {
            // `007` is another text
            let number = text.parse::<i64>().ok().filter(|number| number.to_string() == **text);
            number.map_or(truth(false), |number| key().eq(number))
        }
        (Key::Text(text), Stored::Uuid) if operator == Operator::Eq => {
            uuid(text, database).map_or(truth(false), |uuid| key().eq(uuid))
        }
        (Key::Text(text), Stored::Uuid | Stored::Integer) => {
            let rule = if rule == Rule::Unicode { Rule::Exact } else { rule };
            text::compare(column, row, database, (operator, rule), text)
        }
        (Key::Text(text), Stored::Bytes) => match Binary::parse(text) {
            // what the column holds is shown in one way
            Ok(binary) if Binary::from_bytes(&binary.decode()).as_str() == text => {
                key().eq(binary.decode())
            }
            _ => truth(false),
        },
        (Key::Boolean(value), Stored::Boolean) => key().eq(truth(*value)),
        (Key::Integer(number), Stored::Integer) => {
            left(bound(whole::whole(operator, *number, true)), key())
        }
        (Key::Decimal(number), Stored::Integer) => {
            let (floor, exact) = whole::floor(*number);
            left(bound(whole::whole(operator, floor, exact)), key())
        }
        (Key::Integer(number), Stored::Decimal) => {
            left(bound(whole::decimal(operator, *number)), key())
        }
        (Key::Decimal(number), Stored::Decimal) => ordered(key(), operator, Expr::val(*number)),
        (Key::Instant(seconds, nanos), stored) if stored.is_instant() => {
            left(instant(operator, (*seconds, *nanos), stored), key())
        }
        _ => {
            return Err(Refused::new(&column.path, "its column does not hold what it compares by"));
        }
    })
}

fn bound<T: Into<sea_query::Value>>(left: Left<T>) -> Left<Expr> {
    match left {
        Left::Never => Left::Never,
        Left::Always => Left::Always,
        Left::Compare(operator, value) => Left::Compare(operator, Expr::val(value)),
    }
}

fn ordered(key: Expr, operator: Operator, value: Expr) -> Expr {
    match operator {
        Operator::Gt => key.gt(value),
        Operator::Ge => key.gte(value),
        Operator::Lt => key.lt(value),
        Operator::Le => key.lte(value),
        Operator::Ne => not(key.eq(value)),
        // nothing but text has parts, so no condition asks for them
        Operator::Eq | Operator::Co | Operator::Sw | Operator::Ew => key.eq(value),
    }
}

/// What a comparison with an instant is in the form that a column has.
pub(super) fn instant(
    operator: Operator,
    (seconds, nanos): (i64, u32),
    stored: Stored,
) -> Left<Expr> {
    let units = |per_second| {
        let (floor, exact) = whole::instant(seconds, nanos, per_second);
        whole::whole(operator, floor, exact)
    };
    match stored {
        Stored::Seconds => bound(units(1)),
        Stored::Millis => bound(units(1_000)),
        Stored::Micros => bound(units(1_000_000)),
        Stored::Timestamp => match units(1_000_000) {
            Left::Never => Left::Never,
            Left::Always => Left::Always,
            Left::Compare(operator, micros) => timestamp(operator, micros),
        },
        _ => Left::Compare(operator, Expr::val(instant_key(seconds, nanos))),
    }
}

/// The first and the last second of PostgreSQL's calendar that are compared.
const TIMESTAMPS: std::ops::Range<i64> = -210_866_803_200..9_223_372_036_000;

fn timestamp(operator: Operator, micros: i64) -> Left<Expr> {
    let (seconds, rest) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    if !TIMESTAMPS.contains(&seconds) {
        let less = matches!(operator, Operator::Lt | Operator::Le);
        return match operator {
            Operator::Eq => Left::Never,
            _ if less == (seconds > 0) => Left::Always,
            _ => Left::Never,
        };
    }
    let nanos = u32::try_from(rest * 1_000).unwrap_or(0);
    let text = DateTime::from_unix(seconds, nanos).map(String::from).unwrap_or_default();
    // years before the first are counted in another way
    let text = match text.split_once('-') {
        Some(("", rest)) => match rest.split_once('-') {
            Some((year, rest)) => before_christ(year, rest),
            None => text,
        },
        Some(("0000", rest)) => before_christ("0000", rest),
        _ => text,
    };
    Left::Compare(operator, Expr::val(text).cast_as("timestamptz"))
}

fn before_christ(year: &str, rest: &str) -> String {
    let year = year.parse().unwrap_or(0_i64) + 1;
    format!("{year:04}-{rest} BC")
}

/// A UUID in the form of its column; `None` for what is not the text of one.
pub(super) fn uuid(text: &str, database: Database) -> Option<Expr> {
    let hyphens = [8, 13, 18, 23];
    let written = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if hyphens.contains(&at) {
                byte == b'-'
            } else {
                byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
            }
        });
    if !written {
        return None;
    }
    Some(match database {
        Database::Postgres => Expr::val(text).cast_as("uuid"),
        Database::Sqlite => {
            let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
            let octet = |pair: &[u8]| {
                std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
            };
            Expr::val(digits.chunks(2).map(octet).collect::<Option<Vec<u8>>>()?)
        }
    })
}

/// The key of a value as what a column compares with; `None` where it has no such.
pub(super) fn bind(column: &Column, key: &Key<'_>, database: Database) -> Option<Expr> {
    Some(match (key, column.stored) {
        (Key::Text(text), Stored::Text) => Expr::val(text.as_ref()),
        (Key::Text(text), Stored::Integer) => Expr::val(text.parse::<i64>().ok()?),
        (Key::Text(text), Stored::Uuid) => uuid(text, database)?,
        (Key::Boolean(value), Stored::Boolean) => truth(*value),
        (Key::Integer(number), Stored::Integer) => Expr::val(i64::try_from(*number).ok()?),
        #[expect(clippy::cast_precision_loss, reason = "the column has the precision of its type")]
        (Key::Integer(number), Stored::Decimal) => Expr::val(*number as f64),
        (Key::Decimal(number), Stored::Decimal) => Expr::val(*number),
        (Key::Decimal(number), Stored::Integer) => {
            let (floor, true) = whole::floor(*number) else { return None };
            Expr::val(i64::try_from(floor).ok()?)
        }
        (Key::Instant(seconds, nanos), stored) if column.r#type == Type::DateTime => {
            let held = (*seconds, nanos / unit(stored) * unit(stored));
            match instant(Operator::Eq, held, stored) {
                Left::Compare(_, value) => value,
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// The nanoseconds that a column counts an instant by: the text that a client sent, which is kept
/// beside it, may say more.
const fn unit(stored: Stored) -> u32 {
    match stored {
        Stored::Seconds => 1_000_000_000,
        Stored::Millis => 1_000_000,
        Stored::Micros | Stored::Timestamp => 1_000,
        _ => 1,
    }
}
