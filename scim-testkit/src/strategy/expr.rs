//! Paths and filters as data, with the text they have in requests.

use serde_json::Value;
use std::fmt::{self, Display, Formatter};

/// An attribute path (RFC 7644 section 3.10): `name.givenName`, with the URN of its schema where
/// an extension has it. [`Display`] writes it.
///
/// ```
/// use scim_testkit::strategy::PathExpr;
///
/// let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// let manager = PathExpr::new("manager").dot("value").of(urn);
/// assert_eq!(manager.to_string(), format!("{urn}:manager.value"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the grammar closes it")]
pub struct PathExpr {
    /// The URN of the schema; none for attributes of the primary schema.
    pub urn: Option<String>,
    /// The name of the attribute.
    pub attribute: String,
    /// The name of the sub-attribute.
    pub sub_attribute: Option<String>,
}

impl PathExpr {
    /// The path of an attribute of the primary schema.
    #[must_use]
    pub fn new(attribute: impl Into<String>) -> Self {
        Self { urn: None, attribute: attribute.into(), sub_attribute: None }
    }

    /// The path of a sub-attribute of it.
    #[must_use]
    pub fn dot(mut self, name: impl Into<String>) -> Self {
        self.sub_attribute = Some(name.into());
        self
    }

    /// The same in an extension.
    #[must_use]
    pub fn of(mut self, urn: impl Into<String>) -> Self {
        self.urn = Some(urn.into());
        self
    }
}

impl Display for PathExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            write!(f, "{urn}:")?;
        }
        f.write_str(&self.attribute)?;
        match &self.sub_attribute {
            Some(name) => write!(f, ".{name}"),
            None => Ok(()),
        }
    }
}

/// A filter (RFC 7644 section 3.4.2.2). [`Display`] writes it, with single spaces and no
/// parentheses but those it needs.
///
/// ```
/// use scim_testkit::strategy::{Compare, FilterExpr, PathExpr};
///
/// let work = FilterExpr::compare(PathExpr::new("type"), Compare::Eq, "work");
/// let filter = FilterExpr::And(vec![
///     FilterExpr::ValuePath(PathExpr::new("emails"), Box::new(work)),
///     FilterExpr::Not(Box::new(FilterExpr::Present(PathExpr::new("title")))),
/// ]);
/// assert_eq!(filter.to_string(), r#"emails[type eq "work"] and not (title pr)"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the grammar closes it")]
pub enum FilterExpr {
    /// At least one is true.
    Or(Vec<Self>),
    /// All are true.
    And(Vec<Self>),
    /// It is false.
    Not(Box<Self>),
    /// An attribute compares so with a value, which is null, a boolean, a number or a text.
    Compare(PathExpr, Compare, Value),
    /// An attribute has a value.
    Present(PathExpr),
    /// One element of a multi-valued attribute is so; the paths within name sub-attributes.
    ValuePath(PathExpr, Box<Self>),
}

/// A comparison operator (RFC 7644 table 3).
///
/// ```
/// use scim_testkit::strategy::{Compare, FilterExpr, PathExpr};
///
/// assert_eq!(Compare::Sw.as_str(), "sw");
/// let filter = FilterExpr::compare(PathExpr::new("userName"), Compare::Sw, "b");
/// assert_eq!(filter.to_string(), r#"userName sw "b""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7644 table 3 closes it")]
pub enum Compare {
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

impl Compare {
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
}

impl Display for Compare {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FilterExpr {
    /// A comparison.
    #[must_use]
    pub fn compare(path: PathExpr, operator: Compare, value: impl Into<Value>) -> Self {
        Self::Compare(path, operator, value.into())
    }

    /// The paths in it; those within a value path are not told from others.
    ///
    /// ```
    /// use scim_testkit::strategy::{Compare, FilterExpr, PathExpr};
    ///
    /// let active = FilterExpr::compare(PathExpr::new("active"), Compare::Eq, true);
    /// let both = FilterExpr::And(vec![FilterExpr::Present(PathExpr::new("title")), active]);
    /// let names: Vec<String> = both.paths().iter().map(ToString::to_string).collect();
    /// assert_eq!(names, ["title", "active"]);
    /// ```
    #[must_use]
    pub fn paths(&self) -> Vec<&PathExpr> {
        match self {
            Self::Or(terms) | Self::And(terms) => terms.iter().flat_map(Self::paths).collect(),
            Self::Not(inner) => inner.paths(),
            Self::Compare(path, ..) | Self::Present(path) => vec![path],
            Self::ValuePath(path, inner) => [vec![path], inner.paths()].concat(),
        }
    }

    fn chain(f: &mut Formatter<'_>, terms: &[Self], word: &str) -> fmt::Result {
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                write!(f, " {word} ")?;
            }
            let grouped = matches!((word, term), (_, Self::Or(_)) | ("and", Self::And(_)));
            if grouped { write!(f, "({term})") } else { term.fmt(f) }?;
        }
        Ok(())
    }
}

impl Display for FilterExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Or(terms) => Self::chain(f, terms, "or"),
            Self::And(terms) => Self::chain(f, terms, "and"),
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::Compare(path, operator, value) => {
                write!(f, "{path} {operator} ")?;
                literal(f, value)
            }
            Self::Present(path) => write!(f, "{path} pr"),
            Self::ValuePath(path, inner) => write!(f, "{path}[{inner}]"),
        }
    }
}

/// A JSON literal.
pub(super) fn literal(f: &mut impl fmt::Write, value: &Value) -> fmt::Result {
    let Value::String(text) = value else { return write!(f, "{value}") };
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\0'..' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
