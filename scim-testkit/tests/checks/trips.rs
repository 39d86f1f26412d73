//! `trips.tsv`: for each check, a fault that it tells of, which shows that it can fail.

use crate::fault::Fault;
use crate::{clients, faults, trial};
use scim_testkit::live::{self, Level, Listed, Options, Profile};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

/// What no fault of ours trips, with the reason.
const UNTRIPPED: &str = include_str!("untripped.tsv");

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/checks/trips.tsv")
}

/// Those of the RFCs, then those that clients would notice.
pub(crate) fn faults() -> Vec<Fault> {
    faults::all().into_iter().chain(clients::all()).collect()
}

/// The fault of each check.
pub(crate) fn read() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    rows(&text).map(|(check, fault)| (check.to_owned(), fault.to_owned())).collect()
}

fn rows(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

pub(crate) fn write(trips: &BTreeMap<String, String>) {
    let mut text =
        "# Made by `BLESS=1 cargo test -p scim-testkit --test checks`: each check, and a \
                    fault that it tells of.\n"
            .to_owned();
    for (check, fault) in trips {
        let _ = writeln!(text, "{check}\t{fault}");
    }
    std::fs::write(path(), text).unwrap();
}

/// All checks and rules of all profiles that a failure of is more than information.
fn checks() -> BTreeMap<&'static str, Listed> {
    let profiles = [Profile::Rfc, Profile::Okta, Profile::Entra, Profile::Interop];
    let all = profiles.into_iter().flat_map(|one| live::listed(&Options::new().profile(one)));
    all.filter(|check| check.level > Level::May).map(|check| (check.id, check)).collect()
}

/// Which checks no fault is known for, beside those that have a reason.
pub(crate) fn untried(trips: &BTreeMap<String, String>) -> Vec<&'static str> {
    let reasons: BTreeSet<&str> = rows(UNTRIPPED).map(|(check, _)| check).collect();
    let all = checks().into_keys();
    all.filter(|check| !trips.contains_key(*check) && !reasons.contains(check)).collect()
}

/// Whether a check is asked about a fault.
type Pass<'a> = dyn Fn(&Fault, &str) -> bool + Sync + 'a;

/// Looks for a fault for each check that has none: one that breaks a requirement of the check, or
/// else one of the same area, or else any.
pub(crate) fn complete(trips: &mut BTreeMap<String, String>, faults: &[Fault]) {
    let known = checks();
    let missing: Mutex<BTreeSet<&str>> = Mutex::new(untried(trips).into_iter().collect());
    let found = Mutex::new(trips);
    let area = |id: &str| id.split('.').next().map(str::to_owned);
    let related = |fault: &Fault, check: &str| known[check].requirements.contains(&fault.breaks);
    let near = |fault: &Fault, check: &str| area(fault.id) == area(check);
    let any = |_: &Fault, _: &str| true;
    let passes: [&Pass<'_>; 3] = [&related, &near, &any];
    for pass in passes {
        trial::all(faults, |fault| {
            let asked = missing.lock().unwrap().clone().into_iter();
            let asked: Vec<&str> = asked.filter(|check| pass(fault, check)).collect();
            if asked.is_empty() {
                return;
            }
            let tripped = trial::tripped(fault, asked.iter().copied());
            for check in asked.into_iter().filter(|check| tripped.contains_key(*check)) {
                if missing.lock().unwrap().remove(check) {
                    found.lock().unwrap().insert(check.to_owned(), fault.id.to_owned());
                }
            }
        });
    }
}

#[test]
fn trips_and_reasons_are_of_checks_and_of_one_only() {
    let (trips, known) = (read(), checks());
    for (check, reason) in rows(UNTRIPPED) {
        assert!(known.contains_key(check), "untripped.tsv: `{check}` is no check");
        assert!(!trips.contains_key(check), "untripped.tsv: `{check}` is tripped by a fault");
        assert!(!reason.trim().is_empty(), "untripped.tsv: `{check}` without a reason");
    }
    let stale: Vec<_> = trips.keys().filter(|check| !known.contains_key(check.as_str())).collect();
    assert!(stale.is_empty(), "trips.tsv: no checks: {stale:?}");
}
