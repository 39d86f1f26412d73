//! `scim-testkit check URL`.

use clap::Args;
use scim_testkit::live::{self, HttpClient, Options, Report, Status, Target};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

/// Checks a server.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The base URL, such as `https://example.com/scim/v2`.
    url: String,
    /// The bearer token, or `SCHEME CREDENTIALS`.
    #[arg(long, env = "SCIM_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// How many seconds a request may take.
    #[arg(long, default_value_t = 10)]
    timeout: u64,
    /// How many checks run at a time.
    #[arg(long, default_value_t = 4)]
    jobs: usize,
    /// Only checks of this id, area or requirement, or whose id begins so.
    #[arg(long)]
    only: Vec<String>,
    /// Not these.
    #[arg(long)]
    skip: Vec<String>,
}

/// Runs the checks and prints what they found.
pub(super) fn run(check: &Check) -> ExitCode {
    match report(check) {
        Ok(report) => {
            let _ = print(&report);
            if report.is_conformant() { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(reason) => {
            let _ = writeln!(io::stderr(), "error: {reason}");
            ExitCode::from(2)
        }
    }
}

fn report(check: &Check) -> Result<Report, String> {
    let client = HttpClient::new(Duration::from_secs(check.timeout));
    let mut target = Target::over(&check.url, client).map_err(|error| error.to_string())?;
    if let Some(token) = &check.token {
        target = target.token(token).map_err(|error| error.to_string())?;
    }
    let mut options = Options::new().jobs(check.jobs);
    for pattern in &check.only {
        options = options.only(pattern);
    }
    for pattern in &check.skip {
        options = options.skip(pattern);
    }
    live::run(&target, &options).map_err(|error| error.to_string())
}

fn print(report: &Report) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for outcome in &report.checks {
        if outcome.status != Status::Passed {
            writeln!(out, "{:8} {} {}", outcome.status, outcome.id, outcome.message)?;
        }
    }
    writeln!(out, "{}", report.summary)
}
