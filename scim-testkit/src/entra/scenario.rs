//! Whole use cases of Entra ID, as data: what its provisioning job does in several cycles, and what
//! should be on the server then.

mod groups;
mod users;

use crate::live::{CannotRun, Check, Need, Options as Run, Report, Suite, Target, run_suites};
use std::fmt;

/// A use case, played as Entra ID always did it, with the flag `aadOptscim062020`, or in both ways.
///
/// ```
/// let restore = scim_testkit::entra::scenario("restore").unwrap();
/// assert_eq!((restore.name(), restore.id(true)), ("restore", "entra.flag.restore"));
/// assert!(restore.title().contains("restored"));
/// ```
#[derive(Clone, Copy)]
pub struct Scenario {
    name: &'static str,
    title: &'static str,
    /// Without the flag, and with it.
    checks: [Check; 2],
}

impl Scenario {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its id in reports: `entra.legacy.NAME`, or `entra.flag.NAME`.
    #[must_use]
    pub const fn id(&self, flag: bool) -> &'static str {
        let [legacy, flagged] = &self.checks;
        if flag { flagged.id } else { legacy.id }
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

const USER: &[Need] = &[Need::User, Need::Filter, Need::Patch];
const GROUP: &[Need] = &[Need::User, Need::Group, Need::Filter, Need::Patch];

/// A row of the table: a name, a title, a function in either way, what it needs.
macro_rules! scenario {
    ($name:literal, $title:literal, [$legacy:expr, $flagged:expr], $needs:expr) => {
        Scenario {
            name: $name,
            title: $title,
            checks: [
                Check::new(concat!("entra.legacy.", $name), $title, &[], $legacy).needs($needs),
                Check::new(concat!("entra.flag.", $name), $title, &[], $flagged).needs($needs),
            ],
        }
    };
}

const SCENARIOS: &[Scenario] = &[
    scenario!(
        "provision",
        "users are matched, created, updated and given a manager, and no cycle makes a second account",
        [users::provision::<false>, users::provision::<true>],
        USER
    ),
    scenario!(
        "restore",
        "users who are deleted softly are disabled, kept and found, and restored with their ids",
        [users::restore::<false>, users::restore::<true>],
        USER
    ),
    scenario!(
        "groups",
        "groups are matched, created, filled, renamed, emptied and deleted, and their members stay",
        [groups::life::<false>, groups::life::<true>],
        GROUP
    ),
    scenario!(
        "delete",
        "users who are deleted for good are gone, others stay, and their names are free",
        [users::delete::<false>, users::delete::<true>],
        USER
    ),
];

/// The use cases as checks.
const LEGACY: [Check; 4] = checks(0);
const FLAGGED: [Check; 4] = checks(1);

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn checks(way: usize) -> [Check; 4] {
    [
        SCENARIOS[0].checks[way],
        SCENARIOS[1].checks[way],
        SCENARIOS[2].checks[way],
        SCENARIOS[3].checks[way],
    ]
}

const SUITE: Suite = Suite::new("scenarios").client(super::CLIENT).checks(&[&LEGACY, &FLAGGED]);

/// All use cases.
///
/// ```
/// let names: Vec<&str> = scim_testkit::entra::scenarios().iter().map(|one| one.name()).collect();
/// assert_eq!(names, ["provision", "restore", "groups", "delete"]);
/// ```
#[must_use]
pub const fn scenarios() -> &'static [Scenario] {
    SCENARIOS
}

/// The use case of a name.
///
/// ```
/// assert!(scim_testkit::entra::scenario("nothing").is_none());
/// ```
#[must_use]
pub fn scenario(name: &str) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|scenario| scenario.name == name)
}

