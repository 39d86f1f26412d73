//! Users: matched or created, updated, disabled and restored, deleted for good.

use crate::entra::wire::{
    active, add_members, create_group, enterprise, expect, finds, finds_nothing, op, patch, person,
    search, sent,
};
use crate::live::check::profile::{expect_active, members, users};
use crate::live::{Answer, Made, Session, Stop, Verdict};
use serde_json::{Value, json};

/// The user of the body, who must be created.
fn create(s: &mut Session<'_>, body: &Value) -> Result<Made, Stop> {
    users(s)?;
    let answer = s.post(s.kind().endpoint().to_owned().as_str(), body)?;
    answer.expect_status(201)?;
    s.made(body, answer)
}

/// A cycle comes to a new user: nobody is found, so one is created, and read.
fn joiner(s: &mut Session<'_>) -> Result<Made, Stop> {
    users(s)?;
    let body = person(s);
    let name = body.get("userName").cloned().unwrap_or_default();
    finds_nothing(s, &format!("userName eq {name}"))?;
    let made = create(s, &body)?;
    s.read(&made)?;
    Ok(made)
}

/// Who is found by the name that Entra ID knows.
fn matched(s: &mut Session<'_>, made: &Made) -> Verdict {
    users(s)?;
    finds(s, &format!("userName eq {}", json!(sent(made, "userName"))), made)
}

/// Expects what the first cycle sent, where the server has a place for it.
fn as_sent(s: &mut Session<'_>, made: &Made) -> Verdict {
    let of = |path: &str| {
        let pointer = format!("/{}", path.replace('.', "/"));
        made.sent.pointer(&pointer).cloned().unwrap_or_default()
    };
    let paths = ["userName", "externalId", "displayName", "name.givenName", "name.familyName"];
    let mut values: Vec<(&str, Value)> = paths.iter().map(|path| (*path, of(path))).collect();
    values
        .push(("emails.value", made.sent.pointer("/emails/0/value").cloned().unwrap_or_default()));
    expect(s, made, &values)
}

/// A path to the element of a list that is for work, or else to the one that the server has a place
/// for.
fn at_work(made: &Made, list: &str, sub: &str) -> String {
    let known = made.kind.attribute(&format!("{list}.type"));
    let known = known.map(|one| one.declared().canonical_values.to_vec()).unwrap_or_default();
    let is_work = known.is_empty() || known.iter().any(|one| one.eq_ignore_ascii_case("work"));
    let only = known.first().filter(|_| !is_work).map(ToString::to_string);
    format!("{list}[type eq {}].{sub}", json!(only.as_deref().unwrap_or("work")))
}

/// The changes of a profile, as operations and as what should be there then.
fn changes<const FLAG: bool>(made: &Made) -> (Vec<Value>, Vec<(String, Value)>) {
    let (department, mail) = (enterprise("department"), format!("new.{}", sent(made, "userName")));
    let paths = [("emails", "value"), ("phoneNumbers", "value"), ("addresses", "locality")];
    let [email, phone, address] = paths.map(|(list, sub)| at_work(made, list, sub));
    let changes = [
        ("replace", "displayName", "displayName", json!("Jane Jones")),
        ("replace", "name.familyName", "name.familyName", json!("Jones")),
        ("add", "title", "title", json!("Engineer")),
        ("replace", &*email, "emails.value", json!(mail)),
        ("add", &*phone, "phoneNumbers.value", json!("+1-201-555-0104")),
        ("add", &*address, "addresses.locality", json!("Bern")),
        ("add", &*department, &*department, json!("Retail")),
    ];
    let (mut operations, mut values) = (Vec::new(), Vec::new());
    for (name, path, attribute, value) in changes {
        if made.kind.attribute(attribute).is_some() {
            operations.push(json!({"op": op::<FLAG>(name), "path": path, "value": value}));
            values.push((attribute.to_owned(), value));
        }
    }
    (operations, values)
}

fn expect_all(s: &mut Session<'_>, made: &Made, values: &[(String, Value)]) -> Verdict {
    let values: Vec<(&str, Value)> =
        values.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    expect(s, made, &values)
}

/// What tells whether a user was changed.
fn state(answer: &Answer) -> [Option<Value>; 2] {
    ["/meta/version", "/meta/lastModified"].map(|at| answer.json().pointer(at).cloned())
}

