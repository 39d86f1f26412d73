//! Proof that the laws bite: engines with one thing wrong each, and the laws that catch them.
//!
//! `BLESS=1 cargo test -p scim-testkit --test faults` tries each fault with 20 seeds, or as many as
//! `SEEDS` says, and writes `FAULTS.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::type_complexity,
    clippy::cast_precision_loss,
    reason = "tests"
)]

mod bodies;
mod catalogue;
mod fault;
mod filter;
mod laws;
mod message;
#[path = "../models/mod.rs"]
mod models;
mod patch;
mod published;
mod search;
mod service;
mod store;
mod table;
mod trial;
mod typed;
mod unbiased;
mod written;

use scim_testkit::law;
use std::collections::{BTreeMap, BTreeSet};
use trial::Fate;

/// How many seeds a fault has in the table, and otherwise.
const SEEDS: u64 = 20;
const QUICK: u64 = 5;

/// Of how many faults one is tried where no table is made, which takes a minute otherwise.
const SHARE: usize = 4;

#[test]
fn every_fault_is_caught_by_its_law() {
    if std::env::var_os("BLESS").is_some() {
        let seeds = std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok());
        let rows = trial::all(|suite, fault| table::row(suite, fault, seeds.unwrap_or(SEEDS)));
        std::fs::write(table::path(), table::write(&rows)).unwrap();
        return;
    }
    let known = table::read();
    let missed = trial::all(|suite, fault| {
        if fault % SHARE != 0 {
            return None;
        }
        let name = suite.name(fault);
        let law = known.get(name).copied().flatten()?;
        (suite.quick(fault, law, QUICK) == Fate::Escaped).then_some(name)
    });
    let missed: Vec<_> = missed.into_iter().flatten().collect();
    assert!(missed.is_empty(), "no longer caught: {missed:#?}");
}

#[test]
fn every_fault_has_a_name_of_its_own_and_is_in_the_table() {
    let (mut names, known) = (BTreeSet::new(), table::read());
    for suite in trial::suites() {
        for fault in 0..suite.faults() {
            let name = suite.name(fault);
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert!(known.contains_key(name), "{name} is not in FAULTS.md: run with BLESS=1");
            let requirement = suite.requirement(fault);
            assert!(
                scim_testkit::requirement::get(requirement).is_some(),
                "{name}: no requirement {requirement}"
            );
        }
    }
    let stale: Vec<_> = known.keys().filter(|name| !names.contains(*name)).collect();
    assert!(stale.is_empty(), "in FAULTS.md, and no fault: {stale:?}");
}

#[test]
fn every_law_catches_three_faults_at_least() {
    let known = table::read();
    let mut caught: BTreeMap<&str, usize> = BTreeMap::new();
    for law in known.values().flatten() {
        *caught.entry(law.name).or_default() += 1;
    }
    let few = law::ALL.iter().filter(|law| caught.get(law.name) < Some(&3));
    let few: Vec<_> = few.map(|law| (law.name, caught.get(law.name))).collect();
    assert!(few.is_empty(), "too few faults: {few:#?}");
}

#[test]
fn twenty_faults_at_least_are_rare() {
    assert!(table::rare() >= 20, "{} are", table::rare());
}
