//! A filter as it is written, before any attribute is looked up.
//!
//! Everything borrows from the text, but for strings with escapes. [`std::fmt::Display`] writes a
//! filter that parses to the same tree; [`std::fmt::Debug`] shows none of its texts and numbers.

mod display;

use super::parse::Parser;
use super::{FilterError, Options};
use crate::path::AttributePath;
use crate::resource::Descriptor;
use std::borrow::Cow;
use std::fmt;

/// A filter (RFC 7644 section 3.4.2.2, figure 1). Chains of `and` and of `or` are one list each.
///
/// ```
/// use scim_schema::filter::{Options, syntax::Expression};
///
/// let filter = Expression::parse("a pr OR NOT(b eq 1) and c pr", &Options::default()).unwrap();
/// assert_eq!(filter.to_string(), "a pr or not (b eq 1) and c pr");
/// assert!(matches!(filter, Expression::Or(terms) if terms.len() == 2));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the grammar closes it")]
pub enum Expression<'a> {
    /// At least one is true.
    Or(Vec<Self>),
    /// All are true.
    And(Vec<Self>),
    /// It is false.
    Not(Box<Self>),
    /// An attribute compares so with a value.
    Comparison(Comparison<'a>),
    /// An attribute has a value.
    Present(Present<'a>),
    /// One element of an attribute is so.
    ValuePath(ValuePath<'a>),
}

/// `userName eq "bjensen"`.
///
/// ```
/// use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator};
/// use scim_schema::path::AttributePath;
///
/// let attribute = AttributePath::parse("userName").unwrap();
/// let comparison = Comparison::new(attribute, Operator::Sw, Literal::String("b".into()));
/// let filter = Expression::Comparison(comparison).to_string();
/// assert_eq!(filter, r#"userName sw "b""#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// The attribute; within brackets a sub-attribute.
    pub attribute: AttributePath<'a>,
    /// The operator.
    pub operator: Operator,
    /// The value.
    pub value: Literal<'a>,
    pub(super) attribute_at: Position,
    pub(super) operator_at: Position,
    pub(super) value_at: Position,
}

/// `title pr`.
///
/// ```
/// use scim_schema::filter::syntax::{Expression, Present};
/// use scim_schema::path::AttributePath;
///
/// let present = Present::new(AttributePath::parse("name.givenName").unwrap());
/// let absent = Expression::Not(Box::new(Expression::Present(present)));
/// assert_eq!(absent.to_string(), "not (name.givenName pr)");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Present<'a> {
    /// The attribute; within brackets a sub-attribute.
    pub attribute: AttributePath<'a>,
    pub(super) attribute_at: Position,
}

/// `emails[type eq "work"]`.
///
/// ```
/// use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator, ValuePath};
/// use scim_schema::path::AttributePath;
///
/// let path = |name| AttributePath::parse(name).unwrap();
/// let work = Comparison::new(path("type"), Operator::Eq, Literal::String("work".into()));
/// let emails = ValuePath::new(path("emails"), Expression::Comparison(work));
/// assert_eq!(Expression::ValuePath(emails).to_string(), r#"emails[type eq "work"]"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ValuePath<'a> {
    /// The attribute.
    pub attribute: AttributePath<'a>,
    /// What its element is like; the attributes in it are sub-attributes.
    pub filter: Box<Expression<'a>>,
    pub(super) attribute_at: Position,
}

/// The target of a patch operation (RFC 7644 section 3.5.2, figure 7): `name.familyName`,
/// `addresses[type eq "work"]`, `members[value eq "2819"].display`.
///
/// ```
/// use scim_schema::filter::{Options, syntax::PatchPath};
///
/// let path = PatchPath::parse(r#"addresses[type eq "work"].locality"#, &Options::default()).unwrap();
/// assert_eq!(path.attribute.attribute(), "addresses");
/// assert!(path.filter.is_some());
/// assert_eq!(path.sub_attribute, Some("locality"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the grammar closes it")]
pub struct PatchPath<'a> {
    /// The attribute; without a filter it may name a sub-attribute.
    pub attribute: AttributePath<'a>,
    /// Which elements.
    pub filter: Option<Expression<'a>>,
    /// The sub-attribute, after the filter or as part of [`attribute`](Self::attribute).
    pub sub_attribute: Option<&'a str>,
}

