//! Microsoft Entra ID: its requests, what is known of its client, and its validator's tests.
//!
//! [`suites`] gives them for [`run_suites`](crate::live::run_suites); `scim-testkit entra URL` runs
//! them from the command line, and `--scenario NAME` plays whole use cases ([`play`]). Entra ID speaks in two ways: as it always has, with operations in
//! title case, booleans as texts and members removed by value; and, where the tenant URL of the app
//! has the flag `aadOptscim062020`, closer to RFC 7644.

mod quirks;
mod requests;
mod scenario;
mod validator;
mod wire;

pub use scenario::{Options, Scenario, play, scenario, scenarios};

use crate::live::{Check, Client, Suite};

/// What Entra ID's client sends.
const CLIENT: Client =
    Client::new("application/scim+json; charset=utf-8", &[("accept", "application/scim+json")]);

/// Its requests, what is known of its client (`entra.e01` to `entra.e20`), and the tests of its
/// validator; with the flag `aadOptscim062020` or without.
///
/// ```
/// use scim_testkit::{entra, live};
///
/// let listed = live::listed_in(&live::Options::new(), entra::suites(true));
/// assert!(listed.iter().any(|check| check.id == "entra.e05"));
/// ```
#[must_use]
pub const fn suites(flag: bool) -> &'static [Suite] {
    if flag { FLAGGED } else { LEGACY }
}

const LEGACY: &[Suite] = &of(
    &[&requests::checks::<false>()],
    &[&quirks::checks::<false>()],
    &[&validator::checks::<false>()],
);
const FLAGGED: &[Suite] = &of(
    &[&requests::checks::<true>()],
    &[&quirks::checks::<true>()],
    &[&validator::checks::<true>()],
);

const fn of(
    requests: &'static [&'static [Check]],
    quirks: &'static [&'static [Check]],
    validator: &'static [&'static [Check]],
) -> [Suite; 3] {
    [
        Suite::new("requests").client(CLIENT).checks(requests),
        Suite::new("quirks").client(CLIENT).checks(quirks).audits(quirks::AUDITS),
        Suite::new("validator").client(CLIENT).checks(validator),
    ]
}

#[cfg(test)]
mod tests {
    use super::suites;
    use crate::live::{Options, listed_in};
    use std::collections::BTreeSet;

    #[test]
    fn every_quirk_is_checked() {
        for flag in [false, true] {
            let listed = listed_in(&Options::new(), suites(flag));
            let ids: BTreeSet<&str> = listed.iter().map(|one| one.id).collect();
            assert_eq!(ids.len(), listed.len(), "two have one id");
            for number in 1..=20 {
                let id = format!("entra.e{number:02}");
                assert!(ids.contains(&*id), "there is no `{id}`");
            }
        }
    }
}
