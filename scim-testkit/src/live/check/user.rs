//! Users and groups as the RFC has them (RFC 7643 section 4).

use super::subject::{at, elements, if_made, keeps, post, set, shown, tried, value};
use super::{Check, Need, Verdict};
use crate::live::{Ask, Attr, Made, Session, Stop};
use scim_schema::schema::{Mutability, Returned};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new("user.endpoints", "users are at `/Users` and groups at `/Groups`", &["7644-3.2-01", "7643-4.1-01", "7643-4.2-01"], |s| {
        let kinds = [s.discovery().user().cloned(), s.discovery().group().cloned()];
        let any = kinds.iter().any(Option::is_some);
        for (kind, endpoint) in kinds.into_iter().zip(["/Users", "/Groups"]) {
            let Some(kind) = kind else { continue };
            if kind.endpoint() != endpoint {
                return Err(Stop::failed(format!("the endpoint `{endpoint}` of {}", kind.name()), format!("`{}`", kind.endpoint())));
            }
        }
        tried(any, "resource type with the schema User or Group")
    })
    .reads(),
    Check::new("user.password", "a password is taken, and never shown", &["7643-4.1.1-19", "7643-4.1.1-26", "7643-7-27", "7643-7-30", "7643-7-26"], password),
    Check::new("user.password-patched", "a password that PATCH writes is not shown", &["7643-4.1.1-19", "7643-7-27"], |s| {
        let Some((kind, secret)) = secret(s) else { return Err(Stop::skipped("nothing can only be written")) };
        s.set_kind(&kind);
        let made = s.create()?;
        let new = value(s, &secret, 1)?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": secret.path(), "value": new}]))?;
        answer.expect_success()?;
        hidden(&answer, &secret)?;
        hidden(&s.read(&made)?, &secret)
    })
    .needs(&[Need::Patch]),
    Check::new("user.password-schema", "`password` is said to be writeOnly and never returned", &["7643-4.1.1-25"], |s| {
        let user = s.user()?;
        let Some(password) = user.attribute("password") else { return Err(Stop::skipped("users have no password")) };
        let said = password.declared();
        if said.mutability == Mutability::WriteOnly && said.returned == Returned::Never { Ok(()) } else { Err(Stop::failed("`writeOnly` and `never`", format!("`{}`", json!(said)))) }
    })
    .needs(&[Need::User, Need::Schemas])
    .reads(),
    Check::new("user.formats", "languages, locales and time zones are taken", &["7643-4.1.1-14", "7643-4.1.1-15", "7643-4.1.1-17", "7643-2.3.1-02"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let mut any = false;
        for (name, sent) in [("preferredLanguage", "en-US, en;q=0.5"), ("locale", "en-US"), ("timezone", "America/Los_Angeles")] {
            let Some(attribute) = user.attribute(name) else { continue };
            any = true;
            let mut body = s.minimal();
            attribute.put(&mut body, json!(sent));
            let answer = post(s, &body)?;
            answer.expect_status(201)?;
            let answer = shown(s, answer)?;
            if attribute.of(answer.json()).is_some() {
                answer.expect_value(&attribute, &json!(sent))?;
            }
        }
        tried(any, "`preferredLanguage`, `locale` or `timezone`")
    })
    .needs(&[Need::User]),
    Check::new("user.locale-underscore", "a locale with an underscore", &["7643-4.1.1-16"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let locale = s.attribute("locale")?;
        let mut body = s.minimal();
        locale.put(&mut body, json!("en_US"));
        let answer = post(s, &body)?;
        answer.expect_one_of(&[201, 400])?;
        Err(Stop::informed(format!("the locale `en_US` is answered {}", answer.status())))
    })
    .needs(&[Need::User])
    .may(),
    Check::new("user.address", "an address may have newlines, and a country alone", &["7643-4.1.2-17", "7643-4.1.2-16"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let addresses = s.attribute("addresses")?;
        for sent in [json!([{"type": "work", "formatted": "100 Universal City Plaza\nHollywood", "streetAddress": "100\nUniversal"}]), json!([{"country": "US"}])] {
            let mut body = s.minimal();
            addresses.put(&mut body, sent.clone());
            let made = s.create_body(&body)?;
            keeps(s, &made, &[(&addresses, sent.clone())])?;
            s.read(&made)?.expect_value(&addresses, &sent)?;
        }
        Ok(())
    })
    .needs(&[Need::User]),
    Check::new("user.canonical", "the domain of an address is in lower case", &["7643-4.1.2-02", "7643-2.4-10"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let emails = s.attribute("emails")?;
        let sent = format!("{}@EXAMPLE.COM", s.unique());
        let mut body = s.minimal();
        emails.put(&mut body, json!([{"value": sent, "type": "work"}]));
        let made = s.create_body(&body)?;
        let read = s.read(&made)?;
        let found = elements(read.json(), &emails).first().map_or("", |one| at(one, "/value")).to_owned();
        if !found.eq_ignore_ascii_case(&sent) {
            return Err(Stop::skipped("the server does not keep `emails`"));
        }
        let lower = sent.replace("EXAMPLE.COM", "example.com");
        if found == lower { Ok(()) } else { Err(read.failed(format!("`{lower}`"), format!("`{found}`"))) }
    })
    .needs(&[Need::User])
    .should(),
    Check::new("user.manager", "a manager is kept, and `$ref` leads to it", &["7643-4.3-03", "7643-4.3-05", "7643-4.3-04", "7643-2.3.7-07", "7643-2.3.7-08"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let (manager, boss) = (manager(s)?, s.create()?);
        let mut body = s.minimal();
        manager.put(&mut body, json!({"value": boss.id}));
        let made = s.create_body(&body)?;
        let read = s.read(&made)?;
        let Some(found) = manager.of(read.json()).cloned() else { return Err(Stop::skipped("the server does not keep `manager`")) };
        if at(&found, "/value") != boss.id {
            return Err(read.failed(format!("`manager.value` `{}`", boss.id), format!("`{found}`")));
        }
        resolves(s, at(&found, "/$ref"), &boss.id)
    })
    .needs(&[Need::Enterprise]),
    Check::new("user.manager-name", "`manager.displayName` is read only", &["7643-4.3-06", "7644-3.5.1-12"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let manager = manager(s)?;
        let read_only = manager.sub("displayName").is_some_and(|name| name.declared().mutability == Mutability::ReadOnly);
        if !read_only {
            return Err(Stop::skipped("`manager.displayName` is not said to be readOnly"));
        }
        let boss = s.create()?;
        let mut body = s.minimal();
        manager.put(&mut body, json!({"value": boss.id, "displayName": "scim-testkit"}));
        let made = s.create_body(&body)?;
        let read = s.read(&made)?;
        let found = manager.of(read.json()).map_or("", |found| at(found, "/displayName")).to_owned();
        if found == "scim-testkit" { Err(read.failed("a `manager.displayName` of the server's own", "what was sent")) } else { Ok(()) }
    })
    .needs(&[Need::Enterprise]),
    Check::new("group.members", "members are kept, and `$ref` leads to them", &["7643-4.2-05", "7643-4.2-06", "7643-4.2-03", "7643-2.3.7-07", "7643-2.3.7-08", "7643-4.2-02"], |s| {
        let (user, group) = with_member(s)?;
        let read = s.read(&group)?;
        let members = s.attribute("members")?;
        match elements(read.json(), &members) {
            [one] if at(one, "/value") == user.id => resolves(s, at(one, "/$ref"), &user.id),
            other => Err(read.failed(format!("the member `{}`", user.id), format!("`{}`", json!(other)))),
        }
    })
    .needs(&[Need::User, Need::Group]),
    Check::new("group.add-member", "`add` adds a member, and leaves the others", &["7644-3.5.2.1-06", "7643-4.2-03", "7643-4.1.2-21", "7643-4.1.2-24"], |s| {
        let (user, group) = with_member(s)?;
        s.set_kind(&user.kind);
        let other = s.create()?;
        s.patch(&group, &json!([{"op": "add", "path": "members", "value": [{"value": other.id}]}]))?.expect_success()?;
        members(s, &group, &[&user.id, &other.id])
    })
    .needs(&[Need::User, Need::Group, Need::Patch]),
    Check::new("group.add-member-twice", "`add` of a member that is there succeeds, and there is one", &["7644-3.5.2.1-10", "7644-3.5.2.1-11"], |s| {
        let (user, group) = with_member(s)?;
        s.patch(&group, &json!([{"op": "add", "path": "members", "value": [{"value": user.id}]}]))?.expect_success()?;
        members(s, &group, &[&user.id])
    })
    .needs(&[Need::User, Need::Group, Need::Patch])
    .should(),
    Check::new("group.remove-member", "`remove` with a value path removes that member alone", &["7644-3.5.2.2-04", "7643-4.2-03"], |s| {
        let (user, group) = with_member(s)?;
        s.set_kind(&user.kind);
        let other = s.create()?;
        s.patch(&group, &json!([{"op": "add", "path": "members", "value": [{"value": other.id}]}]))?.expect_success()?;
        s.patch(&group, &json!([{"op": "remove", "path": format!("members[value eq \"{}\"]", user.id)}]))?.expect_success()?;
        members(s, &group, &[&other.id])?;
        s.patch(&group, &json!([{"op": "remove", "path": format!("members[value eq \"{}\"]", other.id)}]))?.expect_success()?;
        members(s, &group, &[])
    })
    .needs(&[Need::User, Need::Group, Need::Patch]),
    Check::new("group.remove-absent-member", "`remove` of a member that is not there succeeds", &["7644-3.5.2.2-08"], |s| {
        let (user, group) = with_member(s)?;
        let path = format!("members[value eq \"{}\"]", s.unique());
        let answer = s.patch(&group, &json!([{"op": "remove", "path": path}]))?;
        members(s, &group, &[&user.id])?;
        // a row of the table of errors says otherwise
        answer.expect_success()?;
        Ok(())
    })
    .needs(&[Need::User, Need::Group, Need::Patch])
    .should(),
    Check::new("group.replace-members", "`replace` replaces all members", &["7644-3.5.2.3-03", "7643-4.2-03"], |s| {
        let (user, group) = with_member(s)?;
        s.set_kind(&user.kind);
        let other = s.create()?;
        s.patch(&group, &json!([{"op": "replace", "path": "members", "value": [{"value": other.id}]}]))?.expect_success()?;
        members(s, &group, &[&other.id])
    })
    .needs(&[Need::User, Need::Group, Need::Patch]),
    Check::new("group.remove-members", "`remove` of `members` removes all", &["7644-3.5.2.2-03"], |s| {
        let (_, group) = with_member(s)?;
        s.patch(&group, &json!([{"op": "remove", "path": "members"}]))?.expect_success()?;
        members(s, &group, &[])
    })
    .needs(&[Need::User, Need::Group, Need::Patch]),
    Check::new("group.member-immutable", "the `value` of a member is not replaced in its element", &["7643-4.2-04"], |s| {
        let (user, group) = with_member(s)?;
        let immutable = s.kind().attribute("members.value").is_some_and(|value| value.declared().mutability == Mutability::Immutable);
        if !immutable {
            return Err(Stop::skipped("`members.value` is not said to be immutable"));
        }
        s.set_kind(&user.kind);
        let other = s.create()?;
        let answer = s.patch(&group, &json!([{"op": "replace", "path": format!("members[value eq \"{}\"].value", user.id), "value": other.id}]))?;
        if answer.is_success() {
            return Err(answer.failed("400 mutability", answer.status().to_string()));
        }
        members(s, &group, &[&user.id])
    })
    .needs(&[Need::User, Need::Group, Need::Patch]),
    Check::new("group.put-members", "PUT replaces members as a whole", &["7644-3.5.1-16", "7643-4.2-03"], |s| {
        let (user, group) = with_member(s)?;
        s.set_kind(&user.kind);
        let other = s.create()?;
        let mut body = group.sent.clone();
        set(&mut body, "members", json!([{"value": other.id}]));
        s.put(&group, &body)?.expect_success()?;
        members(s, &group, &[&other.id])
    })
    .needs(&[Need::User, Need::Group]),
    Check::new("group.find-by-member", "groups can be found by a member", &["7644-3.4.2.2-42"], |s| {
        let (user, group) = with_member(s)?;
        s.set_kind(&group.kind);
        s.expect_found(&format!("members.value eq \"{}\"", user.id), &group, true)?;
        let none = s.unique();
        s.expect_found(&format!("members.value eq \"{none}\""), &group, false)
    })
    .needs(&[Need::User, Need::Group, Need::Filter]),
    Check::new("group.nested", "a group may be a member of a group", &["7643-4.2-07", "7643-4.2-06"], |s| {
        let kind = s.group()?;
        s.set_kind(&kind);
        let inner = s.create()?;
        let mut body = s.minimal();
        set(&mut body, "members", json!([{"value": inner.id, "type": "Group"}]));
        let answer = post(s, &body)?;
        answer.expect_one_of(&[201, 400])?;
        Err(Stop::informed(if answer.is_success() { "groups may be members of groups" } else { "groups may not be members of groups" }))
    })
    .needs(&[Need::Group])
    .may(),
    Check::new("group.unknown-member", "a member that does not exist", &["7643-2.3.7-09"], |s| {
        let kind = s.group()?;
        s.set_kind(&kind);
        let mut body = s.minimal();
        set(&mut body, "members", json!([{"value": s.unique()}]));
        let answer = post(s, &body)?;
        answer.expect_one_of(&[201, 400, 404, 409])?;
        Err(Stop::informed(format!("a member that does not exist is answered {}", answer.status())))
    })
    .needs(&[Need::Group]),
    Check::new("group.of-user", "`groups` of a user has the group, with its id and a reference that leads to it", &["7643-4.1.2-19", "7643-4.1.2-22", "7643-4.1.2-23", "7643-4.1.2-20"], |s| {
        let (user, group) = with_member(s)?;
        let read = s.read(&user)?;
        let all = read.json().get("groups").and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(one) = all.iter().find(|one| at(one, "/value") == group.id) else {
            if all.is_empty() {
                return Err(Stop::informed("`groups` of users is not filled"));
            }
            return Err(read.failed(format!("`groups` with `{}`", group.id), format!("`{}`", json!(all))));
        };
        resolves(s, at(one, "/$ref"), &group.id)?;
        if s.discovery().config.as_ref().is_some_and(|config| !config.patch.supported) {
            return Ok(());
        }
        s.patch(&group, &json!([{"op": "remove", "path": format!("members[value eq \"{}\"]", user.id)}]))?.expect_success()?;
        let read = s.read(&user)?;
        if read.member("groups").map(ToString::to_string).unwrap_or_default().contains(&group.id) { Err(read.failed("no group after the user was removed from it", "it")) } else { Ok(()) }
    })
    .needs(&[Need::User, Need::Group]),
    Check::new("group.of-user-read-only", "`groups` of users is said to be readOnly", &["7643-4.1.2-25"], |s| {
        let user = s.user()?;
        let Some(groups) = user.attribute("groups") else { return Err(Stop::skipped("users have no `groups`")) };
        if groups.declared().mutability == Mutability::ReadOnly { Ok(()) } else { Err(Stop::failed("`mutability` `readOnly` of `groups`", "another")) }
    })
    .needs(&[Need::User, Need::Schemas])
    .reads(),
    Check::new("user.name-unique", "`userName` is said to be unique", &["7643-4.1.1-02"], |s| {
        let user = s.user()?;
        let Some(name) = user.attribute("userName") else { return Err(Stop::failed("an attribute `userName` of users", "none")) };
        if name.is_unique() { Ok(()) } else { Err(Stop::failed("`uniqueness` `server` or `global` of `userName`", "`none`")) }
    })
    .needs(&[Need::User, Need::Schemas])
    .reads(),
    Check::new("user.active", "a user can be deactivated, and activated again", &["7643-4.1.1-18", "7643-2.2-04"], |s| {
        let user = s.user()?;
        s.set_kind(&user);
        let active = s.attribute("active")?;
        if !active.is_plain() {
            return Err(Stop::skipped("`/Schemas` says that `active` is not for a client to write and read"));
        }
        let made = super::subject::made(s, &[(&active, json!(true))])?;
        for is in [false, true] {
            s.patch(&made, &json!([{"op": "replace", "path": "active", "value": is}]))?.expect_success()?;
            s.read(&made)?.expect_value(&active, &json!(is))?;
        }
        // as Okta writes it
        s.patch(&made, &json!([{"op": "replace", "value": {"active": false}}]))?.expect_success()?;
        s.read(&made)?.expect_value(&active, &json!(false))
    })
    .needs(&[Need::User, Need::Patch]),
];

