//! Which check of a client's suites catches a fault.

use crate::fault::Fault;
use crate::trial::{Caught, for_client as target, leaked, options};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Report, Status, Suite};
use scim_testkit::{entra, okta};

/// Whose suites, as its id says.
fn of(fault: &Fault) -> (Dialect, Vec<Suite>) {
    if fault.id.starts_with("okta.") {
        return (Dialect::OKTA, okta::suite::ALL.to_vec());
    }
    (Dialect::ENTRA, entra::suites(fault.id.starts_with("entra.flag.")).to_vec())
}

fn run(fault: &Fault, only: &[&str]) -> Option<Report> {
    let (dialect, suites) = of(fault);
    let options = only.iter().fold(options(), |options, pattern| options.only(pattern));
    live::run_suites(&target(dialect, Some(leaked(fault))), &options, &suites).ok()
}

/// With these, what a check needs to be seen: rules for all answers need answers.
fn with_needs(check: &str) -> Vec<&str> {
    let mut only = vec![check];
    match check {
        "entra.e20" => only.push("entra.e11"),
        "okta.import.full" => only.push("okta.import.users"),
        "okta.o07-echo" | "okta.o30" | "okta.o32" | "okta.o34" => {
            only.extend(["okta.o07", "okta.o25"]);
        }
        _ => {}
    }
    only
}

fn tells(status: Status) -> bool {
    matches!(status, Status::Failed | Status::Warned)
}

/// Whether this check catches it.
pub(super) fn by(fault: &Fault, check: &str) -> Option<Caught> {
    let report = run(fault, &with_needs(check))?;
    let outcome = report.get(check)?;
    tells(outcome.status).then(|| Caught { check: check.to_owned(), status: outcome.status })
}

/// Of these checks, those that do not tell of it.
pub(super) fn missed(fault: &Fault, checks: &[&str]) -> Vec<String> {
    let only: Vec<&str> = checks.iter().flat_map(|check| with_needs(check)).collect();
    let report = run(fault, &only);
    let told = |check: &str| report.as_ref()?.get(check).map(|outcome| tells(outcome.status));
    let missed = checks.iter().filter(|check| told(check) != Some(true));
    missed.map(|check| (*check).to_owned()).collect()
}

/// All checks that tell of it where all suites run, failures before warnings.
pub(super) fn told(fault: &Fault) -> Vec<String> {
    let honest = super::honest::WARNINGS;
    let Some(report) = run(fault, &[]) else { return Vec::new() };
    let all = report.with(Status::Failed).chain(report.with(Status::Warned));
    all.map(|outcome| outcome.id.to_owned()).filter(|id| !honest.contains(&&**id)).collect()
}

/// The check that is for the quirk, or else the first, of those that catch it by themselves too.
pub(super) fn whole(fault: &Fault, told: &[String]) -> Option<Caught> {
    let own = format!("okta.{}", fault.breaks.to_lowercase());
    let entra = format!("entra.e{:0>2}", fault.breaks.trim_start_matches('E'));
    let (first, others): (Vec<&String>, Vec<&String>) =
        told.iter().partition(|id| id.starts_with(&own) || id.starts_with(&entra));
    first.into_iter().chain(others).find_map(|check| by(fault, check))
}
