//! Terminations that do not wait for the next import.

use crate::live::{Stop, Verdict, member};
use crate::okta::app::OnInactive;
use crate::okta::import::{ends, names};
use crate::okta::person::{Lifecycle, User};
use crate::okta::stage::{Stage, expect, rename};
use serde_json::Value;
use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long apart a scenario looks for one.
const APART: Duration = Duration::from_millis(25);
/// How often it looks again, after it was heard: what should not come takes its time too.
const AGAIN: u32 = 6;

pub(in crate::okta::scenario) fn real_time(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(|app| app.source(OnInactive::Deactivate).import_groups(false).safeguard(100));
    let profile = s.profile("Jane");
    let account = s.app_hire(&profile)?;
    s.org.import()?;
    let Some(jane) = s.org.user(&account.login) else {
        return expect(false, "the user to be imported", || "nobody".to_owned());
    };
    // what Okta does is not told to Okta
    let own = s.joiner("Own")?;
    s.org.update(&own, |profile| {
        profile.set("firstName", "Owned");
    })?;
    let own = s.id(&own)?;
    // changed, then terminated
    let mut versions = vec![s.see_id(&account.id)?.text("meta.version")];
    s.app_change(&account.id, |user| rename(user, "Janet", "Tester"))?;
    let before = s.see_id(&account.id)?;
    s.app_set_active(&account.id, false)?;
    // what is written is read at once, alone and in lists
    let after = s.see_id(&account.id)?;
    after.expect_active(false)?;
    if before.text("meta.version") == after.text("meta.version")
        && before.text("meta.lastModified") == after.text("meta.lastModified")
    {
        return Err(after.answer.failed("`meta` to tell of the change", "what it was"));
    }
    let (list, answer) = s.find(&account.login)?;
    if list.first().and_then(|user| user.get("active")) != Some(&Value::Bool(false)) {
        return Err(answer.failed("the list to show `active` false", "something else"));
    }
    if s.offers.events.is_none() {
        let reason = "no events are offered to the testkit; what was written is read at once";
        return Err(Stop::skipped(reason));
    }
    let heard = listen(s, &jane);
    versions.extend([before.text("meta.version"), after.text("meta.version")]);
    of_the_user(s, &heard, &account.id, &versions)?;
    let looped = heard.iter().any(|event| names(event, &own));
    expect(
        // by one client, its writes and the application's are the same
        !looped || s.offers.application.is_none(),
        "no event of what Okta itself wrote",
        || "one".to_owned(),
    )?;
    expect(
        s.org.lifecycle(&jane) == Some(Lifecycle::Deactivated),
        "Okta's user to be deactivated",
        || format!("{:?}", s.org.lifecycle(&jane)),
    )?;
    let import = s.org.import()?;
    expect(!import.reactivated.contains(&jane), "the next import to agree", || {
        "the user is active again".to_owned()
    })
}

/// Hears events until one deactivates a user, and for a while after it, in their order.
fn listen(s: &mut Stage<'_>, user: &User) -> Vec<Value> {
    let began = Instant::now();
    let patience = s.offers.patience.unwrap_or(PATIENCE);
    let (mut heard, mut again) = (Vec::new(), AGAIN);
    while again > 0 && began.elapsed() < patience {
        let arrived = s.offers.events.as_ref().map(|events| events()).unwrap_or_default();
        heard.extend(arrived);
        // a repeat is harmless
        for event in heard.iter().chain(&heard) {
            s.org.receive(event);
        }
        if s.org.lifecycle(user) == Some(Lifecycle::Deactivated) {
            again -= 1;
        }
        thread::sleep(APART);
    }
    heard
}

/// The events of a user are those of its writes, in their order; the end is told once, however often
/// that arrives, with the version that the user has now.
fn of_the_user(s: &mut Stage<'_>, heard: &[Value], id: &str, versions: &[String]) -> Verdict {
    // a token that is delivered again is the same one
    let (mut seen, mut events) = (BTreeSet::new(), Vec::new());
    for event in heard.iter().filter(|event| names(event, id)) {
        let jti = member(event, "jti").and_then(Value::as_str);
        if seen.insert(jti.map_or_else(|| event.to_string(), str::to_owned)) {
            events.push(event);
        }
    }
    expect(!events.is_empty(), "an event that names the user", || "none".to_owned())?;
    let ended: Vec<&&Value> = events.iter().filter(|event| ends(event)).collect();
    expect(ended.len() == 1, "one event of the end, with one `jti`", || ended.len().to_string())?;
    let told: Vec<Option<String>> = events.iter().map(|event| version(event)).collect();
    let now = versions.last().map(|version| plain(version)).unwrap_or_default();
    let of_end = ended.first().and_then(|event| version(event));
    if now.is_empty() || of_end.is_none() {
        s.warn("an event of a change has no `version`, or the user has none");
        return Ok(());
    }
    expect(
        of_end.as_ref() == Some(&now),
        &format!("the event to have the version `{now}`"),
        || of_end.clone().unwrap_or_default(),
    )?;
    let known: Vec<String> = versions.iter().map(|version| plain(version)).collect();
    let places = told.iter().flatten().map(|version| known.iter().position(|one| one == version));
    let places: Vec<usize> = places.flatten().collect();
    expect(places.is_sorted(), "the events in the order of the changes", || format!("{places:?}"))
}

/// The version that an event tells (RFC 9967 section 2.2).
fn version(event: &Value) -> Option<String> {
    let events = member(event, "events").and_then(Value::as_object)?;
    let mut found = events.values().filter_map(|one| member(one, "version")?.as_str());
    found.next().map(plain)
}

/// An entity tag without what says that it is one, and weak.
fn plain(version: &str) -> String {
    version.trim_start_matches("W/").trim_matches('"').to_owned()
}
