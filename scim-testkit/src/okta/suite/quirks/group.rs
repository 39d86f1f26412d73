//! Groups, as Okta pushes them.

use crate::live::check::profile::{expect_members, group_of_two, groups, okta, users};
use crate::live::{Check, Made, Need, Session, Stop, Verdict};
use crate::okta::suite::client::patch;
use serde_json::{Value, json};

const BOTH: &[Need] = &[Need::Group, Need::User];
const PATCHED: &[Need] = &[Need::Group, Need::User, Need::Patch];

pub(super) const CHECKS: &[Check] = &[
    Check::new("okta.o02", "a group is renamed by a value that has its `id` too", &[], rename)
        .needs(&[Need::Group, Need::Patch]),
    Check::new("okta.o03", "a group is renamed to the name that it has, by PATCH", &[], same_name)
        .needs(PATCHED),
    Check::new("okta.o03-put", "a group is PUT with the name that it has", &[], same_name_put)
        .needs(BOTH),
    Check::new("okta.o15", "members have a `display` that is null, or no `type`", &[], display)
        .needs(PATCHED),
    Check::new("okta.o16", "a group is created and PUT without members", &[], empty).needs(BOTH),
    Check::new("okta.o16-patch", "PATCH replaces members by none", &[], empty_patch).needs(PATCHED),
    Check::new("okta.o17", "members that are there are added, and there once", &[], again)
        .needs(PATCHED),
    Check::new("okta.o18", "a member that is not there is removed", &[], absent).needs(PATCHED),
    Check::new("okta.o19", "operations of one PATCH are applied in their order", &[], in_order)
        .needs(PATCHED),
    Check::new("okta.o19-atomic", "of a PATCH that is refused nothing is applied", &[], atomic)
        .needs(PATCHED),
    Check::new("okta.o20", "a group needs no more than a name", &[], name_alone)
        .needs(&[Need::Group]),
    Check::new("okta.o20-push", "a group is pushed, renamed, filled and emptied", &[], |s| {
        okta::group_push(s)?;
        okta::group_put(s)
    })
    .needs(PATCHED),
    Check::new(
        "okta.o20-delete",
        "a group that is unlinked is deleted, and its members are not",
        &[],
        delete,
    )
    .needs(BOTH),
];

fn name(group: &Made) -> Value {
    group.sent.get("displayName").cloned().unwrap_or_default()
}

fn rename(s: &mut Session<'_>) -> Verdict {
    groups(s)?;
    let (group, name) = (s.create()?, s.unique());
    let operation = json!({"op": "replace", "value": {"id": group.id, "displayName": name}});
    patch(s, &group.path, &json!([operation]))?.expect_one_of(&[200, 204])?;
    let read = s.read(&group)?;
    read.expect_value(&s.attribute("displayName")?, &json!(name))?;
    if read.text("id") != group.id {
        return Err(read.failed(format!("the id `{}`", group.id), read.text("id")));
    }
    Ok(())
}

fn same_name(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let value = json!({"id": group.id, "displayName": name(&group)});
    for _ in 0..2 {
        let rename = json!([{"op": "replace", "value": value}]);
        patch(s, &group.path, &rename)?.expect_one_of(&[200, 204])?;
    }
    s.read(&group)?.expect_value(&s.attribute("displayName")?, &name(&group))?;
    expect_members(s, &group, &[&one, &other])
}

fn same_name_put(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "id": group.id,
        "displayName": name(&group),
        "members": [
            {"value": one.id, "display": "one@example.com"},
            {"value": other.id, "display": null},
        ],
    });
    for _ in 0..2 {
        s.put(&group, &body)?.expect_status(200)?;
    }
    expect_members(s, &group, &[&one, &other])
}

