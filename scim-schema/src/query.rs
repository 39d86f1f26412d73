//! What a request searches for, and what a store answers (RFC 7644 section 3.4.2, RFC 9865).
//!
//! Nothing here knows HTTP: a query is read from the text of query parameters, or from the body of
//! a search by POST. What the RFCs leave open is decided so: a `count` beyond the limit gets a page
//! of the limit; `startIndex` and `cursor` together are an error; a page by cursor keeps the count
//! of the first one, and with a count of 0 there is no next page.

mod page;
mod parameters;
mod position;
mod precondition;
mod range;
mod run;
mod updated;

pub use page::Page;
pub use parameters::Parameters;
pub use position::Position;
pub use precondition::Precondition;
pub use run::Gather;
pub use updated::Updated;

#[cfg(feature = "http1")]
pub(crate) use parameters::percent_decode;
pub(crate) use range::{Range, invalid_cursor};

use crate::filter::{Filter, Options};
use crate::limits::Limits;
use crate::message::{ScimError, SearchRequest};
use crate::projection::Projection;
use crate::resource::ScimResource;
use crate::sort::{Order, Sort};
use std::fmt;

/// A search of the resources of one type.
///
/// A store answers what [`filter`](Self::filter) matches, in the order of [`sort`](Self::sort),
/// from [`start_index`](Self::start_index) or [`after`](Self::after) on. One that holds everything
/// in memory calls [`run`](Self::run).
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{filter::Options, query::Query, rfc::User};
///
/// let text = "filter=userName+sw+%22b%22&sortBy=userName&startIndex=0&count=5000";
/// let query = Query::<User>::parse(text, &Options::default()).unwrap();
/// assert_eq!((query.start_index(), query.count()), (1, 1_000));
///
/// let user = |name: &str| User { user_name: name.into(), ..User::default() };
/// let page = query.run(["bob", "alice", "Barbara"].map(user));
/// let names: Vec<_> = page.resources().iter().map(|user| &*user.user_name).collect();
/// assert_eq!((names, page.total_results()), (vec!["Barbara", "bob"], Some(2)));
/// assert_eq!((query.offset(), query.by_cursor()), (0, false));
/// assert_eq!(query.filter().unwrap().text(), r#"userName sw "b""#);
/// assert_eq!(query.sort().unwrap().text(), "userName");
/// assert!(query.projection().includes("emails"));
/// # }
/// ```
pub struct Query<R> {
    filter: Option<Filter<R>>,
    sort: Option<Sort<R>>,
    paging: Paging,
    count: usize,
    total: bool,
    shown: Projection<R>,
    projection: Projection<R>,
}

/// From where a page is.
#[derive(Debug, Clone)]
enum Paging {
    /// From an index, which counts from 1.
    Index(u64),
    /// After a place, or from the beginning.
    Cursor(Option<Position>),
}

impl<R: ScimResource> Query<R> {
    /// Everything, from the first, as many as fit on a page.
    ///
    /// For a job of the application's own, made step by step:
    ///
    /// ```
    /// use scim_schema::filter::Filter;
    /// use scim_schema::limits::Limits;
    /// use scim_schema::query::Query;
    /// use scim_schema::rfc::User;
    /// use scim_schema::sort::{Order, Sort};
    ///
    /// let query = Query::<User>::all(Limits::DEFAULT)
    ///     .with_filter(Filter::parse("active eq false").unwrap())
    ///     .with_sort(Sort::parse("userName", Order::Descending).unwrap())
    ///     .with_start_index(11)
    ///     .with_count(10);
    /// assert_eq!((query.offset(), query.count()), (10, 10));
    /// assert!(query.wants_total(), "a page by index always has the total");
    /// ```
    #[must_use]
    pub fn all(limits: Limits) -> Self {
        Self {
            filter: None,
            sort: None,
            paging: Paging::Index(1),
            count: limits.page,
            total: true,
            shown: Projection::default(),
            projection: Projection::default(),
        }
    }

    /// Reads the query part of a URI, such as `startIndex=1&count=100`; unknown parameters are
    /// ignored.
    ///
    /// # Errors
    /// As [`new`](Self::new) and [`Parameters::search`], and `400 invalidValue` for what is no
    /// list of parameters.
    pub fn parse(query: &str, options: &Options<'_>) -> Result<Self, ScimError> {
        Self::new(&Parameters::parse(query)?.search()?, options)
    }

