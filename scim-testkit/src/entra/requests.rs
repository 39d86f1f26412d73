//! The requests of Entra ID's default job for SCIM.

use super::wire::{
    active, add_members, create, create_group, enterprise, expect, finds, finds_nothing, op, patch,
    person, remove_member, sent, team,
};
use crate::live::check::profile::{entra, expect_active, expect_members, groups, users};
use crate::live::{Ask, Check, Need, Session, Verdict};
use serde_json::{Value, json};

const GROUPS: &[Need] = &[Need::Group, Need::User];

#[rustfmt::skip] // a line for each
pub(super) const fn checks<const FLAG: bool>() -> [Check; 16] {
    [
        Check::new("entra.request.connection", "the searches that test the connection are answered empty lists", &[], connection).needs(&[Need::User, Need::Filter]).reads(),
        Check::new("entra.request.create", "a user is created, with `meta`, `roles: []` and both schemas", &[], create_user).needs(&[Need::User]),
        Check::new("entra.request.match", "a user is found by `userName`, `externalId` and its work address", &[], find).needs(&[Need::User, Need::Filter]),
        Check::new("entra.request.get", "a user is read by its id", &[], |s| { let made = create(s)?; s.read(&made)?; s.get(&format!("{}/{}", made.kind.endpoint(), s.unique()))?.expect_status(404)?; Ok(()) }).needs(&[Need::User]),
        Check::new("entra.request.update", "attributes are added and replaced by path", &[], update::<FLAG>).needs(&[Need::User, Need::Patch]),
        Check::new("entra.request.disable", "a user is disabled and enabled", &[], disable::<FLAG>).needs(&[Need::User, Need::Patch]),
        Check::new("entra.request.delete", "a user is deleted, and gone", &[], delete_user).needs(&[Need::User]),
        Check::new("entra.request.group-create", "a group is created, with Microsoft's schema beside the RFC's", &[], create_team).needs(&[Need::Group]),
        Check::new("entra.request.group-get", "a group is read without its members", &[], get_team).needs(GROUPS),
        Check::new("entra.request.group-match", "a group is found by name, without its members", &[], |s| { entra::without_members(s)?; groups(s)?; let name = s.unique(); finds_nothing(s, &format!("displayName eq {}", json!(name))) }).needs(&[Need::Group, Need::User, Need::Filter]),
        Check::new("entra.request.group-rename", "a group is renamed", &[], rename::<FLAG>).needs(&[Need::Group, Need::Patch]),
        Check::new("entra.request.group-add", "members are added, and stay beside others", &[], add::<FLAG>).needs(&[Need::Group, Need::User, Need::Patch]),
        Check::new("entra.request.group-remove", "a member is removed, and no other", &[], remove::<FLAG>).needs(&[Need::Group, Need::User, Need::Patch]),
        Check::new("entra.request.membership", "a group is found by its id and a member", &[], membership).needs(&[Need::Group, Need::User, Need::Filter]),
        Check::new("entra.request.group-delete", "a group is deleted, and gone", &[], |s| { let made = create_group(s)?; s.delete(&made)?.expect_status(204)?; s.get(&made.path)?.expect_status(404)?; Ok(()) }).needs(&[Need::Group]),
        // for apps of the gallery alone
        Check::new("entra.request.schemas", "`/Schemas` is a list of schemas without null", &[], schemas).reads().should(),
    ]
}

fn connection(s: &mut Session<'_>) -> Verdict {
    entra::find_missing(s)?;
    if s.discovery().group().is_some() {
        groups(s)?;
        let name = s.unique();
        finds_nothing(s, &format!("displayName eq {}", json!(name)))?;
    }
    Ok(())
}

fn create_user(s: &mut Session<'_>) -> Verdict {
    entra::create(s)?;
    users(s)?;
    let body = person(s);
    let made = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    made.expect_status(201)?;
    if made.text("id").is_empty() {
        return Err(made.failed("an `id`", "none"));
    }
    Ok(())
}

