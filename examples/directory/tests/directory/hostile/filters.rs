//! In filters, on every attribute of every resource type.

use super::schemas::Kind;
use super::watch::{Watched, watched};
use super::{CORPUS, SEARCH, encoded, quoted};
use crate::client::Answer;
use crate::databases::both;
use serde_json::json;

both!(by watched: every_attribute_is_compared_with_every_text);

const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

/// What every resource has, and no schema lists.
const COMMON: [&str; 7] = [
    "id",
    "schemas",
    "meta.resourceType",
    "meta.created",
    "meta.lastModified",
    "meta.location",
    "meta.version",
];

/// One request has all texts. Each attribute meets each text, each attribute each operator and, over
/// all attributes, each operator each text.
async fn every_attribute_is_compared_with_every_text(server: &Watched) {
    for kind in &server.kinds {
        let leaves = kind.leaves.iter().map(|leaf| (leaf.path(), leaf.compared));
        let common = COMMON.iter().map(|name| ((*name).to_owned(), false));
        for (number, (path, compared)) in leaves.chain(common).enumerate() {
            // nobody has one of them
            let equal = CORPUS.iter().map(|hostile| format!("{path} eq {}", quoted(hostile)));
            let found = ask(server, kind, &equal.collect::<Vec<_>>(), compared).await;
            if let Some(found) = found {
                assert_eq!(found.body["totalResults"], 0, "{path}: {}", found.body);
            }
            let mut terms = vec![format!("not ({path} pr)")];
            terms.extend(CORPUS.iter().enumerate().map(|(at, hostile)| {
                let operator = OPERATORS[(number + at) % OPERATORS.len()];
                format!("{path} {operator} {}", quoted(hostile))
            }));
            ask(server, kind, &terms, compared).await;
        }
        for hostile in CORPUS {
            // where the name and the operator are
            for filter in [
                format!("{hostile} pr"),
                format!("externalId {hostile} \"x\""),
                format!("{hostile} eq {}", quoted(hostile)),
                format!("externalId eq {hostile}x"),
                format!("externalId eq \"x\" or {hostile} pr"),
                format!("externalId[{hostile} eq \"x\"]"),
            ] {
                let found = search(server, kind, &filter).await;
                assert!(matches!(found.status, 200 | 400), "{filter}: {}", found.body);
            }
        }
    }
}

/// What any of these terms finds. Where they are refused, as the attribute is no text, each is asked
/// by itself, as one that is not refused may be among them.
async fn ask(server: &Watched, kind: &Kind, terms: &[String], compared: bool) -> Option<Answer> {
    let found = search(server, kind, &terms.join(" or ")).await;
    if found.status == 200 {
        return Some(found);
    }
    assert!(found.status == 400 && !compared, "{terms:?}: {}", found.body);
    for term in terms {
        let found = search(server, kind, term).await;
        assert!(matches!(found.status, 200 | 400), "{term}: {}", found.body);
    }
    None
}

/// By GET or by POST, which read the same filter.
async fn search(server: &Watched, kind: &Kind, filter: &str) -> Answer {
    if filter.len().is_multiple_of(2) {
        return server.get(&format!("{}?filter={}", kind.endpoint, encoded(filter))).await;
    }
    let search = json!({ "schemas": [SEARCH], "filter": filter });
    server.post(&format!("{}/.search", kind.endpoint), &search).await
}
