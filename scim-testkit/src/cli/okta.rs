//! `scim-testkit okta URL`.

use super::running::Running;
use super::server::Access;
use super::{Ended, list, print};
use clap::{Args, ValueEnum};
use scim_testkit::live::{self, Suite};
use scim_testkit::okta::suite;

/// Runs Okta's own tests of a server: those that its integration network asks for, and what is
/// known of its client.
///
/// `spec` is the SPEC test, assertion by assertion: a failure names the very one. `crud` is what
/// its end-to-end test shows to a server, in both of Okta's dialects. `import` reads all users and
/// groups, and makes some until there is a second page. `entitlements` is the test of endpoints of
/// roles and entitlements. `quirks` is what is known of Okta's client beside its tests.
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

    #[command(flatten)]
    running: Running,
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
        print(&list::checks(&live::listed_in(&options, &suites)))?;
        return Ok(Ended::Well);
    }
    let target = okta.access.target(okta.url.as_deref().unwrap_or_default())?;
    okta.running.run(options, |options| live::run_suites(&target, options, &suites))
}
