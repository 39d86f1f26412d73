//! Passwords: taken, kept by a PUT without one, and never shown.

use super::{create, moved, state};
use crate::live::check::profile::{okta, users, with};
use crate::live::{Answer, Session, Stop, Verdict};
use crate::okta::suite::client::{patch, update};
use serde_json::{Value, json};

fn hidden(answer: &Answer) -> Verdict {
    if answer.member("password").is_some() {
        return Err(answer.failed("no password in the answer", "one"));
    }
    Ok(())
}

pub(super) fn taken(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    hidden(&made.answer)?;
    let put = update(s, &made.path, |body| with(body, "password", json!("bXktcGFzc3dvcmQtMQ==")))?;
    put.expect_status(200)?;
    hidden(&put)?;
    hidden(&s.read(&made)?)
}

/// No answer has a password, but a PUT that erases it changes the user, where one that sends the
/// same back otherwise does not.
pub(super) fn kept(s: &mut Session<'_>) -> Verdict {
    users(s)?;
    s.attribute("password")?;
    let body = okta::body(s);
    let without = s.create_body(&body)?;
    let (changes, read) = moved(s, &without)?;
    if changes || state(&read) == (Value::Null, Value::Null) {
        return Err(Stop::skipped("no version tells whether a PUT changes anything"));
    }
    let made = create(s)?;
    match moved(s, &made)? {
        (false, _) => Ok(()),
        (true, after) => Err(after.failed(
            "a PUT without `password` to change nothing, as that of a user without one does",
            "the version moved, so it took the password away",
        )),
    }
}

pub(super) fn synchronized(s: &mut Session<'_>) -> Verdict {
    let made = create(s)?;
    let before = s.read(&made)?;
    for operation in [
        json!({"op": "replace", "value": {"password": "Pw-1mz050nq!aZ9"}}),
        json!({"op": "replace", "path": "password", "value": "Pw-1mz050nq!aZ8"}),
    ] {
        let patched = patch(s, &made.path, &json!([operation]))?;
        patched.expect_one_of(&[200, 204])?;
        hidden(&patched)?;
        let after = s.read(&made)?;
        hidden(&after)?;
        for name in ["userName", "name", "emails", "active", "externalId"] {
            if before.member(name) != after.member(name) {
                let found = after.member(name).map_or("nothing".to_owned(), ToString::to_string);
                return Err(after.failed(format!("`{name}` as it was"), found));
            }
        }
    }
    Ok(())
}
