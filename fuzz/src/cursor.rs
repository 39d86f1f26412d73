//! Cursors: the service's own give every resource once, all others are refused.

use super::provider::{provider, send, well_formed};
use scim_schema::service::ScimService;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Some users, who are only read.
static SERVICE: LazyLock<ScimService> = LazyLock::new(|| {
    let service = provider();
    for (index, name) in ["b", "a", "\u{e9}", "", "C", "b", "d\\\"", "\u{10000}"].iter().enumerate()
    {
        let body = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": format!("u{index}"), "name": {"familyName": name, "givenName": name.to_uppercase()},
            "active": index % 2 == 0,
        });
        assert_eq!(send(&service, "POST", "/Users", &body.to_string()).status(), 201);
    }
    service
});

pub const SORTS: [&str; 8] = [
    "",
    "&sortBy=name.familyName",
    "&sortBy=name.familyName&sortOrder=descending",
    "&sortBy=active",
    "&sortBy=meta.created",
    "&filter=active+eq+true",
    "&sortBy=userName&filter=active+eq+false",
    "&sortBy=emails",
];

/// A search and the size of its pages, then how a cursor is changed, or a cursor.
pub fn cursor(input: &[u8]) {
    let Some(([sort, count, at], change)) = input.split_first_chunk() else { return };
    let endpoint = if sort & 8 == 0 { "/Users" } else { "/" };
    let sort = SORTS[usize::from(sort % 8)];
    let count = 1 + count % 4;
    let page = |cursor: &str| {
        let uri = format!("{endpoint}?count={count}{sort}&cursor={cursor}");
        let exchange = send(&SERVICE, "GET", &uri, "");
        well_formed(&exchange);
        exchange
    };
    // not one of the service's
    if !change.is_empty() {
        let exchange = page(&escaped(change));
        assert_eq!(exchange.status(), 400, "{exchange}");
    }
    // all pages
    let (mut seen, mut cursors, mut next) = (BTreeSet::new(), Vec::new(), String::new());
    loop {
        let exchange = page(&next);
        assert_eq!(exchange.status(), 200, "{exchange}");
        let answer = exchange.json();
        for one in answer["Resources"].as_array().into_iter().flatten() {
            assert!(seen.insert(one["id"].to_string()), "it is there twice: {exchange}");
        }
        let Some(cursor) = answer["nextCursor"].as_str() else { break };
        cursors.push(cursor.to_owned());
        cursor.clone_into(&mut next);
    }
    let expected = if sort.contains("filter") { 4 } else { 8 };
    assert_eq!(seen.len(), expected, "{endpoint} {sort} {count}");
    // one of them, changed
    let Some(cursor) = cursors.get(usize::from(*at) % cursors.len().max(1)) else { return };
    let mut changed = cursor.clone().into_bytes();
    for pair in change.chunks_exact(2) {
        let at = usize::from(pair[0]) % changed.len();
        match pair[1] {
            0..32 => changed.truncate(at.max(1)),
            32..64 => drop(changed.remove(at)),
            64..96 => changed.insert(at, b'A' + pair[1] % 26),
            byte => changed[at] = byte & 0x7f,
        }
        if changed.is_empty() {
            return;
        }
    }
    if changed != cursor.as_bytes() {
        let exchange = page(&escaped(&changed));
        assert_eq!(exchange.status(), 400, "{cursor} {}: {exchange}", changed.escape_ascii());
        assert_eq!(exchange.json()["scimType"], "invalidCursor", "{exchange}");
    }
}

/// Every byte escaped, so that anything can stand in a URI.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02x}")).collect()
}
