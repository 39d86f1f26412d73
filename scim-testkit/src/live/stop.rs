//! How a check ends early.

use super::Secrets;
use std::fmt;

/// How a check ends early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The server does not do what the check asks.
    Failed(Failure),
    /// The check does not apply, or what it needs could not be made; the reason.
    Skipped(String),
    /// What the server chose where the RFCs leave it open.
    Informed(String),
    /// The run was interrupted.
    Interrupted,
}

/// What was expected, and what was found instead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) struct Failure {
    /// What should have been.
    pub expected: String,
    /// What was.
    pub found: String,
    /// The number of the exchange that shows it, of those of the check.
    pub exchange: Option<usize>,
}

impl Failure {
    /// A failure.
    #[must_use]
    pub(crate) fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { expected: expected.into(), found: found.into(), exchange: None }
    }

    /// What the server says may have what it was sent.
    #[must_use]
    pub(crate) fn hide(mut self, secrets: &Secrets) -> Self {
        self.expected = secrets.hide(&self.expected);
        self.found = secrets.hide(&self.found);
        self
    }

    /// Shown by an exchange of the check.
    #[must_use]
    pub(crate) const fn at(mut self, exchange: usize) -> Self {
        self.exchange = Some(exchange);
        self
    }
}

impl Stop {
    /// Failed: what was expected, what was found.
    #[must_use]
    pub(crate) fn failed(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Failed(Failure::new(expected, found))
    }

    /// Skipped, for a reason.
    #[must_use]
    pub(crate) fn skipped(reason: impl Into<String>) -> Self {
        Self::Skipped(reason.into())
    }

    /// Without secrets.
    #[must_use]
    pub(crate) fn hide(self, secrets: &Secrets) -> Self {
        match self {
            Self::Failed(failure) => Self::Failed(failure.hide(secrets)),
            Self::Skipped(reason) => Self::Skipped(secrets.hide(&reason)),
            Self::Informed(choice) => Self::Informed(secrets.hide(&choice)),
            Self::Interrupted => Self::Interrupted,
        }
    }

    /// Informed of what the server chose.
    #[must_use]
    pub(crate) fn informed(choice: impl Into<String>) -> Self {
        Self::Informed(choice.into())
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}