fn find(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let (name, external) = (json!(sent(&made, "userName")), json!(sent(&made, "externalId")));
    finds(s, &format!("userName eq {name}"), &made)?;
    finds(s, &format!("externalId eq {external}"), &made)?;
    if s.kind().attribute("emails.type").is_some() {
        finds(s, &format!("emails[type eq \"work\"].value eq {name}"), &made)?;
    }
    Ok(())
}

fn update<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let mail = format!("{}@mail.example.com", s.unique());
    let department = enterprise("department");
    let changes = [
        ("replace", "emails[type eq \"work\"].value", "emails.value", json!(mail)),
        ("replace", "name.familyName", "name.familyName", json!("Jones")),
        ("add", "nickName", "nickName", json!("Jay")),
        ("add", &*department, &*department, json!("Retail")),
    ];
    let known = |path: &str| made.kind.attribute(path).is_some();
    let changes = changes.iter().filter(|(_, _, attribute, _)| known(attribute));
    let (mut operations, mut values) = (Vec::new(), Vec::new());
    for (name, path, attribute, value) in changes {
        operations.push(json!({"op": op::<FLAG>(name), "path": path, "value": value}));
        values.push((*attribute, value.clone()));
    }
    patch(s, &made, &Value::Array(operations))?;
    expect(s, &made, &values)
}

fn disable<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.attribute("active")?;
    for is in [false, true] {
        patch(s, &made, &json!([active::<FLAG>(is)]))?;
        expect_active(s, &made, is)?;
    }
    Ok(())
}

fn delete_user(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.delete(&made)?.expect_status(204)?;
    s.get(&made.path)?.expect_status(404)?;
    let name = json!(sent(&made, "userName"));
    finds_nothing(s, &format!("userName eq {name}"))
}

fn create_team(s: &mut Session<'_>) -> Verdict {
    groups(s)?;
    let body = team(s);
    let made = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    made.expect_status(201)?;
    if body.get("displayName") != made.member("displayName") {
        return Err(made.failed("the name that was sent", made.text("displayName")));
    }
    Ok(())
}

fn get_team(s: &mut Session<'_>) -> Verdict {
    let user = create(s)?;
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<true>(&[&user])]))?;
    let ask = Ask::get(&group.path).query("excludedAttributes", "members");
    let read = s.send(&ask)?;
    read.expect_status(200)?;
    if read.member("members").is_some() {
        return Err(read.failed("no `members`", "some"));
    }
    if read.text("displayName") != sent(&group, "displayName") {
        return Err(read.failed("the group's name", read.text("displayName")));
    }
    Ok(())
}

fn rename<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create_group(s)?;
    let name = s.unique();
    let rename = json!({"op": op::<FLAG>("replace"), "path": "displayName", "value": name});
    patch(s, &made, &json!([rename]))?;
    expect(s, &made, &[("displayName", json!(name))])
}

fn add<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let (one, other) = (create(s)?, create(s)?);
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&one])]))?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&other])]))?;
    expect_members(s, &group, &[&one, &other])
}

fn remove<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let (one, other) = (create(s)?, create(s)?);
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&one, &other])]))?;
    patch(s, &group, &json!([remove_member::<FLAG>(&one)]))?;
    expect_members(s, &group, &[&other])
}

fn membership(s: &mut Session<'_>) -> Verdict {
    let (one, other) = (create(s)?, create(s)?);
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<true>(&[&one])]))?;
    let filter = |user: &str| format!("id eq {} and members eq {}", json!(group.id), json!(user));
    finds(s, &filter(&one.id), &group)?;
    finds_nothing(s, &filter(&other.id))
}

fn schemas(s: &mut Session<'_>) -> Verdict {
    let answer = s.get("/Schemas")?;
    for schema in answer.expect_list()? {
        let members = schema.as_object().into_iter().flatten();
        if let Some((name, _)) = members.clone().find(|(_, value)| value.is_null()) {
            return Err(answer.failed("no null", format!("`{name}`")));
        }
        let capital = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        if let Some((name, _)) = members.clone().find(|(name, _)| capital(name)) {
            return Err(answer.failed("names in camel case", format!("`{name}`")));
        }
    }
    Ok(())
}
