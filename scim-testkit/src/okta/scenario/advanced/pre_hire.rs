//! Users who are imported before they begin.

use crate::live::{Ask, Attr, Stop, Verdict, is_assigned};
use crate::okta::app::OnInactive;
use crate::okta::import::days_until;
use crate::okta::person::Lifecycle;
use crate::okta::stage::{Account, Stage, expect};
use scim_schema::schema::Type;
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::time::Duration;

/// How many days before they begin.
const DAYS: i64 = 3;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// How long before midnight it is looked, and after it.
const MARGIN: Duration = Duration::from_secs(600);

/// The last second of a day.
const LAST: i64 = DAY - 1;

/// A place of work: how far its clocks are from UTC, in hours.
#[derive(Debug, Clone, Copy)]
struct Place(i64);

impl Place {
    /// Two of them: one where it is another day than in UTC, so that a date without its offset is
    /// another date, and one where it is about noon. In neither is it midnight soon.
    fn all(s: &Stage<'_>) -> [Self; 2] {
        let hour = s.org.clock().now().unix_seconds().div_euclid(HOUR).rem_euclid(24);
        [Self(if hour < 11 { -12 } else { 14 }), Self((12 - hour).clamp(-12, 12))]
    }

    /// A time there, so many days from today on.
    fn day(self, s: &Stage<'_>, days: i64, time: i64) -> String {
        let now = s.org.clock().now().unix_seconds() + self.0 * HOUR;
        let midnight = now.div_euclid(DAY) * DAY;
        let local = DateTime::from_unix(midnight + days * DAY + time, 0);
        let local = local.map(|time| time.as_str().to_owned()).unwrap_or_default();
        let sign = if self.0 < 0 { '-' } else { '+' };
        format!("{}{sign}{:02}:00", local.trim_end_matches('Z'), self.0.abs())
    }
}

