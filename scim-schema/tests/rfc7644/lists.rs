//! Sections 3.4.2 and 3.4.2.4: lists, page by page.

use crate::provider::*;
use serde_json::{Value, json};

/// Seven users.
fn provider() -> Provider {
    let provider = Provider::new();
    for number in 1..=7 {
        provider.user(&format!("user{number}"));
    }
    provider
}

/// 7644-3.4.2-04 to -08, -11, -12, 7644-3.2-04: all that is there, as a list response, and nothing of
/// another type.
#[test]
fn all_of_a_type() {
    let provider = provider();
    assert_eq!(provider.send(get("/Users")).list(7).len(), 7);
    let answer = provider.send(get("/Groups")).status(200);
    answer.shows(json!({"schemas": [LIST], "totalResults": 0}));
}

/// 7644-3.4.2-03: unknown parameters are ignored.
#[test]
fn unknown_parameters() {
    let provider = provider();
    assert_eq!(provider.send(get("/Users?unknown=7&_=8&flag")).list(7).len(), 7);
}

/// 7644-3.4.2-09, -10, 7644-3.4.2.4-03 to -06, -09, -10, -11, -13: each page has what it is asked for.
#[test]
fn pages() {
    let provider = provider();
    for (query, expected) in [
        ("startIndex=1&count=3", &["user1", "user2", "user3"][..]),
        ("startIndex=4&count=3", &["user4", "user5", "user6"]),
        ("startIndex=7&count=3", &["user7"]),
        ("startIndex=8&count=3", &[]),
        ("startIndex=99999999999999999999999&count=3", &[]),
        ("startIndex=0&count=2", &["user1", "user2"]),
        ("startIndex=-5&count=2", &["user1", "user2"]),
        ("count=2", &["user1", "user2"]),
        ("startIndex=6", &["user6", "user7"]),
        ("count=0", &[]),
        ("count=-1", &[]),
    ] {
        let answer = provider.send(get(&format!("/Users?{query}"))).status(200);
        let body = answer.json();
        assert_eq!(body["itemsPerPage"], expected.len(), "{query}");
        if !expected.is_empty() {
            let index: usize = expected[0].trim_start_matches("user").parse().unwrap();
            assert_eq!(body["startIndex"], index, "{query}");
        }
        assert_eq!(answer.each(7, "userName"), expected, "{query}");
    }
    for query in ["count=many", "startIndex=1.5", "count=1&count=2", "startIndex=", "count=%zz"] {
        provider.send(get(&format!("/Users?{query}"))).error(400, Some("invalidValue"));
    }
}

/// 7644-3.4.2.4-07, -08: the service provider has a page size of its own, and a page is full while
/// more remain: reading page after page finds each resource once.
#[test]
fn pages_of_the_service_provider() {
    let provider = Provider::with(|builder| builder.limits(limits(|limits| limits.page = 3)));
    for number in 1..=7 {
        provider.user(&format!("user{number}"));
    }
    for query in ["", "count=100&"] {
        let mut found = Vec::new();
        while found.len() < 7 {
            let path = format!("/Users?{query}startIndex={}", found.len() + 1);
            let page = provider.send(get(&path)).each(7, "userName");
            assert_eq!(page.len(), 3.min(7 - found.len()));
            found.extend(page);
        }
        let expected: Vec<Value> = (1..=7).map(|number| json!(format!("user{number}"))).collect();
        assert_eq!(found, expected);
    }
}
