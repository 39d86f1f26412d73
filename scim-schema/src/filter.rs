//! Filters (RFC 7644 section 3.4.2.2): parsed once, resolved once, evaluated on the struct.
//!
//! What the RFC leaves open is decided so: `ne` is true of an absent value, and of several values
//! if none is equal, where `eq` is true if any is; `eq null` is true of what is absent; a
//! multi-valued complex attribute alone means its `value`; more spaces than one are as good as
//! one; an attribute that is not defined, or an operator that its type does not have, is an error.

mod condition;
mod error;
mod options;
mod parse;
mod resolve;
pub mod syntax;
mod test;

pub use condition::Condition;
pub use error::FilterError;
pub use options::Options;
pub use resolve::ElementFilter;
pub use test::Test;

pub(crate) use resolve::{find, no_attribute, no_schema, shown, with_suggestion};
pub(crate) use test::is_slot_present;

use crate::resource::ScimResource;
use parse::Parser;
use resolve::Resolver;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A filter on resources of one type.
///
/// ```
/// # use scim_schema::{ScimResource, filter::Filter};
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
///     email: String,
/// }
///
/// let filter = Filter::<Member>::parse(r#"emails[type eq "work" and value ew "@Example.com"]"#)?;
/// let barbara = Member { email: "bjensen@example.com".into(), ..Member::default() };
/// assert!(filter.matches(&barbara));
///
/// let error = Filter::<Member>::parse("username eq 7").unwrap_err();
/// assert_eq!(error.detail(), "expected a string in double quotes for `userName`, not a number at character 13");
/// # Ok::<(), scim_schema::filter::FilterError>(())
/// ```
pub struct Filter<R> {
    text: Arc<str>,
    test: Arc<Test>,
    resource: PhantomData<fn() -> R>,
}

impl<R: ScimResource> Filter<R> {
    /// Parses a filter as the RFC has it, within the default limits.
    ///
    /// # Errors
    /// `invalidFilter`: when it does not parse, names no attribute of the resource type or one
    /// that is never returned, or compares what cannot be compared.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        Self::parse_with(text, &Options::default())
    }

    /// Parses a filter of a client with a dialect, or within other limits.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    ///
    /// ```
    /// use scim_schema::filter::{Filter, Options};
    /// use scim_schema::{dialect::Dialect, limits::Limits, rfc::User};
    ///
    /// let mut limits = Limits::DEFAULT;
    /// limits.filter = 100;
    /// let options = Options::default().dialect(Dialect::OKTA).limits(limits);
    /// let filter = Filter::<User>::parse_with(r#"userName eq "babs""#, &options)?;
    /// assert_eq!(filter.text(), r#"userName eq "babs""#);
    /// assert!(Filter::<User>::parse_with(&format!(r#"title eq "{}""#, "x".repeat(100)), &options).is_err());
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    pub fn parse_with(text: &str, options: &Options<'_>) -> Result<Self, FilterError> {
        let descriptor = R::descriptor_with(options.dynamic);
        let expression = Parser::new(text, options, Some(&descriptor)).filter()?;
        let test = Resolver { text, descriptor, options }.filter(&expression)?;
        Ok(Self { text: text.into(), test: Arc::new(test), resource: PhantomData })
    }

    /// Whether a resource satisfies it.
    #[must_use]
    #[inline]
    pub fn matches(&self, resource: &R) -> bool {
        self.test.matches_resource(resource)
    }
}

impl<R> Filter<R> {
    /// The filter as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What satisfies this filter and another one.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use scim_schema::{filter::Filter, rfc::User};
    ///
    /// let asked = Filter::<User>::parse(r#"userName sw "b" or title pr"#)?;
    /// let allowed = Filter::<User>::parse("active eq true")?;
    /// let both = asked.and(&allowed);
    /// assert_eq!(both.text(), r#"(userName sw "b" or title pr) and (active eq true)"#);
    /// # }
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let text = format!("({}) and ({})", self.text, other.text);
        let test = Test::And(vec![(*self.test).clone(), (*other.test).clone()]);
        Self { text: text.into(), test: Arc::new(test), resource: PhantomData }
    }

    /// The filter resolved, for stores that translate it.
    ///
    /// ```
    /// use scim_schema::filter::{Filter, Test, syntax::Operator};
    /// use scim_schema::rfc::User;
    ///
    /// let filter = Filter::<User>::parse(r#"title sw "VP""#)?;
    /// let Test::Field { node, condition, .. } = filter.test() else { panic!("one comparison") };
    /// assert_eq!((node.name(), condition.operator), ("title", Operator::Sw));
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    #[must_use]
    pub fn test(&self) -> &Test {
        &self.test
    }
}

impl<R> Clone for Filter<R> {
    fn clone(&self) -> Self {
        let (text, test) = (Arc::clone(&self.text), Arc::clone(&self.test));
        Self { text, test, resource: PhantomData }
    }
}

impl<R> fmt::Debug for Filter<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // in a search of several types it may compare a password that only another one has
        f.debug_struct("Filter").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
