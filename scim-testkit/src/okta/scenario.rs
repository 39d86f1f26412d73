//! Whole use cases, as data: what an administrator does, and what should be on the server then.

mod advanced;
mod entitlements;
mod imports;
mod masters;
mod pushes;
mod users;

use super::app::Mode;
use super::stage::Stage;
use crate::live::Verdict;
use std::fmt;

/// A use case, played by a new org in one mode or the other. What the application does of its own is
/// done in that way as well: by PUT, or by PATCH where the server has it.
///
/// ```
/// use scim_testkit::okta::{self, Mode};
///
/// for scenario in okta::scenarios() {
///     println!("{:15} {}", scenario.name(), scenario.title());
/// }
/// assert_eq!(okta::scenario("create").map(|one| one.id(Mode::Put)), Some("put.create"));
/// ```
#[derive(Clone, Copy)]
pub struct Scenario {
    pub(super) name: &'static str,
    pub(super) ids: [&'static str; 2],
    pub(super) title: &'static str,
    pub(super) run: fn(&mut Stage<'_>) -> Verdict,
}

impl Scenario {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its id in reports: the mode, a dot, and the name.
    #[must_use]
    pub const fn id(&self, mode: Mode) -> &'static str {
        let [put, patch] = self.ids;
        match mode {
            Mode::Put => put,
            Mode::Patch => patch,
        }
    }

    /// What holds if it passes, in a sentence.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A row of the table: a name, a title, a function.
macro_rules! scenario {
    ($name:literal, $title:literal, $run:path) => {
        Scenario {
            name: $name,
            ids: [concat!("put.", $name), concat!("patch.", $name)],
            title: $title,
            run: $run,
        }
    };
}

pub(super) const SCENARIOS: &[Scenario] = &[
    scenario!("connect", "the connection is tried, and the app saved", users::connect),
    scenario!(
        "create",
        "users who are assigned, directly or by a group, get accounts",
        users::create
    ),
    scenario!(
        "link",
        "an account that is there already is linked and brought up to date",
        users::link
    ),
    scenario!(
        "update",
        "changes of a profile reach the account, and nothing else is lost",
        users::update
    ),
    scenario!(
        "deprovision",
        "users who leave are deactivated, and never deleted",
        users::deprovision
    ),
    scenario!("reactivate", "users who come back get the account that they had", users::reactivate),
    scenario!(
        "password",
        "passwords are set, Okta's or random ones, and never told",
        users::password
    ),
    scenario!(
        "import",
        "users and groups are read; users match Okta's exactly, partly or not at all",
        imports::import
    ),
    scenario!("pages", "an import of more than a hundred users misses none", imports::pages),
    scenario!(
        "sourcing",
        "profiles and life cycles of the app's users are Okta's",
        masters::sourcing
    ),
    scenario!(
        "directory-as-master",
        "Okta leads: existing users are linked, joiners, movers and leavers reach the app",
        masters::directory
    ),
    scenario!(
        "app-as-master",
        "the app leads: hired, changed, on leave, back, terminated and hired again",
        masters::app
    ),
    scenario!(
        "push",
        "groups are pushed with their members, renamed, filled and emptied",
        pushes::push
    ),
    scenario!(
        "push-link",
        "a group that is there already is linked, then left or deleted",
        pushes::link
    ),
    scenario!(
        "entitlements",
        "roles and entitlements are discovered and granted",
        entitlements::grant
    ),
    scenario!(
        "attribute-level-mastering",
        "an attribute that the app leads keeps its value whatever Okta sends",
        advanced::attribute
    ),
    scenario!(
        "pre-hire",
        "users who begin later are imported an interval before",
        advanced::pre_hire
    ),
    scenario!(
        "real-time",
        "Okta hears at once of users who are terminated in the app",
        advanced::real_time
    ),
    scenario!(
        "incremental",
        "an import of what changed has all that changed, by `meta.lastModified`",
        advanced::incremental
    ),
];

/// All use cases.
///
/// ```
/// use scim_testkit::okta;
///
/// assert!(okta::scenarios().iter().any(|scenario| scenario.name() == "push-link"));
/// ```
#[must_use]
pub const fn scenarios() -> &'static [Scenario] {
    SCENARIOS
}

/// The use case of a name.
///
/// ```
/// use scim_testkit::okta;
///
/// assert!(okta::scenario("deprovision").is_some() && okta::scenario("delete").is_none());
/// ```
#[must_use]
pub fn scenario(name: &str) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|scenario| scenario.name == name)
}
