//! `scim-testkit entra URL`.

use super::running::Running;
use super::server::Access;
use super::{Ended, list, print};
use clap::{Args, ValueEnum};
use scim_testkit::{entra, live};

/// Runs what Entra ID sends to a server, what is known of its client, and the tests of its
/// validator.
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

    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Flag {
    #[value(name = "aadOptscim062020")]
    AadOptscim062020,
}

pub(super) fn run(asked: &Entra) -> Result<Ended, String> {
    let suites = entra::suites(asked.flag == Some(Flag::AadOptscim062020));
    let options = asked.running.options();
    if asked.running.list {
        print(&list::checks(&live::listed_in(&options, &suites)))?;
        return Ok(Ended::Well);
    }
    let target = asked.access.target(asked.url.as_deref().unwrap_or_default())?;
    asked.running.run(options, |options| live::run_suites(&target, options, &suites))
}
