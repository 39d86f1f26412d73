//! Groups and their members.

use crate::entra::wire::{
    add_members, create, expect, finds, finds_nothing, op, patch, remove_member, sent, team,
};
use crate::live::check::profile::{expect_active, expect_members, groups};
use crate::live::{Ask, Made, Session, Verdict};
use serde_json::json;

/// The group as a cycle reads it, without its members.
fn read(s: &mut Session<'_>, group: &Made, name: &str) -> Verdict {
    let ask = Ask::get(&group.path).query("excludedAttributes", "members");
    let read = s.send(&ask)?;
    read.expect_status(200)?;
    if read.member("members").is_some() {
        return Err(read.failed("no `members`", "some"));
    }
    if read.text("displayName") != name {
        return Err(read.failed(format!("`displayName` to be `{name}`"), read.text("displayName")));
    }
    Ok(())
}

/// Whether the group has a member: Entra ID does not read them, it asks.
fn asked(s: &mut Session<'_>, group: &Made, user: &Made, is: bool) -> Verdict {
    groups(s)?;
    let filter = format!("id eq {} and members eq {}", json!(group.id), json!(user.id));
    if is { finds(s, &filter, group) } else { finds_nothing(s, &filter) }
}

pub(super) fn life<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let (ann, bob, carol) = (create(s)?, create(s)?, create(s)?);
    // nobody has the name, so it is created, and filled after that
    groups(s)?;
    let body = team(s);
    let name = body.get("displayName").cloned().unwrap_or_default();
    finds_nothing(s, &format!("displayName eq {name}"))?;
    let answer = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    answer.expect_status(201)?;
    let group = s.made(&body, answer)?;
    finds(s, &format!("displayName eq {name}"), &group)?;
    read(s, &group, sent(&group, "displayName"))?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&ann, &bob])]))?;
    expect_members(s, &group, &[&ann, &bob])?;
    // a later cycle adds, with one who is in it already
    patch(s, &group, &json!([add_members::<FLAG>(&[&carol, &ann])]))?;
    expect_members(s, &group, &[&ann, &bob, &carol])?;
    asked(s, &group, &ann, true)?;
    read(s, &group, sent(&group, "displayName"))?;
    // one leaves, and once more, as a cycle that was cut off does it
    for _ in 0..2 {
        patch(s, &group, &json!([remove_member::<FLAG>(&bob)]))?;
        expect_members(s, &group, &[&ann, &carol])?;
    }
    asked(s, &group, &bob, false)?;
    // renamed, which leaves the members
    let renamed = s.unique();
    let rename = json!({"op": op::<FLAG>("replace"), "path": "displayName", "value": renamed});
    patch(s, &group, &json!([rename]))?;
    read(s, &group, &renamed)?;
    expect_members(s, &group, &[&ann, &carol])?;
    groups(s)?;
    finds(s, &format!("displayName eq {}", json!(renamed)), &group)?;
    finds_nothing(s, &format!("displayName eq {name}"))?;
    // one comes as another goes
    let both = json!([add_members::<FLAG>(&[&bob]), remove_member::<FLAG>(&ann)]);
    patch(s, &group, &both)?;
    expect_members(s, &group, &[&bob, &carol])?;
    // who is disabled stays a member
    patch(s, &bob, &json!([crate::entra::wire::active::<FLAG>(false)]))?;
    expect_members(s, &group, &[&bob, &carol])?;
    // emptied, and filled again
    for one in [&bob, &carol] {
        patch(s, &group, &json!([remove_member::<FLAG>(one)]))?;
    }
    expect_members(s, &group, &[])?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&ann])]))?;
    expect_members(s, &group, &[&ann])?;
    // deleted, and its members are not
    s.delete(&group)?.expect_status(204)?;
    s.get(&group.path)?.expect_status(404)?;
    groups(s)?;
    finds_nothing(s, &format!("displayName eq {}", json!(renamed)))?;
    for one in [&ann, &carol] {
        expect_active(s, one, true)?;
        expect(s, one, &[("displayName", json!("Jane Smith"))])?;
    }
    expect_active(s, &bob, false)
}
