//! What Entra ID sends, and expects.

use super::{expect_active, group_of_two, groups, members, users, with};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Profile, Session, Stop};
use scim_schema::ScimExtension;
use scim_schema::rfc::EnterpriseUser;
use serde_json::json;

const fn check(
    id: &'static str,
    title: &'static str,
    run: fn(&mut Session<'_>) -> Verdict,
) -> Check {
    Check::new(id, title, &[], run).only_with(Profile::Entra)
}

pub(super) const CHECKS: &[Check] = &[
    check(
        "entra.find-missing",
        "a search for a user that is not there is answered 200",
        find_missing,
    )
    .needs(&[Need::User])
    .reads(),
    check("entra.create", "a user as Entra ID sends it is created", create).needs(&[Need::User]),
    check("entra.op-case", "`Add`, `Replace` and `Remove` are operations", op_case)
        .needs(&[Need::User, Need::Patch]),
    check("entra.active-text", "`\"False\"` deactivates a user", active_text)
        .needs(&[Need::User, Need::Patch]),
    check("entra.email", "`emails[type eq \"work\"].value` makes the element", email)
        .needs(&[Need::User, Need::Patch]),
    check("entra.dotted-keys", "a PATCH without a path has dotted names", dotted)
        .needs(&[Need::User, Need::Patch]),
    check("entra.manager", "a bare id is a manager", manager)
        .needs(&[Need::Enterprise, Need::Patch]),
    check(
        "entra.remove-members",
        "`Remove` of members with a value removes these alone",
        remove_members,
    )
    .needs(&[Need::Group, Need::User, Need::Patch]),
    check("entra.without-members", "a group is found by name without its members", without_members)
        .needs(&[Need::Group, Need::User, Need::Filter]),
    check("entra.delete-again", "a group that is deleted is gone", delete_again)
        .needs(&[Need::Group]),
];

pub(crate) fn find_missing(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let filter = format!("userName eq \"{}\"", s.unique());
    let answer = s.list(&[("filter", &filter)])?;
    answer.expect_list()?;
    if answer.total() != Some(0) {
        return Err(answer.failed("`totalResults` 0", format!("{:?}", answer.total())));
    }
    Ok(())
}

pub(crate) fn create(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let (mut body, unique) = (s.minimal(), s.unique());
    let mail = format!("{unique}@mail.example.com");
    with(&mut body, "externalId", json!(unique));
    with(&mut body, "active", json!(true));
    with(&mut body, "emails", json!([{"primary": true, "type": "work", "value": mail}]));
    with(&mut body, "meta", json!({"resourceType": "User"}));
    let name = json!({"formatted": "Jane Smith", "familyName": "Smith", "givenName": "Jane"});
    with(&mut body, "name", name);
    with(&mut body, "roles", json!([]));
    with(&mut body, "addresses", json!(null));
    s.post(s.kind().endpoint().to_owned().as_str(), &body)?.expect_status(201)?;
    Ok(())
}

pub(crate) fn op_case(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let attribute = s.optional_string()?;
    let made = s.create()?;
    let path = attribute.path();
    for (op, value) in [("Add", "one"), ("Replace", "another")] {
        let operations = json!([{"op": op, "path": path, "value": value}]);
        s.patch(&made, &operations)?.expect_one_of(&[200, 204])?;
        s.read(&made)?.expect_value(&attribute, &json!(value))?;
    }
    let remove = json!([{"op": "Remove", "path": path}]);
    s.patch(&made, &remove)?.expect_one_of(&[200, 204])?;
    s.read(&made)?.expect_unassigned(&attribute)
}

pub(crate) fn active_text(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("active")?;
    let made = s.create_full()?;
    for (text, active) in [("False", false), ("True", true)] {
        let operations = json!([{"op": "Replace", "path": "active", "value": text}]);
        s.patch(&made, &operations)?.expect_one_of(&[200, 204])?;
        expect_active(s, &made, active)?;
    }
    Ok(())
}

pub(crate) fn email(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let emails = s.attribute("emails.value")?;
    if emails.parent().is_some_and(|emails| emails.required) {
        return Err(Stop::skipped("`emails` is required, so that there always is an element"));
    }
    let made = s.create()?;
    for (op, number) in [("Add", 1), ("Replace", 2)] {
        let mail = format!("{}-{number}@mail.example.com", s.unique());
        let path = "emails[type eq \"work\"].value";
        s.patch(&made, &json!([{"op": op, "path": path, "value": mail}]))?
            .expect_one_of(&[200, 204])?;
        s.read(&made)?.expect_value(&emails, &json!(mail))?;
    }
    Ok(())
}

pub(crate) fn dotted(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let name = s.attribute("name.givenName")?;
    let made = s.create()?;
    s.patch(&made, &json!([{"op": "Replace", "value": {"name.givenName": "Jane"}}]))?
        .expect_one_of(&[200, 204])?;
    s.read(&made)?.expect_value(&name, &json!("Jane"))
}

pub(crate) fn manager(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let path = format!("{}:manager", EnterpriseUser::SCHEMA.id);
    let manager = s.attribute(&format!("{path}.value"))?;
    let (boss, made) = (s.create()?, s.create()?);
    s.patch(&made, &json!([{"op": "Add", "path": path, "value": boss.id}]))?
        .expect_one_of(&[200, 204])?;
    s.read(&made)?.expect_value(&manager, &json!(boss.id))
}

pub(crate) fn remove_members(s: &mut Session<'_>) -> Verdict {
    let (group, one, other) = group_of_two(s)?;
    let value = json!([{"$ref": null, "value": one.id}]);
    s.patch(&group, &json!([{"op": "Remove", "path": "members", "value": value}]))?
        .expect_one_of(&[200, 204])?;
    let read = s.read(&group)?;
    if members(&read) != [other.id.as_str()] {
        let found = format!("{:?}", members(&read));
        return Err(read.failed(format!("the other member, `{}`, alone", other.id), found));
    }
    Ok(())
}

pub(crate) fn without_members(s: &mut Session<'_>) -> Verdict {
    let (group, ..) = group_of_two(s)?;
    groups(s)?;
    let name = group.sent.get("displayName").cloned().unwrap_or_default();
    let filter = format!("displayName eq {name}");
    let answer = s.list(&[("excludedAttributes", "members"), ("filter", &filter)])?;
    let found = answer.expect_list()?;
    let found =
        found.iter().find(|one| one.get("id").and_then(|id| id.as_str()) == Some(&group.id));
    match found {
        None => Err(answer.failed("the group", "none")),
        Some(group) if group.get("members").is_some() => Err(answer.failed("no `members`", "some")),
        Some(_) => Ok(()),
    }
}

pub(crate) fn delete_again(s: &mut Session<'_>) -> Verdict {
    groups(s)?;
    let made = s.create()?;
    s.delete(&made)?.expect_status(204)?;
    s.delete(&made)?.expect_status(404)?;
    Ok(())
}
