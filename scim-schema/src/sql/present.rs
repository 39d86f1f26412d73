//! Whether attributes have values.

use super::condition::{Result, Scope};
use super::place::{Held, Inside};
use super::row::{Row, any, truth};
use crate::resource::{Kind, Node, Slot};
use sea_query::Expr;

impl Scope<'_> {
    /// RFC 7644 table 3, `pr`: an attribute has a value that is not empty.
    pub(super) fn present(&self, node: &Node, base: u16) -> Result<Expr> {
        if let Kind::Field(field) = node.kind
            && let of = self.of(base + field)
            && let Held::Simple(column) = of.held(base + field)?
        {
            return Ok(column.present(of.row, self.database));
        }
        self.assigned(node, base)
    }

    /// As [`is_node_assigned`](crate::resource::is_node_assigned).
    fn assigned(&self, node: &Node, base: u16) -> Result<Expr> {
        match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) | Kind::Version(field) => {
                self.field_assigned(base + field, node.nodes())
            }
            Kind::Group(nodes) => self.any_assigned(nodes, base, &|_| true),
            Kind::Slots(slots) => any_held(slots.iter().map(|slot| self.slot_present(slot, base))),
            Kind::Schemas | Kind::ResourceType => Ok(truth(true)),
            Kind::Location => Ok(truth(false)),
        }
    }

    fn field_assigned(&self, field: u16, nodes: &'static [Node]) -> Result<Expr> {
        let of = self.of(field);
        if let Some(Held::Hidden(column)) = of.places.get(field) {
            return Ok(column.assigned(of.row, self.database));
        }
        match of.held(field)? {
            Held::Simple(column) => Ok(column.assigned(of.row, self.database)),
            Held::Many(many) => of.exists_alone(many, &crate::filter::Test::Constant(true)),
            Held::Inside(inside) => {
                of.within(inside, &|scope| scope.any_assigned(nodes, 0, &|_| true))
            }
            Held::Hidden(_) | Held::Without(_) => Ok(truth(false)),
        }
    }

    fn any_assigned(
        &self,
        nodes: &'static [Node],
        base: u16,
        counts: &dyn Fn(&Node) -> bool,
    ) -> Result<Expr> {
        let each = nodes.iter().filter(|node| counts(node));
        any_held(each.map(|node| self.assigned(node, base + node.base)))
    }

    /// As [`is_slot_assigned`](crate::resource::is_slot_assigned): what its declaration says does
    /// not count.
    pub(super) fn slot_present(&self, slot: &'static Slot, base: u16) -> Result<Expr> {
        let counts = |node: &Node| {
            node.name() != slot.selector.sub_attribute
                && !(slot.primary && node.name() == "primary")
        };
        let Some(field) = slot.element else { return self.any_assigned(slot.nodes, base, &counts) };
        match self.held(base + field)? {
            Held::Inside(inside) => {
                self.within(inside, &|scope| scope.any_assigned(slot.nodes, 0, &counts))
            }
            _ => Ok(truth(false)),
        }
    }

    /// Asks of the parts of a complex value.
    pub(super) fn within<T>(
        &self,
        inside: &Inside,
        ask: &dyn Fn(&Scope<'_>) -> Result<T>,
    ) -> Result<T> {
        let json;
        let row = match &inside.json {
            None => self.row,
            Some(name) => {
                let sure = inside.unsure.then_some("object");
                json = Row::Json(self.row.json(self.database, name, sure));
                &json
            }
        };
        ask(&Scope { places: &inside.places, row, ..*self })
    }
}

/// Whether one of several parts has a value, of those that the database has: what it is without is
/// told of only where a client names it, or nothing else is left.
fn any_held(parts: impl Iterator<Item = Result<Expr>>) -> Result<Expr> {
    let (mut held, mut refused) = (Vec::new(), None);
    for part in parts {
        match part {
            Ok(test) => held.push(test),
            Err(without) => refused = refused.or(Some(without)),
        }
    }
    match refused {
        Some(without) if held.is_empty() => Err(without),
        _ => Ok(any(held)),
    }
}
