//! A page of resources.

/// A page of the resources that a search found, and how many it found in all.
///
/// ```
/// use scim_schema::query::Page;
///
/// let page = Page::new(vec!["babs", "carla"], 12);
/// assert_eq!((page.resources().len(), page.total_results(), page.has_more()), (2, Some(12), None));
///
/// let page = Page::by_cursor(vec!["babs", "carla"], None, true);
/// assert_eq!((page.total_results(), page.has_more()), (None, Some(true)));
/// assert_eq!(page.into_resources(), ["babs", "carla"]);
/// ```
#[derive(Debug, Clone)]
pub struct Page<R> {
    resources: Vec<R>,
    total_results: Option<u64>,
    /// Whether there are more; only known of a page by cursor.
    more: Option<bool>,
}

impl<R> Page<R> {
    /// The resources from [`Query::start_index`](super::Query::start_index) on, at most
    /// [`Query::count`](super::Query::count), and how many match in all. The order is the same
    /// from page to page, and a page is full while more remain, as some clients compute the next
    /// start index from the count they asked for. One that would be too large to be held may end
    /// early for a client without a dialect, with one resource at least; for others it is
    /// [`ScimError::large_page`](crate::message::ScimError::large_page).
    #[must_use]
    pub fn new(resources: Vec<R>, total_results: u64) -> Self {
        Self { resources, total_results: Some(total_results), more: None }
    }

    /// A page of a search by cursor: the resources that come after
    /// [`Query::after`](super::Query::after), at most [`Query::count`](super::Query::count);
    /// how many match in all, on whatever page, if that is known; and whether more come after
    /// these.
    #[must_use]
    pub fn by_cursor(resources: Vec<R>, total_results: Option<u64>, more: bool) -> Self {
        Self { resources, total_results, more: Some(more) }
    }

    /// The resources.
    #[must_use]
    pub fn resources(&self) -> &[R] {
        &self.resources
    }

    /// The resources, to keep.
    #[must_use]
    pub fn into_resources(self) -> Vec<R> {
        self.resources
    }

    /// The resources, for a store that loads the rest of them once it knows which they are.
    ///
    /// ```
    /// use scim_schema::query::Page;
    /// use scim_schema::rfc::{Group, Member};
    ///
    /// let mut page = Page::new(vec![Group { id: "1".into(), ..Group::default() }], 1);
    /// for group in page.resources_mut() {
    ///     group.members = vec![Member { value: Some("7".into()), ..Member::default() }];
    /// }
    /// assert_eq!(page.resources()[0].members.len(), 1);
    /// ```
    #[must_use]
    pub fn resources_mut(&mut self) -> &mut [R] {
        &mut self.resources
    }

    /// How many resources match in all; a page by cursor may leave it open.
    #[must_use]
    pub const fn total_results(&self) -> Option<u64> {
        self.total_results
    }

    /// Whether more come after these; `None` on a page by index, where the total says so.
    #[must_use]
    pub const fn has_more(&self) -> Option<bool> {
        self.more
    }
}
