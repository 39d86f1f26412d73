//! What is wrong with a filter, and where.

use crate::message::{ScimError, ScimType};
use std::borrow::Cow;
use std::fmt;

/// What is wrong with a filter or a path, and where.
///
/// As text it has a second and third line that point at the place, for people; as a [`ScimError`]
/// it is one line, for the wire.
///
/// ```
/// use scim_schema::filter::{Options, syntax::Expression};
///
/// let error = Expression::parse("title eq \"x\" && active pr", &Options::default()).unwrap_err();
/// assert_eq!(error.offset(), 13);
/// assert_eq!(error.to_string(), concat!(
///     "expected `and`, `or` or the end of the filter at character 14\n",
///     "  title eq \"x\" && active pr\n",
///     "               ^",
/// ));
/// assert_eq!(error.expected_here(), "`and`, `or` or the end of the filter");
/// assert_eq!(error.detail(), "expected `and`, `or` or the end of the filter at character 14");
/// assert_eq!(error.scim_type().as_str(), "invalidFilter");
/// ```
#[derive(Clone)]
pub struct FilterError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    scim_type: ScimType,
    text: Box<str>,
    offset: usize,
    problem: Problem,
}

#[derive(Clone)]
enum Problem {
    Expected(Cow<'static, str>),
    Other(Cow<'static, str>),
    /// Of the text as a whole.
    Whole(Cow<'static, str>),
}

/// Characters shown on either side of the place.
const CONTEXT: usize = 60;

impl FilterError {
    #[cold]
    pub(super) fn expected(
        text: &str,
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(text, offset, Problem::Expected(expected.into()))
    }

    #[cold]
    pub(super) fn other(text: &str, offset: usize, problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(text, offset, Problem::Other(problem.into()))
    }

    #[cold]
    pub(super) fn whole(text: &str, problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(text, 0, Problem::Whole(problem.into()))
    }

    fn new(text: &str, offset: usize, problem: Problem) -> Self {
        let scim_type = ScimType::InvalidFilter;
        // of a text far over the limit only the beginning is kept
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let end = text.floor_char_boundary(offset.saturating_add(4 * CONTEXT));
        let text = text.get(..end).unwrap_or_default().into();
        Self(Box::new(Inner { scim_type, text, offset, problem }))
    }

    pub(super) fn with_type(mut self, scim_type: ScimType) -> Self {
        self.0.scim_type = scim_type;
        self
    }

    /// `invalidFilter`, or `invalidPath` for the path of a patch operation.
    #[must_use]
    pub fn scim_type(&self) -> ScimType {
        self.0.scim_type
    }

    /// Where it is, in bytes from the beginning.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What would be accepted there; empty where the text is a filter, but of something else.
    #[must_use]
    pub fn expected_here(&self) -> &str {
        match &self.0.problem {
            Problem::Expected(expected) => expected,
            Problem::Other(_) | Problem::Whole(_) => "",
        }
    }

    /// The error in one line, without the filter.
    #[must_use]
    pub fn detail(&self) -> String {
        let before = self.0.text.get(..self.0.offset).unwrap_or_default();
        let character = before.chars().count() + 1;
        match &self.0.problem {
            Problem::Expected(expected) => {
                format!("expected {expected} at character {character}")
            }
            Problem::Other(problem) => format!("{problem} (at character {character})"),
            Problem::Whole(problem) => problem.clone().into_owned(),
        }
    }
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail())?;
        if matches!(self.0.problem, Problem::Whole(_)) || self.0.text.trim().is_empty() {
            return Ok(());
        }
        let (before, after) = self.0.text.split_at(self.0.offset);
        let skipped = before.chars().count().saturating_sub(CONTEXT);
        // one line, whatever is in it
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        let start: String = before.chars().skip(skipped).map(shown).collect();
        let rest: String = after.chars().take(CONTEXT).map(shown).collect();
        let line = format!("{start}{rest}");
        write!(f, "\n  {}\n  {:width$}^", line.trim_end(), "", width = start.chars().count())
    }
}

impl fmt::Debug for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilterError")
            .field("scim_type", &self.0.scim_type)
            .field("offset", &self.0.offset)
            .field("detail", &self.detail())
            .finish()
    }
}

impl std::error::Error for FilterError {}

impl From<FilterError> for ScimError {
    fn from(error: FilterError) -> Self {
        Self::bad_request(error.scim_type(), error.detail())
    }
}
