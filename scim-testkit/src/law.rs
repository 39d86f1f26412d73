//! What holds of every model, every resource and every request.
//!
//! A law is a plain function of a resource and a generated case; a case that breaks it comes back
//! as [`Broken`], with what was expected, what was found and the requirements that it covers.

pub mod edit;
mod engine;
pub mod filter;

pub use engine::{BASE, Edited, Engine, Shipped};

use std::fmt;

/// A sentence that is true, and the requirements that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Law {
    /// The sentence.
    pub name: &'static str,
    /// Ids of requirements, such as `7644-3.4.2.2-10`.
    pub requirements: &'static [&'static str],
}

/// A case that breaks a law.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Broken {
    /// The law.
    pub law: &'static Law,
    /// The request.
    pub request: String,
    /// The resource before it, as a [`document`](crate::oracle::document).
    pub resource: serde_json::Value,
    /// What the RFC asks for.
    pub expected: String,
    /// What happened.
    pub actual: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "broken: {}", self.law.name)?;
        writeln!(f, "  request:  {}", self.request)?;
        writeln!(f, "  resource: {}", self.resource)?;
        writeln!(f, "  expected: {}", self.expected)?;
        writeln!(f, "  actual:   {}", self.actual)?;
        write!(f, "  covers:   {}", self.law.requirements.join(", "))
    }
}

impl std::error::Error for Broken {}
