//! The order of rows, and the place that a page begins after.

use super::condition::{Result, Scope};
use super::declare::Stored;
use super::error::Refused;
use super::place::{Column, Held};
use super::row::{Row, all, any, collated, constant, truth};
use super::{Database, text, value};
use crate::compare::{Key, Rule};
use crate::query::Position;
use crate::schema::Type;
use crate::sort::{Order, SlotKey, SortKey};
use sea_query::{CaseStatement, Expr, ExprTrait, Func, NullOrdering, SelectStatement};

/// What rows are sorted by.
#[derive(Debug, Clone)]
pub(super) struct Sorted {
    pub(super) expr: Expr,
    /// Whether it may be null, which comes last.
    null: bool,
    bind: Bind,
}

/// How the key of a place is given to compare with.
#[derive(Debug, Clone)]
enum Bind {
    Column(Box<Column>),
    Text,
    Boolean,
    /// The text after this beginning.
    After(Box<str>),
}

impl Sorted {
    fn value(&self, key: &Key<'_>, database: Database) -> Option<Expr> {
        match (&self.bind, key) {
            (Bind::Column(column), key) => value::bind(column, key, database),
            (Bind::Text, Key::Text(text)) => Some(Expr::val(text.as_ref())),
            (Bind::Boolean, Key::Boolean(value)) => Some(truth(*value)),
            (Bind::After(prefix), Key::Text(text)) => text.strip_prefix(&**prefix).map(Expr::val),
            _ => None,
        }
    }
}

impl Scope<'_> {
    /// What a key is as an expression; `None` where all rows are the same.
    pub(super) fn sorted(&self, key: &SortKey) -> Result<Option<Sorted>> {
        Ok(Some(match key {
            SortKey::Absent | SortKey::Constant(_) | SortKey::Itself { .. } => return Ok(None),
            SortKey::Field { field, rule, .. } => {
                let of = self.of(*field);
                match of.held(*field)? {
                    Held::Simple(column) => of.column(column, of.row, *rule)?,
                    _ => return Ok(None),
                }
            }
            SortKey::Within { field, key, .. } => {
                let of = self.of(*field);
                match of.held(*field)? {
                    Held::Inside(inside) => return of.within(inside, &|scope| scope.sorted(key)),
                    _ => return Ok(None),
                }
            }
            SortKey::First { field, primary, key, .. } => {
                let of = self.of(*field);
                let Held::Many(many) = of.held(*field)? else { return Ok(None) };
                return of.first(many, *primary, key);
            }
            SortKey::Slots(slots) => return self.slots(slots),
            SortKey::Version { field } => match self.held(*field)? {
                Held::Simple(column) if column.stored.is_instant() => {
                    return Err(Refused::new(&column.path, "it is made of an instant"));
                }
                Held::Simple(column) => {
                    let tag = text::tag(column, self.row, self.database);
                    let is_tagged = text::is_tagged(column, self.row, self.database);
                    let null = super::row::known(&is_tagged) != Some(true);
                    let case = || CaseStatement::new().case(is_tagged, tag.clone());
                    let expr = if null { Expr::Case(Box::new(case())) } else { tag.clone() };
                    let expr = collation(expr, &Bind::Text, self.database);
                    Sorted { expr, null, bind: Bind::Text }
                }
                _ => return Ok(None),
            },
            SortKey::Location { field, prefix } => match self.held(*field)? {
                // in other ids there may be what is encoded in a URI
                Held::Simple(column) if column.stored == Stored::Text => {
                    return Err(Refused::new("meta.location", "sort by `id`"));
                }
                Held::Simple(column) => Sorted {
                    expr: column.ordered_text(self.row, self.database, Rule::Exact),
                    null: false,
                    bind: Bind::After(prefix.clone()),
                },
                _ => return Ok(None),
            },
        }))
    }

    pub(super) fn column(&self, column: &Column, row: &Row, rule: Rule) -> Result<Sorted> {
        let database = self.database;
        let key = || column.key(row, database);
        let mut null = column.null;
        let (expr, bind) = match (column.stored, column.r#type) {
            (stored, Type::DateTime) if !stored.is_instant() => {
                return Err(Refused::new(&column.path, "its column has text, not the instant"));
            }
            (Stored::Bytes, _) => {
                return Err(Refused::new(&column.path, "its column has octets, not their text"));
            }
            (Stored::Text, r#type) if r#type != Type::DateTime => {
                let text = column.ordered_text(row, database, rule);
                if column.empty {
                    null = true;
                    let text = Expr::from(Func::cust("nullif").arg(text).arg(constant("")));
                    (text, Bind::Column(Box::new(column.clone())))
                } else {
                    (text, Bind::Column(Box::new(column.clone())))
                }
            }
            // as text: that is what the attribute is
            (Stored::Integer, Type::String | Type::Reference) => {
                (column.ordered_text(row, database, Rule::Exact), Bind::Text)
            }
            _ => (key(), Bind::Column(Box::new(column.clone()))),
        };
        Ok(Sorted { expr, null, bind })
    }

    fn slots(&self, slots: &[SlotKey]) -> Result<Option<Sorted>> {
        let (mut primary, mut others) = (Vec::new(), Vec::new());
        let mut bind = None;
        for slot_key @ SlotKey { slot, base, key, .. } in slots {
            let present = self.slot_present(slot, *base)?;
            let (value, how) = match key {
                SortKey::Constant(Key::Text(text)) => (Expr::val(text.as_ref()), Some(Bind::Text)),
                SortKey::Constant(Key::Boolean(value)) => (truth(*value), Some(Bind::Boolean)),
                key => {
                    let sorted = match slot.element {
                        None => self.sorted(key)?,
                        Some(field) => match self.held(base + field)? {
                            Held::Inside(inside) => {
                                self.within(inside, &|scope| scope.sorted(key))?
                            }
                            _ => None,
                        },
                    };
                    sorted.map_or_else(
                        || (super::row::null(), None),
                        |sorted| (sorted.expr, Some(sorted.bind)),
                    )
                }
            };
            bind = bind.or(how);
            if let Some(is_primary) = self.is_primary(slot_key)? {
                primary.push((all([present.clone(), is_primary]), value.clone()));
            }
            others.push((present, value));
        }
        let Some(bind) = bind else { return Ok(None) };
        // the primary one, or else the first
        let cases = primary.into_iter().chain(others);
        let case = cases.fold(CaseStatement::new(), |case, (when, value)| case.case(when, value));
        let expr = collation(Expr::Case(Box::new(case)), &bind, self.database);
        Ok(Some(Sorted { expr, null: true, bind }))
    }

    /// Whether a slot that has a value is the primary one, where a field says so.
    fn is_primary(&self, SlotKey { slot, base, primary, .. }: &SlotKey) -> Result<Option<Expr>> {
        let Some(field) = primary else { return Ok(None) };
        let said = |scope: &Scope<'_>| match scope.held(*field)? {
            Held::Simple(column) => {
                Ok(Some(column.value(scope.row, self.database).eq(truth(true))))
            }
            _ => Ok(None),
        };
        match slot.element {
            None => said(self),
            Some(element) => match self.held(base + element)? {
                Held::Inside(inside) => self.within(inside, &said),
                _ => Ok(None),
            },
        }
    }

    fn first(
        &self,
        many: &super::place::Many,
        primary: Option<u16>,
        key: &SortKey,
    ) -> Result<Option<Sorted>> {
        let mut bind = None;
        let expr = self.chosen(many, primary, &mut |scope, row, itself| {
            let sorted = match (itself, key) {
                (Some(column), SortKey::Itself { rule, .. }) => {
                    Some(scope.column(column, row, *rule)?)
                }
                _ => scope.sorted(key)?,
            };
            Ok(sorted.map(|sorted| {
                bind = Some(sorted.bind);
                sorted.expr
            }))
        })?;
        Ok(expr.zip(bind).map(|(expr, bind)| {
            let expr = collation(expr, &bind, self.database);
            Sorted { expr, null: true, bind }
        }))
    }
}

