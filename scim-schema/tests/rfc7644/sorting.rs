//! Section 3.4.2.3: sorting.

use crate::provider::*;
use serde_json::json;

/// 7644-3.4.2.3-01, -03, -04, -05, -07 to -10: by a value of any type, of the primary element or else of
/// the first; ascending unless it says otherwise; what has no value comes last, and first backwards.
#[test]
fn order() {
    let provider = Provider::new();
    for body in [
        json!({
            "userName": "delta", "title": "b", "externalId": "b", "active": true,
            "emails": [{"value": "z@example.com"}, {"value": "a@example.com", "primary": true}],
        }),
        json!({
            "userName": "Alpha", "title": "C", "externalId": "C", "active": false,
            "emails": [{"value": "c@example.com"}, {"value": "b@example.com"}],
        }),
        json!({"userName": "charlie", "title": "A", "externalId": "A"}),
        json!({"userName": "Bravo", "name": {"familyName": "x"}}),
    ] {
        provider.create("/Users", user(body));
    }
    for (by, ascending) in [
        ("userName", &["Alpha", "Bravo", "charlie", "delta"][..]),
        ("USERNAME", &["Alpha", "Bravo", "charlie", "delta"]),
        ("title", &["charlie", "delta", "Alpha", "Bravo"]),
        // case-exact
        ("externalId", &["charlie", "Alpha", "delta", "Bravo"]),
        ("meta.created", &["delta", "Alpha", "charlie", "Bravo"]),
        // two without a value
        ("emails.value", &["delta", "Alpha"]),
        ("emails", &["delta", "Alpha"]),
        ("active", &["Alpha", "delta"]),
    ] {
        let sorted = |query: &str| {
            provider.send(get(&format!("/Users?sortBy={by}{query}"))).each(4, "userName")
        };
        let count = ascending.len();
        assert_eq!(sorted("")[..count], *ascending, "{by}");
        assert_eq!(sorted("&sortOrder=ascending")[..count], *ascending, "{by}");
        let mut descending = sorted("&sortOrder=descending").split_off(4 - count);
        descending.reverse();
        assert_eq!(descending, ascending, "{by}");
        let page = provider.send(get(&format!("/Users?sortBy={by}&startIndex=2&count=1")));
        assert_eq!(page.each(4, "userName"), ascending[1..2], "{by}");
    }
    // not without `sortBy`
    let unsorted = provider.send(get("/Users?sortOrder=descending")).list(4);
    assert_eq!(unsorted, provider.send(get("/Users")).list(4));
    for query in ["sortBy=unknown", "sortBy=name", "sortBy=userName&sortOrder=down", "sortBy="] {
        provider.send(get(&format!("/Users?{query}"))).error(400, Some("invalidValue"));
    }
}
