//! In URLs, in headers and in the parameters of searches, of every resource type.

use super::schemas::Kind;
use super::watch::{Watched, sound, watched};
use super::{CORPUS, SEARCH, encoded, quoted};
use crate::client::{ENTERPRISE, USER, text};
use crate::databases::both;
use axum::body::Body;
use axum::http::{HeaderValue, Request};
use scim_schema::value::Binary;
use serde_json::{Value, json};

both!(
    by watched:
    ids_are_nobodys,
    credentials_are_compared,
    versions_are_compared,
    parameters_are_values,
    me_is_one_user,
);

/// The texts that a header can have.
fn in_headers() -> impl Iterator<Item = &'static str> {
    CORPUS.iter().copied().filter(|hostile| HeaderValue::from_str(hostile).is_ok())
}

async fn ids_are_nobodys(server: &Watched) {
    for hostile in CORPUS {
        let id = encoded(hostile);
        for kind in &server.kinds {
            let path = format!("{}/{id}", kind.endpoint);
            let operations = json!([{ "op": "replace", "path": "externalId", "value": hostile }]);
            for answer in [
                server.get(&path).await,
                server.put(&path, &kind.bare("id", hostile)).await,
                server.patch(&path, &operations).await,
                server.delete(&path).await,
            ] {
                assert_eq!(answer.status, 404, "{path}: {}", answer.body);
            }
        }
        for path in [format!("/{id}"), format!("/Schemas/{id}"), format!("/ResourceTypes/{id}")] {
            assert_eq!(server.get(&path).await.status, 404, "{path}");
        }
    }
}

async fn credentials_are_compared(server: &Watched) {
    let basic = |name: &str, password: &str| {
        let both = format!("{name}:{password}");
        format!("Basic {}", Binary::from_bytes(both.as_bytes()).as_str())
    };
    for hostile in CORPUS {
        // the name is anyone's, the password is the token
        let named = server.client.authorized(&basic(hostile, "token"));
        let expected = if hostile.contains(':') { 401 } else { 200 };
        assert_eq!(sound(named.get("/Users").await).status, expected, "{hostile}");
        let token = server.client.authorized(&basic("anyone", hostile));
        assert_eq!(sound(token.get("/Users").await).status, 401, "{hostile}");
    }
    for hostile in in_headers() {
        for header in [
            hostile.to_owned(),
            format!("Bearer {hostile}"),
            format!("Bearer token{hostile}"),
            format!("Basic {hostile}"),
        ] {
            let asked = server.client.authorized(&header);
            assert_eq!(sound(asked.get("/Users").await).status, 401, "{header}");
        }
        // headers that say nothing of a resource
        for name in ["accept", "x-request-id", "host", "forwarded", "x-forwarded-host"] {
            let request = Request::get("/scim/v2/Users?count=0").header(name, hostile);
            server.send(request, Body::empty()).await;
        }
        let request = Request::post("/scim/v2/Users").header("content-type", hostile);
        let answer = server.send(request, Body::from("{}")).await;
        assert!(matches!(answer.status, 400 | 415), "{hostile}: {}", answer.body);
    }
}

async fn versions_are_compared(server: &Watched) {
    for hostile in in_headers() {
        for (kind, path) in server.kinds.iter().zip(&server.own) {
            // as the bystander is already
            let body = kind.body("bystander", "plain").to_string();
            for version in [hostile.to_owned(), format!("W/\"{}\"", hostile.replace('"', ""))] {
                for (header, method) in [
                    ("if-match", "GET"),
                    ("if-match", "PUT"),
                    ("if-match", "DELETE"),
                    ("if-none-match", "GET"),
                    ("if-none-match", "PUT"),
                ] {
                    // which is any version
                    if version == "*" && method == "DELETE" {
                        continue;
                    }
                    let request = Request::builder()
                        .method(method)
                        .uri(format!("/scim/v2{path}"))
                        .header("content-type", "application/scim+json")
                        .header(header, &version);
                    let sent = if method == "PUT" { body.clone() } else { String::new() };
                    let status = server.send(request, Body::from(sent)).await.status;
                    let writes = header == "if-match" && method != "GET" && version != "*";
                    let known = if writes { &[400, 412][..] } else { &[200, 304, 400, 412] };
                    assert!(known.contains(&status), "{method} {header} {version}: {status}");
                }
            }
        }
    }
}

