//! Complex values and elements that operations make: what is blank in them until it is given.

use super::Patching;
use crate::changes::ChangedPath;
use crate::read::{Scope, Seen, blank, holds_fixed, holds_given};
use crate::resource::{Flags, Kind, Model, Node, Slot, View, is_assigned};

/// What an operation can make.
#[derive(Clone, Copy)]
pub(super) enum Whole {
    /// The complex value of an attribute, or an element of it.
    Attribute(&'static Node),
    /// The element of a slot.
    Slot(&'static Slot),
}

impl Whole {
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Attribute(one), Self::Attribute(other)) => std::ptr::eq(one, other),
            (Self::Slot(one), Self::Slot(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }

    fn nodes(self) -> &'static [Node] {
        match self {
            Self::Attribute(node) => node.nodes(),
            Self::Slot(slot) => slot.nodes,
        }
    }
}

/// A complex value or an element that an operation made.
pub(super) struct Fresh {
    whole: Whole,
    /// Where its parts are.
    scope: Scope,
    /// Which of them hold something that nobody has given yet.
    blank: Seen,
}

impl Patching<'_> {
    /// Enters a value, which was made just now or before; answers where it came from.
    pub(super) fn enter(
        &mut self,
        whole: Option<(Whole, Scope)>,
        made: bool,
        inner: &dyn Model,
    ) -> Option<usize> {
        let Some((whole, scope)) = whole else { return self.within.take() };
        let at = self.fresh.iter().position(|fresh| fresh.whole.is(whole));
        let blank = if made { blank(inner, whole.nodes()) } else { Seen::NONE };
        let within = match at.and_then(|at| self.fresh.get_mut(at)) {
            Some(fresh) if made => {
                fresh.blank = blank;
                at
            }
            None if !blank.is_empty() => {
                self.fresh.push(Fresh { whole, scope, blank });
                Some(self.fresh.len() - 1)
            }
            _ => at,
        };
        std::mem::replace(&mut self.within, within)
    }

    /// Leaves it; answers whether anything is in it that somebody gave.
    pub(super) fn leave(&mut self, outer: Option<usize>, inner: &dyn Model) -> bool {
        let within = std::mem::replace(&mut self.within, outer);
        match within.and_then(|at| self.fresh.get(at)) {
            Some(fresh) => holds_given(inner, fresh.whole.nodes(), &fresh.blank),
            None => is_assigned(&View::Complex(inner)),
        }
    }

    /// Enters an element that is new.
    pub(super) fn enter_element(
        &mut self,
        node: &'static Node,
        inner: &dyn Model,
    ) -> Option<usize> {
        let blank = blank(inner, node.nodes());
        let scope = Scope::Element(ChangedPath::new(None, node));
        self.fresh.push(Fresh { whole: Whole::Attribute(node), scope, blank });
        self.within.replace(self.fresh.len() - 1)
    }

    /// Leaves it; answers what is blank in it.
    pub(super) fn leave_element(&mut self, outer: Option<usize>) -> Seen {
        self.within = outer;
        self.fresh.pop().map(|fresh| fresh.blank).unwrap_or_default()
    }

    /// Whether an attribute is a part of such a value and blank.
    pub(super) fn is_blank(&self, node: &'static Node) -> bool {
        self.at(node).is_some_and(|(at, index)| {
            self.fresh.get(at).is_some_and(|fresh| fresh.blank.contains(index))
        })
    }

    /// It is given.
    pub(super) fn tell(&mut self, node: &'static Node) {
        if let Some((at, index)) = self.at(node)
            && let Some(fresh) = self.fresh.get_mut(at)
        {
            fresh.blank.remove(index);
        }
    }

    fn at(&self, node: &'static Node) -> Option<(usize, usize)> {
        let at = self.within?;
        let nodes = self.fresh.get(at)?.whole.nodes();
        Some((at, nodes.iter().position(|part| std::ptr::eq(part, node))?))
    }

    /// Whether an attribute that is immutable has a value, or a part of it, which somebody gave.
    pub(super) fn holds_fixed(&self, model: &dyn Model, node: &Node, base: u16) -> bool {
        let blank = self.blank_in(node);
        let Kind::Complex(field, nodes) = node.kind else { return holds_fixed(model, node, base) };
        if blank.is_empty() || node.flags.has(Flags::IMMUTABLE) {
            return holds_fixed(model, node, base);
        }
        let inner = model.get(base + field);
        inner.complex().is_some_and(|inner| {
            let mut parts = nodes.iter().enumerate();
            parts.any(|(index, part)| !blank.contains(index) && holds_fixed(inner, part, part.base))
        })
    }

    /// What is blank in the value of an attribute.
    pub(super) fn blank_in(&self, whole: &Node) -> &Seen {
        let is = |fresh: &&Fresh| matches!(fresh.whole, Whole::Attribute(node) if std::ptr::eq(node, whole));
        let made = self.fresh.iter().find(is);
        made.map_or(const { &Seen::NONE }, |fresh| &fresh.blank)
    }

    /// Records what came with the values that were made, though nobody gave it.
    pub(super) fn record_blank(&mut self) {
        for fresh in &self.fresh {
            for (index, node) in fresh.whole.nodes().iter().enumerate() {
                if fresh.blank.contains(index) {
                    self.reading.changed(true, fresh.scope.path(node));
                }
            }
        }
    }
}
