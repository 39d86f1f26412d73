//! Filters as conditions.

use super::error::Refused;
use super::place::{Column, Held, Places};
use super::row::{Row, all, any, known, not, truth};
use super::{Database, text, value};
use crate::filter::syntax::Operator;
use crate::filter::{Condition, Test};
use crate::resource::dynamic::FIRST;
use sea_query::Expr;

pub(super) type Result<T> = std::result::Result<T, Refused>;

/// What the names of a test are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) database: Database,
    pub(super) places: &'a Places,
    pub(super) row: &'a Row,
    /// The key of the resource's row, to which the tables of lists refer.
    pub(super) key: &'a Expr,
    /// How many lists this is in.
    pub(super) depth: usize,
    /// What is defined at run time.
    pub(super) extra: Option<&'a Extra>,
}

/// Attributes that are defined at run time, in a JSON column.
#[derive(Debug)]
pub(super) struct Extra {
    pub(super) places: Places,
    pub(super) row: Row,
}

impl<'a> Scope<'a> {
    /// Where a field is looked up: one that is defined at run time is in the JSON.
    pub(super) fn of(&self, field: u16) -> Self {
        match self.extra.filter(|_| field >= FIRST) {
            Some(extra) => Self { places: &extra.places, row: &extra.row, ..*self },
            None => *self,
        }
    }

    pub(super) fn held(&self, field: u16) -> Result<&'a Held> {
        match self.places.get(field) {
            None => Err(Refused::new("the attribute", "no column holds it")),
            Some(Held::Without(path) | Held::Hidden(Column { path, .. })) => {
                Err(Refused::new(path, "the database does not have it"))
            }
            Some(held) => Ok(held),
        }
    }

    /// A test as an expression that is true where the test is, and false or null elsewhere.
    pub(super) fn test(&self, test: &Test) -> Result<Expr> {
        let each =
            |tests: &[Test]| tests.iter().map(|test| self.test(test)).collect::<Result<Vec<_>>>();
        match test {
            Test::Constant(value) => Ok(truth(*value)),
            Test::And(tests) => each(tests).map(all),
            Test::Or(tests) => each(tests).map(any),
            Test::Not(test) => self.negated(test),
            Test::Field { field, condition, .. } => {
                let of = self.of(*field);
                match of.held(*field)? {
                    Held::Simple(column) => {
                        value::compare(column, of.row, self.database, condition)
                    }
                    Held::Many(many) => of.some(many, &Test::Itself(condition.clone())),
                    Held::Inside(_) | Held::Hidden(_) | Held::Without(_) => Ok(truth(false)),
                }
            }
            Test::Present { node, base } => self.present(node, *base),
            Test::SlotPresent { slot, base, .. } => self.slot_present(slot, *base),
            Test::Within { field, test, .. } => {
                let of = self.of(*field);
                match of.held(*field)? {
                    Held::Inside(inside) => of.within(inside, &|scope| scope.test(test)),
                    Held::Simple(_) | Held::Many(_) | Held::Hidden(_) | Held::Without(_) => {
                        Ok(truth(false))
                    }
                }
            }
            Test::Any { field, test, .. } => {
                let of = self.of(*field);
                match of.held(*field)? {
                    Held::Many(many) => of.some(many, test),
                    // a single value is shown as several
                    Held::Inside(inside) => of.within(inside, &|scope| scope.test(test)),
                    Held::Simple(_) | Held::Hidden(_) | Held::Without(_) => Ok(truth(false)),
                }
            }
            Test::Itself(_) => Ok(truth(false)),
            Test::Version { field, condition } => self.version(*field, condition),
            Test::Location { field, prefix, condition } => self.location(*field, prefix, condition),
        }
    }

    fn negated(&self, test: &Test) -> Result<Expr> {
        use sea_query::ExprTrait as _;
        if let Test::Any { field, test, .. } = test
            && let of = self.of(*field)
            && let Held::Many(many) = of.held(*field)?
        {
            // neither true nor null, and what databases call an anti-join
            let exists = of.exists(many, test)?;
            return Ok(known(&exists).map_or_else(|| exists.clone().not(), |value| truth(!value)));
        }
        self.test(test).map(not)
    }

    fn version(&self, field: u16, condition: &Condition<'_>) -> Result<Expr> {
        let Held::Simple(column) = self.held(field)? else { return Ok(truth(false)) };
        if column.stored.is_instant() {
            return Err(Refused::new(&column.path, "it is made of an instant"));
        }
        let crate::compare::Key::Text(key) = &condition.key else { return Ok(truth(false)) };
        let tag = text::tag(column, self.row, self.database);
        let tag = text::compare_expr(&tag, self.database, condition.operator, key);
        Ok(all([text::is_tagged(column, self.row, self.database), tag]))
    }

    /// The location is made of the id: equal where the ids are.
    fn location(&self, field: u16, prefix: &str, condition: &Condition<'_>) -> Result<Expr> {
        let Held::Simple(column) = self.held(field)? else { return Ok(truth(false)) };
        let crate::compare::Key::Text(key) = &condition.key else { return Ok(truth(false)) };
        if condition.operator != Operator::Eq {
            return Err(Refused::new("meta.location", "compare it by `eq`, or `id`"));
        }
        let Some(id) = key.strip_prefix(prefix).and_then(decoded) else { return Ok(truth(false)) };
        let id = crate::compare::Key::Text(id.into());
        let condition =
            Condition { operator: Operator::Eq, rule: crate::compare::Rule::Exact, key: id };
        value::compare(column, self.row, self.database, &condition)
    }
}

/// The id of a path segment that is written as this crate writes it.
fn decoded(segment: &str) -> Option<String> {
    let mut octets = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            octets.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            octets.push(byte);
        }
    }
    let id = String::from_utf8(octets).ok()?;
    let mut again = String::new();
    crate::write::text::percent_encode(&mut again, &id);
    (again == segment).then_some(id)
}