/// A comparison operator (RFC 7644 table 3); `pr` is [`Expression::Present`].
///
/// ```
/// use scim_schema::filter::syntax::Operator;
///
/// assert_eq!(Operator::Ge.as_str(), "ge");
/// assert!(Operator::Ge.is_ordering() && !Operator::Eq.is_ordering());
/// assert!(Operator::Co.is_substring() && !Operator::Ne.is_substring());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7644 table 3 closes it")]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal, or absent.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater than.
    Gt,
    /// Greater than or equal to.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal to.
    Le,
}

/// A value in a filter: a JSON literal (RFC 7644 section 3.4.2.2, `compValue`).
///
/// ```
/// use scim_schema::filter::syntax::{Expression, Literal};
///
/// let filter = Expression::parse(r#"title eq "VP \"Sales\"""#, &Default::default()).unwrap();
/// let Expression::Comparison(comparison) = filter else { panic!("one comparison") };
/// assert_eq!(comparison.value, Literal::String(r#"VP "Sales""#.into()));
/// assert_eq!(comparison.value.kind(), "a string");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the grammar closes it")]
pub enum Literal<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A JSON number, as it is written.
    Number(&'a str),
    /// A text, without quotes and escapes.
    String(Cow<'a, str>),
}

/// Where in the text something is, in bytes. No part of what it means, so all are equal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Position(u32);

impl Position {
    pub(super) fn new(offset: usize) -> Self {
        Self(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    pub(super) const fn offset(self) -> usize {
        self.0 as usize
    }
}

impl PartialEq for Position {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<'a> Expression<'a> {
    /// Parses a filter. No attribute is looked up: any name will do.
    ///
    /// # Errors
    /// When it is not one, or over a limit of the options.
    pub fn parse(text: &'a str, options: &Options<'_>) -> Result<Self, FilterError> {
        Parser::new(text, options, None).filter()
    }
}

impl<'a> Comparison<'a> {
    /// A comparison that was not parsed.
    #[must_use]
    pub fn new(attribute: AttributePath<'a>, operator: Operator, value: Literal<'a>) -> Self {
        let at = Position::default();
        Self { attribute, operator, value, attribute_at: at, operator_at: at, value_at: at }
    }
}

impl<'a> Present<'a> {
    /// A test for a value that was not parsed.
    #[must_use]
    pub fn new(attribute: AttributePath<'a>) -> Self {
        Self { attribute, attribute_at: Position::default() }
    }
}

impl<'a> ValuePath<'a> {
    /// A value path that was not parsed.
    #[must_use]
    pub fn new(attribute: AttributePath<'a>, filter: Expression<'a>) -> Self {
        Self { attribute, filter: Box::new(filter), attribute_at: Position::default() }
    }
}

impl<'a> PatchPath<'a> {
    /// Parses the `path` of a patch operation.
    ///
    /// # Errors
    /// When it is not one (`invalidPath`), its filter is not one (`invalidFilter`), or it is over
    /// a limit of the options.
    pub fn parse(text: &'a str, options: &Options<'_>) -> Result<Self, FilterError> {
        Parser::new(text, options, None).patch_path()
    }

    /// As [`parse`](Self::parse), knowing the schemas of a resource type: the URN of an extension
    /// alone names the extension.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    ///
    /// ```
    /// use scim_schema::filter::{Options, syntax::PatchPath};
    /// use scim_schema::{ScimResource, rfc::User};
    ///
    /// let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /// let path = PatchPath::parse_for(urn, &User::descriptor(), &Options::default())?;
    /// assert_eq!((path.attribute.schema(), path.attribute.attribute()), (None, urn));
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    pub fn parse_for(
        text: &'a str,
        descriptor: &Descriptor,
        options: &Options<'_>,
    ) -> Result<Self, FilterError> {
        Parser::new(text, options, Some(descriptor)).patch_path()
    }
}

impl Operator {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Co => "co",
            Self::Sw => "sw",
            Self::Ew => "ew",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    /// Whether it asks which of two values comes first.
    #[must_use]
    pub const fn is_ordering(self) -> bool {
        matches!(self, Self::Gt | Self::Ge | Self::Lt | Self::Le)
    }

    /// Whether it looks for a part of a text.
    #[must_use]
    pub const fn is_substring(self) -> bool {
        matches!(self, Self::Co | Self::Sw | Self::Ew)
    }
}

impl Literal<'_> {
    /// The kind of JSON value, for messages.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
        }
    }
}

impl fmt::Debug for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Boolean(value) => f.debug_tuple("Boolean").field(value).finish(),
            // no attribute was looked up: it may be compared with a password
            Self::Number(_) => f.write_str("Number(..)"),
            Self::String(_) => f.write_str("String(..)"),
        }
    }
}

#[cfg(test)]
mod tests;
