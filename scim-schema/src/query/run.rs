//! A search evaluated in memory.

use super::{Page, Position, Query};
use crate::compare::Key;
use crate::resource::ScimResource;
use crate::sort::Order;
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

impl<R: ScimResource> Query<R> {
    /// Searches resources that are all at hand, for stores that hold everything: filters, sorts
    /// and cuts the page. It keeps no more of them than the end of the page is from the beginning.
    ///
    /// Without `sortBy` a page by index has the order they come in, which must be the same each
    /// time, and a page by cursor that of their ids.
    #[must_use]
    pub fn run(&self, resources: impl IntoIterator<Item = R>) -> Page<R> {
        let found = self.select(resources);
        self.page(found.resources, found.total, found.more)
    }

    /// As [`run`](Self::run), and clones what is on the page only.
    #[must_use]
    pub fn run_cloned<'a>(&self, resources: impl IntoIterator<Item = &'a R>) -> Page<R>
    where
        R: 'a,
    {
        let found = self.select(resources);
        self.page(found.resources.into_iter().cloned().collect(), found.total, found.more)
    }

    /// The place of a resource in the order of the search.
    #[must_use]
    pub fn position(&self, resource: &R) -> Position {
        let key = self.sort().and_then(|sort| sort.key().of(resource));
        Position { key: key.map(Key::into_owned), id: resource.id().to_string() }
    }

    fn page(&self, resources: Vec<R>, total: u64, more: bool) -> Page<R> {
        if self.by_cursor() {
            Page::keyset(resources, Some(total), more)
        } else {
            Page::new(resources, total)
        }
    }

    fn select<T: Borrow<R>>(&self, resources: impl IntoIterator<Item = T>) -> Found<T> {
        let matching = resources
            .into_iter()
            .filter(|one| self.filter().is_none_or(|filter| filter.matches(one.borrow())));
        if self.by_cursor() || self.sort().is_some() && self.count() > 0 {
            self.select_ordered(matching)
        } else {
            let (mut total, mut resources) = (0, Vec::new());
            for one in matching {
                if total >= self.offset() && resources.len() < self.count() {
                    resources.push(one);
                }
                total += 1;
            }
            Found { resources, total, more: false }
        }
    }

    fn select_ordered<T: Borrow<R>>(&self, matching: impl Iterator<Item = T>) -> Found<T> {
        let order = self.sort().map_or(Order::Ascending, crate::sort::Sort::order);
        let skipped = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        let (kept, mut after, mut total) = (skipped.saturating_add(self.count()), 0usize, 0);
        let mut heap: BinaryHeap<Placed<T>> = BinaryHeap::new();
        for one in matching {
            total += 1;
            let key = self.sort().and_then(|sort| sort.key().of(one.borrow()));
            let beyond = |place: &Position| order.compare(key.as_ref(), place.key.as_ref());
            let id = || one.borrow().id().to_string();
            if let Some(begin) = self.after() {
                let ids = || order.apply(id().cmp(&begin.id));
                if beyond(begin).then_with(ids) != Ordering::Greater {
                    continue;
                }
            }
            after += 1;
            let full = heap.len() >= kept;
            // most do not come onto the page, and are not copied
            if full && heap.peek().is_none_or(|last| beyond(&last.position).is_gt()) {
                continue;
            }
            let position = Position { id: id(), key: key.map(Key::into_owned) };
            let placed = Placed { position, order, resource: one };
            if !full {
                heap.push(placed);
            } else if let Some(mut last) = heap.peek_mut()
                && placed < *last
            {
                *last = placed;
            }
        }
        let sorted = heap.into_sorted_vec().into_iter().skip(skipped);
        Found {
            resources: sorted.map(|placed| placed.resource).collect(),
            total,
            more: after > kept,
        }
    }
}

/// What a search finds.
struct Found<T> {
    resources: Vec<T>,
    total: u64,
    more: bool,
}

/// A resource and its place.
struct Placed<T> {
    position: Position,
    order: Order,
    resource: T,
}

impl<T> Ord for Placed<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.position.compare(&other.position, self.order)
    }
}

impl<T> PartialOrd for Placed<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Placed<T> {}
