//! Users.

mod password;

use crate::live::check::profile::{expect_active, groups, members, okta, users, with};
use crate::live::{Answer, Check, Made, Need, Session, Stop, Verdict};
use crate::okta::suite::client::{look_up, person, set_active, update};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new("okta.o01", "PATCH sets `active` without a path, and with one", &[], |s| {
        okta::patch_active(s)?;
        let made = create(s)?;
        for active in [false, true] {
            let operations = json!([{"op": "replace", "path": "active", "value": active}]);
            s.patch(&made, &operations)?.expect_one_of(&[200, 204])?;
            expect_active(s, &made, active)?;
        }
        Ok(())
    })
    .needs(&[Need::User, Need::Patch]),
    Check::new("okta.o04", "the same PUT twice is taken twice", &[], put_twice)
        .needs(&[Need::User]),
    Check::new(
        "okta.o04-unchanged",
        "a PUT of what is there moves neither version nor `lastModified`",
        &[],
        put_unchanged,
    )
    .needs(&[Need::User])
    .should(),
    Check::new(
        "okta.o05",
        "what GET answers, with `id`, `meta` and `groups`, is taken by PUT",
        &[],
        put_back,
    )
    .needs(&[Need::User]),
    Check::new("okta.o06", "`groups: []` in a user takes it out of no group", &[], empty_groups)
        .needs(&[Need::User, Need::Group]),
    Check::new(
        "okta.o07",
        "a password is taken on create and in a PUT, and not shown",
        &[],
        password::taken,
    )
    .needs(&[Need::User]),
    Check::new(
        "okta.o07-kept",
        "a PUT without a password leaves the one that is there",
        &[],
        password::kept,
    )
    .needs(&[Need::User]),
    Check::new(
        "okta.o07-sync",
        "PATCH sets a password, without a path and with one, and nothing else (unverified against Okta)",
        &[],
        password::synchronized,
    )
    .needs(&[Need::User, Need::Patch])
    // Okta does not publish what it sends
    .should(),
    Check::new("okta.o08", "`externalId` is kept, and may be missing from a PUT", &[], external_id)
        .needs(&[Need::User]),
    Check::new("okta.o08-again", "two users may have one `externalId`", &[], external_id_again)
        .needs(&[Need::User])
        .should(),
    Check::new(
        "okta.o12",
        "a user who is deactivated stays, as it was, and is found",
        &[],
        inactive,
    )
    .needs(&[Need::User]),
    Check::new(
        "okta.o14",
        "a user who is deactivated is found by name and activated, with its id",
        &[],
        reactivate::<false>,
    )
    .needs(&[Need::User]),
    Check::new(
        "okta.o14-patch",
        "the same by PATCH, and a PUT of the profile (unverified against Okta)",
        &[],
        reactivate::<true>,
    )
    .needs(&[Need::User, Need::Patch])
    .should(),
    Check::new("okta.o26", "empty texts in a PUT are no error, and no values", &[], empty)
        .needs(&[Need::User]),
    Check::new(
        "okta.o27",
        "of several addresses one is primary: Okta imports no other",
        &[],
        primary,
    )
    .needs(&[Need::User])
    // nothing need be invented on write
    .should(),
    Check::new(
        "okta.o28",
        "addresses, phones and mails are taken with any `type` and `primary`",
        &[],
        elements,
    )
    .needs(&[Need::User]),
    Check::new(
        "okta.o29",
        "a PUT without `active` activates nobody, and deactivates nobody",
        &[],
        without_active,
    )
    .needs(&[Need::User]),
    Check::new("okta.o36", "a PUT with an old `meta.version` is taken", &[], old_version)
        .needs(&[Need::User]),
];

/// A user as Okta makes it.
pub(super) fn create(s: &mut Session<'_>) -> Result<Made, Stop> {
    users(s)?;
    let body = person(s);
    s.create_body(&body)
}

fn put_twice(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let mut body = s.read(&made)?.json().clone();
    with(&mut body, "displayName", json!("Jane Doe"));
    for _ in 0..2 {
        s.put(&made, &body)?.expect_status(200)?;
    }
    s.read(&made)?.expect_value(&s.attribute("displayName")?, &json!("Jane Doe"))
}