/// Texts in the order of code points, whatever the collation of what gives them.
fn collation(expr: Expr, bind: &Bind, database: Database) -> Expr {
    match bind {
        Bind::Text | Bind::After(_) => collated(expr, database),
        Bind::Column(column) if column.stored == Stored::Text => collated(expr, database),
        Bind::Column(_) | Bind::Boolean => expr,
    }
}

/// The ids in their own order.
pub(super) fn id(column: &Column, row: &Row, database: Database) -> Expr {
    match column.stored {
        Stored::Text => column.ordered_text(row, database, Rule::Exact),
        _ => column.key(row, database),
    }
}

/// Puts a statement in order: by the key, then by the id.
pub(super) fn by(
    statement: &mut SelectStatement,
    sorted: Option<&Sorted>,
    id: Expr,
    order: Order,
    database: Database,
) {
    let (direction, nulls) = match order {
        Order::Ascending => (sea_query::Order::Asc, NullOrdering::Last),
        Order::Descending => (sea_query::Order::Desc, NullOrdering::First),
    };
    if let Some(sorted) = sorted {
        let key = sorted.expr.clone();
        // for PostgreSQL null is the greatest anyway
        if sorted.null && database == Database::Sqlite {
            statement.order_by_expr_with_nulls(key, direction.clone(), nulls);
        } else {
            statement.order_by_expr(key, direction.clone());
        }
    }
    statement.order_by_expr(id, direction);
}

/// What comes after a place; `None` if it is no place of this search.
pub(super) fn after(
    place: &Position,
    sorted: Option<&Sorted>,
    (id, column): (Expr, &Column),
    order: Order,
    database: Database,
) -> Option<Expr> {
    let id_value = value::bind(column, &Key::Text(place.id.as_str().into()), database)?;
    let beyond = |key: Expr, value: Expr| match order {
        Order::Ascending => key.gt(value),
        Order::Descending => key.lt(value),
    };
    let Some(sorted) = sorted else { return Some(beyond(id, id_value)) };
    let key = || sorted.expr.clone();
    let Some(value) = &place.key else {
        let among = all([key().is_null(), beyond(id, id_value)]);
        return Some(match order {
            Order::Ascending => among,
            Order::Descending => any([among, key().is_not_null()]),
        });
    };
    let value = sorted.value(value, database)?;
    // as a row, so that an index on both begins there
    let (here, there) = (Expr::tuple([key(), id]), Expr::tuple([value, id_value]));
    let beyond = beyond(here, there);
    Some(match order {
        Order::Ascending if sorted.null => any([beyond, key().is_null()]),
        _ => beyond,
    })
}
