//! The tests of Microsoft's validator for SCIM, by what they do: it publishes no list of requests.

use super::wire::{
    active, add_members, create, create_group, enterprise, expect, finds, finds_nothing, op, patch,
    person, remove_member, sent, team,
};
use crate::live::check::profile::{entra, expect_active, expect_members, groups, users, with};
use crate::live::{Ask, Check, Need, Session, Stop, Verdict};
use serde_json::{Value, json};

const USER: &[Need] = &[Need::User];
const FOUND: &[Need] = &[Need::User, Need::Filter];
const PATCHED: &[Need] = &[Need::User, Need::Patch];
const MANAGED: &[Need] = &[Need::Enterprise, Need::Patch];
const GROUP: &[Need] = &[Need::Group];
const GROUP_FOUND: &[Need] = &[Need::Group, Need::Filter];
const GROUP_PATCHED: &[Need] = &[Need::Group, Need::Patch];
const MEMBERS: &[Need] = &[Need::Group, Need::User, Need::Patch];

/// What it does to the attributes of a user is the reading of one who ran it, and seven tests are
/// previews: these only warn.
#[rustfmt::skip] // a line for each
pub(super) const fn checks<const FLAG: bool>() -> [Check; 31] {
    [
        Check::new("entra.validator.user-create", "a user is created, `primary` being a text", &[], create_user::<FLAG>).needs(USER),
        Check::new("entra.validator.user-again", "a user who is there is answered 409", &[], |s| { let made = create(s)?; s.post(made.kind.endpoint(), &made.sent)?.expect_status(409)?; Ok(()) }).needs(USER),
        Check::new("entra.validator.user-get", "a user is read by its id", &[], |s| { let made = create(s)?; s.read(&made)?; Ok(()) }).needs(USER),
        Check::new("entra.validator.user-find", "a user is found", &[], |s| { let made = create(s)?; find(s, &made, sent(&made, "userName")) }).needs(FOUND),
        Check::new("entra.validator.user-find-missing", "a user who is not there is not found", &[], entra::find_missing).needs(FOUND).reads(),
        Check::new("entra.validator.user-find-case", "a user is found by its name in another case", &[], |s| { let made = create(s)?; find(s, &made, &sent(&made, "userName").to_uppercase()) }).needs(FOUND),
        Check::new("entra.validator.user-replace", "attributes are replaced", &[], |s| change::<FLAG>(s, "replace")).needs(PATCHED).should(),
        Check::new("entra.validator.user-add", "attributes are added", &[], |s| change::<FLAG>(s, "add")).needs(PATCHED).should(),
        Check::new("entra.validator.user-remove", "attributes are removed", &[], remove::<FLAG>).needs(PATCHED).should(),
        Check::new("entra.validator.user-email", "the primary address is replaced", &[], email::<FLAG>).needs(PATCHED).should(),
        Check::new("entra.validator.user-name", "`userName` is replaced", &[], user_name::<FLAG>).needs(PATCHED).should(),
        Check::new("entra.validator.user-disable", "a user is disabled", &[], disable::<FLAG>).needs(PATCHED),
        Check::new("entra.validator.manager-add", "a manager is added", &[], |s| manager::<FLAG>(s, &["add"])).needs(MANAGED),
        Check::new("entra.validator.manager-replace", "a manager is replaced", &[], |s| manager::<FLAG>(s, &["add", "replace"])).needs(MANAGED),
        Check::new("entra.validator.manager-remove", "a manager is removed", &[], |s| manager::<FLAG>(s, &["add", "remove"])).needs(MANAGED),
        Check::new("entra.validator.user-delete", "a user is deleted", &[], |s| { let made = create(s)?; s.delete(&made)?.expect_status(204)?; s.get(&made.path)?.expect_status(404)?; Ok(()) }).needs(USER),
        Check::new("entra.validator.group-create", "a group is created", &[], |s| { groups(s)?; let body = team(s); s.post(s.kind().endpoint().to_owned().as_str(), &body)?.expect_status(201)?; Ok(()) }).needs(GROUP),
        // the RFC lets several groups have a name
        Check::new("entra.validator.group-again", "a group whose name is there is answered 409", &[], |s| { let made = create_group(s)?; s.post(made.kind.endpoint(), &made.sent)?.expect_status(409)?; Ok(()) }).needs(GROUP).may(),
        Check::new("entra.validator.group-get", "a group is read without its members", &[], get_group).needs(GROUP),
        Check::new("entra.validator.group-find", "a group is found", &[], |s| { let made = create_group(s)?; finds(s, &format!("displayName eq {}", json!(sent(&made, "displayName"))), &made) }).needs(GROUP_FOUND),
        Check::new("entra.validator.group-find-missing", "a group that is not there is not found", &[], |s| { groups(s)?; let name = json!(s.unique()); finds_nothing(s, &format!("displayName eq {name}")) }).needs(GROUP_FOUND).reads(),
        Check::new("entra.validator.group-find-case", "a group is found by its name in another case", &[], |s| { let made = create_group(s)?; finds(s, &format!("displayName eq {}", json!(sent(&made, "displayName").to_uppercase())), &made) }).needs(GROUP_FOUND),
        Check::new("entra.validator.group-replace", "a group's attributes are replaced", &[], rename::<FLAG>).needs(GROUP_PATCHED),
        Check::new("entra.validator.group-add-member", "a member is added", &[], |s| members::<FLAG>(s, false)).needs(MEMBERS),
        Check::new("entra.validator.group-remove-member", "a member is removed", &[], |s| members::<FLAG>(s, true)).needs(MEMBERS),
        Check::new("entra.validator.group-delete", "a group is deleted", &[], |s| { let made = create_group(s)?; s.delete(&made)?.expect_status(204)?; s.get(&made.path)?.expect_status(404)?; Ok(()) }).needs(GROUP),
        // previews
        Check::new("entra.validator.group-several", "a PATCH of a group has several operations", &[], several::<FLAG>).needs(MEMBERS).should(),
        Check::new("entra.validator.group-remove-last", "the last member is removed", &[], last::<FLAG>).needs(MEMBERS).should(),
        Check::new("entra.validator.group-delete-again", "a group that is deleted is deleted again with 404", &[], entra::delete_again).needs(GROUP).should(),
        Check::new("entra.validator.group-delete-missing", "a group that never was is deleted with 404", &[], |s| { missing(s, "/Groups") }).needs(GROUP).should(),
        Check::new("entra.validator.user-delete-missing", "a user who never was is deleted with 404", &[], |s| { missing(s, "/Users") }).needs(USER).should(),
    ]
}

