//! Searches, pages, headers and credentials.

use super::user::create;
use crate::live::check::profile::{groups, okta, users, with};
use crate::live::{Ask, Check, Made, Need, Session, Stop, Verdict, encoded};
use crate::okta::suite::client::{ERROR, look_up, person};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "okta.o09",
        "a search has its spaces as `%20` or as `+`, and its `@` as `%40`",
        &[],
        spelled,
    )
    .needs(&[Need::User, Need::Filter]),
    Check::new("okta.o09-case", "a search finds `userName` in any case", &[], any_case)
        .needs(&[Need::User, Need::Filter]),
    Check::new("okta.o09-group", "a group is found by its name", &[], group)
        .needs(&[Need::Group, Need::Filter]),
    Check::new(
        "okta.o10",
        "a search by name finds that user, and none whose name begins so",
        &[],
        exactly,
    )
    .needs(&[Need::User, Need::Filter]),
    Check::new(
        "okta.o11",
        "a search that finds nobody is answered an empty list",
        &[],
        okta::find_missing,
    )
    .needs(&[Need::User, Need::Filter])
    .reads(),
    Check::new("okta.o21", "pages are full, begin at 1, and have integers", &[], pages)
        .needs(&[Need::User, Need::Index]),
    Check::new(
        "okta.o22",
        "the request that tests the connection is answered a list",
        &[],
        okta::first_page,
    )
    .needs(&[Need::User])
    .reads(),
    Check::new("okta.o23", "an update needs no `If-Match`", &[], without_precondition)
        .needs(&[Need::User]),
    Check::new("okta.o24", "a body may be plain JSON, or have a charset", &[], media_types)
        .needs(&[Need::User]),
    Check::new(
        "okta.o25",
        "a credential without a scheme that is wrong is answered 401 and an error",
        &[],
        refused,
    )
    .needs(&[Need::User, Need::Credentials])
    .reads(),
    Check::new(
        "okta.o25-raw",
        "a token without `Bearer` before it is taken, as apps with header authentication send it",
        &[],
        without_scheme,
    )
    .needs(&[Need::User, Need::Credentials])
    .should()
    .reads(),
    Check::new("okta.o33", "the base URL has no underscore, which Okta refuses", &[], base_url)
        .reads(),
    Check::new("okta.o35", "`itemsPerPage` is what the page has", &[], one_item)
        .needs(&[Need::User, Need::Index]),
];

fn user_name(made: &Made) -> &str {
    made.sent.get("userName").and_then(Value::as_str).unwrap_or_default()
}

fn expect_one(s: &mut Session<'_>, ask: &Ask, made: &Made) -> Verdict {
    let answer = s.send(ask)?;
    let list = answer.expect_list()?;
    let ids: Vec<&str> = list.iter().filter_map(|one| one.get("id")?.as_str()).collect();
    if ids == [made.id.as_str()] && answer.total() == Some(1) {
        return Ok(());
    }
    Err(answer.failed(
        format!("`{}` alone", made.id),
        format!("{ids:?} of {}", answer.total().unwrap_or_default()),
    ))
}

fn spelled(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let name = encoded(user_name(&made));
    let endpoint = made.kind.endpoint();
    for space in ["%20", "+"] {
        let filter = format!("userName{space}eq{space}%22{name}%22");
        let ask = Ask::get(format!("{endpoint}?filter={filter}&startIndex=1&count=100"));
        expect_one(s, &ask, &made)?;
    }
    Ok(())
}

fn any_case(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let name = user_name(&made).to_uppercase();
    for filter in
        [format!("USERNAME eq {}", json!(user_name(&made))), format!("userName eq {}", json!(name))]
    {
        let ask = Ask::get(made.kind.endpoint()).query("filter", &filter);
        expect_one(s, &ask.query("startIndex", "1").query("count", "100"), &made)?;
    }
    Ok(())
}

