//! The part of a search that one resource type answers, whatever its type: object safe.

use super::super::parts::{self, Rest};
use super::super::{BoxFuture, Context, Store, id};
use crate::compare::Key;
use crate::filter::Test;
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Position, Query};
use crate::resource::ScimResource;
use crate::sort::Order;
use std::sync::Arc;

/// From where to answer.
pub(in crate::service) enum From {
    /// An index, which counts from 1.
    Index(u64),
    /// After a place, or from the beginning; whether the total is known.
    Cursor { after: Option<Position>, counted: bool },
}

/// A search of the resources of one type.
pub(in crate::service) trait Search: Send + Sync {
    /// The direction of its order, if it has one.
    fn order(&self) -> Option<Order>;

    /// So many resources at most.
    fn page<'a>(
        &'a self,
        cx: &'a Context,
        from: From,
        count: usize,
    ) -> BoxFuture<'a, Result<Box<dyn Found + 'a>, ScimError>>;

    /// The place of a resource in its order; `None` where there is none with this id.
    fn place<'a>(
        &'a self,
        cx: &'a Context,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Position>, ScimError>>;
}

/// What was found.
pub(in crate::service) trait Found: Send + Sync {
    fn len(&self) -> usize;
    /// How many match in all.
    fn total(&self) -> Option<u64>;
    /// Whether more come after these; only of a page by cursor.
    fn more(&self) -> bool;
    fn key(&self, index: usize) -> Option<Key<'_>>;
    fn position(&self, index: usize) -> Option<Position>;
    fn write(&self, index: usize, cx: &Context, out: &mut Vec<u8>) -> Option<Rest>;
}

/// A search of `R` in `S`.
pub(in crate::service) struct Typed<'s, R, S> {
    pub(in crate::service) store: &'s Arc<S>,
    pub(in crate::service) query: Query<R>,
}

impl<R: ScimResource, S: Store<R>> Search for Typed<'_, R, S> {
    fn order(&self) -> Option<Order> {
        self.query.sort().map(crate::sort::Sort::order)
    }

    fn page<'a>(
        &'a self,
        cx: &'a Context,
        from: From,
        count: usize,
    ) -> BoxFuture<'a, Result<Box<dyn Found + 'a>, ScimError>> {
        Box::pin(async move {
            let query = self.query.clone().with_count(count);
            let query = match from {
                From::Index(start) => query.with_start_index(start),
                From::Cursor { after, counted } => query.with_cursor(after).with_total(!counted),
            };
            let nothing = |test: &Test| matches!(test, Test::Constant(false));
            let page = if query.filter().is_some_and(|filter| nothing(filter.test())) {
                // a filter on the resource type that this one is not
                query.run([])
            } else {
                self.store.search(cx, &query).await.map_err(Into::into)?
            };
            // what is missing would be missed for good
            if query.by_cursor() && page.has_more().is_none() {
                let fault = "the store answered a search by cursor with a page by index";
                return Err(ScimError::internal(fault));
            }
            let part = Part { page, store: self.store, query: &self.query, count };
            Ok(Box::new(part) as Box<dyn Found>)
        })
    }

    fn place<'a>(
        &'a self,
        cx: &'a Context,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Position>, ScimError>> {
        Box::pin(async move {
            // a cursor outlives a change of the type
            let Ok(id) = id::parse::<R>(id) else { return Ok(None) };
            let everything = Projection::everything_with(cx.dynamic::<R>());
            let found = self.store.get(cx, &id, &everything).await.map_err(Into::into)?;
            Ok(found.map(|resource| self.query.position(&resource)))
        })
    }
}

/// A page of one type.
struct Part<'q, R, S> {
    page: Page<R>,
    store: &'q Arc<S>,
    query: &'q Query<R>,
    count: usize,
}

impl<R: ScimResource, S: Store<R>> Found for Part<'_, R, S> {
    fn len(&self) -> usize {
        // never more than was asked for, whatever a store finds (7644-3.4.2.4-06)
        self.page.resources().len().min(self.count)
    }

    fn total(&self) -> Option<u64> {
        self.page.total_results()
    }

    fn more(&self) -> bool {
        self.page.has_more() == Some(true) || self.page.resources().len() > self.count
    }

    fn key(&self, index: usize) -> Option<Key<'_>> {
        let resource = self.page.resources().get(index)?;
        self.query.sort()?.key().of(resource)
    }

    fn position(&self, index: usize) -> Option<Position> {
        self.page.resources().get(index).map(|resource| self.query.position(resource))
    }

    fn write(&self, index: usize, cx: &Context, out: &mut Vec<u8>) -> Option<Rest> {
        let resource = self.page.resources().get(index)?;
        parts::write(self.store, cx, self.query.shown(), resource, out)
    }
}