    /// Resolves what a request asks for.
    ///
    /// # Errors
    /// `400 invalidFilter` for the filter, `400 invalidValue` for what it sorts by or for both
    /// `startIndex` and `cursor`, and `400 invalidCursor` for a cursor that is not empty: only a
    /// service, which has the key, can read one.
    ///
    /// ```
    /// use scim_schema::filter::Options;
    /// use scim_schema::message::SearchRequest;
    /// use scim_schema::query::Query;
    /// use scim_schema::rfc::User;
    ///
    /// let mut request = SearchRequest::default();
    /// request.filter = Some("title pr".into());
    /// request.count = Some(2);
    /// let query = Query::<User>::new(&request, &Options::default())?;
    /// assert_eq!(query.count(), 2);
    ///
    /// request.cursor = Some("made up".into());
    /// assert!(Query::<User>::new(&request, &Options::default()).is_err());
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    pub fn new(request: &SearchRequest, options: &Options<'_>) -> Result<Self, ScimError> {
        let query = Self::resolve(request, options)?;
        match request.cursor.as_deref() {
            None | Some("") => Ok(query),
            Some(_) => Err(invalid_cursor()),
        }
    }

    /// As [`new`](Self::new), with any cursor taken for an empty one.
    pub(crate) fn resolve(
        request: &SearchRequest,
        options: &Options<'_>,
    ) -> Result<Self, ScimError> {
        let filter = request.filter.as_deref();
        let filter = filter.map(|text| Filter::parse_with(text, options)).transpose()?;
        let order = request.sort_order.as_deref().map(Order::parse).transpose()?;
        let sort = request.sort_by.as_deref();
        let sort = sort
            .map(|text| Sort::parse_with(text, order.unwrap_or_default(), options))
            .transpose()?;
        let range = Range::of(request, &options.limits)?;
        let paging =
            if range.by_cursor { Paging::Cursor(None) } else { Paging::Index(range.start_index) };
        let count = range.count;
        let list = |names: &[String]| (!names.is_empty()).then(|| names.join(","));
        let shown = Projection::from_parameters_with(
            options.dynamic,
            list(&request.attributes).as_deref(),
            list(&request.excluded_attributes).as_deref(),
        );
        let mut query =
            Self { filter, sort, paging, count, total: true, projection: shown.clone(), shown };
        query.load_sorted();
        Ok(query)
    }

    /// With this filter.
    #[must_use]
    pub fn with_filter(mut self, filter: Filter<R>) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Of what it finds, only what this filter finds too: for a store that shows some clients less.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use scim_schema::{filter::Filter, limits::Limits, query::Query, rfc::User};
    ///
    /// let seen = Filter::<User>::parse("active eq true")?;
    /// let query = Query::all(Limits::DEFAULT).narrowed(&seen);
    /// assert_eq!(query.filter().map(Filter::text), Some("active eq true"));
    /// # }
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    #[must_use]
    pub fn narrowed(mut self, filter: &Filter<R>) -> Self {
        self.filter = Some(match &self.filter {
            Some(asked) => asked.and(filter),
            None => filter.clone(),
        });
        self
    }

    /// Sorted.
    #[must_use]
    pub fn with_sort(mut self, sort: Sort<R>) -> Self {
        self.sort = Some(sort);
        self.load_sorted();
        self
    }

    /// For whoever looks at these attributes, which a store loads.
    #[cfg(feature = "http1")]
    pub(crate) fn with_projection(mut self, projection: Projection<R>) -> Self {
        (self.shown, self.projection) = (projection.clone(), projection);
        self.load_sorted();
        self
    }

    /// The page by index from this one on, which counts from 1.
    #[must_use]
    pub fn with_start_index(mut self, start_index: u64) -> Self {
        self.paging = Paging::Index(start_index.max(1));
        self
    }

