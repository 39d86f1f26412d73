//! The workloads that scim-schema's speed is measured with, each beside the same work done with
//! plain serde derives and, with the feature `peers`, by other SCIM crates.
//!
//! Before anything is timed, every workload asserts that the baseline writes the same bytes and
//! reads the same values.

mod filter;
mod flat;
mod nested;
mod patch;
mod peers;
pub mod race;

use race::Race;

/// The base URL of all locations.
const BASE: &str = "https://example.com/scim/v2";

/// All races whose names contain every one of these words.
#[must_use]
pub fn races(words: &[String]) -> Vec<Race> {
    let races = nested::races().into_iter().chain(flat::races()).chain(filter::races());
    let races = races.chain(patch::races());
    races.filter(|race| words.iter().all(|word| race.name.contains(word.as_str()))).collect()
}

/// What the peers make of the user that is read and written here.
#[must_use]
pub fn notes() -> Vec<String> {
    peers::notes(nested::USER)
}
