//! Rules for versions and the headers of resources (RFC 7643 section 3.1, RFC 7644 section 3.14).

use super::{Audit, Look, Seen};
use crate::live::Failure;
use serde_json::Value;

pub(super) const AUDITS: &[Audit] = &[
    Audit::new(
        "every.version",
        "the `ETag` of a resource is its `meta.version`, where there are both",
        &["7643-3.1-24"],
        version,
    ),
    Audit::new(
        "every.tag",
        "every version is an entity-tag",
        &["7643-3.1-26", "7643-3.1-25", "7643-8-02"],
        tag,
    ),
    Audit::new(
        "every.content-location",
        "`Content-Location` of a resource is its `meta.location`",
        &["7643-3.1-23"],
        content_location,
    ),
    Audit::new(
        "every.success",
        "no success has an Error for a body, and no answer is an internal error",
        &["7644-3.12-01", "7644-3.12-11"],
        success,
    ),
    Audit::new(
        "every.json",
        "every body is a JSON object",
        &["7644-3.1-02", "7643-2.1-02", "7644-3.2-12"],
        json,
    ),
    Audit::new(
        "every.scim-type",
        "`scimType` is a word that the RFCs know",
        &["7644-3.12-05"],
        scim_type,
    ),
    Audit::new("every.detail", "`detail` of an error is a text", &["7644-3.12-06"], detail),
];

fn is_one<'s>(seen: &'s Seen<'_>) -> Option<&'s Value> {
    let listed = seen.json.get("Resources").is_some() || seen.json.get("Operations").is_some();
    let is = seen.status / 100 == 2
        && !listed
        && seen.json.get("id").is_some()
        && !seen.typed().is_empty();
    is.then_some(seen.json)
}

fn version(seen: &Seen<'_>) -> Look {
    let (one, tag) = (is_one(seen)?, seen.header("etag")?);
    let version = one.pointer("/meta/version")?.as_str()?;
    Some(if version == tag {
        Ok(())
    } else {
        Err(Failure::new(format!("`meta.version` `{tag}`, as in `ETag`"), format!("`{version}`")))
    })
}

fn tag(seen: &Seen<'_>) -> Look {
    let versions = seen.typed().into_iter().filter_map(|(_, one)| one.pointer("/meta/version"));
    let versions: Vec<&str> = versions.filter_map(Value::as_str).collect();
    let tag = seen.header("etag");
    if versions.is_empty() && tag.is_none() {
        return None;
    }
    let is = |text: &str| {
        let opaque = text.strip_prefix("W/").unwrap_or(text);
        opaque.len() > 1 && opaque.starts_with('"') && opaque.ends_with('"')
    };
    let wrong = versions.into_iter().chain(tag).find(|text| !is(text));
    Some(match wrong {
        None => Ok(()),
        Some(text) => Err(Failure::new(
            "an entity-tag, in quotes, with `W/` before it if it is weak",
            format!("`{text}`"),
        )),
    })
}

fn content_location(seen: &Seen<'_>) -> Look {
    let (one, header) = (is_one(seen)?, seen.header("content-location")?);
    let location = one.pointer("/meta/location")?.as_str()?;
    let is = location == header || (header.starts_with('/') && location.ends_with(header));
    Some(if is {
        Ok(())
    } else {
        Err(Failure::new(format!("`Content-Location` `{location}`"), format!("`{header}`")))
    })
}

fn success(seen: &Seen<'_>) -> Look {
    let urns = seen.json.get("schemas").map(ToString::to_string).unwrap_or_default();
    if seen.status / 100 == 2 && urns.contains(":messages:2.0:Error\"") {
        return Some(Err(Failure::new(
            "a status of 400 or above with an Error",
            seen.status.to_string(),
        )));
    }
    if seen.status >= 500 && seen.status != 501 && seen.status != 503 {
        return Some(Err(Failure::new("no internal error", seen.status.to_string())));
    }
    Some(Ok(()))
}

fn json(seen: &Seen<'_>) -> Look {
    let body = &*seen.exchange.reply.as_ref()?.body;
    if body.is_empty() || seen.status / 100 != 2 || seen.exchange.method == "HEAD" {
        return None;
    }
    // what is kept of a long body is cut
    Some(if seen.json.is_object() {
        Ok(())
    } else {
        Err(Failure::new("a JSON object", format!("`{}`", crate::live::answer::short(body))))
    })
}

const KNOWN: [&str; 14] = [
    "invalidFilter",
    "tooMany",
    "uniqueness",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
    "invalidCursor",
    "expiredCursor",
    "invalidCount",
    "",
];

fn scim_type(seen: &Seen<'_>) -> Look {
    if seen.status < 400 {
        return None;
    }
    match seen.json.get("scimType") {
        None | Some(Value::Null) => None,
        Some(Value::String(word)) if KNOWN.contains(&word.as_str()) => Some(Ok(())),
        Some(other) => {
            Some(Err(Failure::new("a `scimType` of RFC 7644 or RFC 9865", format!("`{other}`"))))
        }
    }
}

fn detail(seen: &Seen<'_>) -> Look {
    if seen.status < 400 {
        return None;
    }
    match seen.json.get("detail") {
        None | Some(Value::Null) => None,
        Some(Value::String(_)) => Some(Ok(())),
        Some(other) => Some(Err(Failure::new("`detail` as a text", format!("`{other}`")))),
    }
}
