//! `scim-testkit check --list`.

use scim_testkit::live::{Options, listed};

/// The checks that options ask for, a line each.
pub(super) fn checks(options: &Options) -> String {
    let mut text = String::new();
    for check in listed(options) {
        text.push_str(&format!("{:32} {:6} {}\n", check.id, check.level, check.title));
    }
    text
}