/// Which use cases are played, and how: by default all of them, without the flag
/// `aadOptscim062020` and with it.
///
/// ```
/// # use scim_schema::{dialect::Dialect, message::ScimError, rfc::User};
/// # use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
/// # struct Entra;
/// # impl Authenticate for Entra {
/// #     async fn authenticate(&self, _: &http::request::Parts) -> Result<Identity, ScimError> {
/// #         Ok(Identity::new().dialect(Dialect::ENTRA))
/// #     }
/// # }
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).authenticate(Entra).build();
/// use scim_testkit::entra::{self, Options};
/// use scim_testkit::live::Target;
///
/// let restore = Options::new().scenario("restore");
/// let report = entra::play(&Target::service(scim.clone()), &restore)?;
/// assert!(report.is_conformant(), "{report}");
/// assert_eq!(report.checks.len(), 2); // in both ways
///
/// let report = entra::play(&Target::service(scim), &restore.flag(true))?;
/// assert_eq!(report.checks.len(), 1);
/// # Ok::<(), scim_testkit::live::CannotRun>(())
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    run: Run,
    scenarios: Vec<String>,
    flags: Vec<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self::from(&Run::new())
    }
}

/// Where to write, what to note and whom to tell, as for other checks; of all use cases.
impl From<&Run> for Options {
    fn from(run: &Run) -> Self {
        Self { run: run.clone(), scenarios: Vec::new(), flags: vec![false, true] }
    }
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Plays only the use case of this name; may be given several times. `all` is all of them.
    #[must_use]
    pub fn scenario(mut self, name: &str) -> Self {
        self.scenarios.push(name.to_owned());
        self
    }

    /// Plays only with the flag `aadOptscim062020`, or only without it.
    #[must_use]
    pub fn flag(mut self, flag: bool) -> Self {
        self.flags = vec![flag];
        self
    }
}

/// Plays use cases against a server, each on resources of its own, and deletes what they made.
///
/// ```
/// # use scim_schema::{dialect::Dialect, message::ScimError, rfc::User};
/// # use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
/// # struct Entra;
/// # impl Authenticate for Entra {
/// #     async fn authenticate(&self, _: &http::request::Parts) -> Result<Identity, ScimError> {
/// #         Ok(Identity::new().dialect(Dialect::ENTRA))
/// #     }
/// # }
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).authenticate(Entra).build();
/// use scim_testkit::entra::{self, Options};
/// use scim_testkit::live::Target;
///
/// let options = Options::new().scenario("provision").flag(true);
/// let report = entra::play(&Target::service(scim), &options)?;
/// assert!(report.get("entra.flag.provision").is_some_and(|one| one.message.is_empty()), "{report}");
/// # Ok::<(), scim_testkit::live::CannotRun>(())
/// ```
///
/// # Errors
/// As [`run`](crate::live::run), and when a use case is unknown.
pub fn play(target: &Target, options: &Options) -> Result<Report, CannotRun> {
    for name in &options.scenarios {
        if name != "all" && scenario(name).is_none() {
            return Err(CannotRun(format!("`{name}` is no scenario; `--list` lists them")));
        }
    }
    let any = |scenario: &&Scenario| {
        let names = &options.scenarios;
        names.is_empty() || names.iter().any(|name| name == "all" || name == scenario.name)
    };
    let mut run = options.run.clone();
    for scenario in SCENARIOS.iter().filter(any) {
        for flag in &options.flags {
            run = run.only(scenario.id(*flag));
        }
    }
    run_suites(target, &run, &[SUITE])
}

#[cfg(test)]
mod tests {
    use super::{SCENARIOS, SUITE, scenario};
    use crate::live::{Options, listed_in};

    #[test]
    fn every_scenario_is_played_in_both_ways() {
        let listed = listed_in(&Options::new(), &[SUITE]);
        assert_eq!(listed.len(), 2 * SCENARIOS.len());
        for one in SCENARIOS {
            assert_eq!(scenario(one.name()).unwrap().title(), one.title());
            for (flag, way) in [(false, "legacy"), (true, "flag")] {
                assert_eq!(one.id(flag), format!("entra.{way}.{}", one.name()));
                // ids are asked for by how they begin
                let begin = listed.iter().filter(|known| known.id.starts_with(one.id(flag)));
                assert_eq!(begin.count(), 1);
            }
        }
    }
}