    /// The page by cursor after this place, or else the first.
    ///
    /// ```
    /// use scim_schema::limits::Limits;
    /// use scim_schema::query::Query;
    /// use scim_schema::rfc::User;
    ///
    /// let user = |id: &str| User { id: id.into(), ..User::default() };
    /// let users = ["a", "b", "c"].map(user);
    /// let first = Query::<User>::all(Limits::DEFAULT).with_cursor(None).with_count(2);
    /// let page = first.run_cloned(&users);
    /// assert_eq!(page.has_more(), Some(true));
    ///
    /// let last = first.position(page.resources().last().unwrap());
    /// let next = first.with_cursor(Some(last)).with_total(false);
    /// assert_eq!(next.after().unwrap().id, "b");
    /// assert!(next.by_cursor() && !next.wants_total());
    /// assert_eq!(next.run_cloned(&users).resources(), [user("c")]);
    /// ```
    #[must_use]
    pub fn with_cursor(mut self, after: Option<Position>) -> Self {
        self.paging = Paging::Cursor(after);
        self.load_sorted();
        self
    }

    /// With this many resources at most, whatever the limits.
    #[must_use]
    pub fn with_count(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// Whether the answer to a page by cursor is to have the total.
    #[must_use]
    pub const fn with_total(mut self, total: bool) -> Self {
        self.total = total;
        self
    }

    /// The next cursor is made from the last resource: what it is sorted by must be there.
    fn load_sorted(&mut self) {
        if let (Paging::Cursor(_), Some(sort)) = (&self.paging, &self.sort) {
            self.projection = self.shown.loading(sort.attribute());
        }
    }
}

impl<R> Query<R> {
    /// Which resources; all without one.
    #[must_use]
    pub const fn filter(&self) -> Option<&Filter<R>> {
        self.filter.as_ref()
    }

    /// In which order; in any that stays the same without one, but by id on a page by cursor.
    #[must_use]
    pub const fn sort(&self) -> Option<&Sort<R>> {
        self.sort.as_ref()
    }

    /// The index of the first resource to answer, from 1; on a page by cursor that is the first
    /// one [`after`](Self::after).
    #[must_use]
    pub const fn start_index(&self) -> u64 {
        match self.paging {
            Paging::Index(start) => start,
            Paging::Cursor(_) => 1,
        }
    }

    /// How many resources to skip: one less than the start index.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.start_index().saturating_sub(1)
    }

    /// Whether the page is asked for by cursor: the answer is [`Page::by_cursor`].
    #[must_use]
    pub const fn by_cursor(&self) -> bool {
        matches!(self.paging, Paging::Cursor(_))
    }

    /// The place in the order that the page comes after, on a page by cursor that is not the
    /// first. The resource that was there may be gone. Resources with the same key are in the
    /// order of their ids, descending ones backwards. As SQL, ascending and where all have a value:
    /// `WHERE (key, id) > (?, ?) ORDER BY key, id LIMIT count + 1`; one more than asked for says
    /// whether there are more.
    #[must_use]
    pub const fn after(&self) -> Option<&Position> {
        match &self.paging {
            Paging::Cursor(after) => after.as_ref(),
            Paging::Index(_) => None,
        }
    }

    /// The most resources to answer, of a request never more than [`Limits::page`]; 0 asks for the
    /// total only.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Whether to answer how many match in all. A page by cursor that is not the first needs no
    /// total, as the cursor has what the first one counted: a store may save the counting, which
    /// costs more than the page.
    #[must_use]
    pub const fn wants_total(&self) -> bool {
        self.total || !self.by_cursor()
    }

    /// What of each resource to answer; the rest need not be loaded, but for what the store itself
    /// filters and sorts by. It has the attribute that a page by cursor is sorted by.
    #[must_use]
    pub const fn projection(&self) -> &Projection<R> {
        &self.projection
    }

    /// What of each resource is shown.
    #[cfg(feature = "http1")]
    pub(crate) const fn shown(&self) -> &Projection<R> {
        &self.shown
    }
}

impl<R> Clone for Query<R> {
    fn clone(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            paging: self.paging.clone(),
            count: self.count,
            total: self.total,
            shown: self.shown.clone(),
            projection: self.projection.clone(),
        }
    }
}

impl<R> fmt::Debug for Query<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("filter", &self.filter)
            .field("sort", &self.sort)
            .field("paging", &self.paging)
            .field("count", &self.count)
            .field("projection", &self.shown)
            .finish()
    }
}

#[cfg(test)]
mod tests;
