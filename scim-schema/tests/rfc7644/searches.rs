//! Sections 3.4.2.1 and 3.4.3, and RFC 9865: searches of all types, by POST, and by cursor.

use crate::provider::*;
use scim_schema::service::CursorKey;
use serde_json::{Value, json};

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

fn search(path: &str, mut body: Value) -> Request {
    body["schemas"] = json!([SEARCH]);
    post(&format!("{path}/.search"), body)
}

/// Two users, a group and a device.
fn provider() -> Provider {
    let provider = Provider::new();
    provider.create(
        "/Users",
        user(json!({"userName": "bjensen", "displayName": "Babs", "userType": "Guide"})),
    );
    provider.create("/Users", user(json!({"userName": "jsmith", "displayName": "John"})));
    provider.create("/Groups", group(json!({"displayName": "Babies"})));
    provider.create("/Devices", device(json!({"serial": "A-1"})));
    provider
}

fn types(found: &[Value]) -> Vec<&str> {
    let mut types: Vec<_> =
        found.iter().map(|found| found["meta"]["resourceType"].as_str().unwrap()).collect();
    types.sort_unstable();
    types
}

/// 7644-3.4.2.1-02, -05 to -07: all types at once; an attribute that one lacks has no value there.
#[test]
fn at_the_root() {
    let provider = provider();
    let found = |filter: &str| {
        let path = if filter.is_empty() { String::new() } else { format!("?filter={filter}") };
        let answer = provider.send(get(&path)).status(200);
        let total = usize::try_from(answer.json()["totalResults"].as_u64().unwrap()).unwrap();
        answer.list(total)
    };
    assert_eq!(types(&found("")), ["Device", "Group", "User", "User"]);
    for (filter, expected) in [
        (
            "meta.resourceType eq \"User\" or meta.resourceType eq \"Group\"",
            &["Group", "User", "User"][..],
        ),
        ("displayName sw \"bab\"", &["Group", "User"]),
        ("userType pr", &["User"]),
        ("userType eq \"Guide\"", &["User"]),
        ("not (userType pr)", &["Device", "Group", "User"]),
        (&format!("{DEVICE}:serial eq \"A-1\""), &["Device"]),
        ("unknown eq 7", &[]),
    ] {
        assert_eq!(types(&found(filter)), expected, "{filter}");
    }
    provider.send(get("?filter=userName is 7")).error(400, Some("invalidFilter"));
}

/// 7644-3.4.3-02, -12, 7644-3.2-11: a search by POST answers what the same search by GET does.
#[test]
fn by_post() {
    let provider = provider();
    for (path, body, query) in [
        ("/Users", json!({}), ""),
        ("/Users", json!({"filter": "userName sw \"j\""}), "filter=userName sw \"j\""),
        (
            "/Users",
            json!({"sortBy": "displayName", "sortOrder": "descending", "startIndex": 1, "count": 1}),
            "sortBy=displayName&sortOrder=descending&startIndex=1&count=1",
        ),
        (
            "/Users",
            json!({"attributes": ["userName", "displayName"]}),
            "attributes=userName,displayName",
        ),
        (
            "/Users",
            json!({"excludedAttributes": ["meta", "userName"]}),
            "excludedAttributes=meta,userName",
        ),
        (
            "/Groups",
            json!({"filter": "displayName eq \"babies\""}),
            "filter=displayName eq \"babies\"",
        ),
        (
            "",
            json!({
                "attributes": ["displayName", "userName"],
                "filter": "displayName sw \"Bab\"", "startIndex": 1, "count": 10,
            }),
            "attributes=displayName,userName&filter=displayName sw \"Bab\"&startIndex=1&count=10",
        ),
    ] {
        let posted = provider.send(search(path, body)).status(200);
        assert_eq!(posted.header("content-type"), "application/scim+json");
        assert_eq!(
            posted.json(),
            provider.send(get(&format!("{path}?{query}"))).status(200).json(),
            "{path}?{query}"
        );
    }
    provider.send(search("/Unknown", json!({}))).error(404, None);
    provider.send(search("/Users", json!({"filter": "x is"}))).error(400, Some("invalidFilter"));
    for body in [json!([]), json!({"filter": "userName pr"}), json!({"schemas": [USER]})] {
        let answer = provider.send(post("/Users/.search", body.clone()));
        assert_eq!(answer.code(), 400, "{body}: {}", answer.text());
    }
    provider.send(get("/Users/.search")).error(405, None);
}

