//! What others say is a value, wherever they say it.

mod attributes;
mod bulk;
mod filters;
mod patches;
mod requests;
mod schemas;
mod watch;

use crate::client::{Client, ENTERPRISE, USER, text};
use crate::databases::{On, both};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use std::fmt::Write;

both!(values_are_values_everywhere, what_the_database_cannot_hold_is_refused);

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

const CORPUS: &[&str] = &[
    "'",
    "\"",
    "';--",
    "' OR '1'='1",
    "\") OR 1=1 --",
    "'; DROP TABLE users; --",
    "$1",
    "?",
    "?1",
    ":id",
    "%",
    "_",
    "%%",
    "a%b",
    "a_b",
    "!",
    "!%",
    "\\",
    "\\%",
    "\\'",
    "[a-z]",
    "*",
    "\u{2019} OR \u{ff07}1",
    "{0}",
    "{\"a\":1}",
    "[1,2]",
    "NULL",
    "\t\r\n",
    "e\u{301}",
    "\u{1f600}",
    "x'00'",
    "E'\\\\000'",
    "$$ || pg_sleep(9) || $$",
    "/* */",
    "1e999",
];

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").unwrap();
        encoded
    })
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

async fn values_are_values_everywhere(on: On) {
    let client = Client::new(on).await;
    let mut ids = Vec::new();
    for text in CORPUS {
        let body = json!({
            "schemas": [USER], "userName": format!("user {text}"), "externalId": text, "title": text,
            "emails": [{ "value": text, "type": text }]
        });
        let created = client.create("/Users", &body).await;
        assert_eq!(created["title"], *text);
        ids.push(created["id"].clone());
    }
    let names = async |filter: String| {
        let path = format!("/Users?count=1000&attributes=id&filter={}", encoded(&filter));
        let found = client.get(&path).await;
        assert_eq!(found.status, 200, "{filter}: {}", found.body);
        let found = found.body["Resources"].as_array().cloned().unwrap_or_default();
        found.iter().map(|user| user["id"].clone()).collect::<Vec<_>>()
    };
    for (text, id) in CORPUS.iter().zip(&ids) {
        let lower = text.to_ascii_lowercase();
        for attribute in ["externalId", "title", "emails.value", "emails.type"] {
            // what begins or contains it, by the plain text
            let holds = |test: fn(&str, &str) -> bool| -> Vec<Value> {
                let exact = attribute == "externalId";
                let of = |other: &str| match exact {
                    true => test(other, text),
                    false => test(&other.to_ascii_lowercase(), &lower),
                };
                let found = CORPUS.iter().zip(&ids).filter(|(other, _)| of(other));
                found.map(|(_, id)| id.clone()).collect()
            };
            let text = quoted(text);
            assert_eq!(
                names(format!("{attribute} eq {text}")).await,
                std::slice::from_ref(id),
                "{text}"
            );
            let contains = holds(|other, text| other.contains(text));
            assert_eq!(names(format!("{attribute} co {text}")).await, contains, "{text}");
            let begins = holds(|other, text| other.starts_with(text));
            assert_eq!(names(format!("{attribute} sw {text}")).await, begins, "{text}");
            let ends = holds(|other, text| other.ends_with(text));
            assert_eq!(names(format!("{attribute} ew {text}")).await, ends, "{text}");
        }
        let value = encoded(text);
        for (path, statuses) in [
            (format!("/Users/{value}"), &[404][..]),
            (format!("/Groups/{value}"), &[404]),
            (format!("/Users?startIndex={value}"), &[400]),
            (format!("/Users?count={value}"), &[400]),
            (format!("/Users?cursor={value}"), &[400]),
            (format!("/Users?sortBy={value}"), &[400, 200]),
            (format!("/Users?sortBy=userName&sortOrder={value}"), &[400]),
            (format!("/Users?attributes={value}"), &[200, 400]),
            (format!("/Users?excludedAttributes={value}"), &[200, 400]),
            (format!("/Users?filter={value}"), &[400]),
        ] {
            let answer = client.get(&path).await;
            assert!(statuses.contains(&answer.status), "{path}: {}", answer.status);
        }
        of_other_types(&client, text).await;
        in_bodies_and_headers(&client, text, id.as_str().unwrap()).await;
        let member = json!([{ "op": "add", "path": "members", "value": [{ "value": text }] }]);
        let patched = client.patch(&format!("/Groups/{value}"), &member).await;
        patched.assert_error(404, None, "");
        let add = json!([{ "op": "add", "path": format!("emails[value eq {}].display", quoted(text)), "value": text }]);
        let path = format!("/Users/{}", id.as_str().unwrap());
        let patched = client.patch(&path, &add).await;
        assert_eq!(patched.status, 200, "{}", patched.body);
        assert_eq!(patched.body["emails"][0]["display"], *text);
    }
    assert_eq!(client.get("/Users?count=0").await.body["totalResults"], CORPUS.len());
}

