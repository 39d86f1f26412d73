//! Filters (RFC 7644 section 3.4.2.2).

mod evaluate;
mod parse;

pub(crate) use evaluate::chosen;
pub(super) use evaluate::element_matches;
pub use evaluate::matches;
pub(crate) use evaluate::matches_at_root;
pub(super) use parse::Parser;
pub use parse::parse;

use super::path::Path;
use serde_json::Value;

/// A filter (7644-3.4.2.2-33), as figure 1 has it.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::oracle::{Shape, filter};
///
/// // parsed once, it is asked of any number of documents
/// let shape = Shape::of(&User::default());
/// let filter = filter::parse("active eq true", &shape, Dialect::RFC)?;
/// for (active, expected) in [(true, true), (false, false)] {
///     let user = serde_json::json!({"userName": "bjensen", "active": active});
///     assert_eq!(filter::matches(&filter, &shape, &user, Dialect::RFC), Ok(expected));
/// }
/// # Ok::<(), scim_testkit::oracle::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Filter(pub(super) Term);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    Or(Box<Term>, Box<Term>),
    And(Box<Term>, Box<Term>),
    Not(Box<Term>),
    /// `attrPath SP "pr"`
    Present(Path),
    /// `attrPath SP compareOp SP compValue`
    Compare(Path, Operator, Literal),
    /// `attrPath "[" valFilter "]"`
    ValuePath(Path, Box<Term>),
}

/// Table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

/// `compValue`: a JSON value that is neither array nor object. A number keeps its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Number(String),
    Other(Value),
}

#[cfg(test)]
mod tests;