fn group(s: &mut Session<'_>) -> Verdict {
    groups(s)?;
    let made = s.create()?;
    let name = made.sent.get("displayName").cloned().unwrap_or_default();
    let ask = Ask::get(made.kind.endpoint()).query("filter", &format!("displayName eq {name}"));
    expect_one(s, &ask.query("startIndex", "1").query("count", "100"), &made)
}

fn exactly(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let mut longer = person(s);
    with(&mut longer, "userName", json!(format!("{}.example.com", user_name(&made))));
    s.create_body(&longer)?;
    let answer = look_up(s, user_name(&made))?;
    let found = answer.expect_list()?;
    if found.len() != 1 {
        return Err(answer.failed("one user", found.len().to_string()));
    }
    Ok(())
}

fn pages(s: &mut Session<'_>) -> Verdict {
    for _ in 0..3 {
        create(s)?;
    }
    // below 1 is 1 (RFC 7644 section 3.4.2.4)
    for start in ["1", "0"] {
        let page = s.list(&[("startIndex", start), ("count", "2")])?;
        let list = page.expect_list()?;
        if list.len() != 2 {
            return Err(page.failed("two of three users", list.len().to_string()));
        }
        for (name, expected) in [("startIndex", 1), ("itemsPerPage", 2)] {
            if page.member(name).is_some_and(|found| found.as_u64() != Some(expected)) {
                let found = page.member(name).unwrap_or(&Value::Null).to_string();
                return Err(page.failed(format!("`{name}` to be the integer {expected}"), found));
            }
        }
    }
    Ok(())
}

fn without_precondition(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let body = s.read(&made)?.json().clone();
    s.put(&made, &body)?.expect_status(200)?;
    Ok(())
}

fn media_types(s: &mut Session<'_>) -> Verdict {
    okta::plain_json(s)?;
    let body = person(s).to_string();
    let ask = Ask::post(s.kind().endpoint());
    s.send(&ask.text("application/scim+json; charset=utf-8", &body))?.expect_status(201)?;
    Ok(())
}

fn without_scheme(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    if !s.has_bearer_token() {
        return Err(Stop::skipped("the credential is no bearer token"));
    }
    let ask = Ask::get(s.kind().endpoint()).query("startIndex", "1").query("count", "2");
    s.send(&ask.without_scheme())?.expect_status(200)?.expect_list()?;
    Ok(())
}

fn refused(s: &mut Session<'_>) -> Verdict {
    okta::refused(s)?;
    users(s)?;
    let ask = Ask::get(s.kind().endpoint()).query("count", "1").authorization("non-token");
    let answer = s.send(&ask)?;
    let urns = answer.member("schemas").and_then(Value::as_array);
    if !urns.is_some_and(|urns| urns.iter().any(|urn| urn == ERROR)) {
        return Err(answer.failed(format!("a body with the schema `{ERROR}`"), "none"));
    }
    let status = answer.member("status");
    // as Okta's test compares it
    if status != Some(&json!("401")) && status != Some(&json!(401)) {
        let found = status.map_or("none".to_owned(), ToString::to_string);
        return Err(answer.failed("`status` 401 in the body", found));
    }
    Ok(())
}

fn base_url(s: &mut Session<'_>) -> Verdict {
    let url = s.target().url();
    if url.contains('_') {
        return Err(Stop::failed("a base URL without `_`", format!("`{url}`")));
    }
    Ok(())
}

fn one_item(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let first = s.list(&[("count", "1"), ("startIndex", "1")])?;
    // asked for 100, and there is one
    for page in [first, look_up(s, user_name(&made))?] {
        let list = page.expect_list()?;
        let found = page.member("itemsPerPage");
        if list.len() != 1 || found != Some(&json!(1)) {
            let found = found.map_or("nothing".to_owned(), ToString::to_string);
            let found = format!("{} and {found}", list.len());
            return Err(page.failed("one user, and `itemsPerPage` 1", found));
        }
    }
    Ok(())
}
