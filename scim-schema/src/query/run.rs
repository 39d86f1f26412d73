//! A search evaluated in memory.

use super::{Page, Position, Query};
use crate::compare::Key;
use crate::resource::ScimResource;
use crate::sort::Order;
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fmt;

impl<R: ScimResource> Query<R> {
    /// Searches resources that are all at hand, for stores that hold everything: filters, sorts
    /// and cuts the page. It keeps no more of them than the end of the page is from the beginning.
    /// Each condition of the filter is asked of each of them, in time that is linear in the text it
    /// looks at: what is stored, times [`Limits::filter_terms`](crate::limits::Limits), is the bound.
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

    /// Begins a search of resources that come one after the other, for stores that read many and
    /// hold few; see [`run`](Self::run).
    ///
    /// ```
    /// use scim_schema::filter::Options;
    /// use scim_schema::query::Query;
    /// use scim_schema::rfc::User;
    ///
    /// let query = Query::<User>::parse("count=1", &Options::default()).unwrap();
    /// let mut gather = query.gather();
    /// gather.add(User { user_name: "anna".into(), ..User::default() });
    /// gather.add(User { user_name: "bob".into(), ..User::default() });
    /// let page = gather.page();
    /// assert_eq!((&*page.resources()[0].user_name, page.total_results()), ("anna", Some(2)));
    /// ```
    #[must_use]
    pub fn gather(&self) -> Gather<'_, R> {
        Gather(Found::new(self))
    }

    fn page(&self, resources: Vec<R>, total: u64, more: bool) -> Page<R> {
        if self.by_cursor() {
            Page::by_cursor(resources, Some(total), more)
        } else {
            Page::new(resources, total)
        }
    }

    fn select<T: Borrow<R>>(&self, resources: impl IntoIterator<Item = T>) -> Selected<T> {
        let mut found = Found::new(self);
        resources.into_iter().for_each(|one| found.add(one));
        found.selected()
    }
}

/// A search of resources that come one after the other.
///
/// ```
/// use scim_schema::filter::Options;
/// use scim_schema::query::Query;
/// use scim_schema::rfc::User;
///
/// let query = Query::<User>::parse("filter=userName+co+%22a%22&count=1", &Options::default()).unwrap();
/// let mut gather = query.gather();
/// // rows as they come from a cursor of the database
/// for name in ["anna", "bob", "carla"] {
///     gather.add(User { user_name: name.into(), ..User::default() });
/// }
/// let page = gather.page();
/// assert_eq!((page.resources().len(), page.total_results()), (1, Some(2)));
/// ```
#[derive(Debug)]
pub struct Gather<'q, R>(Found<'q, R, R>);

impl<R: ScimResource> Gather<'_, R> {
    /// Looks at the next one. Without `sortBy` a page by index has the order they come in.
    pub fn add(&mut self, resource: R) {
        self.0.add(resource);
    }

    /// The page, once all were looked at.
    #[must_use]
    pub fn page(self) -> Page<R> {
        let query = self.0.query;
        let Selected { resources, total, more } = self.0.selected();
        query.page(resources, total, more)
    }
}

/// What a search has found so far, no more of it than the end of the page is from the beginning.
struct Found<'q, R, T> {
    query: &'q Query<R>,
    total: u64,
    kept: Kept<T>,
}

enum Kept<T> {
    /// The page, as they came.
    Page(Vec<T>),
    /// In order, with those before the page.
    Ordered { heap: BinaryHeap<Placed<T>>, order: Order, skipped: usize, most: usize, after: usize },
}

/// A page in the making, done.
struct Selected<T> {
    resources: Vec<T>,
    total: u64,
    more: bool,
}

impl<'q, R: ScimResource, T: Borrow<R>> Found<'q, R, T> {
    fn new(query: &'q Query<R>) -> Self {
        let ordered = query.by_cursor() || query.sort().is_some() && query.count() > 0;
        let kept = if ordered {
            let skipped = usize::try_from(query.offset()).unwrap_or(usize::MAX);
            Kept::Ordered {
                heap: BinaryHeap::new(),
                order: query.sort().map_or(Order::Ascending, crate::sort::Sort::order),
                skipped,
                most: skipped.saturating_add(query.count()),
                after: 0,
            }
        } else {
            Kept::Page(Vec::new())
        };
        Self { query, total: 0, kept }
    }

    fn add(&mut self, one: T) {
        let Self { query, total, kept } = self;
        if query.filter().is_some_and(|filter| !filter.matches(one.borrow())) {
            return;
        }
        *total += 1;
        match kept {
            Kept::Page(page) => {
                if *total > query.offset() && page.len() < query.count() {
                    page.push(one);
                }
            }
            Kept::Ordered { heap, order, most, after, .. } => {
                let position = query.position(one.borrow());
                let reached =
                    |begin: &Position| position.compare(begin, *order) != Ordering::Greater;
                if query.after().is_some_and(reached) {
                    return;
                }
                *after += 1;
                let placed = Placed { position, order: *order, resource: one };
                if heap.len() < *most {
                    heap.push(placed);
                } else if let Some(mut last) = heap.peek_mut()
                    && placed < *last
                {
                    *last = placed;
                }
            }
        }
    }

    fn selected(self) -> Selected<T> {
        let total = self.total;
        match self.kept {
            Kept::Page(resources) => Selected { resources, total, more: false },
            Kept::Ordered { heap, skipped, most, after, .. } => {
                let sorted = heap.into_sorted_vec().into_iter().skip(skipped);
                let resources = sorted.map(|placed| placed.resource).collect();
                Selected { resources, total, more: after > most }
            }
        }
    }
}

impl<R, T> fmt::Debug for Found<'_, R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found").field("query", self.query).field("total", &self.total).finish()
    }
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
