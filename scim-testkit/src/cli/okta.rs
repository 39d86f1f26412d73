//! `scim-testkit okta URL`.

use super::progress::Requests;
use super::running::{Running, noted};
use super::server::{Access, Patience};
use super::{Ended, address, at_least, list, notes, print};
use clap::{Args, ValueEnum};
use scim_testkit::live::{self, CannotRun, Suite};
use scim_testkit::okta::{self, Inbox, Load, Mode, scenarios, suite};
use std::net::SocketAddr;
use std::time::Duration;

/// Runs Okta's own tests of a server: those that its integration network asks for, and what is
/// known of its client.
///
/// `spec` is the SPEC test, assertion by assertion: a failure names the very one. `crud` is what
/// its end-to-end test shows to a server, in both of Okta's dialects. `import` reads all users and
/// groups, and makes some until there is a second page. `entitlements` is the test of endpoints of
/// roles and entitlements. `quirks` is what is known of Okta's client beside its tests.
///
/// With `--scenario`, a simulated Okta org plays use cases in their place: it assigns, updates,
/// deactivates, imports and pushes groups as Okta does on the wire, and looks at the server after
/// each step. With `--provision`, it provisions many users, and tells how fast that went.
///
/// Exit codes: 0 nothing failed, 1 something failed, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Okta {
    /// The base URL, such as `https://example.com/scim/v2`.
    #[arg(required_unless_present = "list")]
    url: Option<String>,

    #[command(flatten)]
    access: Access,

    /// Which tests; may be given several times.
    #[arg(long = "suite", value_enum, value_name = "NAME", default_value = "all")]
    suites: Vec<SuiteName>,

    /// Plays this use case, or `all` of them, and no suite; may be given several times.
    #[arg(long = "scenario", value_name = "NAME", conflicts_with_all = ["suites", "read_only"])]
    scenarios: Vec<String>,

    /// How Okta changes users and groups: as apps of its integration wizard do, or as those of its
    /// catalogue; by default use cases are played in both ways.
    #[arg(long, value_enum)]
    dialect: Option<Dialect>,

    /// The token of a client that stands for the application itself, where use cases have it act;
    /// by default it is Okta's.
    #[arg(long, env = "SCIM_APPLICATION_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    application_token: Option<String>,

    /// Where the server posts its events, an address of this machine such as `127.0.0.1:9000`: with
    /// it, use cases have the server tell of what happens there.
    #[arg(
        long, value_name = "ADDRESS", requires = "scenarios", conflicts_with_all = ["suites", "provision"],
        value_parser = address
    )]
    events: Option<SocketAddr>,

    /// Provisions so many users, and deletes them again.
    #[arg(
        long, value_name = "USERS", conflicts_with_all = ["suites", "scenarios", "read_only"],
        value_parser = at_least(1_usize)
    )]
    provision: Option<usize>,

    /// And pushes so many groups of so many of them, such as `100x1000`.
    #[arg(long, value_name = "GROUPSxMEMBERS", requires = "provision", value_parser = groups)]
    push: Option<(usize, usize)>,

    /// The process of the server, if it is on this machine and that is Linux: how much memory it took
    /// at most is told too.
    #[arg(long, value_name = "PID", requires = "provision", value_parser = at_least(1_u32))]
    pid: Option<u32>,

    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    /// PUT for everything.
    Put,
    /// PATCH for `active`, passwords and groups.
    Patch,
}

/// `GROUPSxMEMBERS`.
fn groups(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once(['x', 'X']);
    let numbers =
        parts.and_then(|(groups, members)| Some((groups.parse().ok()?, members.parse().ok()?)));
    numbers.ok_or_else(|| "expected `GROUPSxMEMBERS`, such as `100x1000`".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SuiteName {
    Spec,
    Crud,
    Import,
    Entitlements,
    Quirks,
    All,
}

impl SuiteName {
    fn is(self, suite: &Suite) -> bool {
        let name = match self {
            Self::All => return true,
            Self::Spec => suite::SPEC,
            Self::Crud => suite::CRUD,
            Self::Import => suite::IMPORT,
            Self::Entitlements => suite::ENTITLEMENTS,
            Self::Quirks => suite::QUIRKS,
        };
        name.name() == suite.name()
    }
}

pub(super) fn run(okta: &Okta) -> Result<Ended, String> {
    let asked = |suite: &&Suite| okta.suites.iter().any(|name| name.is(suite));
    let suites: Vec<Suite> = suite::ALL.iter().filter(asked).copied().collect();
    let options = okta.running.options();
    if okta.running.list {
        let any = |options: &_| !live::listed_in(options, &suites).is_empty();
        okta.running.expect_known(any)?;
        print(&list::checks(&live::listed_in(&options, &suites)))?;
        let all = scenarios().iter();
        let lines = all.map(|one| format!("--scenario {:28} {}\n", one.name(), one.title()));
        print(&lines.collect::<String>())?;
        return Ok(Ended::Well);
    }
    let url = okta.url.as_deref().unwrap_or_default();
    let target = okta.access.target_with(url, Patience::OKTA)?;
    if let Some(users) = okta.provision {
        let (groups, members) = okta.push.unwrap_or_default();
        let load = Load::new(users).groups(groups, members).jobs(okta.running.jobs);
        let load = okta.pid.map_or(load, |pid| load.process(pid));
        if okta.pid.is_some() && !cfg!(target_os = "linux") {
            notes(["`--pid` tells nothing here: it is Linux that says how much it was"]);
        }
        return okta.running.run_load(options, |options, journal| {
            let progress = Requests::new();
            load.run(&target, &org(okta, options), &|done, total| {
                if done == 0 {
                    notes([noted(journal)]);
                }
                progress.at(done, total);
            })
        });
    }
    if !okta.scenarios.is_empty() {
        let application = okta.application_token.as_deref();
        let application = application.map(|token| target.clone().token(token)).transpose();
        let application = application.map_err(super::told)?;
        let inbox = okta.events.map(Inbox::listen).transpose();
        let inbox = inbox.map_err(|error| format!("`--events`: {error}"))?;
        return okta.running.run(options, |options| -> Result<_, CannotRun> {
            let mut options = org(okta, options);
            for name in &okta.scenarios {
                options = options.scenario(name);
            }
            if let Some(application) = application {
                options = options.application(application);
            }
            if let Some(inbox) = inbox {
                options = options.events(move || inbox.take());
            }
            okta::play(&target, &options)
        });
    }
    okta.running.run(options, |options| live::run_suites(&target, options, &suites))
}

/// What the org is told of the run. A server's own clock passes as ours does.
fn org(asked: &Okta, options: &live::Options) -> okta::Options {
    let options = okta::Options::from(options).pace(Duration::from_secs(30));
    match asked.dialect {
        Some(Dialect::Put) => options.mode(Mode::Put),
        Some(Dialect::Patch) => options.mode(Mode::Patch),
        None => options,
    }
}
