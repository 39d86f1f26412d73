//! What is written down of a write, for those who follow.

use crate::dialect::Dialect;
use crate::edit::{Edit, Patch};
use crate::query::Updated;
use crate::rfc::Group;
use crate::service::{Change, Context, Identity};
use crate::{ScimExtension, ScimResource};
use serde_json::json;

/// Someone who may have a licence.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: u32,
    user_name: String,
    active: Option<bool>,
    #[scim(extension)]
    licence: Option<Licence>,
}

/// A licence, which is in use or not.
#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Licence", name = "Licence")]
struct Licence {
    active: Option<bool>,
}

/// An attribute `active` of an extension activates nobody.
#[test]
fn only_the_core_attribute_says_who_is_active() {
    const LICENCE: &str = "urn:example:scim:schemas:extension:2.0:Licence:active";
    let cx = Context::new(Identity::new());
    let stored = Member { id: 7, active: Some(true), ..Member::default() };
    for (paths, expected) in
        [(&[LICENCE][..], None), (&["active"], Some(false)), (&[LICENCE, "active"], Some(false))]
    {
        let replaced = |path: &&str| json!({ "op": "replace", "path": path, "value": false });
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": paths.iter().map(replaced).collect::<Vec<_>>() });
        let patch = Patch::<Member>::new(body.to_string(), Dialect::RFC).unwrap();
        let edit = Edit::from(patch);
        let (member, changes) = edit.apply(&stored).unwrap();
        let updated = Updated::new(member, changes);
        let change = Change::updated(&cx, &stored.id, edit.operation(), None, &updated);
        assert_eq!(change.active, expected, "{paths:?}");
        assert_eq!(change.paths, paths);
    }
}

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
