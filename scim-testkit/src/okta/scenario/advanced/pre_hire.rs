//! Users who are imported before they begin.

use crate::live::{Ask, Stop, Verdict};
use crate::okta::app::OnInactive;
use crate::okta::org::Lifecycle;
use crate::okta::stage::{Account, Stage, expect};
use scim_schema::schema::Type;
use scim_schema::value::DateTime;
use serde_json::json;
use std::time::Duration;

/// How many days before they begin.
const DAYS: u32 = 3;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A time from now on, with an offset from UTC.
fn from_now(s: &Stage<'_>, seconds: i64, offset_hours: i64) -> String {
    let now = s.org.clock().now();
    let local = now.unix_seconds() + seconds + offset_hours * HOUR;
    let text = DateTime::from_unix(local, 0).map(|time| time.as_str().to_owned());
    let text = text.unwrap_or_default();
    let sign = if offset_hours < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:00", text.trim_end_matches('Z'), offset_hours.abs())
}

pub(in crate::okta::scenario) fn pre_hire(s: &mut Stage<'_>) -> Verdict {
    let kind = s.users()?;
    let found = kind.find(|attribute| {
        attribute.name().eq_ignore_ascii_case("hireDate")
            && attribute.is_plain()
            && matches!(attribute.r#type(), Type::DateTime | Type::String)
    });
    let Some(attribute) = found else {
        return Err(Stop::skipped("users have no `hireDate` that a client writes and reads"));
    };
    let path = attribute.path().to_owned();
    let configured = s.org.app().clone().source(OnInactive::Deactivate).safeguard(100);
    let configured = configured.import_groups(false).pre_hire(&path, DAYS);
    let configured = configured.map_err(|error| Stop::skipped(error.to_string()))?;
    s.org.configure(|_| configured);
    let hire = |s: &mut Stage<'_>, first: &str, date: &str| -> Result<Account, Stop> {
        let profile = s.profile(first);
        s.app_hire_with(&profile, |user| attribute.put(user, json!(date)))
    };
    // within the interval, and after it, as clocks elsewhere show it
    let soon = from_now(s, i64::from(DAYS) * DAY - HOUR, 9);
    let soon = hire(s, "Soon", &soon)?;
    let later = from_now(s, i64::from(DAYS) * DAY + HOUR, -8);
    let later = hire(s, "Later", &later)?;
    let moved = from_now(s, DAY, 0);
    let moved = hire(s, "Moved", &moved)?;
    // what it filters by is instants
    let latest = from_now(s, i64::from(DAYS) * DAY, 0);
    let ask = Ask::get("/Users").query("filter", &format!("{path} le \"{latest}\""));
    let answer = s.send(&ask.query("count", "1000"))?;
    if answer.is_success() {
        let list = answer.expect_list()?;
        let has = |account: &Account| list.iter().any(|one| one["id"] == json!(account.id));
        if !has(&soon) || has(&later) {
            return Err(answer.failed("a filter by the date to compare instants", "another list"));
        }
    } else {
        s.warn(format!("a filter by `{path}` is refused: all users are read each time"));
    }
    s.org.import()?;
    let lifecycle = |s: &Stage<'_>, account: &Account| {
        s.org.user(&account.login).and_then(|user| s.org.lifecycle(&user))
    };
    let check = |s: &Stage<'_>, account: &Account, expected: Option<Lifecycle>| {
        let found = lifecycle(s, account);
        expect(found == expected, &format!("`{}` to be {expected:?}", account.login), || {
            format!("{found:?}")
        })
    };
    check(s, &soon, Some(Lifecycle::Staged))?;
    check(s, &later, None)?;
    check(s, &moved, Some(Lifecycle::Staged))?;
    // a start is moved; a day later the other one is near enough
    let far = from_now(s, 30 * DAY, 0);
    s.app_change(&moved.id, |user| attribute.put(user, json!(far)))?;
    s.org.clock().advance(Duration::from_secs(86_400));
    s.org.import()?;
    check(s, &later, Some(Lifecycle::Staged))?;
    check(s, &moved, Some(Lifecycle::Staged))?;
    // one is rescinded, the others begin
    s.app_set_active(&later.id, false)?;
    s.org.clock().advance(Duration::from_secs(3 * 86_400));
    s.org.import()?;
    check(s, &soon, Some(Lifecycle::Active))?;
    check(s, &later, Some(Lifecycle::Deactivated))?;
    check(s, &moved, Some(Lifecycle::Staged))?;
    s.org.clock().advance(Duration::from_secs(30 * 86_400));
    s.org.import()?;
    check(s, &moved, Some(Lifecycle::Active))
}
