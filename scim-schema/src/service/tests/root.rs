//! Searches of all resource types.

use super::cursors::{Sparing, Stores};
use super::*;
use crate::ScimResource;
use crate::edit::{Create, Edit};
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::rfc::{Group, User};
use crate::service::{Context, CursorKey, MemoryStore, Store};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

fn service_with(limits: Limits) -> ScimService {
    Stores::new().service(SystemTime::now, limits)
}

fn list(service: &ScimService, uri: &str) -> Vec<Value> {
    let answered = Send::get(uri).to(service);
    assert_eq!(answered.status, 200, "{uri}: {answered:?}");
    answered.json()["Resources"].as_array().unwrap().clone()
}

fn kinds(list: &[Value]) -> (usize, usize) {
    let of = |kind: &str| list.iter().filter(|one| one["meta"]["resourceType"] == kind).count();
    (of("User"), of("Group"))
}

/// 7644-3.4.2-01, 7644-3.4.2.1-01 to -03, -05 to -07: all resources, subject to filters; what a
/// type does not have has no value.
#[test]
fn filters() {
    let service = service_with(Limits::DEFAULT);
    for (filter, expected) in [
        ("id pr", (7, 5)),
        ("displayName eq \"b\"", (2, 1)),
        ("userName pr", (7, 0)),
        ("not (userName pr)", (0, 5)),
        ("userName ne \"u0\"", (6, 5)),
        ("members.value eq \"x\" or nothing eq 7", (0, 0)),
        ("meta.resourceType eq \"User\"", (7, 0)),
        ("(meta.resourceType eq \"User\") or (meta.resourceType eq \"Group\")", (7, 5)),
        ("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:Group\"", (0, 5)),
        ("meta.location co \"/Groups/\"", (0, 5)),
    ] {
        let encoded = filter.replace(' ', "%20").replace('"', "%22");
        let found = list(&service, &format!("/?filter={encoded}"));
        assert_eq!(kinds(&found), expected, "{filter}");
        let body = json!({"schemas": [crate::message::SEARCH_REQUEST_URN], "filter": filter});
        let posted = Send::post("/.search", &body.to_string()).to(&service).json();
        assert_eq!(posted["Resources"], json!(found));
        assert_eq!(posted["totalResults"], found.len());
    }
    Send::get("/?filter=userName%20eq").to(&service).error(400, Some("invalidFilter"));
    assert_eq!(kinds(&list(&service, "/")), (7, 5));
}

/// 7644-3.4.2.4-06, -07: a page that would be too large ends early, with one resource at least; who
/// goes on after it has all of them once, by index and by cursor, of one type and of all.
#[test]
fn a_page_that_would_be_too_large_ends_early() {
    let stores = Stores::new();
    let whole = stores.service(SystemTime::now, Limits::DEFAULT);
    let ids = |list: &Value| -> Vec<Value> {
        let list = list["Resources"].as_array().unwrap();
        list.iter().map(|one| json!([one["id"], one["meta"]["resourceType"]])).collect()
    };
    for query in ["/Users?", "/Users?sortBy=userName&", "/?", "/?sortBy=displayName&"] {
        let answered = Send::get(query).to(&whole);
        let (all, size) = (ids(&answered.json()), answered.body.len());
        let mut pages = Vec::new();
        for answer in [1, size / 3, size] {
            let limits = Limits { answer, ..Limits::DEFAULT };
            let service = stores.service(SystemTime::now, limits);
            let (mut by_index, mut number) = (Vec::new(), 0);
            while by_index.len() < all.len() {
                let uri = format!("{query}startIndex={}&count=100", by_index.len() + 1);
                let answered = Send::get(&uri).to(&service);
                let page = answered.json();
                let found = ids(&page);
                assert!(!found.is_empty(), "{uri}");
                assert_eq!(
                    (&page["totalResults"], &page["itemsPerPage"]),
                    (&json!(all.len()), &json!(found.len()))
                );
                // what is around the resources comes to this
                assert!(found.len() == 1 || answered.body.len() < answer + 200, "{uri}");
                by_index.extend(found);
                number += 1;
            }
            assert_eq!(by_index, all, "{query}{answer}");
            pages.push(number);

            let (mut by_cursor, mut cursor) = (Vec::new(), String::new());
            loop {
                let page =
                    Send::get(&format!("{query}cursor={cursor}&count=100")).to(&service).json();
                assert_eq!(page["totalResults"], all.len());
                by_cursor.extend(ids(&page));
                match page["nextCursor"].as_str() {
                    Some(next) => cursor = next.to_owned(),
                    None => break,
                }
            }
            // where nothing is asked for, a store has an order of its own for either way
            let sorted = |mut ids: Vec<Value>| {
                ids.sort_by_key(Value::to_string);
                ids
            };
            assert_eq!(sorted(by_cursor), sorted(all.clone()), "{query}{answer}");
        }
        assert_eq!((pages[0], pages[2]), (all.len(), 1), "{query}");
        assert!((3..all.len()).contains(&pages[1]), "{query}: {pages:?}");
    }
}

