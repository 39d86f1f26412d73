//! Which members an object had, and what it holds of those that it had not.

use crate::resource::{Model, Node, is_node_assigned};

/// A set of indexes that allocates past 64 only.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    low: u64,
    high: Vec<bool>,
}

impl Seen {
    /// Nothing.
    pub(crate) const NONE: Self = Self { low: 0, high: Vec::new() };

    /// Adds an index; `false` if it was there.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        if index < 64 {
            let bit = 1 << index;
            let new = self.low & bit == 0;
            self.low |= bit;
            return new;
        }
        if self.high.len() <= index - 64 {
            self.high.resize(index - 63, false);
        }
        self.high.get_mut(index - 64).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    /// Takes an index away.
    pub(crate) fn remove(&mut self, index: usize) {
        if index < 64 {
            self.low &= !(1 << index);
        } else if let Some(seen) = self.high.get_mut(index - 64) {
            *seen = false;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.low == 0 && !self.high.contains(&true)
    }

    #[inline]
    pub(crate) fn contains(&self, index: usize) -> bool {
        if index < 64 {
            self.low >> index & 1 == 1
        } else {
            self.high.get(index - 64).is_some_and(|seen| *seen)
        }
    }
}

/// What a new element or complex value holds though nobody gave it, as an index of its nodes: a field
/// that is no `Option` always has a value. It says nothing of the element, and what is immutable may
/// still get its first value.
pub(crate) fn blank(model: &dyn Model, nodes: &[Node]) -> Seen {
    let mut blank = Seen::default();
    for (index, node) in nodes.iter().enumerate() {
        if is_node_assigned(model, node, node.base) {
            blank.insert(index);
        }
    }
    blank
}

/// Whether a value holds anything but what is blank.
pub(crate) fn holds_given(model: &dyn Model, nodes: &[Node], blank: &Seen) -> bool {
    let mut nodes = nodes.iter().enumerate();
    nodes.any(|(index, node)| !blank.contains(index) && is_node_assigned(model, node, node.base))
}

/// What is blank in each element of a list that was just read; mostly nothing, which takes no room.
#[derive(Debug, Default)]
pub(crate) struct Blanks(Vec<Seen>);

impl Blanks {
    pub(crate) fn of(&self, element: usize) -> &Seen {
        self.0.get(element).unwrap_or(const { &Seen::NONE })
    }

    pub(crate) fn set(&mut self, element: usize, blank: Seen) {
        if self.0.len() <= element {
            if blank.is_empty() {
                return;
            }
            self.0.resize_with(element + 1, Seen::default);
        }
        if let Some(place) = self.0.get_mut(element) {
            *place = blank;
        }
    }

    pub(crate) fn take(&mut self, element: usize) -> Seen {
        self.0.get_mut(element).map(std::mem::take).unwrap_or_default()
    }

    /// As elements are swapped in the list.
    pub(crate) fn swap(&mut self, a: usize, b: usize) {
        let (of_a, of_b) = (self.take(a), self.take(b));
        self.set(a, of_b);
        self.set(b, of_a);
    }

    /// As elements are left out of the list.
    pub(crate) fn retain(&mut self, keep: &mut dyn FnMut(usize) -> bool) {
        let mut index = 0;
        self.0.retain(|_| {
            index += 1;
            keep(index - 1)
        });
    }
}
