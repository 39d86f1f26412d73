//! When whom is to be seen.
//!
//! Days are those of the place of work, which the offset of the hire date tells: with three days
//! before the start, who begins on the 4th is seen from the midnight there in which the 1st begins.
//! A date without an offset is in UTC.
//!
//! Who was seen once stays: an identity provider takes someone who is missing for someone who has
//! left. So a start that moves away is a new date and nothing else, and a hire that is called off
//! (an end, and no start) is someone who is not active. Who has ended begins again by a hire date
//! after the end, or as the end is taken back.

use crate::person::{Person, Status};
use scim_schema::value::DateTime;
use std::cmp::Ordering;

/// What the calendar makes of a person: where the employment stands, and whether they are active.
#[must_use]
pub fn due(person: &Person, days_before: u32, now: &DateTime) -> (Status, bool) {
    let Some(employment) = &person.employment else { return (Status::Employed, true) };
    let passed = |date: &DateTime| date.cmp_instant(now) != Ordering::Greater;
    let held = employment.status.unwrap_or(Status::Planned);
    let begins_after = |end: &DateTime| {
        let hire = employment.hire_date.as_ref();
        hire.is_some_and(|hire| hire.cmp_instant(end) == Ordering::Greater)
    };
    let ended = |end: &DateTime| passed(end) && !begins_after(end);
    if employment.termination_date.as_ref().is_some_and(ended) && held != Status::Planned {
        return (Status::Ended, false);
    }
    let Some(hire) = &employment.hire_date else {
        // nobody has said when
        return (if held == Status::Ended { Status::Employed } else { held }, true);
    };
    let seen = passed(&hire.midnight(days_before));
    match held {
        _ if passed(hire) => (Status::Employed, true),
        // moved away after it was seen
        Status::PreHire | Status::Employed => (Status::PreHire, true),
        _ if seen => (Status::PreHire, true),
        // agreed, or to come back
        held => (held, held == Status::Planned),
    }
}
