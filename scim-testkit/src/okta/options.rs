//! What is played, and what the server has beside SCIM for it.

use super::app::Mode;
use super::clock::Clock;
use crate::live::{self, Progress, Target};
use serde_json::Value;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What is played, and how.
///
/// By default all scenarios are played in both modes, and resources are written only on loopback.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::Target;
/// use scim_testkit::okta::{self, Mode, Options};
///
/// let options = Options::new().scenario("reactivate").mode(Mode::Put);
/// let report = okta::play(&Target::service(scim), &options)?;
/// assert_eq!(report.checks.len(), 1);
/// # Ok::<(), scim_testkit::live::CannotRun>(())
/// ```
///
/// A server has more than SCIM, and some use cases need it:
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::{self, Target}, okta::{self, Mode, Options}};
/// use std::sync::{Arc, atomic::AtomicBool};
/// use std::time::Duration;
///
/// // all that a server has beside SCIM, so that no use case is skipped
/// let (target, application) = (Target::service(scim.clone()), Target::service(scim));
/// let options = Options::new()
///     .scenario("create")
///     .mode(Mode::Patch)
///     .application(application)                       // as a client that is not Okta
///     .events(Vec::new)                               // those that arrived
///     .signs_in(|login, password| !login.is_empty() && !password.is_empty())
///     .interrupted(Arc::new(AtomicBool::new(false)))
///     .allow_writes(true)
///     .pace(Duration::from_secs(1));
/// assert!(okta::play(&target, &options)?.is_conformant());
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// Who hears of it, and what is kept for after a crash:
///
/// ```
/// use scim_testkit::live::{Outcome, Progress};
/// use scim_testkit::okta::Options;
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
/// let options = Options::new().progress(Arc::new(Lines)).journal("created.jsonl");
/// # let _ = options;
/// ```
#[derive(Clone)]
pub struct Options {
    /// Where to write, what to note and whom to tell.
    pub(super) run: live::Options,
    pub(super) scenarios: Vec<String>,
    pub(super) modes: Vec<Mode>,
    pub(super) pace: Duration,
    pub(super) offers: Offers,
}

/// Whether a login and a password sign a user in.
type SignsIn = dyn Fn(&str, &str) -> bool + Send + Sync;

/// What a server has beside SCIM, as far as a scenario can use it.
#[derive(Clone, Default)]
pub(super) struct Offers {
    /// Another client's credentials, of those who work with the application.
    pub(super) application: Option<Target>,
    /// Takes the events that were delivered since it was asked last.
    pub(super) events: Option<Arc<dyn Fn() -> Vec<Value> + Send + Sync>>,
    pub(super) signs_in: Option<Arc<SignsIn>>,
    /// The clock that the server has too.
    pub(super) clock: Option<Clock>,
    /// How long an event may take.
    pub(super) patience: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self::from(&live::Options::new())
    }
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Plays only the scenario of this name; may be given several times. `all` is all of them.
    #[must_use]
    pub fn scenario(mut self, name: &str) -> Self {
        self.scenarios.push(name.to_owned());
        self
    }

    /// Plays in this mode only.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Self {
        self.modes = vec![mode];
        self
    }

    /// Writes on hosts that are not loopback too.
    #[must_use]
    pub const fn allow_writes(mut self, allow_writes: bool) -> Self {
        self.run.allow_writes = allow_writes;
        self
    }

    /// Notes what is created in a file, so that it can be deleted after a crash.
    #[must_use]
    pub fn journal(mut self, file: impl Into<PathBuf>) -> Self {
        self.run = self.run.journal(file);
        self
    }

    /// Tells of each scenario that has ended.
    #[must_use]
    pub fn progress(mut self, progress: Arc<dyn Progress>) -> Self {
        self.run = self.run.progress(progress);
        self
    }

    /// Ends the run, cleaning up, as soon as this is set.
    #[must_use]
    pub fn interrupted(mut self, interrupted: Arc<AtomicBool>) -> Self {
        self.run = self.run.interrupted(interrupted);
        self
    }

    /// Really waits, where Okta waits for a rate limit, so long at most each time; by default no
    /// time passes.
    #[must_use]
    pub const fn pace(mut self, most: Duration) -> Self {
        self.pace = most;
        self
    }

    /// What the application does, it does as this client; by default as Okta's.
    #[must_use]
    pub fn application(mut self, target: Target) -> Self {
        self.offers.application = Some(target);
        self
    }

    /// Where the events of the server arrive: takes those that came since it was asked last, as
    /// JSON, such as the claims of security event tokens.
    #[must_use]
    pub fn events(mut self, take: impl Fn() -> Vec<Value> + Send + Sync + 'static) -> Self {
        self.offers.events = Some(Arc::new(take));
        self
    }

    /// How long it may take until an event arrives; five seconds by default.
    ///
    /// ```
    /// use scim_testkit::okta::Options;
    /// use std::time::Duration;
    ///
    /// let options = Options::new().scenario("real-time").events_within(Duration::from_secs(60));
    /// # let _ = options;
    /// ```
    #[must_use]
    pub const fn events_within(mut self, patience: Duration) -> Self {
        self.offers.patience = Some(patience);
        self
    }

    /// The clock that the server goes by: with it, days pass for both, such as those until somebody
    /// begins. Without it a server that has a clock of its own shows nobody earlier.
    ///
    /// ```
    /// # use scim_schema::rfc::User;
    /// # use scim_schema::service::MemoryStore;
    /// use scim_testkit::okta::{Clock, Options};
    ///
    /// let clock = Clock::new();
    /// let time = clock.clone();
    /// let users = MemoryStore::<User>::new().clock(move || time.now());
    /// let options = Options::new().scenario("pre-hire").clock(clock);
    /// # let _ = (users, options);
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.offers.clock = Some(clock);
        self
    }

    /// Whether a `userName` and a password sign a user in to the application, which SCIM has no
    /// request for: so that the password that was synchronized last is the one, and none before.
    #[must_use]
    pub fn signs_in(
        mut self,
        signs_in: impl Fn(&str, &str) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.offers.signs_in = Some(Arc::new(signs_in));
        self
    }
}

/// Where to write, what to note and whom to tell, as for other checks; of all scenarios.
impl From<&live::Options> for Options {
    fn from(options: &live::Options) -> Self {
        Self {
            run: options.clone(),
            scenarios: Vec::new(),
            modes: Mode::ALL.to_vec(),
            pace: Duration::ZERO,
            offers: Offers::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("scenarios", &self.scenarios)
            .field("modes", &self.modes)
            .field("run", &self.run)
            .finish_non_exhaustive()
    }
}
