//! Proof that the checks bite.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, reason = "tests")]
#![allow(dead_code)]
mod fault;
mod faults;
mod models;
mod server;

#[test]
fn faults_have_ids() {
    let mut ids = std::collections::BTreeSet::new();
    for fault in faults::all() {
        assert!(ids.insert(fault.id), "{}", fault.id);
        assert!(scim_testkit::requirement::get(fault.breaks).is_some(), "{}", fault.id);
    }
    println!("{}", ids.len());
}
