//! What requests ask for, as those who are told of requests see it.

use std::fmt;

/// What a request, or one of a bulk request, asks for.
///
/// Not to be confused with [`edit::Operation`](crate::edit::Operation), which holds what an update does.
///
/// ```
/// use scim_schema::service::Operation;
///
/// assert_eq!(Operation::Patch.as_str(), "patch");
/// assert_eq!(format!("{} {:?}", Operation::ReferencePage, Operation::Bulk), "reference_page Bulk");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// POST of a resource (RFC 7644 section 3.3).
    Create,
    /// GET of one resource (RFC 7644 section 3.4.1).
    Get,
    /// PUT of a resource (RFC 7644 section 3.5.1).
    Replace,
    /// PATCH of a resource (RFC 7644 section 3.5.2).
    Patch,
    /// DELETE of a resource (RFC 7644 section 3.6).
    Delete,
    /// GET of a list, or POST of `/.search` (RFC 7644 sections 3.4.2 and 3.4.3).
    Search,
    /// POST of `/Bulk` (RFC 7644 section 3.7).
    Bulk,
    /// GET of `/ServiceProviderConfig`, `/Schemas` or `/ResourceTypes` (RFC 7644 section 4).
    Discovery,
    /// GET of the [page for people](super::ReferencePage).
    ReferencePage,
}

impl Operation {
    /// The word in logs, such as `create` or `reference_page`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::Replace => "replace",
            Self::Patch => "patch",
            Self::Delete => "delete",
            Self::Search => "search",
            Self::Bulk => "bulk",
            Self::Discovery => "discovery",
            Self::ReferencePage => "reference_page",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
