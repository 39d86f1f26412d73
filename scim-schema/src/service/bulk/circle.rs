//! In which order operations that refer to each other are run.

use std::collections::{BTreeMap, BTreeSet};

/// Operations that wait for each other, in the order of the request as far as that allows.
#[derive(Debug, Default)]
pub(super) struct Circle {
    waiting: BTreeMap<usize, Waiting>,
    /// Those that wait for nothing.
    ready: BTreeSet<usize>,
    /// Those that can begin without what they wait for.
    able: BTreeSet<usize>,
    /// Who waits for an operation.
    waiters: BTreeMap<usize, Vec<Waiter>>,
}

/// How many operations one waits for, and how many of them must come before it.
#[derive(Debug)]
struct Waiting {
    all: usize,
    must: usize,
}

#[derive(Debug, Clone, Copy)]
struct Waiter {
    operation: usize,
    can_begin: bool,
    /// Whether it waits until the other is complete, not only there.
    for_all_of_it: bool,
}

impl Circle {
    /// Adds an operation and what it waits for: each operation and whether it can begin before
    /// that. `creates` is whether it makes something new, for which it is enough that what it
    /// refers to is there.
    pub(super) fn add(&mut self, operation: usize, creates: bool, waits: &[(usize, bool)]) {
        let must = waits.iter().filter(|(_, can_begin)| !can_begin).count();
        for (other, can_begin) in waits {
            let waiter = Waiter { operation, can_begin: *can_begin, for_all_of_it: !creates };
            self.waiters.entry(*other).or_default().push(waiter);
        }
        self.waiting.insert(operation, Waiting { all: waits.len(), must });
        self.sort(operation);
    }

    fn sort(&mut self, operation: usize) {
        match self.waiting.get(&operation) {
            Some(Waiting { all: 0, .. }) => {
                self.able.remove(&operation);
                self.ready.insert(operation);
            }
            Some(Waiting { must: 0, .. }) => {
                self.able.insert(operation);
            }
            _ => {}
        }
    }

    /// The next to run: one that waits for nothing, or else one that can begin.
    pub(super) fn next(&mut self) -> Option<usize> {
        let next = self.ready.pop_first().or_else(|| self.able.pop_first())?;
        self.waiting.remove(&next);
        Some(next)
    }

    /// What is left when there is no next: those that must wait for each other, or for such.
    pub(super) fn rest(&self) -> Vec<usize> {
        self.waiting.keys().copied().collect()
    }

    /// What an operation creates is there, though not complete, or it failed.
    pub(super) fn is_there(&mut self, operation: usize) {
        self.tell(operation, false);
    }

    /// An operation is complete, or it failed.
    pub(super) fn is_complete(&mut self, operation: usize) {
        self.tell(operation, true);
    }

    /// Who waited for an operation.
    pub(super) fn waiters(&self, operation: usize) -> impl Iterator<Item = usize> {
        let waiters = self.waiters.get(&operation).map(Vec::as_slice).unwrap_or_default();
        waiters.iter().map(|waiter| waiter.operation)
    }

    fn tell(&mut self, operation: usize, all_of_it: bool) {
        let waiters = self.waiters.get(&operation).cloned().unwrap_or_default();
        for waiter in waiters.into_iter().filter(|waiter| waiter.for_all_of_it == all_of_it) {
            if let Some(waiting) = self.waiting.get_mut(&waiter.operation) {
                waiting.all -= 1;
                waiting.must -= usize::from(!waiter.can_begin);
                self.sort(waiter.operation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs all, each complete at once; what is left at the end.
    fn order(waits: &[&[(usize, bool)]]) -> (Vec<usize>, Vec<usize>) {
        let mut circle = Circle::default();
        for (operation, waits) in waits.iter().enumerate() {
            circle.add(operation, true, waits);
        }
        let mut run = Vec::new();
        while let Some(next) = circle.next() {
            run.push(next);
            circle.is_there(next);
            circle.is_complete(next);
        }
        (run, circle.rest())
    }

    #[test]
    fn what_is_waited_for_comes_first() {
        assert_eq!(order(&[&[], &[], &[]]), (vec![0, 1, 2], vec![]));
        assert_eq!(order(&[&[(2, true)], &[], &[(1, true)]]), (vec![1, 2, 0], vec![]));
        // a diamond
        let waits: [&[_]; 4] = [&[(1, true), (2, true)], &[(3, true)], &[(3, false)], &[]];
        assert_eq!(order(&waits), (vec![3, 1, 2, 0], vec![]));
    }

    #[test]
    fn a_circle_begins_where_it_can() {
        assert_eq!(order(&[&[(1, true)], &[(0, true)]]), (vec![0, 1], vec![]));
        // only the second can begin
        assert_eq!(order(&[&[(1, false)], &[(0, true)]]), (vec![1, 0], vec![]));
        // once what it must wait for is there
        assert_eq!(order(&[&[(1, false), (0, true)], &[]]), (vec![1, 0], vec![]));
        // itself
        assert_eq!(order(&[&[(0, true)], &[]]), (vec![1, 0], vec![]));
    }

    #[test]
    fn a_circle_of_nothing_but_musts_is_left() {
        let waits: [&[_]; 4] = [&[(1, false)], &[(0, false)], &[(0, false)], &[]];
        assert_eq!(order(&waits), (vec![3], vec![0, 1, 2]));
    }
}
