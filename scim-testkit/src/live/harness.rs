//! Each check as a test of `cargo test`.

use super::{Options, Report, Status, Target, listed, run};
use libtest_mimic::{Arguments, Conclusion, Failed, Trial};
use std::process::ExitCode;

/// Checks a server as a test program without the standard harness: each check is a test, filtered
/// and listed by the usual arguments of `cargo test`. What is skipped is shown as ignored.
///
/// In `Cargo.toml`, `[[test]]` with `harness = false`, and in the test:
///
/// ```no_run
/// use scim_testkit::live::{self, Options, Target};
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     let target = Target::http("http://127.0.0.1:8080/scim/v2").unwrap();
///     live::harness(&target, &Options::new())
/// }
/// ```
///
/// Or of a service in the same process, and some of the checks:
///
/// ```
/// use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::live::{self, Options, Target};
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
///     live::harness(&Target::service(scim), &Options::new().only("get"))
/// }
/// ```
#[must_use]
pub fn harness(target: &Target, options: &Options) -> ExitCode {
    let arguments = Arguments::from_args();
    let ids = listed(options).into_iter().map(|check| check.id);
    let asked: Vec<&'static str> = ids.filter(|id| is_asked(&arguments, id)).collect();
    let (trials, ok) = if arguments.list || asked.is_empty() {
        (asked.into_iter().map(|id| Trial::test(id, || Ok(()))).collect(), true)
    } else {
        let mut options = options.clone();
        // what only looks at answers needs all that ask
        if options.only.is_empty() && !asked.iter().all(|id| id.starts_with("every.")) {
            options.only = asked.iter().map(|id| (*id).to_owned()).collect();
        }
        match run(target, &options) {
            Ok(report) => (trials(&report, &asked), true),
            Err(reason) => {
                let reason = reason.to_string();
                (vec![Trial::test("the server", move || Err(Failed::from(reason)))], false)
            }
        }
    };
    // a failure to begin is no test that a filter may leave out
    let arguments = if ok { arguments } else { Arguments::default() };
    let conclusion: Conclusion = libtest_mimic::run(&arguments, trials);
    conclusion.exit_code()
}

fn is_asked(arguments: &Arguments, id: &str) -> bool {
    let is = |filter: &String| if arguments.exact { filter == id } else { id.contains(filter) };
    arguments.filter.as_ref().is_none_or(is) && !arguments.skip.iter().any(is)
}

fn trials(report: &Report, asked: &[&str]) -> Vec<Trial> {
    let shown = report.checks.iter().filter(|outcome| asked.contains(&outcome.id));
    let trial = |outcome: &super::Outcome| {
        let (failed, message) = (outcome.status == Status::Failed, outcome.to_string());
        let skipped = outcome.status == Status::Skipped;
        let test = move || if failed { Err(Failed::from(message)) } else { Ok(()) };
        Trial::test(outcome.id, test)
            .with_kind(outcome.level.to_string())
            .with_ignored_flag(skipped)
    };
    shown.map(trial).collect()
}
