//! Checks, as data: one table for each area.

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
pub type Verdict = Result<(), Stop>;

/// Something that a server must, should or may do, and how to find out.
#[derive(Clone, Copy)]
pub struct Check {
    pub(super) id: &'static str,
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
pub enum Need {
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
    /// `changePassword.supported`.
    ChangePassword,
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
    pub const fn new(
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
    pub const fn should(mut self) -> Self {
        self.level = Level::Should;
        self
    }

    /// A failure is information.
    #[must_use]
    pub const fn may(mut self) -> Self {
        self.level = Level::May;
        self
    }

    /// Skipped, with the reason, where one of these is not there.
    #[must_use]
    pub const fn needs(mut self, needs: &'static [Need]) -> Self {
        self.needs = needs;
        self
    }

    /// Runs for each resource type: passed if one passes and none fails.
    #[must_use]
    pub const fn each_type(mut self) -> Self {
        self.each_type = true;
        self
    }

    /// Writes nothing, so it runs with `--read-only` too.
    #[must_use]
    pub const fn reads(mut self) -> Self {
        self.reads = true;
        self
    }

    /// Runs while no other does: it looks at more than its own resources.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Runs only with this profile.
    #[must_use]
    pub const fn only_with(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Its id: `area.name`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The area that it is of, the id up to its dot.
    #[must_use]
    pub fn area(&self) -> &'static str {
        super::report::area_of(self.id)
    }

    /// What the server does if it passes, in a sentence.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The [requirements](crate::requirement) that it covers, the one it is about first.
    #[must_use]
    pub const fn requirements(&self) -> &'static [&'static str] {
        self.requirements
    }

    /// What a failure means.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
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
pub fn checks() -> impl Iterator<Item = &'static Check> {
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
