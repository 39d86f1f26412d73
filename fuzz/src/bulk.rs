//! Bulk requests: each operation answered, nothing left of those that failed.

use super::provider::{is_error, provider, send, well_formed};
use scim_testkit::Exchange;
use serde_json::Value;

/// The body of a bulk request.
pub fn bulk(input: &[u8]) {
    let Ok(body) = str::from_utf8(input) else { return };
    let answer = || {
        let service = provider();
        // something to refer to
        let user = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"one"}"#;
        assert_eq!(send(&service, "POST", "/Users", user).status(), 201);
        let exchange = send(&service, "POST", "/Bulk", body);
        let everything = send(&service, "GET", "/?count=0", "");
        let count = everything.json()["totalResults"].as_u64().unwrap();
        (exchange, count, send(&service, "GET", "/", ""))
    };
    let (exchange, count, all) = answer();
    well_formed(&exchange);
    well_formed(&all);
    if exchange.status() == 200 {
        let answered = exchange.json();
        let operations = answered["Operations"].as_array().unwrap();
        // what is wrong in one operation alone, half a surrogate pair, leaves the others
        if let Ok(asked) = serde_json::from_str::<Value>(body) {
            let asked = asked.as_object().unwrap().iter();
            let asked = asked.filter(|(name, _)| name.eq_ignore_ascii_case("operations"));
            let most = asked.map(|(_, list)| list.as_array().map_or(0, Vec::len)).max().unwrap();
            assert!(operations.len() <= most, "{exchange}");
        }
        let mut left = 1;
        for one in operations {
            left += outcome(one, &exchange);
        }
        // what failed is not there, what was created is
        assert_eq!(i64::try_from(count).unwrap(), left, "{exchange}");
    } else {
        assert_eq!(count, 1, "{exchange}");
    }
    let (again, _, all_again) = answer();
    assert_eq!(exchange.response().body(), again.response().body());
    assert_eq!(all.response().body(), all_again.response().body());
}

/// How many resources more there are after an operation.
fn outcome(one: &Value, exchange: &Exchange) -> i64 {
    let status: u16 = one["status"].as_str().unwrap().parse().unwrap();
    if status >= 400 {
        assert!(status < 500, "{exchange}");
        is_error(&one["response"], status, exchange);
        return 0;
    }
    match one["method"].as_str().unwrap().to_ascii_uppercase().as_str() {
        "POST" => {
            assert_eq!(status, 201, "{exchange}");
            assert!(one["location"].is_string(), "{exchange}");
            1
        }
        "DELETE" => -1,
        _ => 0,
    }
}
