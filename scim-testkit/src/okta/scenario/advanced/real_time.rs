//! Terminations that do not wait for the next import.

use crate::live::{Stop, Verdict};
use crate::okta::app::OnInactive;
use crate::okta::import::names;
use crate::okta::org::Lifecycle;
use crate::okta::stage::{Stage, expect};
use serde_json::Value;
use std::thread;
use std::time::Duration;

/// How often, and how long apart, a scenario looks for an event.
const LOOKS: u32 = 100;
const APART: Duration = Duration::from_millis(50);

pub(in crate::okta::scenario) fn real_time(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(|app| app.source(OnInactive::Deactivate).import_groups(false).safeguard(100));
    let profile = s.profile("Jane");
    let account = s.app_hire(&profile)?;
    s.org.import()?;
    let Some(jane) = s.org.user(&account.login) else {
        return expect(false, "the user to be imported", || "nobody".to_owned());
    };
    let before = s.see_id(&account.id)?;
    // what Okta does is not told to Okta
    let own = s.joiner("Own")?;
    let own = s.id(&own)?;
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
    let mut heard = Vec::new();
    for _ in 0..LOOKS {
        heard.extend(events(s));
        // a repeat is harmless
        for event in heard.iter().chain(&heard) {
            s.org.receive(event);
        }
        if s.org.lifecycle(&jane) == Some(Lifecycle::Deactivated) {
            break;
        }
        thread::sleep(APART);
    }
    let of_jane = heard.iter().filter(|event| names(event, &account.id)).count();
    expect(of_jane > 0, "an event that names the user", || "none".to_owned())?;
    let looped = heard.iter().any(|event| names(event, &own));
    expect(
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

fn events(s: &Stage<'_>) -> Vec<Value> {
    s.offers.events.as_ref().map(|events| events()).unwrap_or_default()
}
