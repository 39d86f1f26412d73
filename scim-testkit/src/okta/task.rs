//! What an administrator sees of what failed.

use super::wire::Trouble;
use crate::live::{Answer, Failure, Stop};
use std::fmt;

/// A job of Okta's that failed, as its administrator sees it.
///
/// ```
/// use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::{live::Target, okta::{App, Mode, Org}};
///
/// // a server without groups
/// let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let staff = org.add_group("Staff", &[]);
/// let task = org.push_group(&staff).unwrap_err();
/// assert_eq!((task.status(), &*task.what), (Some(404), "push the group `Staff`"), "{}", task.why);
/// assert_eq!(org.tasks(), [task], "an administrator finds it among the tasks");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task {
    /// What Okta was about to do.
    pub what: String,
    /// Why it could not; what the server says is there word for word, but for credentials and passwords.
    pub why: String,
    /// The number of the exchange that shows it.
    pub exchange: Option<usize>,
    pub(super) kind: Kind,
}

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An answer with this status, or with something that Okta cannot use.
    Answer(u16),
    /// No answer.
    Silent,
    /// The run was interrupted.
    Interrupted,
    /// Okta itself does not do it.
    Refused,
}

impl Task {
    /// Okta itself does not do it.
    pub(super) fn refused(what: &str, why: impl Into<String>) -> Self {
        Self { what: what.to_owned(), why: why.into(), exchange: None, kind: Kind::Refused }
    }

    /// An answer that Okta cannot use.
    pub(super) fn unusable(what: &str, why: impl Into<String>, answer: &Answer) -> Self {
        Self {
            what: what.to_owned(),
            why: format!("{} ({})", why.into(), answer.line),
            exchange: Some(answer.index()),
            kind: Kind::Answer(answer.status()),
        }
    }

    /// An answer that tells of an error.
    pub(super) fn of(what: &str, answer: &Answer) -> Self {
        let why = match answer.text("detail") {
            "" if answer.json().is_null() && !answer.body().is_empty() => {
                "invalid JSON: unrecognized token".to_owned()
            }
            "" => format!("status {}", answer.status()),
            detail => format!("errors reported by remote server: {detail}"),
        };
        Self::unusable(what, why, answer)
    }

    pub(super) fn trouble(what: &str, trouble: Trouble) -> Self {
        let (why, exchange, kind) = match trouble {
            Trouble::Silent(why, at) => (why, Some(at), Kind::Silent),
            Trouble::Limited(at) => {
                ("every attempt was answered 429".to_owned(), Some(at), Kind::Answer(429))
            }
            Trouble::Interrupted => ("interrupted".to_owned(), None, Kind::Interrupted),
            Trouble::Refused(why) => (why, None, Kind::Refused),
        };
        Self { what: what.to_owned(), why, exchange, kind }
    }

    /// The status of the answer that failed it.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self.kind {
            Kind::Answer(status) => Some(status),
            _ => None,
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

impl std::error::Error for Task {}

impl From<Task> for Stop {
    fn from(task: Task) -> Self {
        if task.kind == Kind::Interrupted {
            return Self::Interrupted;
        }
        let failure = Failure::new(format!("Okta to {}", task.what), task.why);
        Self::Failed(match task.exchange {
            Some(at) => failure.at(at),
            None => failure,
        })
    }
}
