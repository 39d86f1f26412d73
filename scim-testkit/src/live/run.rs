//! Runs checks against a server.

mod connect;
mod needs;
mod one;
mod refused;
mod series;
mod suites;
mod tag;

pub(crate) use one::panicked;
pub use suites::{listed_in, run_suites};
pub(crate) use tag::new as new_tag;

use super::audit::{Seen, audits};
use super::journal::Journal;
use super::report::Summary;
use super::session::{Common, Deletes, clean_up, settle};
use super::suite::Client;
use super::{
    Answer, Audit, Check, Discovery, Failure, Kind, Level, Options, Outcome, Recorded, Report,
    Secrets, Status, Target, checks, random,
};
use refused::Refused;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Why a server could not be checked.
///
/// ```
/// use scim_testkit::live::{self, Options, Target};
///
/// // not on this machine, and nobody said that it may be written
/// let error = live::run(&Target::http("https://example.com/scim/v2")?, &Options::new()).unwrap_err();
/// assert!(error.to_string().contains("`--read-only`"), "{error}");
/// # Ok::<(), live::InvalidTarget>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotRun(pub(crate) String);

impl fmt::Display for CannotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotRun {}

/// What all checks of a run share.
pub(super) struct Shared<'r> {
    pub(super) target: &'r Target,
    pub(super) options: &'r Options,
    pub(super) client: Client,
    pub(super) discovery: Discovery,
    pub(super) tag: String,
    pub(super) counter: AtomicU64,
    pub(super) journal: Journal,
    pub(super) deletes: Deletes,
    /// How many requests in a row had no answer.
    pub(super) unanswered: AtomicUsize,
    pub(super) common: Common,
    refused: Refused,
    /// What checks remarked beside their outcomes.
    remarks: Mutex<Vec<String>>,
    audited: Vec<Audited>,
}

/// What a rule for all answers has come to.
struct Audited {
    audit: &'static Audit,
    seen: AtomicUsize,
    broken: Mutex<Vec<(Failure, Recorded)>>,
}

impl Shared<'_> {
    /// Looks at an answer by all rules.
    pub(super) fn look(&self, exchange: &Recorded, answer: &Answer, secrets: &Secrets) {
        let (status, json) = (answer.status(), answer.json());
        let (base, discovery) = (self.target.url(), &self.discovery);
        let seen = Seen { exchange, status, json, base, discovery };
        for audited in &self.audited {
            let Some(look) = (audited.audit.look)(&seen) else { continue };
            audited.seen.fetch_add(1, Ordering::Relaxed);
            if let Err(failure) = look {
                let mut broken = audited.broken.lock().unwrap_or_else(PoisonError::into_inner);
                broken.push((failure.hide(secrets), exchange.clone()));
                // the first few tell enough
                broken.truncate(3);
            }
        }
    }

    /// Notes what a check did that its outcome does not tell.
    pub(super) fn remark(&self, text: String) {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }

    /// The resource type of checks that run once.
    fn first_kind(&self) -> Option<Kind> {
        self.discovery.user().or_else(|| self.discovery.kinds.first()).cloned()
    }
}

/// Checks a server: reads what it says of itself, runs each check that applies on resources of its
/// own, and deletes them.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Target};
///
/// let target = Target::service(scim);
/// let report = live::run(&target, &Options::new().only("7644-3.4.1"))?;
/// assert!(report.is_conformant(), "{report}");
/// assert!(live::run(&target, &Options::new().only("no-such-check")).is_err());
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// # Errors
/// When there is no server, it is no SCIM server, it refuses the credentials, it is not on
/// loopback and nobody said whether to write, or no check is asked for.
pub fn run(target: &Target, options: &Options) -> Result<Report, CannotRun> {
    let asked = asked(options)?;
    let audits =
        audits().filter(|audit| is_asked(options, audit.id, audit.requirements, audit.level));
    let mut shared = begin(target, options, Client::PLAIN, audits)?;
    shared.refused = Refused::asked();
    if let Some(progress) = &options.progress {
        progress.begin(asked.len());
    }
    let mut outcomes = all(&shared, &asked);
    if options.random > 0 && !options.read_only {
        outcomes.push(random::run(&shared, options.random, options.seed));
    }
    Ok(report(shared, outcomes))
}

