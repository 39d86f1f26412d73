//! The test of the connection, and the import: all users and groups, 100 at a time.

use super::client::{person, set_active, user_path};
use crate::live::check::profile::{groups, users, with};
use crate::live::{Answer, Ask, Audit, Check, Failure, Look, Need, Seen, Session, Stop, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What Okta asks for, and by how much it goes on, whatever the page had.
const PAGE: usize = 100;
/// Where a store is larger, the rest is not looked at.
const MOST: usize = 10_000;

pub(super) const AUDITS: &[Audit] = &[Audit::new(
    "okta.import.full",
    "a page is full while there are more: Okta goes on by 100 (unverified against Okta)",
    &[],
    full,
)
.should()];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "okta.import.connection",
        "the requests that test the connection are answered lists, also of nothing",
        &[],
        connection,
    )
    .reads(),
    Check::new(
        "okta.import.users",
        "pages of 100 users are in one order, and are all of them once",
        &[],
        |s| {
            users(s)?;
            pages(s)
        },
    )
    .needs(&[Need::User])
    .alone(),
    Check::new(
        "okta.import.groups",
        "pages of 100 groups are in one order, and are all of them once",
        &[],
        |s| {
            groups(s)?;
            pages(s)
        },
    )
    .needs(&[Need::Group])
    .alone(),
    Check::new(
        "okta.import.profile",
        "the list has of a user all that GET has: Okta does not ask for each",
        &[],
        profile,
    )
    .needs(&[Need::User])
    .alone(),
    Check::new(
        "okta.import.inactive",
        "the list has users who were deactivated, as such",
        &[],
        inactive,
    )
    .needs(&[Need::User])
    .alone(),
    Check::new(
        "okta.import.members",
        "the list has the members of groups, by the ids of users",
        &[],
        members,
    )
    .needs(&[Need::User, Need::Group])
    .alone(),
];

/// Of pages as the import asks for them.
fn full(seen: &Seen<'_>) -> Look {
    let query = seen.exchange.url.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let number = |name: &str| -> Option<u64> {
        pairs.clone().find(|(known, _)| *known == name)?.1.parse().ok()
    };
    let (start, count) = (number("startIndex")?, number("count")?);
    if pairs.clone().count() != 2 || count < 100 || seen.status != 200 {
        return None;
    }
    let total = seen.json.get("totalResults").and_then(Value::as_u64)?;
    let expected = total.saturating_add(1).saturating_sub(start).min(count);
    let found = seen.resources().len();
    Some(if u64::try_from(found).is_ok_and(|found| found >= expected) {
        Ok(())
    } else {
        let expected = format!("{expected} resources from {start} on, of {total}");
        Err(Failure::new(expected, found.to_string()))
    })
}

fn connection(s: &mut Session<'_>) -> Verdict {
    let users = s.send(&Ask::get("/Users").query("startIndex", "1").query("count", "2"))?;
    users.expect_list()?;
    if s.discovery().group().is_some() {
        let groups = s.send(&Ask::get("/Groups").query("startIndex", "1").query("count", "100"))?;
        groups.expect_list()?;
    }
    Ok(())
}

/// A page as Okta asks for it.
fn page(s: &mut Session<'_>, start: usize) -> Result<Answer, Stop> {
    let start = start.to_string();
    s.list(&[("startIndex", &start), ("count", &PAGE.to_string())])
}

/// `totalResults`, which is a JSON integer like the other two.
fn total(answer: &Answer) -> Result<usize, Stop> {
    for name in ["startIndex", "itemsPerPage", "totalResults"] {
        let found = answer.member(name);
        // RFC 7644 section 3.4.2.4 lets a server leave the first two out where there is one page
        let left_out = found.is_none() && name != "totalResults";
        if !left_out && !found.is_some_and(Value::is_u64) {
            let found = found.map_or("nothing".to_owned(), |found| format!("`{found}`"));
            return Err(answer.failed(format!("`{name}` to be a JSON integer"), found));
        }
    }
    Ok(answer.total().and_then(|total| usize::try_from(total).ok()).unwrap_or_default())
}

