//! `scim-testkit entra URL`.

use super::running::Running;
use super::server::Access;
use super::{Ended, list, print};
use clap::{Args, ValueEnum};
use scim_testkit::{entra, live};

/// Runs what Entra ID sends to a server, what is known of its client, and the tests of its
/// validator.
///
/// With `--scenario`, it plays use cases in their place: what the provisioning job of Entra ID does in
/// several cycles, with a look at the server after each step; without the flag and with it, unless
/// `--flag` is given.
///
/// Exit codes: 0 nothing failed, 1 something failed, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Entra {
    /// The base URL, such as `https://example.com/scim/v2`.
    #[arg(required_unless_present = "list")]
    url: Option<String>,

    #[command(flatten)]
    access: Access,

    /// A flag of the tenant URL: with it, Entra ID's requests are closer to the RFC's.
    #[arg(long, value_enum)]
    flag: Option<Flag>,

    /// Plays this use case, or `all` of them, and no test; may be given several times.
    #[arg(long = "scenario", value_name = "NAME", conflicts_with = "read_only")]
    scenarios: Vec<String>,

    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Flag {
    #[value(name = "aadOptscim062020")]
    AadOptscim062020,
}

pub(super) fn run(asked: &Entra) -> Result<Ended, String> {
    let flag = asked.flag == Some(Flag::AadOptscim062020);
    let suites = entra::suites(flag);
    let options = asked.running.options();
    if asked.running.list {
        let any = |options: &_| !live::listed_in(options, suites).is_empty();
        asked.running.expect_known(any)?;
        print(&list::checks(&live::listed_in(&options, suites)))?;
        let all = entra::scenarios().iter();
        let lines = all.map(|one| format!("--scenario {:28} {}\n", one.name(), one.title()));
        print(&lines.collect::<String>())?;
        return Ok(Ended::Well);
    }
    let target = asked.access.target(asked.url.as_deref().unwrap_or_default())?;
    if !asked.scenarios.is_empty() {
        return asked.running.run(options, |options| {
            let mut options = entra::Options::from(options);
            if flag {
                options = options.flag(true);
            }
            for name in &asked.scenarios {
                options = options.scenario(name);
            }
            entra::play(&target, &options)
        });
    }
    asked.running.run(options, |options| live::run_suites(&target, options, suites))
}