async fn parameters_are_values(server: &Watched) {
    for kind in &server.kinds {
        for hostile in CORPUS {
            for name in ["filter", "sortBy", "sortOrder", "cursor", "startIndex", "count", hostile]
            {
                let query = format!("{}={}", encoded(name), encoded(hostile));
                ask(server, kind, &query, &json!({ "schemas": [SEARCH], name: hostile })).await;
            }
        }
        // both take lists
        for name in ["attributes", "excludedAttributes"] {
            let list: Vec<_> = CORPUS.iter().map(|hostile| encoded(hostile)).collect();
            let search = json!({ "schemas": [SEARCH], name: CORPUS });
            ask(server, kind, &format!("{name}={}", list.join(",")), &search).await;
            let one = format!("{}?{name}={}", server.own[0], list.join(","));
            assert!(matches!(server.get(&one).await.status, 200 | 400));
        }
    }
    // within what would be a path
    let users = server.kinds.iter().find(|kind| kind.urn == USER).unwrap();
    for hostile in CORPUS {
        let paths = [
            format!("userName{hostile}"),
            format!("name.{hostile}"),
            format!("emails[value eq {}].value", quoted(hostile)),
            format!("{ENTERPRISE}:{hostile}"),
            format!("{hostile}:userName"),
        ];
        for path in &paths {
            let search = json!({ "schemas": [SEARCH], "sortBy": path });
            ask(server, users, &format!("sortBy={}", encoded(path)), &search).await;
        }
        for name in ["attributes", "excludedAttributes"] {
            let list: Vec<_> = paths.iter().map(|path| encoded(path)).collect();
            let search = json!({ "schemas": [SEARCH], name: paths });
            ask(server, users, &format!("{name}={}", list.join(",")), &search).await;
        }
    }
}

/// By GET and by POST.
async fn ask(server: &Watched, kind: &Kind, query: &str, search: &Value) {
    let path = format!("{}?{query}", kind.endpoint);
    let answer = server.get(&path).await;
    assert!(matches!(answer.status, 200 | 400), "{path}: {}", answer.body);
    let answer = server.post(&format!("{}/.search", kind.endpoint), search).await;
    assert!(matches!(answer.status, 200 | 400), "{search}: {}", answer.body);
}

async fn me_is_one_user(server: &Watched) {
    let okta = server.client.authorized("Bearer okta-token");
    let created = server.client.user("okta").await;
    let path = format!("/Users/{}", text(&created, "id"));
    for hostile in CORPUS {
        let body = json!({ "schemas": [USER], "userName": "okta", "nickName": hostile });
        let put = sound(okta.put("/Me", &body).await);
        assert_eq!((put.status, &put.body["nickName"]), (200, &json!(hostile)));
        let replace = json!([{ "op": "replace", "path": "title", "value": hostile }]);
        let patched = sound(okta.patch("/Me", &replace).await);
        assert_eq!((patched.status, &patched.body["title"]), (200, &json!(hostile)));
        let (text, version) = (encoded(hostile), hostile.replace('"', ""));
        for name in ["attributes", "excludedAttributes", "filter", &text] {
            let answer = sound(okta.get(&format!("/Me?{name}={text}")).await);
            assert!(matches!(answer.status, 200 | 400), "{hostile}: {}", answer.body);
        }
        let version = format!("W/\"{version}\"");
        if HeaderValue::from_str(&version).is_ok() {
            let answer = sound(okta.patch_if("/Me", &version, &replace).await);
            assert!(matches!(answer.status, 400 | 412), "{version}: {}", answer.body);
        }
        let stored = server.get(&path).await.body;
        assert_eq!((&stored["nickName"], &stored["title"]), (&json!(hostile), &json!(hostile)));
    }
}
