//! Imports of what changed.

use crate::live::{Ask, Stop, Verdict, member};
use crate::okta::app::OnInactive;
use crate::okta::provision::set;
use crate::okta::stage::{Stage, expect};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More than a page.
const MANY: usize = 102;

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
        s.app_change(&one.id, |user| {
            set(user, "name", json!({"givenName": "Changed", "familyName": "Tester"}));
        })?;
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
    boundaries(s, &third.id)?;
    let rest: Vec<&str> = others.iter().map(|one| one.id.as_str()).collect();
    while_paging(s, &since, &first.id, &rest)?;
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

fn ids(s: &mut Stage<'_>, filter: &str, start: u32) -> Result<Vec<String>, Stop> {
    let ask = Ask::get("/Users").query("filter", filter).query("startIndex", &start.to_string());
    let answer = s.send(&ask.query("count", "100"))?;
    let list = answer.expect_success()?.expect_list()?;
    let of = |one: &Value| member(one, "id").and_then(Value::as_str).map(str::to_owned);
    Ok(list.iter().filter_map(of).collect())
}

/// The instant itself is in `ge` and not in `gt`, however it is written.
fn boundaries(s: &mut Stage<'_>, id: &str) -> Verdict {
    let at = s.see_id(id)?.text("meta.lastModified");
    let spelled = at.strip_suffix('Z').map(|local| format!("{local}+00:00"));
    for at in std::iter::once(at).chain(spelled) {
        for (operator, included) in [("ge", true), ("gt", false)] {
            let filter = format!("meta.lastModified {operator} \"{at}\"");
            let found = ids(s, &filter, 1)?.iter().any(|one| one == id);
            expect(
                found == included,
                &format!("`{filter}` to find what changed then: {included}"),
                || format!("{found}"),
            )?;
        }
    }
    Ok(())
}

/// What changes while pages are read moves nobody off a page.
fn while_paging(s: &mut Stage<'_>, since: &str, changes: &str, others: &[&str]) -> Verdict {
    let filter = format!("meta.lastModified ge \"{since}\"");
    let mut found: BTreeSet<String> = ids(s, &filter, 1)?.into_iter().collect();
    s.app_change(changes, |user| {
        set(user, "name", json!({"givenName": "Again", "familyName": "Tester"}));
    })?;
    found.extend(ids(s, &filter, 101)?);
    let missed = others.iter().filter(|id| !found.contains(**id)).count();
    // strangers may have changed too, and fill pages that are not read here
    if found.len() <= MANY + 1 {
        expect(missed == 0, "every change to be on a page", || format!("{missed} are on none"))?;
    }
    let import = s.org.import_changes()?;
    let user = import.updated.iter().any(|user| s.org.external_id(user) == Some(changes));
    expect(user, "what changed meanwhile to be found next time", || "it is not".to_owned())
}
