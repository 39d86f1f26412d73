//! What is known of Entra ID's client, each with what a server must do: `entra.e01` to `entra.e20`.

use super::wire::{
    add_members, create, create_group, enterprise, expect, finds, op, patch, person, remove_member,
    search, sent, team,
};
use crate::live::check::profile::{entra, expect_active, expect_members, users, with};
use crate::live::{Ask, Audit, Check, Failure, Look, Need, Recorded, Seen, Session, Stop, Verdict};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PATCHED: &[Need] = &[Need::User, Need::Patch];

pub(super) const AUDITS: &[Audit] =
    &[Audit::new("entra.e20", "every body is application/scim+json", &[], media_type)];

#[rustfmt::skip] // a line for each
pub(super) const fn checks<const FLAG: bool>() -> [Check; 20] {
    [
        Check::new("entra.e01", "`op` is taken in any case", &[], entra::op_case).needs(PATCHED),
        Check::new("entra.e02", "`active` is taken as Entra ID sends it, and as the RFC has it", &[], booleans::<FLAG>).needs(PATCHED),
        Check::new("entra.e03", "a member is removed by value or by filter, and no other", &[], remove::<FLAG>).needs(&[Need::Group, Need::User, Need::Patch]),
        Check::new("entra.e04", "a path with a filter that chooses nothing makes the element", &[], absent_element::<FLAG>).needs(PATCHED),
        Check::new("entra.e05", "a PATCH without a path has dotted names and those of extensions", &[], dotted).needs(PATCHED),
        Check::new("entra.e06", "a query parameter that is unknown is ignored", &[], unknown_parameter::<FLAG>).needs(PATCHED),
        Check::new("entra.e07", "roles are JSON in a text, and `primary` is compared with \"True\"", &[], roles::<FLAG>).needs(PATCHED).should(),
        Check::new("entra.e08", "null in a body is no error", &[], nulls).needs(&[Need::User]),
        Check::new("entra.e09", "`userName` is compared in any case", &[], any_case).needs(&[Need::User, Need::Filter]),
        Check::new("entra.e09-group", "a name of a group is its own", &[], one_name).needs(&[Need::Group]).may(),
        Check::new("entra.e10", "values come back as they were sent", &[], round_trip).needs(&[Need::User]),
        Check::new("entra.e11", "a search with one hit is answered a list", &[], |s| { let made = create(s)?; let name = json!(sent(&made, "userName")); finds(s, &format!("userName eq {name}"), &made) }).needs(&[Need::User, Need::Filter]),
        // of apps of the gallery; it looks at how the server copes with this alone
        Check::new("entra.e12", "25 requests in a second are answered", &[], requests).needs(&[Need::User]).reads().alone().should(),
        Check::new("entra.e13", "it is reached over TLS, and with its token alone", &[], credentials).needs(&[Need::User, Need::Credentials]).reads(),
        Check::new("entra.e14", "a name with special characters is found", &[], special).needs(&[Need::User, Need::Filter]),
        Check::new("entra.e15", "a manager is set later, by an id or an element of a list", &[], manager::<FLAG>).needs(&[Need::Enterprise, Need::Patch]),
        Check::new("entra.e16", "a user who is there is answered 409", &[], again).needs(&[Need::User]),
        Check::new("entra.e17", "a PATCH of a group is answered without its members", &[], no_members::<FLAG>).needs(&[Need::Group, Need::User, Need::Patch]).should(),
        // that it is sent again is inferred
        Check::new("entra.e18", "a user who is POSTed again after a time-out is there once, and found", &[], sent_again).needs(&[Need::User, Need::Filter]).should(),
        // one source, and no capture
        Check::new("entra.e19", "a user without `schemas` is created", &[], without_schemas).needs(&[Need::User]).should(),
    ]
}

fn media_type(seen: &Seen<'_>) -> Look {
    let reply = seen.exchange.reply.as_ref()?;
    if reply.body.is_empty() {
        return None;
    }
    let found = seen.header("content-type").unwrap_or("none");
    let media_type = found.split(';').next().unwrap_or_default().trim();
    Some(if media_type.eq_ignore_ascii_case("application/scim+json") {
        Ok(())
    } else {
        Err(Failure::new("content-type `application/scim+json`", format!("`{found}`")))
    })
}

fn booleans<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    if !FLAG {
        entra::active_text(s)?;
    }
    let made = create(s)?;
    s.attribute("active")?;
    for is in [false, true] {
        let operation = json!({"op": op::<FLAG>("replace"), "path": "active", "value": is});
        patch(s, &made, &json!([operation]))?;
        expect_active(s, &made, is)?;
    }
    Ok(())
}

