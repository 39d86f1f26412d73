//! Proof that the checks bite, and cry wolf on none: servers with one rule broken each, which some
//! check must catch, and the same server without a fault, which none may fail.
//!
//! `BLESS=1 cargo test -p scim-testkit --test checks` writes `docs/LIVE_FAULTS.md`: where the check in
//! the table no longer catches a fault, all are tried; `trips.tsv`, a fault for each check; and
//! `docs/OKTA_FAULTS.md`, as the first, for the suites of Okta and Entra ID.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::collapsible_if,
    clippy::option_map_unit_fn,
    clippy::semicolon_if_nothing_returned,
    clippy::needless_pass_by_value,
    reason = "tests"
)]

mod clients;
mod fault;
mod faults;
mod honest;
mod models;
mod server;
mod table;
mod trial;
mod trips;

use fault::Fault;
use scim_testkit::live::Status;
use std::collections::{BTreeMap, BTreeSet};

/// By the check in the table; and each check catches a fault, which shows that it can fail.
#[test]
fn every_fault_is_caught_and_every_check_catches_one() {
    let (known, trips) = (table::read(&table::path()), trips::read());
    let (faults, all) = (faults::all(), trips::faults());
    let tripped = trial::all(&all, |fault| {
        let checks = trips.iter().filter(|(_, id)| *id == fault.id).map(|(check, _)| check);
        let checks: BTreeSet<_> = checks.chain(known.get(fault.id)).map(String::as_str).collect();
        trial::tripped(fault, checks)
    });
    let caught = |(fault, tripped): (&Fault, &BTreeMap<String, Status>)| {
        let check = known.get(fault.id)?;
        Some(trial::Caught { check: check.clone(), status: *tripped.get(check)? })
    };
    let mut caught: Vec<_> = faults.iter().zip(&tripped).map(caught).collect();
    let mut still = trips;
    still.retain(|check, fault| {
        let index = all.iter().position(|one| one.id == *fault);
        index.is_some_and(|index| tripped[index].contains_key(check))
    });
    if std::env::var_os("BLESS").is_some() {
        // what the tables say stays where it is still true
        let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
        let escaped: Vec<Fault> = escaped.map(|(fault, _)| *fault).collect();
        let mut found = trial::all(&escaped, trial::whole).into_iter();
        let empty = caught.iter_mut().filter(|caught| caught.is_none());
        empty.for_each(|caught| *caught = found.next().unwrap());
        std::fs::write(table::path(), table::write(&faults, &caught)).unwrap();
        trips::complete(&mut still, &all);
        trips::write(&still);
    }
    let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
    let escaped: Vec<_> = escaped.map(|(fault, _)| (fault.id, known.get(fault.id))).collect();
    assert!(escaped.is_empty(), "not caught by the check in the table: {escaped:#?}");
    let untried = trips::untried(&still);
    assert!(
        untried.is_empty(),
        "no fault shows that these checks can fail: add one, and run with BLESS=1; or say in \
         tests/checks/untripped.tsv why there is none: {untried:#?}"
    );
}

#[test]
fn every_fault_has_an_id_of_its_own_and_is_in_the_table() {
    if std::env::var_os("BLESS").is_some() {
        return; // the table is being written
    }
    let (mut ids, known) = (BTreeSet::new(), table::read(&table::path()));
    for fault in faults::all() {
        assert!(ids.insert(fault.id), "{} twice", fault.id);
        assert!(
            fault.breaks == faults::interop::DRAFT
                || scim_testkit::requirement::get(fault.breaks).is_some(),
            "{}: {}",
            fault.id,
            fault.breaks
        );
        assert!(
            known.contains_key(fault.id),
            "{} is not in docs/LIVE_FAULTS.md: run with BLESS=1",
            fault.id
        );
    }
    let stale: Vec<_> = known.keys().filter(|id| !ids.contains(id.as_str())).collect();
    assert!(stale.is_empty(), "in docs/LIVE_FAULTS.md, and no fault: {stale:?}");
}