fn manager(s: &Session<'_>) -> Result<Attr, Stop> {
    let found = s
        .kind()
        .attributes()
        .into_iter()
        .find(|one| one.urn().is_some() && one.name() == "manager");
    found.ok_or_else(|| Stop::skipped("there is no manager"))
}

/// What can only be written, and whose it is.
fn secret(s: &Session<'_>) -> Option<(crate::live::Kind, Attr)> {
    let kinds = s.discovery().kinds.iter();
    kinds.filter_map(|kind| Some((kind.clone(), kind.secrets().into_iter().next()?))).next()
}

fn hidden(answer: &crate::live::Answer, secret: &Attr) -> Verdict {
    if secret.of(answer.json()).is_some_and(|found| !found.is_null()) {
        Err(answer.failed(format!("no `{}`", secret.path()), "it"))
    } else {
        Ok(())
    }
}

fn password(s: &mut Session<'_>) -> Verdict {
    let kinds = s.discovery().kinds.clone();
    let mut any = false;
    for kind in &kinds {
        s.set_kind(kind);
        for secret in kind.secrets() {
            let mut body = s.minimal();
            let sent = value(s, &secret, 0)?;
            secret.put(&mut body, sent.clone());
            let Some(made) = if_made(s.create_body(&body))? else { continue };
            any = true;
            hidden(&made.answer, &secret)?;
            hidden(&s.read(&made)?, &secret)?;
            let put = s.put(&made, &body)?;
            put.expect_success()?;
            hidden(&put, &secret)?;
            let asked = s.send(&Ask::get(&made.path).query("attributes", secret.path()))?;
            hidden(&asked, &secret)?;
            for answer in [&made.answer, &put, &asked] {
                if sent.as_str().is_some_and(|sent| answer.json().to_string().contains(sent)) {
                    return Err(answer.failed("no password anywhere", "it"));
                }
            }
        }
    }
    if any { Ok(()) } else { Err(Stop::skipped("nothing that can only be written could be tried")) }
}