fn remove<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    if !FLAG {
        entra::remove_members(s)?;
    }
    let (one, other) = (create(s)?, create(s)?);
    let group = create_group(s)?;
    patch(s, &group, &json!([add_members::<FLAG>(&[&one, &other])]))?;
    for _ in 0..2 {
        patch(s, &group, &json!([remove_member::<FLAG>(&other)]))?;
        expect_members(s, &group, &[&one])?;
    }
    Ok(())
}

fn absent_element<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    entra::email(s)?;
    let made = create(s)?;
    let phones = s.attribute("phoneNumbers.value")?;
    let path = "phoneNumbers[type eq \"mobile\"].value";
    let operation = json!({"op": op::<FLAG>("add"), "path": path, "value": "+1-201-555-0103"});
    patch(s, &made, &json!([operation]))?;
    s.read(&made)?.expect_value(&phones, &json!("+1-201-555-0103"))?;
    let path = "addresses[type eq \"work\"].locality";
    if let Some(locality) = made.kind.attribute("addresses.locality") {
        let operation = json!({"op": op::<FLAG>("replace"), "path": path, "value": "Bern"});
        patch(s, &made, &json!([operation]))?;
        s.read(&made)?.expect_value(&locality, &json!("Bern"))?;
    }
    Ok(())
}

fn dotted(s: &mut Session<'_>) -> Verdict {
    entra::dotted(s)?;
    let made = create(s)?;
    let number = enterprise("employeeNumber");
    let mut value = json!({"displayName": "Jane Jones", "name.familyName": "Jones"});
    if made.kind.attribute(&number).is_some() {
        with(&mut value, &number, json!("701984"));
    }
    patch(s, &made, &json!([{"op": "replace", "value": value}]))?;
    let values = [
        ("displayName", json!("Jane Jones")),
        ("name.familyName", json!("Jones")),
        ("name.givenName", json!("Jane")),
        (&*number, json!("701984")),
    ];
    expect(s, &made, &values)
}

fn unknown_parameter<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let (endpoint, body) = (s.kind().endpoint().to_owned(), person(s));
    let made = s.send(&Ask::post(format!("{endpoint}?aadOptscim062020")).json(&body))?;
    made.expect_status(201)?;
    let path = format!("{endpoint}/{}?aadOptscim062020", made.text("id"));
    let operation = json!({"op": op::<FLAG>("replace"), "path": "displayName", "value": "Jay"});
    let operations = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    s.send(&Ask::patch(&path).json(&operations))?.expect_one_of(&[200, 204])?;
    let read = s.get(&path)?;
    read.expect_status(200)?;
    read.expect_value(&s.attribute("displayName")?, &json!("Jay"))
}

fn roles<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.attribute("roles.value")?;
    let role = json!({"id": "06b07648-ecfe-589f-9d2f-6325724a46ee", "value": "Admin", "displayName": "Admin"});
    let value = json!([{"value": role.to_string()}]);
    patch(s, &made, &json!([{"op": op::<FLAG>("add"), "path": "roles", "value": value}]))?;
    let path = "roles[primary eq \"True\"].value";
    let replace = json!({"op": op::<FLAG>("replace"), "path": path, "value": "Admin"});
    patch(s, &made, &json!([replace]))?;
    let read = s.read(&made)?;
    if read.member("roles").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        return Err(read.failed("roles", "none"));
    }
    Ok(())
}

fn nulls(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut body = person(s);
    for name in ["addresses", "phoneNumbers", "title", "nickName", "timezone"] {
        with(&mut body, name, Value::Null);
    }
    s.post(s.kind().endpoint().to_owned().as_str(), &body)?.expect_status(201)?;
    Ok(())
}

fn any_case(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let name = json!(sent(&made, "userName").to_uppercase());
    finds(s, &format!("userName eq {name}"), &made)
}

fn one_name(s: &mut Session<'_>) -> Verdict {
    let made = create_group(s)?;
    let mut body = team(s);
    with(&mut body, "displayName", json!(sent(&made, "displayName")));
    let again = s.post(made.kind.endpoint(), &body)?;
    again.expect_one_of(&[201, 409])?;
    let answered = if again.status() == 409 { "refused" } else { "taken" };
    Err(Stop::informed(format!("a group with the name of another is {answered}")))
}