/// All resources of the type at hand, as Okta reads them.
fn everything(s: &mut Session<'_>) -> Result<(Vec<Value>, Answer), Stop> {
    let (mut all, mut start) = (Vec::new(), 1);
    let mut known: BTreeSet<String> = BTreeSet::new();
    loop {
        let answer = page(s, start)?;
        let list = answer.expect_list()?;
        // whoever does not heed `count` or `startIndex` would send it all again for each page
        if list.len() > PAGE {
            let expected = format!("{PAGE} resources at most, as `count` says");
            return Err(answer.failed(expected, list.len().to_string()));
        }
        let total = total(&answer)?;
        let expected = total.saturating_sub(start - 1).min(PAGE);
        if list.is_empty() && expected > 0 {
            let expected = format!("resources from {start} on, of {total}");
            return Err(answer.failed(expected, "none"));
        }
        if list.len() < expected {
            // that Okta does not see the rest is inferred from its documentation, and only warns
            return Err(Stop::skipped("a page is not full, of which `okta.import.full` tells"));
        }
        if !list.is_empty() && ids(&list).iter().all(|id| known.contains(*id)) {
            let expected = format!("other resources from {start} on");
            return Err(answer.failed(expected, "those of earlier pages"));
        }
        known.extend(ids(&list).into_iter().map(str::to_owned));
        all.extend(list);
        start += PAGE;
        if start > total.min(MOST) {
            return Ok((all, answer));
        }
    }
}

/// Skips where there are more than are read.
fn expect_whole(answer: &Answer) -> Verdict {
    let total = total(answer)?;
    if total <= MOST {
        return Ok(());
    }
    Err(Stop::skipped(format!("of {total} resources, the first {MOST} are looked at")))
}

fn ids(all: &[Value]) -> Vec<&str> {
    all.iter().map(|one| one.get("id").and_then(Value::as_str).unwrap_or_default()).collect()
}

fn pages(s: &mut Session<'_>) -> Verdict {
    // a page that is not full shows only where there is a second one
    let there = total(&page(s, 1)?)?;
    let mut made = Vec::new();
    for _ in there.min(PAGE)..=PAGE {
        made.push(s.create()?.id);
    }
    let (first, answer) = everything(s)?;
    let seen: BTreeSet<&str> = ids(&first).into_iter().collect();
    if seen.len() != first.len() {
        return Err(answer.failed(
            "each resource once",
            format!("{} resources, of which {} differ", first.len(), seen.len()),
        ));
    }
    if let Some(missing) = made.iter().find(|id| !seen.contains(id.as_str())) {
        expect_whole(&answer)?;
        return Err(answer.failed("every resource", format!("`{missing}` is on no page")));
    }
    let (second, answer) = everything(s)?;
    // what somebody else makes meanwhile, or deletes, is no disorder
    let again: BTreeSet<&str> = ids(&second).into_iter().collect();
    let (mut before, mut after) = (ids(&first), ids(&second));
    before.retain(|id| again.contains(id));
    after.retain(|id| seen.contains(id));
    if before != after {
        return Err(answer.failed("the same order when read again", "another"));
    }
    Ok(())
}

/// A resource in the whole list, and an answer to show.
fn listed(s: &mut Session<'_>, id: &str) -> Result<(Value, Answer), Stop> {
    let (all, answer) = everything(s)?;
    let found = all.into_iter().find(|one| one.get("id").and_then(Value::as_str) == Some(id));
    match found {
        Some(found) => Ok((found, answer)),
        None => {
            expect_whole(&answer)?;
            Err(answer.failed(format!("`{id}` in the list"), "it is not there"))
        }
    }
}

fn profile(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let body = person(s);
    let made = s.create_body(&body)?;
    let (listed, answer) = listed(s, &made.id)?;
    let read = s.read(&made)?;
    let members = read.expect_object()?;
    for (name, value) in members {
        if listed.get(name) != Some(value) {
            let found = listed.get(name).map_or("nothing".to_owned(), |one| format!("`{one}`"));
            return Err(answer.failed(format!("`{name}` to be `{value}` in the list"), found));
        }
    }
    Ok(())
}

fn inactive(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("active")?;
    let body = person(s);
    let made = s.create_body(&body)?;
    set_active::<false>(s, &user_path(&made.id), false)?.expect_status(200)?;
    let (listed, answer) = listed(s, &made.id)?;
    if listed.get("active") != Some(&json!(false)) {
        let found = listed.get("active").map_or("none".to_owned(), ToString::to_string);
        return Err(answer.failed("`active` to be false", found));
    }
    Ok(())
}

fn members(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    let user = s.create()?;
    groups(s)?;
    let mut body = s.minimal();
    with(&mut body, "members", json!([{"value": user.id}]));
    let group = s.create_body(&body)?;
    let (listed, answer) = listed(s, &group.id)?;
    let found = listed.pointer("/members/0/value").and_then(Value::as_str);
    if found != Some(&user.id) {
        let found = format!("{found:?}");
        return Err(answer.failed(format!("the member `{}`", user.id), found));
    }
    Ok(())
}