/// A group with a user in it; groups are the type at hand then.
fn with_member(s: &mut Session<'_>) -> Result<(Made, Made), Stop> {
    let (user, group) = (s.user()?, s.group()?);
    s.set_kind(&user);
    let user = s.create()?;
    s.set_kind(&group);
    let mut body = s.minimal();
    set(&mut body, "members", json!([{"value": user.id}]));
    let group = s.create_body(&body)?;
    Ok((user, group))
}

/// Expects the members of a group, by their ids.
pub(super) fn members(s: &mut Session<'_>, group: &Made, expected: &[&str]) -> Verdict {
    let read = s.read(group)?;
    let all = read.json().get("members").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut found: Vec<&str> = all.iter().map(|one| at(one, "/value")).collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    if found == expected {
        Ok(())
    } else {
        Err(read.failed(format!("the members {expected:?}"), format!("{found:?}")))
    }
}

/// A reference, if there is one, leads to a resource.
fn resolves(s: &mut Session<'_>, reference: &str, id: &str) -> Verdict {
    if reference.is_empty() {
        return Ok(());
    }
    let Some(path) = s.target().referred(reference) else {
        return Err(Stop::skipped(format!("`{reference}` is not below the base URL")));
    };
    let read = s.get(&path)?;
    read.expect_status(200)?;
    if read.text("id") == id {
        Ok(())
    } else {
        Err(read.failed(format!("the resource `{id}`"), format!("`{}`", read.text("id"))))
    }
}
