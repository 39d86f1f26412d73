//! What is said where nothing was done, or another thing than was asked for.

use super::{code, out, program};
use crate::serve::{http, service};
use std::process::Output;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A run that skipped everything is no proof of anything.
#[test]
fn nothing_checked_is_not_conformant() {
    let url = http(service(), |_, response| response);
    let output = program(&["okta", &url, "--scenario", "entitlements"]);
    assert_eq!(code(&output), 2, "{}", out(&output));
    let expected = "error: nothing was checked: all of it was skipped, such as `put.entitlements`: \
                    there is no resource type with Okta's Role or Entitlement\n";
    assert_eq!(said(&output), expected);
}
