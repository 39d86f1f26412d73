//! What Okta sends, and expects.

use super::{expect_active, group_of_two, groups, members, users, with};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Ask, Profile, Session};
use serde_json::{Value, json};

const fn check(
    id: &'static str,
    title: &'static str,
    run: fn(&mut Session<'_>) -> Verdict,
) -> Check {
    Check::new(id, title, &[], run).only_with(Profile::Okta)
}

pub(super) const CHECKS: &[Check] = &[
    check(
        "okta.first-page",
        "the request that tests the connection is answered a list",
        first_page,
    )
    .needs(&[Need::User])
    .reads(),
    check(
        "okta.find-missing",
        "a search for a user that is not there is answered 200",
        find_missing,
    )
    .needs(&[Need::User])
    .reads(),
    check("okta.create", "a user as Okta sends it is created, and found by `userName`", create)
        .needs(&[Need::User]),
    check("okta.plain-json", "a user is created from `application/json`", plain_json)
        .needs(&[Need::User]),
    check("okta.put-back", "what GET answers can be sent back with PUT", put_back)
        .needs(&[Need::User]),
    check("okta.put-active", "PUT deactivates and activates a user", put_active)
        .needs(&[Need::User]),
    check(
        "okta.patch-active",
        "PATCH without a path deactivates and activates a user",
        patch_active,
    )
    .needs(&[Need::User, Need::Patch]),
    check("okta.empty-values", "empty texts in a PUT are no error", empty_values)
        .needs(&[Need::User]),
    check(
        "okta.group-push",
        "a group is created empty, renamed with its id, and filled",
        group_push,
    )
    .needs(&[Need::Group, Need::User, Need::Patch]),
    check("okta.group-put", "PUT replaces the members of a group", group_put)
        .needs(&[Need::Group, Need::User]),
    check(
        "okta.refused-token",
        "a wrong credential without a scheme is answered an error with 401",
        refused,
    )
    .needs(&[Need::User, Need::Credentials])
    .reads(),
    check(
        "okta.unknown-id",
        "an id of any form that is unknown is answered an error with 404",
        unknown,
    )
    .needs(&[Need::User])
    .reads(),
];

pub(crate) fn first_page(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let answer = s.list(&[("startIndex", "1"), ("count", "2")])?;
    answer.expect_list()?;
    Ok(())
}

pub(crate) fn find_missing(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let filter = format!("userName eq \"{}@users.example.com\"", s.unique());
    let answer = s.list(&[("filter", &filter), ("startIndex", "1"), ("count", "100")])?;
    answer.expect_list()?;
    if answer.total() != Some(0) {
        return Err(answer.failed("`totalResults` 0", format!("{:?}", answer.total())));
    }
    Ok(())
}

pub(crate) fn body(s: &Session<'_>) -> Value {
    let (mut body, unique) = (s.minimal(), s.unique());
    let name = format!("{unique}@users.example.com");
    with(&mut body, "userName", json!(name));
    with(&mut body, "name", json!({"givenName": "Jane", "familyName": "Smith"}));
    with(&mut body, "emails", json!([{"primary": true, "value": name, "type": "work"}]));
    with(&mut body, "displayName", json!("Jane Smith"));
    with(&mut body, "locale", json!("en-US"));
    with(&mut body, "externalId", json!(format!("00u{unique}")));
    with(&mut body, "groups", json!([]));
    with(&mut body, "active", json!(true));
    body
}

pub(crate) fn create(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut sent = body(s);
    with(&mut sent, "password", json!("1mz050nq"));
    let made = s.post(s.kind().endpoint().to_owned().as_str(), &sent)?;
    made.expect_status(201)?;
    for name in ["id", "userName", "active"] {
        if made.member(name).is_none() {
            return Err(made.failed(format!("`{name}` in the answer"), "none"));
        }
    }
    let name = sent.get("userName").and_then(Value::as_str).unwrap_or_default();
    if made.text("userName") != name {
        return Err(made.failed(format!("`userName` to be `{name}`"), made.text("userName")));
    }
    if made.member("password").is_some() {
        return Err(made.failed("no password in the answer", "one"));
    }
    let found = s.filter(&format!("userName eq {}", json!(name)))?;
    if found.len() != 1 {
        return Err(made.failed("one user of that name", found.len().to_string()));
    }
    Ok(())
}

pub(crate) fn plain_json(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let ask = Ask::post(s.kind().endpoint())
        .text("application/json", &body(s).to_string())
        .header("accept", "application/scim+json; charset=utf-8");
    s.send(&ask)?.expect_status(201)?;
    Ok(())
}

pub(crate) fn put_back(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let made = s.create_full()?;
    let mut sent = s.read(&made)?.json().clone();
    with(&mut sent, "displayName", json!("Jane Doe"));
    with(&mut sent, "groups", json!([]));
    s.put(&made, &sent)?.expect_status(200)?;
    let read = s.read(&made)?;
    if read.text("id") != made.id {
        return Err(read.failed("the same `id`", read.text("id")));
    }
    read.expect_value(&s.attribute("displayName")?, &json!("Jane Doe"))
}

pub(crate) fn put_active(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("active")?;
    let sent = body(s);
    let made = s.create_body(&sent)?;
    for active in [false, true] {
        let mut sent = s.read(&made)?.json().clone();
        with(&mut sent, "active", json!(active));
        s.put(&made, &sent)?.expect_status(200)?;
        expect_active(s, &made, active)?;
    }
    Ok(())
}

pub(crate) fn patch_active(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("active")?;
    let sent = body(s);
    let made = s.create_body(&sent)?;
    let filter = format!("userName eq {}", sent.get("userName").unwrap_or(&Value::Null));
    for active in [false, true] {
        let operations = json!([{"op": "replace", "value": {"active": active}}]);
        s.patch(&made, &operations)?.expect_one_of(&[200, 204])?;
        expect_active(s, &made, active)?;
        // a deactivated user is still the one that is linked
        s.expect_found(&filter, &made, true)?;
    }
    Ok(())
}

pub(crate) fn empty_values(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let mut sent = body(s);
    let made = s.create_body(&sent)?;
    let name = json!({"givenName": "Jane", "middleName": "", "familyName": "Smith"});
    with(&mut sent, "name", name);
    with(&mut sent, "nickName", json!(""));
    with(&mut sent, "title", Value::Null);
    s.put(&made, &sent)?.expect_status(200)?;
    Ok(())
}

pub(crate) fn group_push(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let user = s.create()?;
    groups(s)?;
    let mut sent = s.minimal();
    with(&mut sent, "members", json!([]));
    let made = s.create_body(&sent)?;
    let name = s.unique();
    let rename = json!([{"op": "replace", "value": {"id": made.id, "displayName": name}}]);
    s.patch(&made, &rename)?.expect_one_of(&[200, 204])?;
    s.read(&made)?.expect_value(&s.attribute("displayName")?, &json!(name))?;
    let member = json!([{"value": user.id, "display": "Jane Smith"}]);
    // sent again, it is no error and no second member
    for _ in 0..2 {
        let add = json!([{"op": "add", "path": "members", "value": member}]);
        s.patch(&made, &add)?.expect_one_of(&[200, 204])?;
        let read = s.read(&made)?;
        if members(&read) != [user.id.as_str()] {
            return Err(
                read.failed(format!("one member, `{}`", user.id), format!("{:?}", members(&read)))
            );
        }
    }
    let path = format!("members[value eq \"{}\"]", user.id);
    for _ in 0..2 {
        let remove = json!([{"op": "remove", "path": path}]);
        s.patch(&made, &remove)?.expect_one_of(&[200, 204])?;
        let read = s.read(&made)?;
        if !members(&read).is_empty() {
            return Err(read.failed("no member", format!("{:?}", members(&read))));
        }
    }
    Ok(())
}

pub(crate) fn group_put(s: &mut Session<'_>) -> Verdict {
    let (group, one, _) = group_of_two(s)?;
    let mut sent = s.read(&group)?.json().clone();
    with(&mut sent, "members", json!([{"value": one.id, "display": null}]));
    s.put(&group, &sent)?.expect_status(200)?;
    let read = s.read(&group)?;
    if members(&read) != [one.id.as_str()] {
        return Err(
            read.failed(format!("one member, `{}`", one.id), format!("{:?}", members(&read)))
        );
    }
    Ok(())
}

pub(crate) fn refused(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let ask = Ask::get(s.kind().endpoint()).query("count", "1").authorization("non-token");
    let answer = s.send(&ask)?;
    answer.expect_status(401)?;
    if answer.text("detail").is_empty() {
        return Err(answer.failed("an error with a `detail`", "none"));
    }
    Ok(())
}

pub(crate) fn unknown(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let endpoint = s.kind().endpoint().to_owned();
    for id in ["010101001010101011001010101011", "00919288221112222"] {
        let answer = s.get(&format!("{endpoint}/{id}"))?;
        answer.expect_status(404)?;
        if answer.text("detail").is_empty() {
            return Err(answer.failed("an error with a `detail`", "none"));
        }
    }
    Ok(())
}
