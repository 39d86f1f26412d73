//! What is known of Okta's client, each with what a server must do: `okta.o01` to `okta.o36`.
//!
//! Where `check --profile okta` asks for the same, it is the same function.

mod group;
mod user;
mod wire;

use crate::live::{Audit, Check, Failure, Look, Seen, Unchecked};
use serde_json::Value;

pub(super) const CHECKS: &[&[Check]] = &[user::CHECKS, group::CHECKS, wire::CHECKS];

pub(super) const UNCHECKED: &[Unchecked] = &[
    Unchecked::new(
        "okta.o13",
        "a suspended user",
        "Okta sends nothing when it suspends a user or ends that",
    ),
    Unchecked::new(
        "okta.o31",
        "a request without an answer for 60 s has failed",
        "nobody waits that long here: what takes longer than `--timeout` fails the check that asks",
    ),
];

pub(super) const AUDITS: &[Audit] = &[
    Audit::new("okta.o07-echo", "no answer has a password", &[], no_password),
    Audit::new(
        "okta.o30",
        "`Retry-After` of a 429 is a number of seconds; for anything else Okta waits five minutes",
        &[],
        retry_after,
    ),
    Audit::new("okta.o32", "an id is a text without `bulkId`", &[], id),
    Audit::new(
        "okta.o34",
        "an error has its status as a text, and every body is application/scim+json",
        &[],
        strict,
    )
    .should(),
];

fn no_password(seen: &Seen<'_>) -> Look {
    let resources = seen.resources();
    if resources.is_empty() {
        return None;
    }
    let has = |one: &&Value| one.get("password").is_some_and(|found| !found.is_null());
    Some(match resources.iter().any(has) {
        true => Err(Failure::new("no `password`", "one")),
        false => Ok(()),
    })
}

fn retry_after(seen: &Seen<'_>) -> Look {
    if seen.status != 429 {
        return None;
    }
    let found = seen.header("retry-after").unwrap_or("none");
    Some(if found.parse::<u32>().is_ok() {
        Ok(())
    } else {
        Err(Failure::new("`Retry-After` in seconds", format!("`{found}`")))
    })
}

fn id(seen: &Seen<'_>) -> Look {
    let of_type = ["/Users", "/Groups"].iter().any(|endpoint| seen.path().starts_with(endpoint));
    let resources = if of_type { seen.resources() } else { Vec::new() };
    if resources.is_empty() {
        return None;
    }
    let wrong = resources.iter().find_map(|one| match one.get("id") {
        Some(Value::String(id)) if !id.is_empty() && !id.contains("bulkId") => None,
        Some(found) => Some(format!("`{found}`")),
        None => Some("none".to_owned()),
    });
    Some(match wrong {
        None => Ok(()),
        Some(found) => Err(Failure::new("an `id` that is a text without `bulkId`", found)),
    })
}

fn strict(seen: &Seen<'_>) -> Look {
    let reply = seen.exchange.reply.as_ref()?;
    if reply.body.is_empty() {
        return None;
    }
    let media_type = seen.header("content-type").unwrap_or("none");
    if !media_type.to_ascii_lowercase().starts_with("application/scim+json") {
        let expected = "content-type `application/scim+json`";
        return Some(Err(Failure::new(expected, format!("`{media_type}`"))));
    }
    let status = seen.json.get("status");
    if seen.status >= 400 && !status.is_some_and(Value::is_string) {
        let found = status.map_or("none".to_owned(), ToString::to_string);
        return Some(Err(Failure::new("`status` as a text", found)));
    }
    Some(Ok(()))
}
