//! In every attribute that a client can write.

use super::CORPUS;
use super::schemas::Kind;
use super::watch::{Watched, watched};
use crate::client::{patch, text};
use crate::databases::both;
use serde_json::{Value, json};
use std::collections::BTreeMap;

both!(
    by watched:
    every_text_comes_back,
    what_is_no_text_is_refused_or_comes_back,
    secrets_are_taken_and_not_returned,
);

/// The texts, each with the one that it is replaced by.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    CORPUS.iter().copied().zip(CORPUS.iter().copied().cycle().skip(1))
}

fn assert_has(kind: &Kind, body: &Value, prefix: &str, hostile: &str) {
    for leaf in kind.free().filter(|leaf| !leaf.on_request) {
        let given = leaf.given(prefix, hostile);
        assert_eq!(leaf.of(body), &json!(given), "{} {}", kind.endpoint, leaf.path());
    }
}

/// What the database has, of all that were written.
async fn assert_stored(
    server: &Watched,
    kind: &Kind,
    prefix: &str,
    written: &BTreeMap<String, &str>,
) {
    let mut lists = vec![(String::new(), None)];
    for leaf in kind.free().filter(|leaf| leaf.on_request) {
        lists.push((format!("&attributes={}", leaf.path()), Some(leaf)));
    }
    for (query, only) in lists {
        let list = server.get(&format!("{}?count=1000{query}", kind.endpoint)).await.body;
        let mut seen = 0;
        for resource in list["Resources"].as_array().unwrap() {
            // a bystander is looked at elsewhere
            let Some(hostile) = written.get(text(resource, "id")) else { continue };
            seen += 1;
            match only {
                None => assert_has(kind, resource, prefix, hostile),
                Some(leaf) => assert_eq!(leaf.of(resource), &json!(leaf.given(prefix, hostile))),
            }
        }
        assert_eq!(seen, written.len());
    }
}

/// By POST, PUT and PATCH, wherever the schema has a text: all at once.
async fn every_text_comes_back(server: &Watched) {
    for kind in &server.kinds {
        let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
        for (hostile, next) in pairs() {
            let created = server.post(&kind.endpoint, &kind.body("post", hostile)).await;
            assert_eq!(created.status, 201, "{hostile}: {}", created.body);
            assert_has(kind, &created.body, "post", hostile);
            let id = text(&created.body, "id").to_owned();
            first.insert(id.clone(), hostile);
            second.insert(id, next);
        }
        assert_stored(server, kind, "post", &first).await;
        for (id, next) in &second {
            let path = format!("{}/{id}", kind.endpoint);
            let put = server.put(&path, &kind.body("put", next)).await;
            assert_eq!(put.status, 200, "{next}: {}", put.body);
            assert_has(kind, &put.body, "put", next);
        }
        assert_stored(server, kind, "put", &second).await;
        for (id, hostile) in &first {
            let path = format!("{}/{id}", kind.endpoint);
            let patched = server.patch(&path, &kind.operations("patch", hostile)).await;
            assert!(matches!(patched.status, 200 | 204), "{hostile}: {}", patched.body);
        }
        assert_stored(server, kind, "patch", &first).await;
    }
}

/// Numbers, dates, references, what refers to a resource, words of a list.
async fn what_is_no_text_is_refused_or_comes_back(server: &Watched) {
    for kind in &server.kinds {
        let created = server.post(&kind.endpoint, &kind.bare("strict", "one")).await;
        let path = format!("{}/{}", kind.endpoint, text(&created.body, "id"));
        for (number, leaf) in kind.strict().enumerate() {
            for (at, hostile) in CORPUS.iter().enumerate() {
                let mut body = kind.bare(&leaf.path(), hostile);
                leaf.put(&mut body, hostile);
                let mut answers = vec![server.post(&kind.endpoint, &body).await];
                // what reads them is the same, so some will do where a row is read first
                if at % 5 == number % 5 {
                    let mut body = kind.bare("strict", "one");
                    leaf.put(&mut body, hostile);
                    answers.push(server.put(&path, &body).await);
                    let replace = json!([
                        { "op": "replace", "path": leaf.attribute(), "value": leaf.whole(&body) }
                    ]);
                    answers.push(server.patch(&path, &replace).await);
                }
                for answer in answers {
                    match answer.status {
                        200 | 201 => assert_eq!(leaf.of(&answer.body), hostile, "{}", leaf.path()),
                        status => assert!(matches!(status, 204 | 400), "{}", answer.body),
                    }
                }
            }
        }
    }
}

/// A few: hashing is slow by design, and a text is not what is stored.
async fn secrets_are_taken_and_not_returned(server: &Watched) {
    for kind in &server.kinds {
        for leaf in kind.leaves.iter().filter(|leaf| leaf.secret) {
            for hostile in ["'", "'; DROP TABLE users; --"] {
                let mut body = kind.bare("secret", hostile);
                leaf.put(&mut body, hostile);
                let created = server.post(&kind.endpoint, &body).await;
                assert_eq!((created.status, leaf.of(&created.body)), (201, &Value::Null));
                let path = format!("{}/{}", kind.endpoint, text(&created.body, "id"));
                let operations = json!([{ "op": "replace", "path": leaf.path(), "value": "\"" }]);
                assert_eq!(server.patch(&path, &operations).await.status, 200);
                let bulk = json!({
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
                    "Operations": [{ "method": "PATCH", "path": path, "data": patch(&operations) }]
                });
                let answer = server.post("/Bulk", &bulk).await;
                let status = text(&answer.body["Operations"][0], "status");
                assert!(matches!(status, "200" | "204"), "{}", answer.body);
            }
        }
    }
}
