//! The rules.

use super::{Audit, Look, Seen};
use crate::live::Failure;
use crate::live::answer::{ERROR, short};
use serde_json::Value;

pub(super) const AUDITS: &[Audit] = &[
    Audit::new(
        "every.media-type",
        "every body is application/scim+json",
        &["7644-3.1-01", "7644-3.8-08"],
        media_type,
    ),
    Audit::new(
        "every.error",
        "every error has a body with its status as a string",
        &["7644-3.12-02", "7644-3.12-03", "7644-3.12-04", "7644-3.2-13"],
        error,
    ),
];

fn media_type(seen: &Seen<'_>) -> Look {
    let reply = seen.exchange.reply.as_ref()?;
    if reply.body.is_empty() || seen.exchange.method == "HEAD" {
        return None;
    }
    let found = seen.header("content-type").unwrap_or("no content-type");
    let media_type = found.split(';').next().unwrap_or_default().trim();
    // a client that asks for it may get plain JSON (RFC 7644 section 3.8)
    let asked = seen
        .exchange
        .headers
        .iter()
        .any(|(name, value)| name == "accept" && !value.contains("scim+json"));
    let is_json = media_type.eq_ignore_ascii_case("application/scim+json")
        || (asked && media_type.eq_ignore_ascii_case("application/json"));
    Some(if is_json {
        Ok(())
    } else {
        Err(Failure::new("content-type `application/scim+json`", format!("`{}`", short(found))))
    })
}

fn error(seen: &Seen<'_>) -> Look {
    if seen.status < 400 || seen.exchange.method == "HEAD" {
        return None;
    }
    let urns = seen.json.get("schemas").and_then(Value::as_array);
    if !urns.is_some_and(|urns| urns.iter().any(|urn| urn.as_str() == Some(ERROR))) {
        let body = seen.exchange.reply.as_ref().map_or("", |reply| &*reply.body);
        let found =
            if body.is_empty() { "no body".to_owned() } else { format!("`{}`", short(body)) };
        return Some(Err(Failure::new(format!("a JSON body with the schema `{ERROR}`"), found)));
    }
    let status = seen.json.get("status");
    Some(if status == Some(&Value::String(seen.status.to_string())) {
        Ok(())
    } else {
        let found = status.map_or("none".to_owned(), |status| format!("`{status}`"));
        Err(Failure::new(format!("status `\"{}\"` in the body", seen.status), found))
    })
}
