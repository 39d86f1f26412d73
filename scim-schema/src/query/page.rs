//! A page of resources.

use super::Query;
use crate::resource::ScimResource;

/// A page of the resources that a search found, and how many it found in all.
#[derive(Debug, Clone)]
pub struct Page<R> {
    resources: Vec<R>,
    total_results: u64,
}

impl<R> Page<R> {
    /// The resources from [`Query::start_index`] on, at most [`Query::count`], and how many match
    /// in all. The order is the same from page to page, and a page is full while more remain:
    /// clients compute the next start index from the count they asked for.
    #[must_use]
    pub fn new(resources: Vec<R>, total_results: u64) -> Self {
        Self { resources, total_results }
    }

    /// Cuts the page out of all that match, in their order.
    #[must_use]
    pub fn cut(all: impl IntoIterator<Item = R>, query: &Query<R>) -> Self
    where
        R: ScimResource,
    {
        let (mut total, mut resources) = (0u64, Vec::new());
        for resource in all {
            if total >= query.offset() && resources.len() < query.count() {
                resources.push(resource);
            }
            total += 1;
        }
        Self { resources, total_results: total }
    }

    /// The resources.
    #[must_use]
    pub fn resources(&self) -> &[R] {
        &self.resources
    }

    /// How many resources match in all.
    #[must_use]
    pub const fn total_results(&self) -> u64 {
        self.total_results
    }
}
