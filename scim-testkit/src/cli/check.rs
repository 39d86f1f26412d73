//! `scim-testkit check URL`.

use super::running::Running;
use super::server::Access;
use super::{Ended, at_least, list, print};
use clap::{Args, ValueEnum};
use scim_testkit::live::{self, Level, Options, Profile};
use std::hash::{BuildHasher, RandomState};

/// Checks a server: discovers what it has, tries each rule on resources of its own, deletes them.
///
/// The server's own schemas say what the test resources look like; what it declares not to support
/// is skipped, and the report says so. Names of test resources begin with `scimtk-` and addresses
/// end in `.example.com`. Nothing that the run did not create is changed.
///
/// Exit codes: 0 conformant, 1 something failed, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The base URL, such as `https://example.com/scim/v2`.
    #[arg(required_unless_present = "list")]
    url: Option<String>,

    #[command(flatten)]
    access: Access,

    #[command(flatten)]
    running: Running,

    /// Only checks of this level or a stronger one.
    #[arg(long, value_enum, default_value_t = LevelName::May)]
    level: LevelName,

    /// Whose expectations count beside the RFCs'; those of `interop` only warn.
    #[arg(long, value_enum, default_value_t = ProfileName::Rfc)]
    profile: ProfileName,

    /// And so many random sequences of requests for each resource type: texts, numbers, a list and
    /// an extension are written by POST, PUT and PATCH, read back, found, paged through and
    /// deleted. What fails is made short and printed as curl commands.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true,
        value_parser = at_least(0_u32), conflicts_with = "read_only")]
    random: u32,

    /// Draws the random sequences from this seed, which a failure tells.
    #[arg(long, value_name = "SEED", requires = "random", value_parser = at_least(0_u64))]
    seed: Option<u64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LevelName {
    May,
    Should,
    Must,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProfileName {
    Rfc,
    Okta,
    Entra,
    Interop,
}

/// Runs the checks and tells what they found.
pub(super) fn run(check: &Check) -> Result<Ended, String> {
    let options = options(check);
    if check.running.list {
        check.running.expect_known(|options| {
            let profiles = [Profile::Rfc, Profile::Okta, Profile::Entra, Profile::Interop];
            profiles
                .iter()
                .any(|profile| !live::listed(&options.clone().profile(*profile)).is_empty())
        })?;
        let listed = live::listed(&options);
        if listed.is_empty() {
            return Err(
                "what is asked for leaves no check; ask for less with `--only` or `--level`"
                    .to_owned(),
            );
        }
        print(&list::checks(&listed))?;
        return Ok(Ended::Well);
    }
    let target = check.access.target(check.url.as_deref().unwrap_or_default())?;
    check.running.run(options, |options| live::run(&target, options))
}

fn options(check: &Check) -> Options {
    let level = match check.level {
        LevelName::May => Level::May,
        LevelName::Should => Level::Should,
        LevelName::Must => Level::Must,
    };
    let profile = match check.profile {
        ProfileName::Rfc => Profile::Rfc,
        ProfileName::Okta => Profile::Okta,
        ProfileName::Entra => Profile::Entra,
        ProfileName::Interop => Profile::Interop,
    };
    let seed = check.seed.unwrap_or_else(|| RandomState::new().hash_one(0));
    check.running.options().level(level).profile(profile).random(check.random, seed)
}
