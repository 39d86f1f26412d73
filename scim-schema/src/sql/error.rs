//! What cannot be translated, and what is wrong with a declaration.

use crate::message::{ScimError, ScimType};
use std::error::Error;
use std::fmt;

/// What is missing or wrong in a [`Table`](super::Table), a line for each field.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_schema::sql::{Database, Table};
///
/// let error = Table::<Group>::new("groups").on(Database::Sqlite).unwrap_err();
/// assert!(error.problems().iter().any(|problem| problem.starts_with("`members` has several values")));
/// assert!(error.to_string().starts_with("table `groups`: "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    pub(super) table: String,
    pub(super) problems: Vec<String>,
}

impl TableError {
    /// One line for each problem.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table `{}`: {}", self.table, self.problems.join("; "))
    }
}

impl Error for TableError {}

/// An attribute that the database cannot be asked for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) path: String,
    pub(super) why: &'static str,
}

impl Refused {
    #[cold]
    pub(super) fn new(path: &str, why: &'static str) -> Self {
        Self { path: path.to_owned(), why }
    }

    /// 7644-3.4.2.2-06: the combination of attribute and comparison is not supported.
    pub(super) fn in_filter(&self) -> ScimError {
        let detail = format!("`{}` cannot be filtered here: {}", self.path, self.why);
        ScimError::bad_request(ScimType::InvalidFilter, detail)
    }

    pub(super) fn in_sort(&self) -> ScimError {
        let detail = format!("`{}` cannot be sorted by here: {}", self.path, self.why);
        ScimError::bad_request(ScimType::InvalidValue, detail).at("sortBy")
    }
}
