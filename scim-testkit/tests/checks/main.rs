//! Proof that the checks bite, and cry wolf on none: servers with one rule broken each, which some
//! check must catch, and the same server without a fault, which none may fail.
//!
//! `BLESS=1 cargo test -p scim-testkit --test checks` writes `docs/LIVE_FAULTS.md`: where the check in
//! the table no longer catches a fault, all are tried; and `docs/OKTA_FAULTS.md`, likewise for the
//! suites of Okta and Entra ID.
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

use std::collections::BTreeSet;

#[test]
fn every_fault_is_caught() {
    let faults = faults::all();
    if std::env::var_os("BLESS").is_some() {
        let known = table::read(&table::path());
        // what the table says stays where it is still true
        let caught = trial::all(&faults, |fault| {
            let same = known.get(fault.id).and_then(|check| trial::by(fault, check));
            same.or_else(|| trial::whole(fault))
        });
        std::fs::write(table::path(), table::write(&faults, &caught)).unwrap();
        let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
        let escaped: Vec<_> = escaped.map(|(fault, _)| fault.id).collect();
        assert!(escaped.is_empty(), "not caught: {escaped:#?}");
        return;
    }
    let known = table::read(&table::path());
    let caught = trial::all(&faults, |fault| trial::by(fault, known.get(fault.id)?));
    let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
    let escaped: Vec<_> = escaped.map(|(fault, _)| (fault.id, known.get(fault.id))).collect();
    assert!(escaped.is_empty(), "not caught by the check in the table: {escaped:#?}");
}

#[test]
fn every_fault_has_an_id_of_its_own_and_is_in_the_table() {
    let (mut ids, known) = (BTreeSet::new(), table::read(&table::path()));
    for fault in faults::all() {
        assert!(ids.insert(fault.id), "{} twice", fault.id);
        assert!(
            scim_testkit::requirement::get(fault.breaks).is_some(),
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