fn find(s: &mut Session<'_>, made: &crate::live::Made, name: &str) -> Verdict {
    finds(s, &format!("userName eq {}", json!(name)), made)
}

fn missing(s: &mut Session<'_>, endpoint: &str) -> Verdict {
    let path = format!("{endpoint}/{}", s.unique());
    s.send(&Ask::delete(path))?.expect_status(404)?;
    Ok(())
}

fn create_user<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut body = person(s);
    let mail = format!("{}@mail.example.com", s.unique());
    let primary = if FLAG { json!(true) } else { json!("true") };
    with(&mut body, "emails", json!([{"primary": primary, "type": "work", "value": mail}]));
    with(&mut body, "timezone", json!("Africa/Addis_Ababa"));
    let made = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    made.expect_status(201)?;
    match made.json().pointer("/emails/0/value") {
        None => Ok(()),
        Some(found) if *found == json!(mail) => Ok(()),
        Some(found) => Err(made.failed(format!("the address `{mail}`"), found.to_string())),
    }
}

const CHANGED: [(&str, &str); 4] = [
    ("displayName", "Janet"),
    ("title", "Engineer"),
    ("name.givenName", "Janet"),
    ("preferredLanguage", "de-DE"),
];

/// Those that users of the server have.
fn changed(s: &Session<'_>) -> Result<Vec<(&'static str, Value)>, Stop> {
    let known = |path: &str| s.kind().attribute(path).is_some();
    let all = CHANGED.iter().filter(|(path, _)| known(path));
    let all: Vec<_> = all.map(|(path, value)| (*path, json!(value))).collect();
    if all.is_empty() { Err(Stop::skipped("users have nothing to change")) } else { Ok(all) }
}