/// Seven users, on pages by cursor.
fn seven() -> Provider {
    let key = CursorKey::new("the key that all servers have, of 32 bytes or more").unwrap();
    let provider = Provider::with(|builder| builder.cursor_key(key));
    for number in 1..=7 {
        provider.user(&format!("user{number}"));
    }
    provider
}

/// 9865-2-01, -02, -04 to -10, -11, -15, 9865-2.2-01, 9865-2.3-01, 9865-2.4-02, 9865-4-01: page after page finds each
/// resource once, in order; who asks by index is answered by index.
#[test]
fn by_cursor() {
    let provider = seven();
    provider.send(get("/ServiceProviderConfig")).shows(json!({"pagination": {
        "cursor": true, "index": true, "defaultPaginationMethod": "index",
    }}));
    let (mut found, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let path = format!("/Users?sortBy=userName&sortOrder=descending&count=3&cursor={cursor}");
        let answer = provider.send(get(&path)).status(200).shows(json!({"previousCursor": null}));
        let body = answer.json();
        found.extend(answer.each(7, "userName"));
        pages += 1;
        let Some(next) = body["nextCursor"].as_str() else { break };
        assert!(
            next.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)),
            "{next}"
        );
        cursor = next.to_owned();
    }
    let expected: Vec<_> = (1..=7).rev().map(|number| format!("user{number}")).collect();
    assert_eq!((found, pages), (expected.into_iter().map(Value::from).collect(), 3));
    let nothing = provider.send(get("/Users?count=0&cursor=")).status(200);
    assert!(nothing.shows(json!({"nextCursor": null})).list(7).is_empty());
    let by_index = provider.send(get("/Users?count=3")).status(200);
    by_index.shows(json!({"nextCursor": null, "startIndex": 1, "itemsPerPage": 3}));
}

/// 9865-2.1-01, -02, -04, 9865-5-04, -05, 9865-5-01: a cursor that is not from here, for another search, or of
/// another tenant, is `400 invalidCursor`, in the same words.
#[test]
fn other_cursors() {
    let provider = seven();
    let first = provider.send(get("/Users?count=3&cursor=")).status(200).json();
    let cursor = first["nextCursor"].as_str().unwrap();
    let mut forged = cursor.to_owned();
    let last = if forged.pop() == Some('A') { 'B' } else { 'A' };
    forged.push(last);
    let mut details = Vec::new();
    for request in [
        get("/Users?count=3&cursor=unknown"),
        get(&format!("/Users?count=3&cursor={forged}")),
        get(&format!("/Groups?count=3&cursor={cursor}")),
        get(&format!("/Users?count=3&filter=userName pr&cursor={cursor}")),
        get(&format!("/Users?count=3&sortBy=userName&cursor={cursor}")),
        get(&format!("/Users?count=3&cursor={cursor}")).token("globex"),
    ] {
        details.push(provider.send(request).error(400, Some("invalidCursor")));
    }
    details.dedup();
    assert_eq!(details.len(), 1, "{details:?}");
    provider.send(get(&format!("/Users?count=2&cursor={cursor}"))).error(400, Some("invalidCount"));
    provider
        .send(get(&format!("/Users?count=3&startIndex=1&cursor={cursor}")))
        .error(400, Some("invalidValue"));
    provider.send(get(&format!("/Users?count=3&cursor={cursor}"))).status(200);
}
