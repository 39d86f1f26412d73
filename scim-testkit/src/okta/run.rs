//! Plays use cases against a server.

use super::app::{App, Mode};
use super::clock::Clock;
use super::org::Org;
use super::scenario::{SCENARIOS, Scenario};
use super::stage::Stage;
use super::wire::Run;
use crate::live::{
    self, CannotRun, Discovery, Journal, Level, Outcome, Progress, Report, Status, Stop, Summary,
    Target, Verdict, new_tag,
};
use serde_json::Value;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    scenarios: Vec<String>,
    pub(super) modes: Vec<Mode>,
    pub(super) pace: Duration,
    offers: Offers,
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

/// What all scenarios of a run share.
struct Shared<'r> {
    target: &'r Target,
    options: &'r Options,
    discovery: Discovery,
    tag: String,
    run: Run,
}

/// Plays use cases against a server, each by an org of its own, and deletes what they made.
///
/// The reports are those of [`live::run`](crate::live::run). A scenario warns of what Okta does
/// with, and of what is not certain of Okta.
///
/// ```
/// use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::{live::Target, okta::{self, Options}};
///
/// let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// let report = okta::play(&Target::service(scim), &Options::new().scenario("reactivate"))?;
/// assert!(report.is_conformant(), "{report}");
/// assert_eq!(report.summary.passed, 2); // in both modes
/// # Ok::<(), scim_testkit::live::CannotRun>(())
/// ```
///
/// # Errors
/// When there is no server, it is no SCIM server, it refuses the credentials, it is not on
/// loopback and nobody said to write, or a scenario is unknown.
pub fn play(target: &Target, options: &Options) -> Result<Report, CannotRun> {
    let asked = asked(options)?;
    allowed(target, options)?;
    let discovery = live::discover(target)?;
    let (run, journal) = shared_run(target, options)?;
    let shared = Shared { target, options, discovery, tag: new_tag(), run };
    if let Some(progress) = &options.run.progress {
        progress.begin(asked.len());
    }
    let mut checks = Vec::new();
    for (number, (scenario, mode)) in asked.into_iter().enumerate() {
        let outcome = one(&shared, scenario, mode, number);
        if let Some(progress) = &options.run.progress {
            progress.done(&outcome);
        }
        checks.push(outcome);
    }
    Ok(Report {
        url: target.url().to_owned(),
        run: shared.tag,
        summary: Summary::of(&checks),
        notes: shared.discovery.notes,
        left: journal.left(),
        interrupted: options.run.is_interrupted(),
        checks,
    })
}

/// Whether resources may be made there.
pub(super) fn allowed(target: &Target, options: &Options) -> Result<(), CannotRun> {
    if options.run.allow_writes || target.may_be_written() {
        return Ok(());
    }
    Err(CannotRun(format!(
        "`{}` is not on this machine, and Okta makes and deletes resources: allow it with \
         `--allow-writes`",
        target.url()
    )))
}

/// What all orgs of a run share, and the journal.
pub(super) fn shared_run(
    target: &Target,
    options: &Options,
) -> Result<(Run, Arc<Journal>), CannotRun> {
    let journal = Arc::new(live::journal(target, &options.run)?);
    let run = Run {
        journal: Some(Arc::clone(&journal)),
        interrupted: Some(Arc::clone(&options.run.interrupted)),
    };
    Ok((run, journal))
}

fn asked(options: &Options) -> Result<Vec<(&'static Scenario, Mode)>, CannotRun> {
    for name in &options.scenarios {
        if name != "all" && !SCENARIOS.iter().any(|one| one.name == name) {
            return Err(CannotRun(format!("`{name}` is no scenario; `--list` lists them")));
        }
    }
    let any = |scenario: &Scenario| {
        let names = &options.scenarios;
        names.is_empty() || names.iter().any(|name| name == "all" || name == scenario.name)
    };
    let mut all = Vec::new();
    for mode in &options.modes {
        all.extend(SCENARIOS.iter().filter(|one| any(one)).map(|scenario| (scenario, *mode)));
    }
    Ok(all)
}

fn one(shared: &Shared<'_>, scenario: &Scenario, mode: Mode, number: usize) -> Outcome {
    let offers = &shared.options.offers;
    let allow_writes = shared.options.run.allow_writes;
    let may = |target: &Target| match allow_writes {
        true => target.clone().allow_writes(true),
        false => target.clone(),
    };
    let application = offers.application.as_ref().map(may);
    let clock = offers.clock.clone().unwrap_or_default();
    let org = Org::new(may(shared.target), App::new(mode))
        .with_tag(shared.tag.trim_start_matches("scimtk-"))
        .with_clock(clock.pace(shared.options.pace))
        .with_run(&shared.run, application.as_ref());
    // names of its own: an application may keep those of whom it deletes
    let tag = format!("{}-{number}", shared.tag);
    let mut stage = Stage::new(org, &shared.discovery, offers, &tag);
    // the clean-up comes whatever happens
    let verdict = catch_unwind(AssertUnwindSafe(|| (scenario.run)(&mut stage)));
    let verdict = verdict.unwrap_or_else(|panic| Err(live::panicked("scenario", &*panic)));
    for path in stage.org.wire.take_made().iter().rev() {
        // what the application made may be its own to delete
        let application = offers.application.as_ref();
        let _ = shared.run.delete(shared.target, path)
            || application.is_some_and(|application| shared.run.delete(application, path));
    }
    let (status, message, exchange) = read(&stage, verdict);
    let message = stage.org.wire.hide(&message);
    let exchanges = match status {
        Status::Passed => Vec::new(),
        _ => stage.org.wire.into_exchanges(),
    };
    Outcome {
        id: scenario.id(mode),
        title: scenario.title,
        requirements: &[],
        level: Level::Must,
        status,
        message,
        exchanges,
        exchange,
    }
}

/// What a scenario came to, with what Okta stumbled over on the way.
fn read(stage: &Stage<'_>, verdict: Verdict) -> (Status, String, Option<usize>) {
    let findings = stage.org.wire.findings();
    let fails = findings.iter().find(|finding| finding.fails);
    let warnings = || {
        let findings = findings.iter().filter(|one| !one.fails).map(|one| one.text.clone());
        let all: Vec<String> = findings.chain(stage.warnings().iter().cloned()).collect();
        all.join("; ")
    };
    match (verdict, fails) {
        (Err(Stop::Failed(failure)), _) => (Status::Failed, failure.to_string(), failure.exchange),
        (Err(Stop::Interrupted), _) => (Status::Skipped, "interrupted".to_owned(), None),
        (_, Some(finding)) => (Status::Failed, finding.text.clone(), Some(finding.exchange)),
        (Err(Stop::Skipped(reason)), None) => (Status::Skipped, reason, None),
        (Err(Stop::Informed(choice)), None) => (Status::Informed, choice, None),
        (Ok(()), None) => match warnings() {
            text if text.is_empty() => (Status::Passed, String::new(), None),
            text => {
                let shown = findings.iter().find(|one| !one.fails).map(|one| one.exchange);
                (Status::Warned, text, shown)
            }
        },
    }
}
