//! What is written down of a write, for those who follow.

use crate::rfc::Group;
use crate::service::{Change, Context, Identity};
use serde_json::json;

/// A write that another one implied is written down like any other: who asked, what it changed, and the
/// entity tags around it, by which a follower knows whether it has seen that.
#[test]
fn what_another_write_implied_is_written_down() {
    let cx = Context::new(Identity::new().subject("okta").tenant("acme"));
    let tag = |version: u32| Some(format!("W/\"{version}\""));
    let paths = ["members", "displayName"];
    let change =
        Change::implied::<Group>(&cx, &"12".to_owned(), tag(1), tag(2), &paths).with_sequence(3);
    let kept = json!({
        "sequence": 3, "kind": "patched", "resourceType": "Group", "id": "12", "tenant": "acme",
        "versionBefore": "W/\"1\"", "versionAfter": "W/\"2\"", "paths": paths,
        "subject": "okta", "requestId": cx.request_id(), "at": change.at,
    });
    assert_eq!(serde_json::to_value(&change).unwrap(), kept);
    assert_eq!(serde_json::from_value::<Change>(kept).unwrap(), change);
}
