//! Bounds on the work of one request.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bounds on the work of one request; hostile input is normal input.
///
/// Work is charged while parsing, so a request over a bound is refused before it has cost more.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::filter::{Filter, Options};
/// use scim_schema::{limits::Limits, rfc::User};
///
/// let mut limits = Limits::DEFAULT;
/// limits.filter_terms = 2;
/// let options = Options::default().limits(limits);
/// let error = Filter::<User>::parse_with("title pr or active pr or nickName pr", &options).unwrap_err();
/// assert!(error.detail().starts_with("more than 2 comparisons"), "{error}");
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a body: `413` beyond. 1 MiB by default. A client that gives a group back by PUT, with all
    /// its members, sends some 180 for each.
    pub body: usize,
    /// Elements of all multi-valued attributes in a body: `413` beyond. 100,000 by default.
    pub elements: usize,
    /// Characters of a filter or path: `400` beyond. 8,192 by default.
    pub filter: usize,
    /// Parentheses and brackets of a filter within one another: `400` beyond. 64 by default, which
    /// is safe on a stack of 2 MiB.
    pub filter_depth: usize,
    /// Comparisons and presence tests of a filter: `400` beyond. 500 by default. It is what bounds a
    /// search that is evaluated in memory, which asks each of them of all that is stored: a store of
    /// that kind with much in it has a use for fewer.
    pub filter_terms: usize,
    /// Operations of a PATCH: `413` beyond. 2,000 by default.
    pub operations: usize,
    /// Elements that the operations of a PATCH, or of a bulk request together, may compare with what
    /// they name or give, once for each condition, and once more for each 32 bytes of a long text
    /// there; and bytes of values that they may write to all elements of a list: `413` beyond.
    /// 50,000,000 by default.
    pub comparisons: usize,
    /// Resources on a page. 1,000 by default; a larger `count` gets this many.
    pub page: usize,
    /// Bytes of the resources on a page: with those that would be more a page ends early, as RFC 7644
    /// section 3.4.2.4 allows, but for the first one; where a client with a dialect asks by index, as Okta
    /// and Entra ID go on by the count that they asked for, it is `400 tooMany`. 32 MiB by default. Of
    /// lists that a store gives in parts only the beginning counts. Clients go on after as many as
    /// `itemsPerPage` says, or by `nextCursor`. It is a bound on what is held for each client that takes
    /// an answer slowly.
    pub answer: usize,
    /// Operations of a bulk request: `413` beyond. 1,000 by default.
    pub bulk_operations: usize,
    /// Bytes of a bulk request: `413` beyond. 1 MiB by default; the data of each operation is
    /// within `body` as well.
    pub bulk_payload: usize,
    /// Resources that a sorted search of all resource types reaches by `startIndex`, as those
    /// before a page are read again for each: `400 tooMany` beyond. 10,000 by default.
    pub merged: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        body: 1 << 20,
        elements: 100_000,
        filter: 8_192,
        filter_depth: 64,
        filter_terms: 500,
        operations: 2_000,
        comparisons: 50_000_000,
        page: 1_000,
        answer: 32 << 20,
        bulk_operations: 1_000,
        bulk_payload: 1 << 20,
        merged: 10_000,
    };
}

/// What is left of [`Limits::comparisons`] for several edits that are one request.
#[derive(Debug, Clone)]
pub(crate) struct Budget(Arc<AtomicUsize>);

impl Budget {
    #[cfg(feature = "http1")]
    pub(crate) fn new(limits: &Limits) -> Self {
        Self(Arc::new(AtomicUsize::new(limits.comparisons)))
    }

    /// Takes so much of it; `None` where there is less.
    pub(crate) fn take(&self, work: usize) -> Option<()> {
        let left = |left: usize| left.checked_sub(work);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).ok().map(drop)
    }
}
