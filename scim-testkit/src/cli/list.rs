//! `--list`.

use scim_testkit::live::Listed;
use std::fmt::Write;

/// Checks, a line each, and why no request shows what they are about.
pub(super) fn checks(listed: &[Listed]) -> String {
    let mut text = String::new();
    for one in listed {
        // writing to a string does not fail
        let _ = match one.reason {
            None => writeln!(text, "{:32} {:6} {}", one.id, one.level, one.title),
            Some(reason) => {
                writeln!(text, "{:32} {:6} {}: {reason}", one.id, "-", one.title)
            }
        };
    }
    text
}