/// Discovers what a server has, and takes down nothing yet.
fn begin<'r>(
    target: &'r Target,
    options: &'r Options,
    client: Client,
    audits: impl Iterator<Item = &'static Audit>,
) -> Result<Shared<'r>, CannotRun> {
    if !options.read_only && !options.allow_writes && !target.is_loopback() {
        return Err(CannotRun(format!(
            "`{}` is not on this machine, and checks make and delete resources: allow it with \
             `--allow-writes`, or run what only reads with `--read-only`",
            target.url()
        )));
    }
    let discovery = connect::discover(target)?;
    let tag = tag::new();
    let journal = journal(target, options)?;
    let audited =
        audits.map(|audit| Audited { audit, seen: AtomicUsize::new(0), broken: Mutex::default() });
    Ok(Shared {
        target,
        options,
        client,
        discovery,
        tag,
        counter: AtomicU64::new(1),
        journal,
        deletes: Deletes::default(),
        unanswered: AtomicUsize::new(0),
        common: Common::default(),
        refused: Refused::default(),
        remarks: Mutex::default(),
        audited: audited.collect(),
    })
}

/// The journal of a run, in the file that options name.
pub(crate) fn journal(target: &Target, options: &Options) -> Result<Journal, CannotRun> {
    let journal = Journal::new(options.journal.as_deref(), target.url(), target.secrets());
    let path = options.journal.as_deref().unwrap_or(Path::new("")).display();
    journal.map_err(|error| {
        CannotRun(match error.kind() {
            io::ErrorKind::NotFound => {
                format!("cannot write the journal `{path}`: there is no such directory")
            }
            _ => format!("cannot write the journal `{path}`: {error}"),
        })
    })
}

/// Reads what a server says of itself.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Target};
///
/// let found = live::discover(&Target::service(scim))?;
/// assert_eq!(found.kinds.len(), 1);
/// assert!(found.schemas.iter().any(|schema| schema.name == "User"));
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// # Errors
/// When there is no server, it is no SCIM server, or it refuses the credentials.
pub fn discover(target: &Target) -> Result<Discovery, CannotRun> {
    connect::discover(target)
}

/// A check or an audit, as a list of them tells.
///
/// ```
/// use scim_testkit::live::{self, Options};
///
/// for check in live::listed(&Options::new().only("patch")) {
///     println!("{:30} {:6} {} ({})", check.id, check.level, check.title, check.requirements.join(", "));
///     assert!(check.reason.is_none(), "requests show all of these");
/// }
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Listed {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The requirements that it covers.
    pub requirements: &'static [&'static str],
    /// What a failure means.
    pub level: Level,
    /// Why no request shows it, where none does.
    pub reason: Option<&'static str>,
}

/// The checks, and the rules for all answers, that options ask for.
///
/// ```
/// use scim_testkit::live::{self, Options};
///
/// let reads = live::listed(&Options::new().read_only(true));
/// assert!(reads.len() < live::listed(&Options::new()).len());
/// assert!(reads.iter().any(|check| check.requirements.iter().any(|id| id.starts_with("7643-"))));
/// ```
#[must_use]
pub fn listed(options: &Options) -> Vec<Listed> {
    let checks = checks().filter(|check| {
        (!options.read_only || check.reads)
            && check.profile.is_none_or(|profile| profile == options.profile)
    });
    let checks = checks.map(|check| (check.id, check.title, check.requirements, check.level));
    let audits = audits().map(|one| (one.id, one.title, one.requirements, one.level));
    let all = checks.chain(audits).map(|(id, title, requirements, level)| Listed {
        id,
        title,
        requirements,
        level,
        reason: None,
    });
    all.filter(|one| is_asked(options, one.id, one.requirements, one.level)).collect()
}

