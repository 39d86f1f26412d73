//! Why nothing can be generated from a schema.

use std::error::Error;
use std::fmt;

/// Why nothing can be generated from a schema: what is wrong, and where.
///
/// ```
/// use scim_testkit::strategy::Target;
///
/// let error = Target::from_json(
///     r#"{"name": "Lamp", "endpoint": "/Lamps", "schema": "urn:example:Lamp"}"#,
///     r#"[{"id": "urn:example:Lamp", "attributes": [{"name": "state", "type": "complex"}]}]"#,
/// );
/// assert_eq!(error.unwrap_err().path(), "state");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    path: String,
    problem: String,
}

impl SchemaError {
    pub(in crate::strategy) fn new(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { path: path.into(), problem: problem.into() }
    }

    /// The path of the attribute, or the URN of the schema, at fault.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.contains(' ') {
            return write!(f, "{} {}", self.path, self.problem);
        }
        write!(f, "`{}` {}", self.path, self.problem)
    }
}

impl Error for SchemaError {}
