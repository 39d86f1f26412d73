//! Runs the suites of a client.

use super::{CannotRun, Listed, all, begin, is_asked, matches, report, series};
use crate::live::series::Series;
use crate::live::suite::Client;
use crate::live::{Check, Level, Options, Outcome, Report, Status, Suite, Target};

/// Runs suites against a server as [`run`](super::run) runs the checks of the RFCs: discovers,
/// tries on resources of its own, cleans up, reports.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::{entra, live::{self, Options, Target}};
///
/// let options = Options::new().only("entra.e08");
/// let report = live::run_suites(&Target::service(scim), &options, entra::suites(true))?;
/// assert!(report.is_conformant(), "{report}");
/// # Ok::<(), live::CannotRun>(())
/// ```
///
/// # Errors
/// As [`run`](super::run).
pub fn run_suites(
    target: &Target,
    options: &Options,
    suites: &[Suite],
) -> Result<Report, CannotRun> {
    let everything = listed_in(&Options::new(), suites);
    for pattern in options.only.iter().chain(&options.skip) {
        if !everything.iter().any(|one| matches(pattern, one.id, one.requirements)) {
            return Err(CannotRun(format!(
                "`{pattern}` begins no id of these suites; `--list` lists them"
            )));
        }
    }
    if listed_in(options, suites).is_empty() {
        return Err(CannotRun(
            "what is asked for leaves nothing of these suites; `--list` lists what there is"
                .to_owned(),
        ));
    }
    let asked =
        |id: &str, requirements: &[&str], level: Level| is_asked(options, id, requirements, level);
    let audits = suites.iter().flat_map(|suite| suite.audits);
    let audits = audits.filter(|one| asked(one.id, one.requirements, one.level));
    let client = suites.first().map_or(Client::PLAIN, |suite| suite.client);
    let shared = begin(target, options, client, audits)?;
    if let Some(progress) = &options.progress {
        progress.begin(listed_in(options, suites).len());
    }
    let mut outcomes = Vec::new();
    for suite in suites {
        for series in suite.series {
            if series.assertions().any(|one| asked(one.id, &[], one.level)) {
                let played = series::run(&shared, series).into_iter();
                let played = played.filter(|one| asked(one.id, &[], one.level));
                outcomes.extend(played.inspect(|outcome| {
                    options.progress.iter().for_each(|progress| progress.done(outcome));
                }));
            }
        }
        let checks = suite.checks.iter().copied().flatten();
        let checks: Vec<&'static Check> =
            checks.filter(|one| asked(one.id, one.requirements, one.level)).collect();
        let mut own = all(&shared, &checks);
        let unchecked = suite.unchecked.iter().filter(|one| asked(one.id, &[], Level::May));
        own.extend(unchecked.map(|one| Outcome {
            id: one.id,
            title: one.title,
            requirements: &[],
            level: Level::May,
            status: Status::Skipped,
            message: one.reason.to_owned(),
            exchanges: Vec::new(),
            exchange: None,
        }));
        own.sort_by_key(|outcome| outcome.id);
        outcomes.extend(own);
    }
    Ok(report(shared, outcomes))
}

/// What is in suites, of what options ask for; what no request shows as well.
///
/// ```
/// use scim_testkit::{live::{self, Options}, okta::suite};
///
/// let assertions = live::listed_in(&Options::new(), &[suite::SPEC]);
/// assert_eq!(assertions.len(), 53);
/// ```
#[must_use]
pub fn listed_in(options: &Options, suites: &[Suite]) -> Vec<Listed> {
    let mut listed = Vec::new();
    for suite in suites {
        let row = |id, title, requirements, level| {
            let reason = None;
            Listed { id, title, requirements, level, reason }
        };
        let series = suite.series.iter().flat_map(Series::assertions);
        listed.extend(series.map(|one| row(one.id, one.title, &[], one.level)));
        let checks = suite.checks.iter().copied().flatten();
        let checks = checks.map(|one| row(one.id, one.title, one.requirements, one.level));
        let audits = suite.audits.iter();
        let audits = audits.map(|one| row(one.id, one.title, one.requirements, one.level));
        let unchecked = suite.unchecked.iter();
        let unchecked = unchecked.map(|one| Listed {
            reason: Some(one.reason),
            ..row(one.id, one.title, &[], Level::May)
        });
        let mut own: Vec<Listed> = checks.chain(audits).chain(unchecked).collect();
        own.sort_by_key(|one| one.id);
        listed.extend(own);
    }
    listed.retain(|one| is_asked(options, one.id, one.requirements, one.level));
    listed
}