/// What tells that a resource was changed: its version and when.
fn state(answer: &Answer) -> (Value, Value) {
    let at = |pointer| answer.json().pointer(pointer).cloned().unwrap_or_default();
    (at("/meta/version"), at("/meta/lastModified"))
}

/// Sends back what GET answers, without the password, which no answer has; whether that changed
/// something.
fn moved(s: &mut Session<'_>, made: &Made) -> Result<(bool, Answer), Stop> {
    let before = s.read(made)?;
    s.put(made, before.json())?.expect_status(200)?;
    let after = s.read(made)?;
    Ok((state(&before) != state(&after), after))
}

fn put_unchanged(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    match moved(s, &made)? {
        (false, _) => Ok(()),
        (true, after) => Err(after.failed(
            "the version and `lastModified` from before a PUT of what was there",
            after.json().pointer("/meta").unwrap_or(&Value::Null).to_string(),
        )),
    }
}

/// A member of a group, so that what it is sent back with has `groups`.
fn in_a_group(s: &mut Session<'_>) -> Result<(Made, Made), Stop> {
    let user = create(s)?;
    groups(s)?;
    let mut body = s.minimal();
    with(&mut body, "members", json!([{"value": user.id, "display": "Jane Smith"}]));
    let group = s.create_body(&body)?;
    users(s)?;
    Ok((user, group))
}

fn still_in(s: &mut Session<'_>, group: &Made, user: &Made) -> Verdict {
    let read = s.read(group)?;
    if members(&read) == [user.id.as_str()] {
        return Ok(());
    }
    Err(read.failed(format!("the member `{}`", user.id), format!("{:?}", members(&read))))
}

fn put_back(s: &mut Session<'_>) -> Verdict {
    okta::put_back(s)?;
    if s.discovery().group().is_none() {
        return Ok(());
    }
    let (user, group) = in_a_group(s)?;
    update(s, &user.path, |body| with(body, "displayName", json!("Jane Doe")))?
        .expect_status(200)?;
    still_in(s, &group, &user)
}

fn empty_groups(s: &mut Session<'_>) -> Verdict {
    let (user, group) = in_a_group(s)?;
    update(s, &user.path, |body| with(body, "groups", json!([])))?.expect_status(200)?;
    still_in(s, &group, &user)
}

fn external_id(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let sent = made.sent.get("externalId").cloned().unwrap_or_default();
    s.read(&made)?.expect_value(&s.attribute("externalId")?, &sent)?;
    update(s, &made.path, |body| {
        if let Some(members) = body.as_object_mut() {
            members.remove("externalId");
        }
    })?
    .expect_status(200)?;
    Ok(())
}

fn external_id_again(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let mut body = person(s);
    with(&mut body, "externalId", made.sent.get("externalId").cloned().unwrap_or_default());
    s.post(made.kind.endpoint(), &body)?.expect_status(201)?;
    Ok(())
}

fn user_name(made: &Made) -> &str {
    made.sent.get("userName").and_then(Value::as_str).unwrap_or_default()
}

/// The one user that the search for its name finds.
fn found(s: &mut Session<'_>, made: &Made) -> Result<Answer, Stop> {
    let answer = look_up(s, user_name(made))?;
    let list = answer.expect_list()?;
    let ids: Vec<&str> = list.iter().filter_map(|one| one.get("id")?.as_str()).collect();
    if ids != [made.id.as_str()] {
        return Err(answer.failed(format!("the user `{}` alone", made.id), format!("{ids:?}")));
    }
    Ok(answer)
}

fn inactive(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let before = s.read(&made)?;
    set_active::<false>(s, &made.path, false)?.expect_status(200)?;
    expect_active(s, &made, false)?;
    let after = s.read(&made)?;
    for name in ["id", "userName", "name", "emails", "externalId"] {
        if before.member(name) != after.member(name) {
            let found = after.member(name).map_or("nothing".to_owned(), ToString::to_string);
            return Err(after.failed(format!("`{name}` as it was"), found));
        }
    }
    found(s, &made)?;
    Ok(())
}