fn asked(options: &Options) -> Result<Vec<&'static Check>, CannotRun> {
    let of_profile = |check: &Check| check.profile.is_none_or(|profile| profile == options.profile);
    for pattern in options.only.iter().chain(&options.skip) {
        let known = checks().any(|check| matches(pattern, check.id, check.requirements))
            || audits().any(|audit| matches(pattern, audit.id, audit.requirements));
        if !known {
            return Err(CannotRun(format!(
                "`{pattern}` is no check, area or requirement of a check; `--list` lists them"
            )));
        }
    }
    let asked = checks().filter(|check| {
        of_profile(check) && is_asked(options, check.id, check.requirements, check.level)
    });
    let asked: Vec<_> = asked.collect();
    // rules for all answers, which `every` begins, have none to look at
    if asked.is_empty() && options.random == 0 {
        return Err(CannotRun(
            "what is asked for leaves no check that sends anything; `--list` lists what there is"
                .to_owned(),
        ));
    }
    Ok(asked)
}

fn is_asked(options: &Options, id: &str, requirements: &[&str], level: Level) -> bool {
    let any = |patterns: &[String]| patterns.iter().any(|one| matches(one, id, requirements));
    level >= options.level && (options.only.is_empty() || any(&options.only)) && !any(&options.skip)
}

/// Whether a pattern names a check: the start of its id or of a requirement of it.
fn matches(pattern: &str, id: &str, requirements: &[&str]) -> bool {
    id.starts_with(pattern) || requirements.iter().any(|one| one.starts_with(pattern))
}

/// Runs checks, those that can at the same time, and the others after them.
fn all(shared: &Shared<'_>, asked: &[&'static Check]) -> Vec<Outcome> {
    let results: Vec<Mutex<Option<Outcome>>> = asked.iter().map(|_| Mutex::default()).collect();
    let work = |index: usize| {
        let (Some(check), Some(slot)) = (asked.get(index), results.get(index)) else { return };
        let outcome = one::run(shared, check);
        if let Some(progress) = &shared.options.progress {
            progress.done(&outcome);
        }
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    };
    let of = |alone: bool| -> Vec<usize> {
        let all = asked.iter().enumerate();
        all.filter(|(_, check)| check.alone == alone).map(|(index, _)| index).collect()
    };
    let together = of(false);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..shared.options.jobs.clamp(1, 64).min(together.len()) {
            scope.spawn(|| {
                while let Some(index) = together.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(*index);
                }
            });
        }
    });
    of(true).into_iter().for_each(work);
    clean_up(shared);
    let results = results.into_iter();
    results.filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

fn report(shared: Shared<'_>, mut checks: Vec<Outcome>) -> Report {
    settle(shared.target, &shared.journal, &shared.deletes);
    for audited in shared.audited {
        let broken = audited.broken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let audit = audited.audit;
        let (status, message) = match (audited.seen.into_inner(), broken.first()) {
            (_, Some((failure, exchange))) => {
                let failed =
                    if audit.level == Level::Must { Status::Failed } else { Status::Warned };
                (failed, format!("{failure} ({})", exchange.line()))
            }
            (0, None) => (Status::Skipped, "no answer that it concerns".to_owned()),
            (_, None) => (Status::Passed, String::new()),
        };
        checks.push(Outcome {
            id: audit.id,
            title: audit.title,
            requirements: audit.requirements,
            level: audit.level,
            status,
            message,
            exchange: (!broken.is_empty()).then_some(0),
            exchanges: broken.into_iter().map(|(_, exchange)| exchange).collect(),
        });
    }
    let mut notes = shared.discovery.notes;
    notes.extend(shared.remarks.into_inner().unwrap_or_else(PoisonError::into_inner));
    notes.extend(shared.deletes.notes());
    let secrets = shared.target.secrets();
    let notes = notes.iter().map(|note| secrets.hide(note)).collect();
    Report {
        url: shared.target.url().to_owned(),
        run: shared.tag,
        summary: Summary::of(&checks),
        notes,
        left: shared.journal.left(),
        interrupted: shared.options.is_interrupted(),
        checks,
    }
}
