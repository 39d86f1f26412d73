//! Plays use cases against a server.

use super::app::{App, Mode};
use super::options::Options;
use super::org::Org;
use super::scenario::{SCENARIOS, Scenario};
use super::stage::Stage;
use super::wire::Run;
use crate::live::{
    self, CannotRun, Discovery, Journal, Level, Outcome, Report, Status, Stop, Summary, Target,
    Verdict, new_tag, settle,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

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
    let tag = new_tag();
    let (run, journal) = shared_run(target, options, &tag)?;
    let shared = Shared { target, options, discovery, tag, run };
    if let Some(progress) = &options.run.progress {
        progress.begin(asked.len());
    }
    let mut checks = Vec::new();
    for (number, (scenario, mode)) in asked.into_iter().enumerate() {
        let outcome = match shared.run.deletes.in_vain() {
            Some(reason) => skipped(scenario, mode, reason),
            None => one(&shared, scenario, mode, number),
        };
        if let Some(progress) = &options.run.progress {
            progress.done(&outcome);
        }
        checks.push(outcome);
    }
    settle(target, &journal, &shared.run.deletes);
    let mut notes = shared.discovery.notes;
    notes.extend(shared.run.deletes.notes());
    Ok(Report {
        url: target.url().to_owned(),
        run: shared.tag,
        summary: Summary::of(&checks),
        notes,
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
    tag: &str,
) -> Result<(Run, Arc<Journal>), CannotRun> {
    let journal = Arc::new(live::journal(target, &options.run)?);
    let run = Run {
        tag: tag.to_owned(),
        journal: Some(Arc::clone(&journal)),
        deletes: Arc::default(),
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

fn skipped(scenario: &Scenario, mode: Mode, reason: String) -> Outcome {
    Outcome {
        id: scenario.id(mode),
        title: scenario.title,
        requirements: &[],
        level: Level::Must,
        status: Status::Skipped,
        message: reason,
        exchanges: Vec::new(),
        exchange: None,
    }
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