/// Okta goes on by the count that it asked for, so a page by index is whole or an error for it.
#[test]
fn no_page_is_cut_in_silence() {
    let service = service_with(Limits { answer: 1, ..Limits::DEFAULT });
    let ask = |dialect: &str, uri: &str| {
        Send::get(uri).header("authorization", &format!("Bearer {dialect}-token")).to(&service)
    };
    for uri in ["/Users?startIndex=1&count=100", "/?count=100"] {
        ask("okta", uri).error(400, Some("tooMany"));
    }
    for uri in ["/Users?startIndex=2&count=1", "/Users?cursor=&count=100"] {
        assert_eq!(ask("okta", uri).json()["Resources"].as_array().unwrap().len(), 1, "{uri}");
    }
}

/// 7644-3.4.2.4-03, -04, -06, -10 to -13: pages by index are the whole list, cut; unsorted type
/// after type, sorted as one.
#[test]
fn pages_partition_the_list() {
    let stores = Stores::new();
    let service = stores.service(SystemTime::now, Limits { page: 3, ..Limits::DEFAULT });
    let whole = stores.service(SystemTime::now, Limits::DEFAULT);
    let names = |list: &[Value]| -> Vec<String> {
        list.iter().map(|one| format!("{}{}", one["displayName"], one["userName"])).collect()
    };
    for query in [
        "/?",
        "/?filter=displayName%20pr&",
        "/?sortBy=displayName&",
        "/?sortBy=displayName&sortOrder=descending&",
        "/?sortBy=userName&",
        "/?filter=displayName%20sw%20%22b%22&sortBy=displayName&",
    ] {
        let all = names(&list(&whole, query));
        for size in [1, 2, 3] {
            let mut found = Vec::new();
            for start in (1..=all.len() + size).step_by(size) {
                let uri = format!("{query}startIndex={start}&count={size}");
                let page = Send::get(&uri).to(&service).json();
                assert_eq!(page["totalResults"], all.len());
                assert_eq!(page["startIndex"], start);
                let resources = page["Resources"].as_array().unwrap();
                assert_eq!(page["itemsPerPage"], resources.len());
                found.extend(names(resources));
            }
            assert_eq!(found, all, "{query} {size}");
        }
    }
    let totals = Send::get("/?sortBy=displayName&count=-1").to(&service).json();
    assert_eq!((&totals["totalResults"], &totals["Resources"]), (&json!(12), &json!([])));
    // which are told wherever the page begins
    let far = "/?sortBy=displayName&count=0&startIndex=9223372036854775807";
    assert_eq!(Send::get(far).to(&service).json()["totalResults"], 12);
}