/// In filters on what nobody has.
async fn of_other_types(client: &Client, text: &str) {
    let department = format!("{ENTERPRISE}:department");
    let manager = format!("{ENTERPRISE}:manager.value");
    for (endpoint, attribute) in [
        ("/Users", "id"),
        ("/Users", "groups.value"),
        ("/Users", "meta.version"),
        ("/Users", &*department),
        ("/Users", &*manager),
        ("/Groups", "displayName"),
        ("/Groups", "externalId"),
        ("/Groups", "members.value"),
        ("/Badges", "serialNumber"),
        ("/Roles", "displayName"),
        ("/Entitlements", "type"),
    ] {
        for operator in ["eq", "sw"] {
            let filter = encoded(&format!("{attribute} {operator} {}", quoted(text)));
            let found = client.get(&format!("{endpoint}?filter={filter}")).await;
            let total = &found.body["totalResults"];
            assert_eq!((found.status, total), (200, &json!(0)), "{attribute} {operator} {text}");
        }
    }
}

/// Where a URL does not say it: a search by POST, a precondition, a bulk request.
async fn in_bodies_and_headers(client: &Client, text: &str, id: &str) {
    for name in ["filter", "sortBy", "sortOrder", "cursor", "startIndex", "count"] {
        let search = json!({ "schemas": [SEARCH], name: text });
        for path in ["/Users/.search", "/.search"] {
            let answer = client.post(path, &search).await;
            assert!(matches!(answer.status, 200 | 400), "{name} {text}: {}", answer.body);
        }
    }
    for name in ["attributes", "excludedAttributes"] {
        let search = json!({ "schemas": [SEARCH], name: [text] });
        let answer = client.post("/Users/.search", &search).await;
        assert!(matches!(answer.status, 200 | 400), "{name} {text}: {}", answer.body);
    }
    let nothing = json!([{ "op": "add", "path": "title", "value": "not written" }]);
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        let get = Request::get(format!("/scim/v2/Users/{id}")).header("if-none-match", text);
        let answer = client.send(get, Body::empty()).await;
        assert!(matches!(answer.status, 200 | 304 | 400), "{text}: {}", answer.status);
        for version in [text.to_owned(), format!("W/\"{}\"", text.replace('"', ""))] {
            let answer = client.patch_if(&format!("/Users/{id}"), &version, &nothing).await;
            // one of them stands for any version
            let any = version == "*";
            assert!(any || matches!(answer.status, 400 | 412), "{version}: {}", answer.status);
            if any {
                let back = json!([{ "op": "add", "path": "title", "value": text }]);
                assert_eq!(client.patch(&format!("/Users/{id}"), &back).await.status, 200);
            }
        }
    }
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            { "method": "DELETE", "path": format!("/Users/{text}") },
            { "method": "DELETE", "path": format!("/Users/{id}"), "version": text },
            { "method": text, "path": format!("/Users/{id}") },
            { "method": "POST", "path": text, "bulkId": text, "data": { "schemas": [USER], "userName": id } },
        ]
    });
    // `*` as a version would be any
    if text != "*" {
        let answer = client.post("/Bulk", &bulk).await;
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
        for operation in answer.body["Operations"].as_array().unwrap() {
            let status = operation["status"].as_str().unwrap();
            assert!(matches!(status, "400" | "404" | "405" | "412"), "{text}: {operation}");
        }
    }
}

async fn what_the_database_cannot_hold_is_refused(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let held = on == On::Sqlite;
    // a text that does not compress
    let mut long = String::new();
    for _ in 0..200 {
        write!(long, "{}", uuid::Uuid::new_v4().simple()).unwrap();
    }
    for name in ["nul\0", &long] {
        let body = json!({ "schemas": [USER], "userName": name });
        let created = client.post("/Users", &body).await;
        let replaced = client.put(&path, &body).await;
        if held {
            assert_eq!((created.status, &created.body["userName"]), (201, &json!(name)));
            replaced.assert_error(409, Some("uniqueness"), "`userName`");
        } else {
            created.assert_error(400, Some("invalidValue"), "a value");
            replaced.assert_error(400, Some("invalidValue"), "a value");
            assert!(!created.body.to_string().contains(name));
        }
        // `babs` has no such value, and who has it is found wherever it can be held
        let mine = usize::from(held);
        for (attribute, mine) in [("userName", mine), ("externalId", 0), ("emails.value", 0)] {
            for operator in ["eq", "ne", "co", "sw", "ew"] {
                let filter = format!("{attribute} {operator} {}", quoted(name));
                let hits = if operator == "ne" { 1 + usize::from(held) - mine } else { mine };
                let path = format!("/Users?filter={}", encoded(&filter));
                let body = json!({ "schemas": [SEARCH], "filter": filter });
                for found in [client.get(&path).await, client.post("/Users/.search", &body).await] {
                    assert_eq!(found.status, 200, "{attribute} {operator}: {}", found.body);
                    assert_eq!(found.body["totalResults"], hits, "{attribute} {operator}");
                }
            }
            for operator in ["gt", "le"] {
                let filter = encoded(&format!("{attribute} {operator} {}", quoted(name)));
                assert_eq!(client.get(&format!("/Users?filter={filter}")).await.status, 200);
            }
        }
        if held {
            let path = format!("/Users/{}", text(&created.body, "id"));
            assert_eq!(client.delete(&path).await.status, 204);
        }
    }
    // what no index holds may be long
    let body = json!({ "schemas": [USER], "userName": "babs", "title": long.repeat(50) });
    let put = client.put(&path, &body).await;
    assert_eq!((put.status, &put.body["title"]), (200, &body["title"]));
    let member = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "g", "members": [{ "value": "nul\0" }] });
    client.post("/Groups", &member).await.assert_error(400, Some("invalidValue"), "");
    assert_eq!(client.get("/Groups").await.body["totalResults"], 0);
}