pub(in crate::okta::scenario) fn pre_hire(s: &mut Stage<'_>) -> Verdict {
    let kind = s.users()?;
    let found = kind.find(|attribute| {
        attribute.name().eq_ignore_ascii_case("hireDate")
            && matches!(attribute.r#type(), Type::DateTime | Type::String)
    });
    let Some(date) = found else {
        return Err(Stop::skipped("users have no `hireDate`"));
    };
    let configured = s.org.app().clone().source(OnInactive::Deactivate).safeguard(100);
    let configured = configured.import_groups(false);
    let days = u32::try_from(DAYS).unwrap_or_default();
    let configured = configured.pre_hire(date.path(), days);
    let configured = configured.map_err(|error| Stop::skipped(error.to_string()))?;
    s.org.configure(|_| configured);

    let [far, noon] = Place::all(s);
    // the last second of the last day, and the first of the next one
    let (last_at, next_at) = (far.day(s, DAYS, LAST), far.day(s, DAYS + 1, 0));
    let last = hire(s, &date, "Last", &last_at)?;
    if !date.of(s.see_id(&last.id)?.answer.json()).is_some_and(is_assigned) {
        let path = date.path();
        let reason =
            format!("`{path}` cannot be written by the client that stands for the application");
        return Err(Stop::skipped(reason));
    }
    let next = hire(s, &date, "Next", &next_at)?;
    let at_noon = noon.day(s, DAYS, LAST);
    let noon_last = hire(s, &date, "Noon", &at_noon)?;
    let at_noon = noon.day(s, DAYS + 1, 0);
    let noon_next = hire(s, &date, "Afternoon", &at_noon)?;
    let soon = far.day(s, 1, 9 * HOUR);
    let [moved, off, gone] = [
        hire(s, &date, "Moved", &soon)?,
        hire(s, &date, "Off", &soon)?,
        hire(s, &date, "Gone", &soon)?,
    ];
    let mut expected = Vec::new();
    for (account, sent, staged) in [
        (&last, &last_at, true),
        (&next, &next_at, false),
        (&noon_last, &noon.day(s, DAYS, LAST), true),
        (&noon_next, &noon.day(s, DAYS + 1, 0), false),
        (&moved, &soon, true),
        (&off, &soon, true),
        (&gone, &soon, true),
    ] {
        let staged = staged_as(s, &date, account, sent, staged)?;
        expected.push((account.clone(), staged.then_some(Lifecycle::Staged)));
    }
    filtered(s, &date, &last, &next, &last_at)?;
    s.org.import()?;
    for (account, lifecycle) in &expected {
        check(s, account, *lifecycle)?;
    }
    // one start is moved away, and one near
    let (away, near) = (noon.day(s, 30, 0), far.day(s, DAYS, LAST));
    s.app_change(&moved.id, |user| date.put(user, json!(away)))?;
    s.app_change(&next.id, |user| date.put(user, json!(near)))?;
    staged_as(s, &date, &moved, &away, false)?;
    let is_near = staged_as(s, &date, &next, &near, true)?;
    s.org.import()?;
    check(s, &next, is_near.then_some(Lifecycle::Staged))?;
    expect_not_begun(s, &moved)?;
    // two are rescinded, in either way
    if s.holds("active") {
        s.app_set_active(&off.id, false)?;
    } else {
        s.app_delete(&off.id)?;
    }
    s.app_delete(&gone.id)?;
    s.org.import()?;
    check(s, &off, Some(Lifecycle::Deactivated))?;
    check(s, &gone, Some(Lifecycle::Deactivated))?;
    days_pass(s, &date, &noon_next)?;
    // they begin, but for those whose start was moved or called off
    let starts = DateTime::parse(&last_at).map(|at| at.unix_seconds()).unwrap_or_default();
    let left = starts - s.org.clock().now().unix_seconds() + 1;
    check(s, &last, Some(Lifecycle::Staged))?;
    s.org.clock().advance(Duration::from_secs(u64::try_from(left).unwrap_or_default()));
    s.org.import()?;
    check(s, &last, Some(Lifecycle::Active))?;
    check(s, &next, is_near.then_some(Lifecycle::Active))?;
    expect_not_begun(s, &moved)?;
    check(s, &off, Some(Lifecycle::Deactivated))?;
    check(s, &gone, Some(Lifecycle::Deactivated))
}

fn hire(s: &mut Stage<'_>, date: &Attr, first: &str, at: &str) -> Result<Account, Stop> {
    let profile = s.profile(first);
    s.app_hire_with(&profile, |user| date.put(user, json!(at)))
}

/// Expects a hire date to be the instant that was sent; and whether it is within the interval, which
/// in the end a server decides that gives it another offset.
fn staged_as(
    s: &mut Stage<'_>,
    date: &Attr,
    account: &Account,
    sent: &str,
    staged: bool,
) -> Result<bool, Stop> {
    let seen = s.see_id(&account.id)?;
    let found = date.of(seen.answer.json()).cloned().unwrap_or_default();
    let parsed = found.as_str().and_then(|text| DateTime::parse(text).ok());
    let (Some(parsed), Ok(sent)) = (parsed, DateTime::parse(sent)) else {
        let expected = format!("`{}` to be a date and a time", date.path());
        return Err(seen.answer.failed(expected, format!("`{found}`")));
    };
    if !parsed.same_instant(&sent) {
        let expected = format!("`{}` to be the instant `{sent}`", date.path());
        return Err(seen.answer.failed(expected, format!("`{parsed}`")));
    }
    if parsed.offset_minutes() == sent.offset_minutes() {
        return Ok(staged);
    }
    Ok(days_until(&parsed, &s.org.clock().now()) <= DAYS)
}

/// Whoever begins a day too late to be seen is seen as soon as that day has come where they work, or
/// where the server says that they do.
fn days_pass(s: &mut Stage<'_>, date: &Attr, account: &Account) -> Verdict {
    // a server that shows nobody too early has a clock that we do not move, unless we share it
    let is_shown = s.org.imported.contains_key(&account.id);
    if lifecycle(s, account).is_some() || !(is_shown || s.offers.clock.is_some()) {
        return Ok(());
    }
    let seen = s.see_id(&account.id)?;
    let text = date.of(seen.answer.json()).and_then(Value::as_str).unwrap_or_default();
    let offset = DateTime::parse(text).ok().and_then(|at| at.offset_minutes()).unwrap_or_default();
    let now = s.org.clock().now().unix_seconds() + i64::from(offset) * 60;
    let midnight = u64::try_from(DAY - now.rem_euclid(DAY)).unwrap_or_default();
    s.org.clock().advance(Duration::from_secs(midnight).saturating_sub(MARGIN));
    s.org.import()?;
    check(s, account, None)?;
    s.org.clock().advance(MARGIN);
    s.org.import()?;
    check(s, account, Some(Lifecycle::Staged))
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

fn expect_not_begun(s: &Stage<'_>, account: &Account) -> Result<(), Stop> {
    let found = lifecycle(s, account);
    let is_out = matches!(found, Some(Lifecycle::Staged | Lifecycle::Deactivated));
    expect(is_out, "who begins later not to be active", || format!("{found:?}"))
}

/// A filter by the date compares instants, whatever their offsets.
fn filtered(
    s: &mut Stage<'_>,
    date: &Attr,
    last: &Account,
    next: &Account,
    last_at: &str,
) -> Verdict {
    // the same instant in UTC
    let at = DateTime::parse(last_at).ok().and_then(|at| DateTime::from_unix(at.unix_seconds(), 0));
    let at = at.map(|at| at.as_str().to_owned()).unwrap_or_default();
    for (operator, finds) in [("le", last), ("gt", next)] {
        let path = date.path();
        let filter = format!("{path} {operator} \"{at}\"");
        let answer = s.send(&Ask::get("/Users").query("filter", &filter).query("count", "1000"))?;
        if !answer.is_success() {
            s.warn(format!("a filter by `{path}` is refused: all users are read each time"));
            return Ok(());
        }
        let list = answer.expect_list()?;
        let has =
            |account: &Account| list.iter().any(|one| one.get("id") == Some(&json!(account.id)));
        let other = if finds.id == last.id { next } else { last };
        if !has(finds) || has(other) {
            let expected = format!("`{filter}` to compare instants");
            return Err(answer.failed(expected, "another list"));
        }
    }
    Ok(())
}
