//! Checks, as data: one table for each area.
//!
//! # Writing a check
//!
//! A [`Check`] is an id `area.name`, a title, the [ids](crate::requirement) of what it tries, a
//! [`Level`], what it [`Need`]s, and a function. It belongs in the table of its area:
//!
//! ```text
//! const REMOVE: Check = Check::new("patch.remove", "`remove` unassigns", &["7644-3.5.2.2-02"], remove)
//!     .needs(&[Need::Patch])
//!     .each_type();
//!
//! fn remove(s: &mut Session<'_>) -> Verdict {
//!     let attribute = s.optional_string()?; // or the check is skipped
//!     let made = s.create_full()?;
//!     let remove = json!([{"op": "remove", "path": attribute.path()}]);
//!     s.patch(&made, &remove)?.expect_success()?;
//!     let now = s.read(&made)?;
//!     now.expect_unassigned(&attribute)
//! }
//! ```
//!
//! - [`Check::each_type`] runs it for each resource type that has what it needs;
//!   [`Session::kind`] is the one at hand. Else it runs once.
//! - `Session` records what it sends. A request that could not be sent, an answer that is no HTTP,
//!   ends the check as failed; so write `?`.
//! - [`Stop`] is how a check ends early: failed, skipped (with a reason), or informed, where the
//!   texts conflict or are silent. The level says what a failure means.
//! - What any POST creates, bulk included, is deleted when the check ends, however it ends.
//! - An [`Audit`](super::Audit) is a rule for every answer: it looks at all exchanges of the run.
//! - A [`Suite`](super::Suite) is a client's own tests: checks, and [`Series`](super::Series) of
//!   requests in one order, with an outcome for each [`Assertion`](super::Assertion).
//! - What no check covers has its reason in `live/coverage/reasons.tsv`.

mod access;
mod body;
mod bulk;
mod create;
mod cursor;
mod delete;
mod discovery;
mod etag;
mod filter;
mod get;
mod page;
mod pair;
mod patch;
pub(crate) mod profile;
mod projection;
mod put;
mod schema;
mod search;
mod sort;
mod subject;
mod user;
mod value;

use super::options::Profile;
use super::{Session, Stop};
use serde::Serialize;
use std::fmt;

/// How a check ends: well, or early.
pub(crate) type Verdict = Result<(), Stop>;

/// Something that a server must, should or may do, and how to find out.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    pub(crate) id: &'static str,
    pub(super) title: &'static str,
    pub(super) requirements: &'static [&'static str],
    pub(super) level: Level,
    pub(super) needs: &'static [Need],
    pub(super) each_type: bool,
    pub(super) reads: bool,
    pub(super) alone: bool,
    pub(super) profile: Option<Profile>,
    pub(super) run: fn(&mut Session<'_>) -> Verdict,
}

/// What a failure means.
///
/// ```
/// use scim_testkit::live::{self, Level, Options};
///
/// assert!(Level::Must > Level::Should && Level::Should > Level::May);
/// let must = live::listed(&Options::new().level(Level::Must)).len();
/// assert!(must < live::listed(&Options::new()).len());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "RFC 2119 has no other")]
pub enum Level {
    /// The server may do otherwise: information.
    May,
    /// The server should do so: a warning.
    Should,
    /// The server must do so, or the RFC describes that it does: a failure.
    Must,
}

/// What a check needs to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Need {
    /// `patch.supported`.
    Patch,
    /// `filter.supported`.
    Filter,
    /// `sort.supported`.
    Sort,
    /// `etag.supported`.
    Etag,
    /// `bulk.supported`.
    Bulk,
    /// `pagination.cursor`, which must be declared.
    Cursor,
    /// Pages by `startIndex`: `pagination.index` is not declared false.
    Index,
    /// The target has credentials.
    Credentials,
    /// A resource type with the RFC's User schema.
    User,
    /// A resource type with the RFC's Group schema.
    Group,
    /// Users with the RFC's enterprise extension.
    Enterprise,
    /// Two resource types or more.
    TwoTypes,
    /// `/ServiceProviderConfig` that can be read.
    Config,
    /// `/ResourceTypes` that can be read.
    ResourceTypes,
    /// `/Schemas` that can be read.
    Schemas,
}

impl Check {
    /// A check at the level [`Level::Must`] that writes and needs nothing of the server but its
    /// resource types.
    #[must_use]
    pub(crate) const fn new(
        id: &'static str,
        title: &'static str,
        requirements: &'static [&'static str],
        run: fn(&mut Session<'_>) -> Verdict,
    ) -> Self {
        Self {
            id,
            title,
            requirements,
            level: Level::Must,
            needs: &[],
            each_type: false,
            reads: false,
            alone: false,
            profile: None,
            run,
        }
    }

    /// A failure is a warning.
    #[must_use]
    pub(crate) const fn should(mut self) -> Self {
        self.level = Level::Should;
        self
    }

    /// A failure is information.
    #[must_use]
    pub(crate) const fn may(mut self) -> Self {
        self.level = Level::May;
        self
    }

    /// Skipped, with the reason, where one of these is not there.
    #[must_use]
    pub(crate) const fn needs(mut self, needs: &'static [Need]) -> Self {
        self.needs = needs;
        self
    }

    /// Runs for each resource type: passed if one passes and none fails.
    #[must_use]
    pub(crate) const fn each_type(mut self) -> Self {
        self.each_type = true;
        self
    }

    /// Writes nothing, so it runs with `--read-only` too.
    #[must_use]
    pub(crate) const fn reads(mut self) -> Self {
        self.reads = true;
        self
    }

    /// Runs while no other does: it looks at more than its own resources.
    #[must_use]
    pub(crate) const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Runs only with this profile.
    #[must_use]
    pub(crate) const fn only_with(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("id", &self.id)
            .field("level", &self.level)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::May => "MAY",
            Self::Should => "SHOULD",
            Self::Must => "MUST",
        })
    }
}

/// All checks, by area.
pub(crate) fn checks() -> impl Iterator<Item = &'static Check> {
    [
        discovery::CHECKS,
        discovery::config::CHECKS,
        schema::CHECKS,
        create::CHECKS,
        value::CHECKS,
        value::list::CHECKS,
        value::refused::CHECKS,
        body::CHECKS,
        get::CHECKS,
        put::CHECKS,
        patch::add::CHECKS,
        patch::remove::CHECKS,
        patch::replace::CHECKS,
        patch::whole::CHECKS,
        patch::error::CHECKS,
        delete::CHECKS,
        filter::operator::CHECKS,
        filter::typed::CHECKS,
        filter::place::CHECKS,
        filter::logic::CHECKS,
        filter::name::CHECKS,
        filter::refused::CHECKS,
        sort::CHECKS,
        page::CHECKS,
        cursor::CHECKS,
        projection::CHECKS,
        search::CHECKS,
        bulk::CHECKS,
        etag::CHECKS,
        user::CHECKS,
        access::CHECKS,
    ]
    .into_iter()
    .flatten()
    .chain(profile::checks())
}