/// 7644-3.4.2.3-03, -07, -10: users and groups in one order, those without a value at its end.
#[test]
fn sorting() {
    let service = service_with(Limits::DEFAULT);
    let names = |uri: &str| -> Vec<String> {
        let name = |one: &Value| one["displayName"].as_str().unwrap_or("-").to_owned();
        list(&service, uri).iter().map(name).collect()
    };
    let mut sorted = names("/?sortBy=displayName");
    assert_eq!(
        sorted.iter().map(|name| name.to_ascii_lowercase()).collect::<Vec<_>>(),
        ["a", "a", "b", "b", "b", "bb", "c", "d", "x", "y", "-", "-"]
    );
    sorted.reverse();
    let descending = names("/?sortBy=displayName&sortOrder=descending");
    let lower =
        |names: &[String]| names.iter().map(|name| name.to_ascii_lowercase()).collect::<Vec<_>>();
    assert_eq!(lower(&descending), lower(&sorted));
    // of one value, in the order of the types
    let kinds: Vec<_> = list(&service, "/?sortBy=displayName&filter=displayName%20eq%20%22B%22")
        .iter()
        .map(|one| one["meta"]["resourceType"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["User", "User", "Group"]);
}

/// 7644-3.4.2.1-04, 7644-3.12-21: a sorted search far into all types would read all before it.
#[test]
fn too_many() {
    let service = service_with(Limits { page: 3, merged: 6, ..Limits::DEFAULT });
    assert_eq!(list(&service, "/?sortBy=displayName&startIndex=4").len(), 3);
    for start in ["5", "9223372036854775807"] {
        let uri = format!("/?sortBy=displayName&startIndex={start}");
        let detail = Send::get(&uri).to(&service).error(400, Some("tooMany"));
        assert!(detail.contains("first 6"), "{detail}");
    }
    assert_eq!(list(&service, "/?startIndex=10").len(), 3);
    assert_eq!(list(&service, "/Users?sortBy=displayName&startIndex=7").len(), 1);
}

/// A store that tells what it was asked for: the type, the index and the number of resources.
#[derive(Clone)]
struct Told<R: ScimResource>(MemoryStore<R>, Arc<Mutex<Vec<String>>>);

impl<R: ScimResource> Store<R> for Told<R> {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, ScimError> {
        self.0.create(cx, new).await
    }
    async fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        p: &Projection<R>,
    ) -> Result<Option<R>, ScimError> {
        self.0.get(cx, id, p).await
    }
    async fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> Result<Updated<R>, ScimError> {
        self.0.update(cx, id, edit).await
    }
    async fn delete(&self, cx: &Context, id: &R::Id, p: Precondition) -> Result<(), ScimError> {
        self.0.delete(cx, id, p).await
    }
    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, ScimError> {
        let name = &R::RESOURCE_TYPE.name;
        let asked = format!("{name} {} {}", query.start_index(), query.count());
        self.1.lock().unwrap().push(asked);
        self.0.search(cx, query).await
    }
}

/// A sorted search asks each store page by page, and for no page that it does not use.
#[test]
fn no_page_is_read_in_vain() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let stores = Stores::new();
    let service = ScimService::builder()
        .resource(Told(stores.users.clone(), asked.clone()))
        .resource(Told(stores.groups.clone(), asked.clone()))
        .authenticate(Tokens)
        .limits(Limits { page: 2, ..Limits::DEFAULT })
        .build();
    for (query, expected) in [
        // a and B of users, a of groups: what follows B is not asked for
        ("startIndex=2", &["User 1 2", "Group 1 2"][..]),
        ("startIndex=3", &["User 1 2", "Group 1 2", "User 3 2"]),
        // as many as there are of users
        ("filter=displayName%20eq%20%22b%22&startIndex=2", &["User 1 2", "Group 1 2"]),
        ("count=0", &["User 1 0", "Group 1 0"]),
    ] {
        list(&service, &format!("/?sortBy=displayName&{query}"));
        assert_eq!(std::mem::take(&mut *asked.lock().unwrap()), expected, "{query}");
    }
}

/// Where the page of one type ends early, the next type is asked for its total alone.
#[test]
fn after_a_page_that_ends_early_comes_nothing() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let service = ScimService::builder()
        .resource::<Group>(Sparing)
        .resource(Told(MemoryStore::<User>::new(), asked.clone()))
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    assert_eq!(list(&service, "/?count=4&cursor=").len(), 1);
    assert_eq!(*asked.lock().unwrap(), ["User 1 0"]);
}
