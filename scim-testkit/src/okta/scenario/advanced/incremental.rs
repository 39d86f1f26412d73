//! Imports of what changed.

use crate::live::{Ask, Stop, Verdict, member};
use crate::okta::app::OnInactive;
use crate::okta::stage::{Account, Stage, expect, rename};
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More than a page.
const MANY: usize = 102;

/// As many as Okta asks for.
const PAGE: u64 = 100;

/// After so many pages, the rest is others'.
const MOST: u64 = 100;

pub(in crate::okta::scenario) fn incremental(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(|app| app.source(OnInactive::Deactivate).import_groups(false).safeguard(100));
    s.org.import()?;
    let since = s.org.watermark.clone().unwrap_or_default();
    let mut made = Vec::new();
    for _ in 0..MANY {
        let profile = s.profile("Delta");
        made.push(s.app_hire(&profile)?);
    }
    // all that is new, over two pages
    let import = s.org.import_changes()?;
    let fell_back = import.full;
    let found = made.iter().filter(|one| s.org.imported.contains_key(&one.id)).count();
    expect(found == MANY, &format!("{MANY} new users to be found"), || format!("{found}"))?;
    // three that change, one of which leaves
    let [first, second, third, others @ ..] = &*made else { return Ok(()) };
    for one in [first, second] {
        s.app_change(&one.id, |user| rename(user, "Changed", "Tester"))?;
    }
    s.app_set_active(&third.id, false)?;
    let import = s.org.import_changes()?;
    let changed: BTreeSet<String> = import
        .updated
        .iter()
        .filter_map(|user| s.org.external_id(user).map(str::to_owned))
        .collect();
    let is = |id: &str| changed.contains(id);
    let all = is(&first.id) && is(&second.id) && is(&third.id);
    let none_else = !others.iter().any(|one| is(&one.id));
    expect(all && none_else, "exactly the three that changed", || format!("{}", changed.len()))?;
    let left = s.org.linked.get(&third.id).is_some_and(|user| import.deactivated.contains(user));
    expect(left, "the one who left to be among them", || {
        format!("{} deactivated", import.deactivated.len())
    })?;
    if fell_back {
        return Err(Stop::informed(
            "the filter by `meta.lastModified` is refused: imports are full",
        ));
    }
    boundaries(s, third)?;
    while_paging(s, &since, &made)?;
    let ask = Ask::get("/Users").query("filter", "meta.lastModified gt \"yesterday\"");
    let answer = s.send(&ask)?;
    if answer.status() != 400 {
        let status = answer.status();
        s.warn(format!(
            "a filter by `meta.lastModified` with what is no date is answered {status}"
        ));
    }
    Ok(())
}

/// The ids on a page of what a filter finds, and of how many.
fn page(s: &mut Stage<'_>, filter: &str, start: u64) -> Result<(Vec<String>, u64), Stop> {
    let ask = Ask::get("/Users").query("filter", filter).query("startIndex", &start.to_string());
    let answer = s.send(&ask.query("count", &PAGE.to_string()))?;
    let list = answer.expect_success()?.expect_list()?;
    let of = |one: &Value| member(one, "id").and_then(Value::as_str).map(str::to_owned);
    Ok((list.iter().filter_map(of).collect(), answer.total().unwrap_or_default()))
}

/// The ids on this page and those after it.
fn from(s: &mut Stage<'_>, filter: &str, mut start: u64) -> Result<BTreeSet<String>, Stop> {
    let mut found = BTreeSet::new();
    loop {
        let (ids, total) = page(s, filter, start)?;
        found.extend(ids);
        start += PAGE;
        if start > total.min(MOST * PAGE) {
            return Ok(found);
        }
    }
}

fn expect_found(s: &mut Stage<'_>, filter: &str, id: &str, included: bool) -> Verdict {
    let found = from(s, filter, 1)?.contains(id);
    expect(found == included, &format!("`{filter}` to find what changed then: {included}"), || {
        format!("{found}")
    })
}

