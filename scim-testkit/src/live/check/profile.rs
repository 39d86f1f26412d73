//! What clients expect beside the RFCs: `--profile okta`, `entra`, `interop`.

pub(crate) mod entra;
mod interop;
pub(crate) mod okta;

use super::{Check, Verdict};
use crate::live::{Answer, Made, Session};
use serde_json::{Value, json};

/// Of all profiles.
pub(super) fn checks() -> impl Iterator<Item = &'static Check> {
    [okta::CHECKS, entra::CHECKS, interop::CHECKS].into_iter().flatten()
}

/// Goes on with users.
pub(crate) fn users(s: &mut Session<'_>) -> Verdict {
    let user = s.user()?;
    s.set_kind(&user);
    Ok(())
}

/// Goes on with groups.
pub(crate) fn groups(s: &mut Session<'_>) -> Verdict {
    let group = s.group()?;
    s.set_kind(&group);
    Ok(())
}

/// A member of a body.
pub(crate) fn with(body: &mut Value, name: &str, value: Value) {
    if let Some(members) = body.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// The `value`s of a resource's members.
pub(crate) fn members(answer: &Answer) -> Vec<&str> {
    let list = answer.member("members").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|one| one.get("value")?.as_str()).collect()
}

/// Expects these to be the members of a group.
pub(crate) fn expect_members(s: &mut Session<'_>, group: &Made, expected: &[&Made]) -> Verdict {
    let ids: Vec<&str> = expected.iter().map(|one| one.id.as_str()).collect();
    super::user::members(s, group, &ids)
}

/// A group with two users in it.
pub(crate) fn group_of_two(s: &mut Session<'_>) -> Result<(Made, Made, Made), crate::live::Stop> {
    users(s)?;
    let (one, other) = (s.create()?, s.create()?);
    groups(s)?;
    let mut body = s.minimal();
    with(&mut body, "members", json!([{"value": one.id}, {"value": other.id}]));
    let group = s.create_body(&body)?;
    Ok((group, one, other))
}

/// Expects `active` of a resource, as GET has it.
pub(crate) fn expect_active(s: &mut Session<'_>, made: &Made, active: bool) -> Verdict {
    let read = s.read(made)?;
    let found = read.member("active");
    if found != Some(&Value::Bool(active)) {
        let found = found.map_or("none".to_owned(), ToString::to_string);
        return Err(read.failed(format!("`active` to be {active}"), found));
    }
    Ok(())
}
