//! Proof that the laws bite: engines with one thing wrong each, and the laws that catch them.
//!
//! `FAULTS.md` is made by `BLESS=1 cargo test -p scim-testkit --test faults`.

mod bodies;
mod catalogue;
mod fault;
mod filter;
mod message;
#[path = "../models/mod.rs"]
mod models;
mod patch;
mod search;
mod trial;
mod typed;
mod unbiased;
mod written;

#[test]
fn explore() {
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(3);
    let only = std::env::var("ONLY").unwrap_or_default();
    let rare = std::env::var("RARE").is_ok();
    for suite in trial::suites() {
        for index in 0..suite.faults() {
            if !suite.name(index).contains(&only) {
                continue;
            }
            let found = suite.caught(index, seeds);
            let all = if std::env::var("LAWS").is_ok() {
                format!("{:?}", suite.laws(index))
            } else {
                String::new()
            };
            let seen = if rare { suite.visible(index) } else { 0.0 };
            println!(
                "{:>4} {:6} {:5.1}% {}  {:?} {all}",
                median(&found),
                suite.model(),
                seen * 100.0,
                suite.name(index),
                found
            );
        }
    }
}

fn median(found: &[Option<u64>]) -> String {
    let mut found: Vec<u64> = found.iter().map(|one| one.unwrap_or(u64::MAX)).collect();
    found.sort_unstable();
    match found.get(found.len() / 2) {
        Some(&u64::MAX) | None => "-".to_owned(),
        Some(number) => number.to_string(),
    }
}
