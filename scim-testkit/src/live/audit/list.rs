//! Rules for lists (RFC 7644 section 3.4.2, RFC 9865).

use super::{Audit, Look, Seen};
use crate::live::Failure;
use crate::live::answer::may_omit_total;
use serde_json::Value;

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

pub(super) const AUDITS: &[Audit] = &[
    Audit::new(
        "every.list",
        "every list has `Resources` as an array, `totalResults` and `itemsPerPage` that agree with it",
        &[
            "7644-3.4.2-05",
            "7644-3.4.2-07",
            "7644-3.4.2-12",
            "7644-3.4.2-10",
            "7644-3.4.2.4-09",
            "7643-2.3.4-01",
        ],
        list,
    ),
    Audit::new(
        "every.list-message",
        "every answer to a query is a ListResponse",
        &["7644-3.4.2-04", "7644-3.4.2-12", "7644-3.1-06"],
        message,
    ),
    Audit::new(
        "every.cursor",
        "every cursor has unreserved characters only",
        &["9865-2-02"],
        cursor,
    ),
];

fn is_query(seen: &Seen<'_>) -> bool {
    let path = seen.path().trim_matches('/');
    let is_endpoint =
        seen.discovery.kinds.iter().any(|kind| kind.endpoint().trim_matches('/') == path);
    seen.status == 200
        && ((seen.exchange.method == "GET" && is_endpoint) || path.ends_with(".search"))
}

fn message(seen: &Seen<'_>) -> Look {
    if !is_query(seen) {
        return None;
    }
    let urns = seen.json.get("schemas").and_then(Value::as_array);
    let is = urns.is_some_and(|urns| {
        urns.iter().any(|urn| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(LIST)))
    });
    if is {
        return Some(Ok(()));
    }
    let found = seen.json.get("schemas").map_or("none".to_owned(), ToString::to_string);
    Some(Err(Failure::new(format!("`schemas` with `{LIST}`"), found)))
}

fn list(seen: &Seen<'_>) -> Look {
    if !is_query(seen) {
        return None;
    }
    let failed = |expected: &str, found: Option<&Value>| {
        let found =
            found.map_or("none".to_owned(), |found| crate::live::answer::short(&found.to_string()));
        Some(Err(Failure::new(expected, found)))
    };
    let members = seen.json.as_object()?;
    let count = match members.get("Resources") {
        None | Some(Value::Null) => {
            let other =
                |key: &&String| *key != "Resources" && key.eq_ignore_ascii_case("resources");
            if let Some(key) = members.keys().find(other) {
                return failed("`Resources`, with a capital letter", Some(&key.as_str().into()));
            }
            0
        }
        Some(Value::Array(resources)) => resources.len() as u64,
        other => return failed("`Resources` as an array", other),
    };
    match members.get("totalResults") {
        None | Some(Value::Null)
            if may_omit_total(Some(seen.discovery), seen.exchange, seen.json) => {}
        Some(total) if total.is_u64() => {
            if total.as_u64() < Some(count) {
                return failed("`totalResults` of all that matches", Some(total));
            }
        }
        other => return failed("`totalResults` as an integer", other),
    }
    match members.get("itemsPerPage") {
        None | Some(Value::Null) => {}
        Some(items) if items.as_u64() == Some(count) => {}
        other => return failed(&format!("`itemsPerPage` {count}, the number on the page"), other),
    }
    match members.get("startIndex") {
        None | Some(Value::Null) => {}
        Some(start) if start.as_u64().is_some_and(|start| start > 0) => {}
        other => return failed("`startIndex` as an integer from 1 on", other),
    }
    Some(Ok(()))
}

fn cursor(seen: &Seen<'_>) -> Look {
    let mut cursors =
        ["nextCursor", "previousCursor"].iter().filter_map(|name| seen.json.get(*name)).peekable();
    cursors.peek()?;
    for cursor in cursors {
        let fine = match cursor {
            Value::Null => true,
            Value::String(text) => {
                text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
            }
            _ => false,
        };
        if !fine {
            return Some(Err(Failure::new(
                "a cursor of unreserved characters",
                cursor.to_string(),
            )));
        }
    }
    Some(Ok(()))
}