fn display(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let (one, other) = (s.create()?, s.create()?);
    groups(s)?;
    let both = json!([{"value": one.id, "display": null}, {"value": other.id}]);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": s.unique(),
        "members": both,
    });
    let answer = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    answer.expect_status(201)?;
    let group = s.made(&body, answer)?;
    expect_members(s, &group, &[&one, &other])?;
    for operation in [
        json!({"op": "remove", "path": format!("members[value eq \"{}\"]", one.id)}),
        json!({"op": "add", "path": "members", "value": [{"value": one.id, "display": null}]}),
        json!({"op": "replace", "path": "members", "value": both}),
    ] {
        patch(s, &group.path, &json!([operation]))?.expect_one_of(&[200, 204])?;
    }
    expect_members(s, &group, &[&one, &other])
}

fn empty(s: &mut Session<'_>) -> Verdict {
    let (group, ..) = group_of_two(s)?;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "id": group.id,
        "displayName": name(&group),
        "members": [],
    });
    s.put(&group, &body)?.expect_status(200)?;
    expect_members(s, &group, &[])
}

fn empty_patch(s: &mut Session<'_>) -> Verdict {
    let (group, ..) = group_of_two(s)?;
    for _ in 0..2 {
        let operation = json!({"op": "replace", "path": "members", "value": []});
        patch(s, &group.path, &json!([operation]))?.expect_one_of(&[200, 204])?;
        expect_members(s, &group, &[])?;
    }
    Ok(())
}

fn again(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let value = json!([
        {"value": one.id, "display": "one@example.com"},
        {"value": other.id, "display": "other@example.com"},
    ]);
    for _ in 0..2 {
        let operation = json!({"op": "add", "path": "members", "value": value});
        patch(s, &group.path, &json!([operation]))?.expect_one_of(&[200, 204])?;
    }
    expect_members(s, &group, &[&one, &other])
}

fn absent(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let remove = json!({"op": "remove", "path": format!("members[value eq \"{}\"]", one.id)});
    for _ in 0..2 {
        patch(s, &group.path, &json!([remove]))?.expect_one_of(&[200, 204])?;
        expect_members(s, &group, &[&other])?;
    }
    Ok(())
}

/// A third user, who is in no group.
fn third(s: &mut Session<'_>) -> Result<Made, Stop> {
    let (kind, user) = (s.kind().clone(), s.user()?);
    s.set_kind(&user);
    let made = s.create()?;
    s.set_kind(&kind);
    Ok(made)
}

fn in_order(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let new = third(s)?;
    let path = |of: &Made| format!("members[value eq \"{}\"]", of.id);
    let operations = json!([
        {"op": "remove", "path": path(&one)},
        {"op": "remove", "path": path(&other)},
        {"op": "add", "path": "members", "value": [{"value": other.id}, {"value": new.id}]},
    ]);
    patch(s, &group.path, &operations)?.expect_one_of(&[200, 204])?;
    expect_members(s, &group, &[&other, &new])
}

fn atomic(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let operations = json!([
        {"op": "remove", "path": format!("members[value eq \"{}\"]", one.id)},
        {"op": "replace", "path": "scimTestkit[", "value": "x"},
    ]);
    let answer = patch(s, &group.path, &operations)?;
    if answer.is_success() {
        return Err(Stop::skipped("a path that is none is not refused"));
    }
    answer.expect_refused()?;
    expect_members(s, &group, &[&one, &other])
}

fn name_alone(s: &mut Session<'_>) -> Verdict {
    groups(s)?;
    let name = s.unique();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": name,
        "members": [],
    });
    let made = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    made.expect_status(201)?;
    if made.text("id").is_empty() {
        return Err(made.failed("an `id`", "none"));
    }
    if made.text("displayName") != name {
        return Err(made.failed(format!("`displayName` to be `{name}`"), made.text("displayName")));
    }
    Ok(())
}

fn delete(s: &mut Session<'_>) -> Verdict {
    let (group, one, _) = group_of_two(s)?;
    s.delete(&group)?.expect_one_of(&[204, 200])?;
    s.get(&group.path)?.expect_status(404)?;
    s.read(&one)?;
    Ok(())
}