fn reactivate<const PATCH: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    set_active::<PATCH>(s, &made.path, false)?.expect_one_of(&[200, 204])?;
    found(s, &made)?;
    set_active::<PATCH>(s, &made.path, true)?.expect_one_of(&[200, 204])?;
    // the profile comes after it, as a PUT in either dialect
    update(s, &made.path, |body| {
        with(body, "active", json!(true));
        with(body, "groups", json!([]));
    })?
    .expect_status(200)?;
    expect_active(s, &made, true)?;
    found(s, &made)?;
    Ok(())
}

fn empty(s: &mut Session<'_>) -> Verdict {
    okta::empty_values(s)?;
    let text = s.optional_string()?;
    let mut body = person(s);
    text.put(&mut body, json!("Jay"));
    let made = s.create_body(&body)?;
    update(s, &made.path, |body| text.put(body, json!("")))?.expect_status(200)?;
    let read = s.read(&made)?;
    // kept as an empty text, it is as good as nothing
    match text.of(read.json()) {
        Some(Value::String(text)) if text.is_empty() => Ok(()),
        _ => read.expect_unassigned(&text),
    }
}

fn primary(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("emails.primary")?;
    let (mut body, unique) = (person(s), s.unique());
    let mail = |name: &str| format!("{unique}-{name}@mail.example.com");
    let both = json!([
        {"value": mail("work"), "type": "work"},
        {"value": mail("home"), "type": "home"},
    ]);
    with(&mut body, "emails", both);
    let made = s.create_body(&body)?;
    let read = s.read(&made)?;
    let emails = read.member("emails").and_then(Value::as_array).cloned().unwrap_or_default();
    let count = emails.iter().filter(|one| one.get("primary") == Some(&json!(true))).count();
    if count != 1 {
        return Err(read.failed("one primary email", count.to_string()));
    }
    Ok(())
}

fn elements(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let (mut body, unique) = (person(s), s.unique());
    let mail = |name: &str| format!("{unique}-{name}@mail.example.com");
    let sent = [
        (
            "emails",
            json!([
                {"value": mail("work"), "type": "work", "primary": true},
                {"value": mail("other"), "type": "other", "primary": false},
            ]),
        ),
        (
            "phoneNumbers",
            json!([
                {"value": "+1-201-555-0101", "type": "work", "primary": true},
                {"value": "+1-201-555-0102", "type": "mobile"},
            ]),
        ),
        (
            "addresses",
            json!([{
                "streetAddress": "301 Brannan St.", "locality": "San Francisco", "region": "CA",
                "postalCode": "94107", "country": "US", "type": "work", "primary": true,
            }]),
        ),
    ];
    for (name, value) in &sent {
        with(&mut body, name, value.clone());
    }
    let answer = s.post(s.kind().endpoint().to_owned().as_str(), &body)?;
    answer.expect_status(201)?;
    let values = |value: &Value| -> Vec<String> {
        let all = value.as_array().into_iter().flatten();
        let key = |one: &Value| one.get("value").or_else(|| one.get("postalCode")).cloned();
        let mut values: Vec<String> = all.filter_map(key).map(|one| one.to_string()).collect();
        values.sort();
        values
    };
    let list = |name: &str| answer.member(name).cloned().unwrap_or_default();
    // a server may have no place for some of it, but does not mix it up
    for (name, value) in &sent {
        let (kept, expected) = (values(&list(name)), values(value));
        if let Some(other) = kept.iter().find(|one| !expected.contains(one)) {
            let expected = format!("`{name}` to have of what was sent");
            return Err(answer.failed(expected, format!("`{other}`")));
        }
    }
    Ok(())
}

fn without_active(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.attribute("active")?;
    for active in [false, true] {
        set_active::<false>(s, &made.path, active)?.expect_status(200)?;
        update(s, &made.path, |body| {
            if let Some(members) = body.as_object_mut() {
                members.remove("active");
                members.insert("displayName".to_owned(), json!(format!("Jane {active}")));
            }
        })?
        .expect_status(200)?;
        expect_active(s, &made, active)?;
    }
    Ok(())
}

fn old_version(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let mut body = s.read(&made)?.json().clone();
    for name in ["Jane One", "Jane Two"] {
        // with the version of the first read
        with(&mut body, "displayName", json!(name));
        s.put(&made, &body)?.expect_status(200)?;
    }
    s.read(&made)?.expect_value(&s.attribute("displayName")?, &json!("Jane Two"))
}
