//! What a request searches for, and what a store answers (RFC 7644 section 3.4.2).
//!
//! Nothing here knows HTTP: a query is read from the text of query parameters.

mod page;
mod parameters;
mod precondition;
mod updated;

pub use page::Page;
pub use parameters::Parameters;
pub use precondition::Precondition;
pub use updated::Updated;

#[cfg(feature = "http1")]
pub(crate) use parameters::percent_decode;

use crate::limits::Limits;
use crate::message::{ScimError, ScimType};
use crate::projection::Projection;
use crate::resource::ScimResource;
use std::fmt;

/// A search of the resources of one type.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{limits::Limits, query::Query, rfc::User};
///
/// let query = Query::<User>::parse("startIndex=0&count=5000", &Limits::DEFAULT).unwrap();
/// assert_eq!((query.start_index(), query.count()), (1, 1_000));
/// # }
/// ```
pub struct Query<R> {
    start_index: u64,
    count: usize,
    projection: Projection<R>,
}

impl<R: ScimResource> Query<R> {
    /// Everything, from the first, as many as fit on a page.
    #[must_use]
    pub fn all(limits: &Limits) -> Self {
        Self { start_index: 1, count: limits.page, projection: Projection::default() }
    }

    /// Reads the query part of a URI, such as `startIndex=1&count=100`.
    ///
    /// # Errors
    /// As [`from_parameters`](Self::from_parameters), and `400` for what is no list of parameters.
    pub fn parse(query: &str, limits: &Limits) -> Result<Self, ScimError> {
        Self::from_parameters(&Parameters::parse(query)?, limits)
    }

    /// Reads query parameters; unknown ones are ignored.
    ///
    /// # Errors
    /// `400 invalidValue` for a number that is none or a parameter that is given twice, and `501`
    /// for what is not offered.
    pub fn from_parameters(parameters: &Parameters, limits: &Limits) -> Result<Self, ScimError> {
        for (name, what) in
            [("filter", "filtering"), ("sortBy", "sorting"), ("cursor", "paging by cursor")]
        {
            if parameters.get(name)?.is_some() {
                return Err(ScimError::not_implemented(format!(
                    "{what} is not offered; leave out the parameter `{name}`"
                )));
            }
        }
        Ok(Self {
            start_index: number(parameters, "startIndex")?
                .map_or(1, |n| u64::try_from(n).map_or(1, |n| n.max(1))),
            count: number(parameters, "count")?
                .map_or(limits.page, |n| usize::try_from(n.max(0)).unwrap_or(usize::MAX))
                .min(limits.page),
            projection: parameters.projection(),
        })
    }

    /// The index of the first resource to answer, from 1.
    #[must_use]
    pub const fn start_index(&self) -> u64 {
        self.start_index
    }

    /// How many resources to skip: one less than the start index.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.start_index.saturating_sub(1)
    }

    /// The most resources to answer, never more than [`Limits::page`]; 0 asks for the total only.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// What of each resource is asked for; the rest need not be loaded.
    #[must_use]
    pub const fn projection(&self) -> &Projection<R> {
        &self.projection
    }
}

/// A whole number; one too large for any page is as good as the largest.
fn number(parameters: &Parameters, name: &'static str) -> Result<Option<i64>, ScimError> {
    let Some(text) = parameters.get(name)? else { return Ok(None) };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ScimError::bad_request(
            ScimType::InvalidValue,
            format!("the parameter `{name}` is not a whole number"),
        ));
    }
    let beyond = if digits.len() == text.len() { i64::MAX } else { i64::MIN };
    Ok(Some(text.parse().unwrap_or(beyond)))
}

impl<R> Clone for Query<R> {
    fn clone(&self) -> Self {
        Self {
            start_index: self.start_index,
            count: self.count,
            projection: self.projection.clone(),
        }
    }
}

impl<R> fmt::Debug for Query<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("start_index", &self.start_index)
            .field("count", &self.count)
            .field("projection", &self.projection)
            .finish()
    }
}

#[cfg(test)]
mod tests;
