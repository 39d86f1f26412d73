//! Groups of Okta's on the server.

use crate::live::{Stop, Verdict};
use crate::okta::group::Group;
use crate::okta::push::Unlink;
use crate::okta::stage::{Stage, expect};

fn external(s: &Stage<'_>, group: &Group) -> Result<String, Stop> {
    let id = s.org.external_group(group).map(str::to_owned);
    id.ok_or_else(|| Stop::failed("the group to be pushed", "it is not"))
}

fn expect_name(s: &mut Stage<'_>, id: &str, name: &str) -> Result<(), Stop> {
    let answer = s.send(&crate::live::Ask::get(crate::okta::org::group_path(id)))?;
    answer.expect_status(200)?;
    if answer.text("displayName") == name {
        return Ok(());
    }
    Err(answer.failed(format!("`displayName` to be `{name}`"), answer.text("displayName")))
}

pub(super) fn push(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.groups()?;
    let (ann, bob, carol) = (s.joiner("Ann")?, s.joiner("Bob")?, s.joiner("Carol")?);
    let profile = s.profile("Unassigned");
    let unassigned = s.org.hire(profile);
    let name = s.unique();
    let group = s.org.add_group(&name, &[&ann, &bob, &unassigned]);
    s.org.push_group(&group)?;
    let id = external(s, &group)?;
    expect_name(s, &id, &name)?;
    // who is not provisioned is no member there
    s.expect_members(&id, &[&ann, &bob])?;
    let renamed = s.unique();
    s.org.rename_group(&group, &renamed)?;
    expect_name(s, &id, &renamed)?;
    s.expect_members(&id, &[&ann, &bob])?;
    s.org.join(&group, &[&carol])?;
    s.expect_members(&id, &[&ann, &bob, &carol])?;
    s.org.leave(&group, &[&ann, &bob])?;
    s.expect_members(&id, &[&carol])?;
    s.org.join(&group, &[&ann])?;
    s.org.leave(&group, &[&carol])?;
    s.expect_members(&id, &[&ann])?;
    // all of it again, which changes nothing
    for _ in 0..2 {
        s.org.push_now(&group)?;
        s.expect_members(&id, &[&ann])?;
    }
    // while the push is off, nothing is sent; then all of it
    s.org.set_push_active(&group, false)?;
    let before = s.org.exchanges().count();
    s.org.join(&group, &[&bob])?;
    s.expect_silence(before, "the push was switched off")?;
    s.org.set_push_active(&group, true)?;
    s.expect_members(&id, &[&ann, &bob])?;
    // emptied, and filled
    s.org.leave(&group, &[&ann, &bob])?;
    s.expect_members(&id, &[])?;
    s.org.push_now(&group)?;
    s.expect_members(&id, &[])?;
    s.org.join(&group, &[&bob])?;
    s.expect_members(&id, &[&bob])?;
    // an empty one
    let name = s.unique();
    let empty = s.org.add_group(&name, &[]);
    s.org.push_group(&empty)?;
    let id = external(s, &empty)?;
    expect_name(s, &id, &name)?;
    s.expect_members(&id, &[])
}

pub(super) fn link(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.groups()?;
    let (ann, bob) = (s.joiner("Ann")?, s.joiner("Bob")?);
    let (name, bob_id) = (s.unique(), s.id(&bob)?);
    let existing = s.app_group(&name, &[&bob_id])?;
    let group = s.org.add_group(&name, &[&ann]);
    s.org.push_group(&group)?;
    expect(external(s, &group)? == existing, "the group that is there to be linked", || {
        "another one".to_owned()
    })?;
    s.expect_members(&existing, &[&ann])?;
    let renamed = s.unique();
    s.org.rename_group(&group, &renamed)?;
    expect_name(s, &existing, &renamed)?;
    // left as it is
    let before = s.org.exchanges().count();
    s.org.unlink_group(&group, Unlink::Leave)?;
    s.expect_silence(before, "the group was unlinked and left")?;
    s.expect_members(&existing, &[&ann])?;
    // linked again, then deleted, without its members
    s.org.push_group(&group)?;
    expect(external(s, &group)? == existing, "the group to be linked again", || {
        "another one".to_owned()
    })?;
    s.org.unlink_group(&group, Unlink::Delete)?;
    expect(!s.has_group(&existing)?, "the group to be deleted", || "it is there".to_owned())?;
    s.see(&ann)?.expect_active(true)?;
    Ok(())
}
