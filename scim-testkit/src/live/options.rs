//! What of a server is checked, and how.

use super::{Level, Outcome};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a run is told of, as it goes on.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Outcome, Progress, Target};
/// use std::sync::{Arc, atomic::{AtomicUsize, Ordering}};
///
/// #[derive(Default)]
/// struct Left(AtomicUsize);
///
/// impl Progress for Left {
///     fn begin(&self, checks: usize) {
///         self.0.store(checks, Ordering::Relaxed);
///     }
///     fn done(&self, outcome: &Outcome) {
///         let left = self.0.fetch_sub(1, Ordering::Relaxed) - 1;
///         println!("{} {}, {left} left", outcome.id, outcome.status);
///     }
/// }
///
/// let left = Arc::new(Left::default());
/// live::run(&Target::service(scim), &Options::new().only("get").progress(left.clone()))?;
/// assert_eq!(left.0.load(Ordering::Relaxed), 0);
/// # Ok::<(), live::CannotRun>(())
/// ```
pub trait Progress: Send + Sync {
    /// So many checks begin.
    fn begin(&self, checks: usize);
    /// A check has ended.
    fn done(&self, outcome: &Outcome);
}

/// Which client's expectations count beside the RFCs'.
///
/// ```
/// use scim_testkit::live::{self, Options, Profile};
///
/// let of = |profile| live::listed(&Options::new().profile(profile)).len();
/// assert!(of(Profile::Okta) > of(Profile::Rfc));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Profile {
    /// The RFCs alone.
    #[default]
    Rfc,
    /// And Okta's.
    Okta,
    /// And Entra ID's.
    Entra,
    /// And those of the draft of an interoperability profile; only warnings.
    Interop,
}

/// What of a server is checked, and how.
///
/// By default all checks run, four at a time, and resources are written only on loopback.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Level, Options, Target};
///
/// let options = Options::new().only("get").only("filter").skip("filter.date-time").level(Level::Must).jobs(2);
/// let report = live::run(&Target::service(scim), &options)?;
/// assert!(report.checks.iter().all(|one| one.level == Level::Must));
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// Where it runs, and for how long:
///
/// ```
/// use scim_testkit::live::{self, Options};
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use std::sync::{Arc, atomic::AtomicBool};
///
/// // for a server in production, until somebody interrupts
/// let stop = Arc::new(AtomicBool::new(true));
/// let careful = Options::new().read_only(true).interrupted(stop).only("discovery");
/// let report = live::run(&live::Target::service(scim.clone()), &careful)?;
/// assert!(report.interrupted);
///
/// // for one in a test environment that is not this machine, with two random sequences of requests
/// let thorough = Options::new().allow_writes(true).random(2, 42).only("get");
/// assert!(live::run(&live::Target::service(scim), &thorough)?.is_conformant());
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// For which client, and who hears of it:
///
/// ```
/// use scim_testkit::live::{self, Options, Outcome, Profile, Progress};
/// use std::sync::Arc;
///
/// struct Lines;
///
/// impl Progress for Lines {
///     fn begin(&self, checks: usize) {
///         println!("{checks} to come");
///     }
///     fn done(&self, outcome: &Outcome) {
///         println!("{outcome}");
///     }
/// }
///
/// let options = Options::new()
///     .profile(Profile::Okta)
///     .progress(Arc::new(Lines))
///     .journal("created.jsonl"); // made by the run, which this is not yet
/// assert!(live::listed(&options).len() > live::listed(&Options::new()).len());
/// ```
#[derive(Clone)]
pub struct Options {
    pub(super) only: Vec<String>,
    pub(super) skip: Vec<String>,
    pub(super) level: Level,
    pub(super) jobs: usize,
    pub(super) read_only: bool,
    pub(crate) allow_writes: bool,
    pub(super) profile: Profile,
    pub(crate) journal: Option<PathBuf>,
    pub(crate) progress: Option<Arc<dyn Progress>>,
    pub(crate) interrupted: Arc<AtomicBool>,
    pub(super) random: u32,
    pub(super) seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            skip: Vec::new(),
            level: Level::May,
            jobs: 4,
            read_only: false,
            allow_writes: false,
            profile: Profile::Rfc,
            journal: None,
            progress: None,
            interrupted: Arc::default(),
            random: 0,
            seed: 0,
        }
    }
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs only checks whose id, area or requirement this is, or whose id begins with it; may be
    /// given several times.
    #[must_use]
    pub fn only(mut self, pattern: &str) -> Self {
        self.only.push(pattern.to_owned());
        self
    }

    /// Leaves these out, named as for [`only`](Self::only).
    #[must_use]
    pub fn skip(mut self, pattern: &str) -> Self {
        self.skip.push(pattern.to_owned());
        self
    }

    /// Runs only checks of this level or a stronger one.
    #[must_use]
    pub const fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// So many checks at a time.
    #[must_use]
    pub const fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Runs only checks that write nothing.
    #[must_use]
    pub const fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Writes on hosts that are not loopback too.
    #[must_use]
    pub const fn allow_writes(mut self, allow_writes: bool) -> Self {
        self.allow_writes = allow_writes;
        self
    }

    /// With what a client expects beside the RFCs.
    #[must_use]
    pub const fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Notes what is created in a file, so that it can be deleted after a crash.
    #[must_use]
    pub fn journal(mut self, file: impl Into<PathBuf>) -> Self {
        self.journal = Some(file.into());
        self
    }

    /// Tells of each check that has ended.
    #[must_use]
    pub fn progress(mut self, progress: Arc<dyn Progress>) -> Self {
        self.progress = Some(progress);
        self
    }

    /// Ends the run, cleaning up, as soon as this is set.
    #[must_use]
    pub fn interrupted(mut self, interrupted: Arc<AtomicBool>) -> Self {
        self.interrupted = interrupted;
        self
    }

    /// And so many random sequences of requests for each resource type, drawn from a seed.
    #[must_use]
    pub const fn random(mut self, sequences: u32, seed: u64) -> Self {
        self.random = sequences;
        self.seed = seed;
        self
    }

    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("only", &self.only)
            .field("skip", &self.skip)
            .field("level", &self.level)
            .field("jobs", &self.jobs)
            .field("read_only", &self.read_only)
            .field("allow_writes", &self.allow_writes)
            .field("profile", &self.profile)
            .field("random", &self.random)
            .field("seed", &self.seed)
            .field("journal", &self.journal)
            .finish_non_exhaustive()
    }
}
