//! The tag of a run, in the names of all that it makes.

use std::hash::{BuildHasher, RandomState};

/// `scimtk-` and six letters and digits: a run's own.
pub(crate) fn new() -> String {
    // what std seeds its hash maps with
    let mut number = RandomState::new().hash_one(std::process::id());
    let mut tag = "scimtk-".to_owned();
    for _ in 0..6 {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        tag.extend(char::from_digit(digit, 36));
        number /= 36;
    }
    tag
}