pub(super) fn provision<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    // the first cycle: two joiners, one of whom is the manager of the other in a second pass
    let (boss, jane) = (joiner(s)?, joiner(s)?);
    as_sent(s, &jane)?;
    expect_active(s, &jane, true)?;
    let (path, value) = (enterprise("manager"), enterprise("manager.value"));
    let has_manager = jane.kind.attribute(&value).is_some();
    if has_manager {
        let manager = json!({"op": op::<FLAG>("add"), "path": path, "value": boss.id});
        patch(s, &jane, &json!([manager]))?;
        expect(s, &jane, &[(&value, json!(boss.id))])?;
    }
    // somebody who is there already is matched in any letter case, and not made again
    let body = person(s);
    let there = create(s, &body)?;
    let upper = json!(sent(&there, "userName").to_uppercase());
    finds(s, &format!("userName eq {upper}"), &there)?;
    // the next cycles: what changed is sent, and nothing else is lost
    for one in [&jane, &there] {
        matched(s, one)?;
        let (operations, values) = changes::<FLAG>(one);
        patch(s, one, &Value::Array(operations))?;
        expect_all(s, one, &values)?;
        expect(s, one, &[("name.givenName", json!("Jane"))])?;
        expect_active(s, one, true)?;
        matched(s, one)?;
    }
    if has_manager {
        expect(s, &jane, &[(&value, json!(boss.id))])?;
    }
    // the same again changes nothing
    let before = s.read(&jane)?;
    let (operations, values) = changes::<FLAG>(&jane);
    patch(s, &jane, &Value::Array(operations))?;
    expect_all(s, &jane, &values)?;
    let after = s.read(&jane)?;
    for name in ["emails", "phoneNumbers", "addresses"] {
        let count = |answer: &Answer| answer.member(name).and_then(Value::as_array).map(Vec::len);
        if count(&before) != count(&after) {
            return Err(after.failed(
                format!("as many `{name}` after the same PATCH as before"),
                format!("{:?} for {:?}", count(&after), count(&before)),
            ));
        }
    }
    // a new login is no new user
    let name = format!("{}@users.example.com", s.unique());
    let rename = json!({"op": op::<FLAG>("replace"), "path": "userName", "value": name});
    patch(s, &jane, &json!([rename]))?;
    users(s)?;
    finds(s, &format!("userName eq {}", json!(name)), &jane)?;
    finds_nothing(s, &format!("userName eq {}", json!(sent(&jane, "userName"))))
}

pub(super) fn restore<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let jane = joiner(s)?;
    for _ in 0..2 {
        // deleted softly, or not assigned any more
        matched(s, &jane)?;
        patch(s, &jane, &json!([active::<FLAG>(false)]))?;
        expect_active(s, &jane, false)?;
        as_sent(s, &jane)?;
        // the next cycle finds who is disabled, and does so once more
        matched(s, &jane)?;
        let before = s.read(&jane)?;
        patch(s, &jane, &json!([active::<FLAG>(false)]))?;
        expect_active(s, &jane, false)?;
        let after = s.read(&jane)?;
        if state(&before) != state(&after) {
            s.remark("a PATCH that changes nothing moves `meta`".to_owned());
        }
        // a second account is refused while there is one that is disabled
        let again = s.post(jane.kind.endpoint(), &jane.sent)?;
        again.expect_status(409)?;
        // restored, with the id that Entra ID keeps
        matched(s, &jane)?;
        patch(s, &jane, &json!([active::<FLAG>(true)]))?;
        expect_active(s, &jane, true)?;
        as_sent(s, &jane)?;
    }
    // disabled and changed by one PATCH, as a mover who leaves is
    let rename = json!({"op": op::<FLAG>("replace"), "path": "displayName", "value": "Jane Jones"});
    patch(s, &jane, &json!([rename, active::<FLAG>(false)]))?;
    expect_active(s, &jane, false)?;
    expect(s, &jane, &[("displayName", json!("Jane Jones"))])
}

pub(super) fn delete<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let (jane, other) = (joiner(s)?, joiner(s)?);
    let group = if s.discovery().group().is_some() {
        let group = create_group(s)?;
        patch(s, &group, &json!([add_members::<FLAG>(&[&jane, &other])]))?;
        Some(group)
    } else {
        None
    };
    // disabled first; thirty days later, or when an administrator says so, deleted
    patch(s, &jane, &json!([active::<FLAG>(false)]))?;
    expect_active(s, &jane, false)?;
    s.delete(&jane)?.expect_status(204)?;
    s.get(&jane.path)?.expect_status(404)?;
    users(s)?;
    let name = format!("userName eq {}", json!(sent(&jane, "userName")));
    finds_nothing(s, &name)?;
    if let Some(group) = &group {
        stays(s, group, &other)?;
    }
    // a job that is not sure sends it again
    s.delete(&jane)?.expect_status(404)?;
    // whoever has that name next is somebody else
    let again = create(s, &jane.sent)?;
    if again.id == jane.id {
        return Err(again.answer.failed("an id that is new", format!("`{}` again", again.id)));
    }
    let found = search(s, &name)?;
    if found.total() != Some(1) {
        return Err(found.failed("one user of that name", format!("{:?}", found.total())));
    }
    expect_active(s, &again, true)?;
    expect_active(s, &other, true)?;
    if let Some(group) = &group {
        stays(s, group, &other)?;
    }
    in_no_group(s, &again)
}

/// Expects a member to stay, whatever becomes of one who is deleted: the RFCs leave open whether a
/// group still names it.
fn stays(s: &mut Session<'_>, group: &Made, user: &Made) -> Verdict {
    let read = s.read(group)?;
    if members(&read).contains(&user.id.as_str()) {
        return Ok(());
    }
    Err(read.failed(format!("the member `{}` to stay", user.id), format!("{:?}", members(&read))))
}

/// Whoever was made again has nothing of who had the name before.
fn in_no_group(s: &mut Session<'_>, made: &Made) -> Verdict {
    let read = s.read(made)?;
    match read.member("groups").and_then(Value::as_array) {
        Some(groups) if !groups.is_empty() => {
            Err(read.failed("a new user to be in no group", format!("{} groups", groups.len())))
        }
        _ => Ok(()),
    }
}
