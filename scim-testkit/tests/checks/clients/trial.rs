//! Which check of a client's suites catches a fault.

use crate::fault::Fault;
use crate::trial::{Caught, leaked, options, target};
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

/// Whether this check catches it.
pub(super) fn by(fault: &Fault, check: &str) -> Option<Caught> {
    // rules for all answers need answers
    let audited = ["okta.o07-echo", "okta.o30", "okta.o32", "okta.o34"].contains(&check);
    let only = match check {
        "entra.e20" => vec![check, "entra.e11"],
        "okta.import.full" => vec![check, "okta.import.users"],
        _ if audited => vec![check, "okta.o07", "okta.o25"],
        _ => vec![check],
    };
    let report = run(fault, &only)?;
    let outcome = report.get(check)?;
    let caught = matches!(outcome.status, Status::Failed | Status::Warned);
    caught.then(|| Caught { check: check.to_owned(), status: outcome.status })
}

/// The first check that catches it by itself too, failures before warnings.
pub(super) fn whole(fault: &Fault) -> Option<Caught> {
    let honest = super::honest::WARNINGS;
    let report = run(fault, &[])?;
    let all = report.with(Status::Failed).chain(report.with(Status::Warned));
    let mut all = all.map(|outcome| outcome.id).filter(|id| !honest.contains(id));
    all.find_map(|check| by(fault, check))
}