fn change<const FLAG: bool>(s: &mut Session<'_>, name: &'static str) -> Verdict {
    let made = create(s)?;
    let values = changed(s)?;
    let operations = values.iter();
    let operations: Vec<Value> = operations
        .map(|(path, value)| json!({"op": op::<FLAG>(name), "path": path, "value": value}))
        .collect();
    patch(s, &made, &Value::Array(operations))?;
    expect(s, &made, &values)
}

fn remove<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("title")?;
    let mut body = person(s);
    with(&mut body, "title", json!("Engineer"));
    let made = s.create_body(&body)?;
    let operations = json!([{"op": op::<FLAG>("remove"), "path": "title"}]);
    patch(s, &made, &operations)?;
    expect(s, &made, &[("title", Value::Null), ("displayName", json!("Jane Smith"))])
}

fn email<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.attribute("emails.primary")?;
    let mail = format!("{}@mail.example.com", s.unique());
    let path = "emails[primary eq true].value";
    let operations = json!([{"op": op::<FLAG>("replace"), "path": path, "value": mail}]);
    patch(s, &made, &operations)?;
    expect(s, &made, &[("emails.value", json!(mail))])
}

fn user_name<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let name = format!("{}@users.example.com", s.unique());
    let operations = json!([{"op": op::<FLAG>("replace"), "path": "userName", "value": name}]);
    patch(s, &made, &operations)?;
    find(s, &made, &name)?;
    finds_nothing(s, &format!("userName eq {}", json!(sent(&made, "userName"))))
}

fn disable<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.attribute("active")?;
    patch(s, &made, &json!([active::<FLAG>(false)]))?;
    expect_active(s, &made, false)
}

fn manager<const FLAG: bool>(s: &mut Session<'_>, names: &[&'static str]) -> Verdict {
    let made = create(s)?;
    let (path, value) = (enterprise("manager"), enterprise("manager.value"));
    for name in names {
        let boss = create(s)?;
        let mut operation = json!({"op": op::<FLAG>(name), "path": path});
        let mut expected = Value::Null;
        if *name != "remove" {
            expected = json!(boss.id);
            with(&mut operation, "value", expected.clone());
        }
        patch(s, &made, &json!([operation]))?;
        expect(s, &made, &[(&value, expected)])?;
    }
    Ok(())
}

fn get_group(s: &mut Session<'_>) -> Verdict {
    let made = create_group(s)?;
    let read = s.send(&Ask::get(&made.path).query("excludedAttributes", "members"))?;
    read.expect_status(200)?;
    if read.member("members").is_some() {
        return Err(read.failed("no `members`", "some"));
    }
    Ok(())
}

fn rename<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create_group(s)?;
    let (name, external) = (s.unique(), s.unique());
    let replace = |path: &str, value: &str| json!({"op": op::<FLAG>("replace"), "path": path, "value": value});
    let operations = json!([replace("displayName", &name), replace("externalId", &external)]);
    patch(s, &made, &operations)?;
    expect(s, &made, &[("displayName", json!(name)), ("externalId", json!(external))])
}

fn members<const FLAG: bool>(s: &mut Session<'_>, remove: bool) -> Verdict {
    let (one, other) = (create(s)?, create(s)?);
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&one, &other])]))?;
    expect_members(s, &group, &[&one, &other])?;
    if remove {
        patch(s, &group, &json!([remove_member::<FLAG>(&other)]))?;
        expect_members(s, &group, &[&one])?;
    }
    Ok(())
}

fn several<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let (one, other) = (create(s)?, create(s)?);
    groups(s)?;
    let body = team(s);
    let group = s.create_body(&body)?;
    let name = s.unique();
    let operations = json!([
        add_members::<FLAG>(&[&one, &other]),
        remove_member::<FLAG>(&one),
        {"op": op::<FLAG>("replace"), "path": "displayName", "value": name},
    ]);
    patch(s, &group, &operations)?;
    expect(s, &group, &[("displayName", json!(name))])?;
    expect_members(s, &group, &[&other])
}

fn last<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let one = create(s)?;
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&one])]))?;
    patch(s, &group, &json!([remove_member::<FLAG>(&one)]))?;
    expect_members(s, &group, &[])
}