fn round_trip(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let values = ["userName", "externalId", "displayName", "name.givenName", "name.familyName"];
    let of = |path: &str| {
        let pointer = format!("/{}", path.replace('.', "/"));
        made.sent.pointer(&pointer).cloned().unwrap_or_default()
    };
    let read = s.read(&made)?;
    for path in values {
        let Some(attribute) = made.kind.attribute(path) else { continue };
        // in the letters that were sent, also where comparing ignores case
        if attribute.of(read.json()) != Some(&of(path)) {
            let found = attribute.of(read.json()).map_or("nothing".to_owned(), ToString::to_string);
            return Err(read.failed(format!("`{path}` to be `{}`", of(path)), found));
        }
    }
    Ok(())
}

fn special(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut body = person(s);
    let name = format!("O'Brien+{}&co@users.example.com", s.unique());
    with(&mut body, "userName", json!(name));
    let made = s.create_body(&body)?;
    finds(s, &format!("userName eq {}", json!(name)), &made)
}

fn manager<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    entra::manager(s)?;
    let (boss, made) = (create(s)?, create(s)?);
    let (path, value) = (enterprise("manager"), enterprise("manager.value"));
    let reference = format!("{}{}", s.target().url(), boss.path);
    let element = json!([{"$ref": reference, "value": boss.id}]);
    patch(s, &made, &json!([{"op": op::<FLAG>("add"), "path": path, "value": element}]))?;
    expect(s, &made, &[(&value, json!(boss.id))])?;
    patch(s, &made, &json!([{"op": op::<FLAG>("remove"), "path": path}]))?;
    expect(s, &made, &[(&value, Value::Null)])
}

fn again(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.post(made.kind.endpoint(), &made.sent)?.expect_status(409)?;
    let found = search(s, &format!("userName eq {}", json!(sent(&made, "userName"))))?;
    if found.total() != Some(1) {
        return Err(found.failed("one user of that name", format!("{:?}", found.total())));
    }
    Ok(())
}

/// As many as Microsoft asks a server to take of a tenant in a second.
const REQUESTS: usize = 25;

fn requests(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let ask = Ask::get(s.kind().endpoint()).query("startIndex", "1").query("count", "1");
    let (before, began) = (s.exchanges().len(), Instant::now());
    let answered = (0..REQUESTS).try_for_each(|_| s.send(&ask)?.expect_success().map(|_| ()));
    // what is answered 429 is waited for, and sent again
    let sent = s.exchanges().get(before..).unwrap_or_default();
    let refused = |one: &Recorded| one.reply.as_ref().is_some_and(|reply| reply.status == 429);
    if let Some(at) = sent.iter().position(refused) {
        let expected = format!("{REQUESTS} requests in a second to be answered");
        return Err(Failure::new(expected, format!("429 for request {}", at + 1))
            .at(before + at)
            .into());
    }
    answered?;
    if began.elapsed() > Duration::from_secs(1) {
        let reason = format!("one after the other, {REQUESTS} requests took longer than a second");
        return Err(Stop::informed(reason));
    }
    Ok(())
}

fn credentials(s: &mut Session<'_>) -> Verdict {
    let target = s.target();
    if !target.is_loopback() && !target.url().to_ascii_lowercase().starts_with("https:") {
        return Err(Stop::failed("a base URL with `https`", format!("`{}`", target.url())));
    }
    users(s)?;
    let ask = Ask::get(s.kind().endpoint()).query("startIndex", "1").query("count", "1");
    s.send(&ask)?.expect_success()?;
    for ask in [ask.clone().anonymous(), ask.authorization("Bearer scimtk-wrong")] {
        s.send(&ask)?.expect_status(401)?;
    }
    Ok(())
}

fn sent_again(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    s.post(made.kind.endpoint(), &made.sent)?.expect_one_of(&[409])?;
    for name in ["userName", "externalId"] {
        if made.kind.attribute(name).is_some() {
            finds(s, &format!("{name} eq {}", json!(sent(&made, name))), &made)?;
        }
    }
    Ok(())
}

fn no_members<const FLAG: bool>(s: &mut Session<'_>) -> Verdict {
    let user = create(s)?;
    let group = create_group(s)?;
    let answer = patch(s, &group, &json!([add_members::<FLAG>(&[&user])]))?;
    if answer.status() == 204 || answer.member("members").is_none() {
        return Ok(());
    }
    Err(answer.failed("204, or a group without `members`", "its members"))
}

fn without_schemas(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut body = person(s);
    if let Some(members) = body.as_object_mut() {
        members.remove("schemas");
    }
    s.post(s.kind().endpoint().to_owned().as_str(), &body)?.expect_status(201)?;
    Ok(())
}