/// The instant itself is in `ge` and `le`, and not in `gt` and `lt`, however it is written.
fn boundaries(s: &mut Stage<'_>, account: &Account) -> Verdict {
    let seen = s.see_id(&account.id)?;
    let at = seen.text("meta.lastModified");
    let Ok(instant) = DateTime::parse(&at) else {
        return Err(seen.answer.failed("`meta.lastModified` to be a date and a time", at));
    };
    let spelled = spellings(&at, &instant);
    for at in &spelled {
        for (operator, included) in [("ge", true), ("gt", false)] {
            let filter = format!("meta.lastModified {operator} \"{at}\"");
            expect_found(s, &filter, &account.id, included)?;
        }
    }
    for (moved, operator, included) in [(-1, "gt", true), (1, "ge", false)] {
        let at = moved_by(&instant, moved);
        let filter = format!("meta.lastModified {operator} \"{at}\"");
        expect_found(s, &filter, &account.id, included)?;
    }
    // of all that was ever changed before, one
    let one = format!("userName eq {}", json!(account.login));
    let ask =
        Ask::get("/Users").query("filter", &format!("meta.lastModified le \"{at}\" and {one}"));
    if s.send(&ask)?.status() == 400 {
        s.warn("a filter by `meta.lastModified` and `userName` is refused");
        return Ok(());
    }
    for at in &spelled {
        for (operator, included) in [("le", true), ("lt", false)] {
            let filter = format!("meta.lastModified {operator} \"{at}\" and {one}");
            expect_found(s, &filter, &account.id, included)?;
        }
    }
    Ok(())
}

/// An instant as clocks elsewhere show it, and with more digits than anybody needs.
fn spellings(at: &str, instant: &DateTime) -> Vec<String> {
    let digits: String = at.split_once('.').map_or("", |(_, rest)| rest).to_owned();
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let short = if digits.is_empty() { String::new() } else { format!(".{digits}") };
    let local = |minutes: i64| {
        let seconds = instant.unix_seconds() + minutes * 60;
        let text = DateTime::from_unix(seconds, 0).map(|time| time.as_str().to_owned());
        text.unwrap_or_default().trim_end_matches('Z').to_owned()
    };
    vec![
        at.to_owned(),
        format!("{}{short}Z", local(0)),
        format!("{}{short}+00:00", local(0)),
        format!("{}{short}+05:30", local(330)),
        format!("{}.{digits:0<9}-08:00", local(-480)),
    ]
}

/// So many milliseconds later.
fn moved_by(instant: &DateTime, millis: i64) -> String {
    let nanos = i64::from(instant.subsec_nanos()) + millis * 1_000_000;
    let seconds = instant.unix_seconds() + nanos.div_euclid(1_000_000_000);
    let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
    let moved = DateTime::from_unix(seconds, nanos);
    moved.map(|time| time.as_str().to_owned()).unwrap_or_default()
}

/// What changes while pages are read moves nobody off a page: neither one who was read already, nor
/// one who was not.
fn while_paging(s: &mut Stage<'_>, since: &str, made: &[Account]) -> Verdict {
    let filter = format!("meta.lastModified ge \"{since}\"");
    // what others have changed may fill the first pages
    let (mut found, mut next) = (BTreeSet::new(), 1);
    let (read, unread) = loop {
        let (ids, total) = page(s, &filter, next)?;
        found.extend(ids);
        next += PAGE;
        let read = made.iter().find(|one| found.contains(&one.id));
        let unread = made.iter().find(|one| !found.contains(&one.id));
        match (read, unread) {
            (Some(read), Some(unread)) => break (read, unread),
            _ if next > total.min(MOST * PAGE) => {
                return Err(Stop::failed("changes of more than a page to be on two", "one page"));
            }
            _ => {}
        }
    };
    for one in [read, unread] {
        s.app_change(&one.id, |user| rename(user, "Again", "Tester"))?;
    }
    found.extend(from(s, &filter, next)?);
    let changed = |one: &&Account| one.id == read.id || one.id == unread.id;
    let others = made.iter().filter(|one| !changed(one));
    let missed = others.filter(|one| !found.contains(&one.id)).count();
    expect(missed == 0, "every change to be on a page", || format!("{missed} are on none"))?;
    let import = s.org.import_changes()?;
    for one in [read, unread] {
        let is = import.updated.iter().any(|user| s.org.external_id(user) == Some(&one.id));
        expect(is, "what changed meanwhile to be found next time", || "it is not".to_owned())?;
    }
    Ok(())
}
