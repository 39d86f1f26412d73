//! Users who are imported before they begin.

use crate::live::{Ask, Stop, Verdict, is_assigned};
use crate::okta::app::OnInactive;
use crate::okta::org::Lifecycle;
use crate::okta::stage::{Account, Stage, expect};
use scim_schema::schema::Type;
use scim_schema::value::DateTime;
use serde_json::json;

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
            && matches!(attribute.r#type(), Type::DateTime | Type::String)
    });
    let Some(attribute) = found else {
        return Err(Stop::skipped("users have no `hireDate`"));
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
    let later = from_now(s, i64::from(DAYS + 2) * DAY, -8);
    let later = hire(s, "Later", &later)?;
    let moved = from_now(s, DAY, 0);
    let moved = hire(s, "Moved", &moved)?;
    if !attribute.of(s.see_id(&soon.id)?.answer.json()).is_some_and(is_assigned) {
        let reason =
            format!("`{path}` cannot be written by the client that stands for the application");
        return Err(Stop::skipped(reason));
    }
    filtered(s, &path, &soon, &later)?;
    s.org.import()?;
    check(s, &soon, Some(Lifecycle::Staged))?;
    check(s, &later, None)?;
    check(s, &moved, Some(Lifecycle::Staged))?;
    // one start is moved away, and one near
    let far = from_now(s, 30 * DAY, 0);
    s.app_change(&moved.id, |user| attribute.put(user, json!(far)))?;
    let near = from_now(s, i64::from(DAYS) * DAY - HOUR, -8);
    s.app_change(&later.id, |user| attribute.put(user, json!(near)))?;
    s.org.import()?;
    check(s, &later, Some(Lifecycle::Staged))?;
    let is_out = matches!(lifecycle(s, &moved), Some(Lifecycle::Staged | Lifecycle::Deactivated));
    expect(is_out, "who begins later not to be active", || format!("{:?}", lifecycle(s, &moved)))?;
    // one begins, one is rescinded
    let begun = from_now(s, -HOUR, 5);
    s.app_change(&soon.id, |user| attribute.put(user, json!(begun)))?;
    s.app_delete(&later.id)?;
    s.org.import()?;
    check(s, &soon, Some(Lifecycle::Active))?;
    check(s, &later, Some(Lifecycle::Deactivated))
}

fn lifecycle(s: &Stage<'_>, account: &Account) -> Option<Lifecycle> {
    s.org.user(&account.login).and_then(|user| s.org.lifecycle(&user))
}

fn check(s: &Stage<'_>, account: &Account, expected: Option<Lifecycle>) -> Result<(), Stop> {
    let found = lifecycle(s, account);
    expect(found == expected, &format!("`{}` to be {expected:?}", account.login), || {
        format!("{found:?}")
    })
}

/// A filter by the date compares instants, whatever their offsets.
fn filtered(s: &mut Stage<'_>, path: &str, soon: &Account, later: &Account) -> Verdict {
    let latest = from_now(s, i64::from(DAYS) * DAY, 0);
    let ask = Ask::get("/Users").query("filter", &format!("{path} le \"{latest}\""));
    let answer = s.send(&ask.query("count", "1000"))?;
    if !answer.is_success() {
        s.warn(format!("a filter by `{path}` is refused: all users are read each time"));
        return Ok(());
    }
    let list = answer.expect_list()?;
    let has = |account: &Account| list.iter().any(|one| one.get("id") == Some(&json!(account.id)));
    if has(soon) && !has(later) {
        return Ok(());
    }
    Err(answer.failed("a filter by the date to compare instants", "another list"))
}
