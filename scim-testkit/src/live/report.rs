//! What was found.

mod area;
mod html;
mod junit;
mod markdown;
mod script;
mod section;
mod text;
mod visible;

pub use visible::visible;

pub(super) use area::of as area_of;

use super::{Level, Recorded};
use serde::Serialize;
use std::fmt;

/// What was found of a server.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Status, Target};
///
/// let report = live::run(&Target::service(scim), &Options::new().only("get"))?;
/// assert!(report.is_conformant());
/// for outcome in report.with(Status::Warned) {
///     println!("{}: {}", outcome.id, outcome.message);
/// }
/// let page = report.to_html(); // or to_text, to_json, to_junit, to_markdown
/// assert!(page.to_ascii_lowercase().starts_with("<!doctype html>"));
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// One check of it, and the whole in other formats:
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Target};
///
/// let report = live::run(&Target::service(scim), &Options::new().only("get"))?;
/// assert!(report.left.is_empty(), "all that was made is deleted");
/// let one = report.get("get.known").unwrap();
/// assert_eq!(one.area(), "get");
/// println!("{}", report.to_text(true)); // with colours
/// for text in [report.to_json(), report.to_junit()] {
///     assert!(text.contains("get.known"));
/// }
/// assert!(report.to_markdown().contains(&report.url));
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The base URL.
    pub url: String,
    /// The tag in the names of all that the run made.
    pub run: String,
    /// How many checks ended how.
    pub summary: Summary,
    /// What discovery lacked, and what was taken in its place.
    pub notes: Vec<String>,
    /// Resources that the run made and could not delete, as paths below the base URL; and searches
    /// for what may be there, where a request that creates had no answer.
    pub left: Vec<String>,
    /// Whether the run was interrupted, so that checks are missing.
    pub interrupted: bool,
    /// How each check ended.
    pub checks: Vec<Outcome>,
}

/// How many checks ended how.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Target};
///
/// let report = live::run(&Target::service(scim), &Options::new().only("get"))?;
/// let all = report.summary;
/// assert_eq!(all.passed + all.failed + all.warned + all.skipped + all.informed, report.checks.len());
/// println!("{all}");
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The server does what they ask.
    pub passed: usize,
    /// It does not do what it must.
    pub failed: usize,
    /// It does not do what it should.
    pub warned: usize,
    /// They do not apply, or could not be tried.
    pub skipped: usize,
    /// They tell what the server chose.
    pub informed: usize,
}

/// How a check ended.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Status, Target};
///
/// let report = live::run(&Target::service(scim), &Options::new().only("get.known"))?;
/// let one = report.get("get.known").unwrap();
/// assert_eq!((one.area(), one.status), ("get", Status::Passed));
/// assert!(one.shown().is_none(), "exchanges are kept of what did not pass");
/// println!("{one}"); // what was asked for, what was found, and how to see it again
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The requirements that it covers.
    pub requirements: &'static [&'static str],
    /// What a failure means.
    pub level: Level,
    /// How it ended.
    pub status: Status,
    /// Why; of one that passed, for which resource types it was not tried and why, or empty.
    pub message: String,
    /// What was sent and answered, unless it passed.
    pub exchanges: Vec<Recorded>,
    /// The exchange that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<usize>,
}

/// How a check ended.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Status, Target};
///
/// let report = live::run(&Target::service(scim), &Options::new().only("get"))?;
/// // what is not there cannot be checked, and a report says why
/// for outcome in report.with(Status::Skipped) {
///     println!("{} {}: {}", outcome.id, outcome.status, outcome.message);
/// }
/// assert!(report.with(Status::Passed).count() > 0);
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the format of reports closes the list")]
pub enum Status {
    /// The server does what it asks.
    Passed,
    /// It does not do what it must.
    Failed,
    /// It does not do what it should.
    Warned,
    /// It does not apply, or could not be tried.
    Skipped,
    /// It tells what the server chose.
    Informed,
}

impl Report {
    /// Whether nothing failed, of what could be tried: a run that skipped all of its checks says
    /// nothing of the server.
    #[must_use]
    pub const fn is_conformant(&self) -> bool {
        let Summary { passed, failed, warned, informed, .. } = self.summary;
        failed == 0 && passed + warned + informed > 0
    }

    /// How a check ended, by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Outcome> {
        self.checks.iter().find(|outcome| outcome.id == id)
    }

    /// The checks that ended so.
    pub fn with(&self, status: Status) -> impl Iterator<Item = &Outcome> {
        self.checks.iter().filter(move |outcome| outcome.status == status)
    }

    /// What to say of the run beside its checks.
    fn remarks(&self) -> impl Iterator<Item = String> {
        let interrupted = self.interrupted.then(|| "interrupted, so checks are missing".to_owned());
        let left = self.left.iter().map(|path| {
            if path.contains("?filter=") {
                format!("perhaps left behind: what {}{path} finds", self.url)
            } else {
                format!("left behind: {}{path} could not be deleted", self.url)
            }
        });
        interrupted.into_iter().chain(self.notes.iter().cloned()).chain(left)
    }

    /// The whole report as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // maps with text keys and numbers: nothing that JSON cannot have
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Summary {
    pub(crate) fn of<'r>(outcomes: impl IntoIterator<Item = &'r Outcome>) -> Self {
        let mut summary = Self::default();
        for outcome in outcomes {
            *match outcome.status {
                Status::Passed => &mut summary.passed,
                Status::Failed => &mut summary.failed,
                Status::Warned => &mut summary.warned,
                Status::Skipped => &mut summary.skipped,
                Status::Informed => &mut summary.informed,
            } += 1;
        }
        summary
    }
}

impl Outcome {
    /// The area of the check.
    #[must_use]
    pub fn area(&self) -> &'static str {
        area_of(self.id)
    }

    /// The exchange that shows it, or the last one.
    #[must_use]
    pub fn shown(&self) -> Option<&Recorded> {
        self.exchange.and_then(|index| self.exchanges.get(index)).or_else(|| self.exchanges.last())
    }
}

/// What was asked for, what was found, and how to see it again.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::detail(self))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Warned => "warned",
            Self::Skipped => "skipped",
            Self::Informed => "informed",
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, warned, skipped, informed } = self;
        write!(
            f,
            "{passed} passed, {failed} failed, {warned} warned, {skipped} skipped, {informed} informed"
        )
    }
}

/// The summary, and what failed.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.url, self.summary)?;
        for outcome in self.with(Status::Failed) {
            write!(f, "\n{} ({}): {}", outcome.id, outcome.title, outcome.message)?;
        }
        Ok(())
    }
}
