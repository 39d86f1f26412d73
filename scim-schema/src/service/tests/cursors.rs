//! Pages by cursor (RFC 9865).

use super::*;
use crate::edit::{Create, Edit};
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::rfc::{Group, User};
use crate::service::{Context, CursorKey, MemoryStore, Store};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn early() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_000_000)
}

fn late() -> SystemTime {
    early() + Duration::from_secs(91)
}

/// Users and groups of `acme` and the same ones of `globex`, whose names interleave; two of them
/// have none.
pub(super) struct Stores {
    pub(super) users: MemoryStore<User>,
    pub(super) groups: MemoryStore<Group>,
}

impl Stores {
    pub(super) fn new() -> Self {
        let stores = Self { users: MemoryStore::new(), groups: MemoryStore::new() };
        for tenant in ["acme", "globex"] {
            let cx = Context::new(Identity::new().tenant(tenant));
            for (number, name) in ["c", "B", "", "a", "b", "x", ""].into_iter().enumerate() {
                let display_name = (!name.is_empty()).then(|| name.to_owned());
                let user =
                    User { user_name: format!("u{number}"), display_name, ..User::default() };
                stores.users.insert(&cx, user).unwrap();
            }
            for name in ["b", "D", "a", "y", "bb"] {
                let group = Group { display_name: name.into(), ..Group::default() };
                stores.groups.insert(&cx, group).unwrap();
            }
        }
        stores
    }

    pub(super) fn service(&self, now: fn() -> SystemTime, limits: Limits) -> ScimService {
        ScimService::builder()
            .resource(self.users.clone())
            .resource(self.groups.clone())
            .authenticate(Tokens)
            .limits(limits)
            .cursor_key(CursorKey::new([7; 32]).unwrap())
            .cursor_timeout(Duration::from_secs(90))
            .clock(now)
            .build()
    }
}

/// All pages, the first by an empty cursor.
fn walk(service: &ScimService, query: &str, size: usize) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    let mut total = None;
    loop {
        let uri = format!("{query}count={size}&cursor={cursor}");
        let mut page = Send::get(&uri).to(service).json();
        // 9865-2-15, -05, -11, and no index
        assert_eq!(
            total.get_or_insert_with(|| page["totalResults"].clone()),
            &page["totalResults"]
        );
        assert!(page.get("startIndex").is_none() && page.get("previousCursor").is_none(), "{page}");
        let resources = page["Resources"].as_array_mut().unwrap();
        assert!(resources.len() <= size);
        let more = page.get("nextCursor").is_some();
        let resources = page["Resources"].as_array_mut().unwrap();
        assert!(resources.len() == size || !more);
        found.append(resources);
        assert!(found.len() < 100, "the last page has no cursor");
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => {
                assert_eq!(total, Some(json!(found.len())));
                return found;
            }
        }
    }
}

/// 9865-2-01, -05, -07 to -09, -15, 9865-2.2-01: pages by cursor are the whole list in the order
/// asked for, whatever their size, at an endpoint and at the root.
#[test]
fn pages_partition_the_list() {
    let service = Stores::new().service(early, Limits::DEFAULT);
    for query in [
        "/Users?sortBy=displayName&",
        "/Users?sortBy=displayName&sortOrder=descending&attributes=userName&",
        "/Users?filter=displayName%20pr&sortBy=meta.created&",
        "/Groups?sortBy=displayName&",
        "/?sortBy=displayName&",
        "/?sortBy=displayName&sortOrder=descending&",
        "/?filter=displayName%20sw%20%22b%22&sortBy=displayName&",
        "/?filter=meta.resourceType%20eq%20%22Group%22&sortBy=id&",
    ] {
        let whole = Send::get(&format!("{query}count=100")).to(&service).json();
        for size in [1, 2, 3, 5, 12, 50] {
            assert_eq!(json!(walk(&service, query, size)), whole["Resources"], "{query} {size}");
        }
    }
    for query in ["/Users?", "/?"] {
        let whole = walk(&service, query, 50);
        let ids = |list: &[Value]| -> Vec<String> {
            list.iter().map(|one| one["id"].to_string()).collect()
        };
        for size in [1, 2, 7, 12] {
            assert_eq!(ids(&walk(&service, query, size)), ids(&whole));
        }
    }
}

/// 9865-3-01: in the body of a search.
#[test]
fn by_post() {
    let service = Stores::new().service(early, Limits::DEFAULT);
    let body = |cursor: &str| {
        json!({
            "schemas": [crate::message::SEARCH_REQUEST_URN],
            "sortBy": "displayName", "count": 4, "cursor": cursor,
        })
        .to_string()
    };
    for uri in ["/Users/.search", "/.search"] {
        let first = Send::post(uri, &body("")).to(&service).json();
        assert_eq!(first["itemsPerPage"], 4);
        let cursor = first["nextCursor"].as_str().unwrap();
        let next = Send::post(uri, &body(cursor)).to(&service).json();
        assert_ne!(next["Resources"], first["Resources"]);
        assert!(!next["Resources"].as_array().unwrap().is_empty());
    }
}

/// 9865-2-03, -04: the total only.
#[test]
fn no_resources() {
    let service = Stores::new().service(early, Limits::DEFAULT);
    for uri in ["/Users?cursor&count=0", "/Users?cursor=&count=-1"] {
        let page = Send::get(uri).to(&service).json();
        assert_eq!((&page["totalResults"], &page["Resources"]), (&json!(7), &json!([])));
        assert!(page.get("nextCursor").is_none());
    }
    assert_eq!(Send::get("/?cursor&count=0").to(&service).json()["totalResults"], 12);
    // a page of just all has no next
    let page = Send::get("/Users?cursor&count=7").to(&service).json();
    assert_eq!((page["itemsPerPage"].as_u64(), page.get("nextCursor")), (Some(7), None));
}

/// 9865-2-13, 9865-2.1-01 to -04, 9865-5-01, -02, -04, -05.
#[test]
fn cursors_of_something_else() {
    let stores = Stores::new();
    let service = stores.service(early, Limits::DEFAULT);
    let query = "/Users?sortBy=displayName&count=2&cursor=";
    let page = Send::get(query).to(&service).json();
    let cursor = page["nextCursor"].as_str().unwrap();
    let good = format!("{query}{cursor}");
    assert_eq!(Send::get(&good).to(&service).status, 200);
    // another page of the same tenant's list only, and never without a token
    let foreign = Send::get(&good).header("authorization", "okta-token").to(&service);
    let message = foreign.error(400, Some("invalidCursor"));
    Send::get(&good).without("authorization").to(&service).error(401, None);
    for uri in [
        format!("/Users?sortBy=displayName&count=2&cursor=x{cursor}"),
        format!("/Users?sortBy=displayName&count=2&cursor={}", cursor.to_ascii_uppercase()),
        "/Users?cursor=garbage&count=2".to_owned(),
        format!("/Users?count=2&cursor={cursor}"),
        format!("/Users?sortBy=userName&count=2&cursor={cursor}"),
        format!("/Users?sortBy=displayName&sortOrder=descending&count=2&cursor={cursor}"),
        format!("/Users?filter=title%20pr&sortBy=displayName&count=2&cursor={cursor}"),
        format!("/Groups?sortBy=displayName&count=2&cursor={cursor}"),
        format!("/?sortBy=displayName&count=2&cursor={cursor}"),
    ] {
        assert_eq!(Send::get(&uri).to(&service).error(400, Some("invalidCursor")), message);
    }
    let other = good.replace("count=2", "count=3");
    Send::get(&other).to(&service).error(400, Some("invalidCount"));
    Send::get(&good.replace("count=2", "count=x")).to(&service).error(400, Some("invalidCount"));
    Send::get(&format!("{good}&startIndex=1")).to(&service).error(400, Some("invalidValue"));
    let expired = Send::get(&good).to(&stores.service(late, Limits::DEFAULT));
    assert!(expired.error(400, Some("expiredCursor")).contains("90 seconds"));
}

/// A store of six groups, which answers one at most, and never knows how many there are.
pub(super) struct Sparing;

/// A store that knows only pages by index.
struct ByIndex;

macro_rules! searched_only {
    ($store:ty, |$query:ident| $page:expr) => {
        impl Store<Group> for $store {
            type Error = ScimError;

            async fn create(&self, _: &Context, _: Create<Group>) -> Result<Group, ScimError> {
                Err(ScimError::not_implemented("create"))
            }
            async fn get(
                &self,
                _: &Context,
                _: &String,
                _: &Projection<Group>,
            ) -> Result<Option<Group>, ScimError> {
                Ok(None)
            }
            async fn update(
                &self,
                _: &Context,
                id: &String,
                _: Edit<Group>,
            ) -> Result<Updated<Group>, ScimError> {
                Err(ScimError::not_found("Group", id))
            }
            async fn delete(
                &self,
                _: &Context,
                id: &String,
                _: Precondition,
            ) -> Result<(), ScimError> {
                Err(ScimError::not_found("Group", id))
            }
            async fn search(
                &self,
                _: &Context,
                $query: &Query<Group>,
            ) -> Result<Page<Group>, ScimError> {
                Ok($page)
            }
        }
    };
}

searched_only!(Sparing, |query| {
    let group = |number: u32| Group {
        id: number.to_string(),
        display_name: format!("g{}", 9 - number),
        ..Group::default()
    };
    let page = query.clone().with_count(query.count().min(1)).run((1..=6).map(group));
    Page::keyset(page.resources().to_vec(), None, page.has_more() == Some(true))
});
searched_only!(ByIndex, |_query| Page::new(vec![Group::default(); 9], 9));

/// 9865-2-06, -16: a store may answer less than it was asked for, and no total; nothing is missed.
#[test]
fn a_sparing_store() {
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource::<Group>(Sparing)
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    for (query, first) in [
        ("/Groups?", "g8"),
        ("/?", "g8"),
        ("/Groups?sortBy=displayName&", "g3"),
        ("/?sortBy=displayName&", "g3"),
    ] {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let uri = format!("{query}count=4&cursor={cursor}");
            let page = Send::get(&uri).to(&service).json();
            assert!(page.get("totalResults").is_none());
            let resources = page["Resources"].as_array().unwrap();
            found.extend(resources.iter().map(|one| one["displayName"].to_string()));
            let Some(next) = page["nextCursor"].as_str() else { break };
            assert!(found.len() < 6, "{query}: {found:?}");
            cursor = next.to_owned();
        }
        assert_eq!((found.len(), &*found[0]), (6, &*format!("\"{first}\"")), "{query}");
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 6, "{query}");
    }
}

/// 9865-2-02: a cursor can be sent, whatever resources are sorted by. Where a page ends at a long text,
/// the list goes on while that is there.
#[test]
fn long_keys() {
    let users = MemoryStore::<User>::new();
    let cx = Context::new(Identity::new());
    for number in 0..6 {
        // the same but for the end, and one that is as long as a cursor takes as it is
        let title = match number {
            0 => "a".repeat(256),
            number => format!("{}{}", "A".repeat(20_000), number % 3),
        };
        let (user_name, title) = (format!("u{number}"), Some(title));
        users.insert(&cx, User { user_name, title, ..User::default() }).unwrap();
    }
    let service = ScimService::builder()
        .resource(users.clone())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    let cursor = |uri: &str| {
        let page = Send::get(uri).to(&service).json();
        page["nextCursor"].as_str().map(str::to_owned)
    };
    for query in
        ["/Users?sortBy=title&", "/Users?sortBy=title&sortOrder=descending&", "/?sortBy=title&"]
    {
        let whole = Send::get(&format!("{query}count=100")).to(&service).json();
        for size in [1, 2, 4, 6] {
            assert_eq!(json!(walk(&service, query, size)), whole["Resources"], "{query} {size}");
        }
        assert!(cursor(&format!("{query}count=2&cursor")).unwrap().len() < 600);
    }
    // changed, and gone
    let uri = "/Users?sortBy=title&attributes=userName&count=3&cursor";
    for change in ["PATCH", "DELETE"] {
        let page = Send::get(uri).to(&service).json();
        let (last, next) = (&page["Resources"][2], page["nextCursor"].as_str().unwrap());
        let path = format!("/Users/{}", last["id"].as_str().unwrap());
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": "title", "value": "B".repeat(20_000) }] });
        let request = Send::new(change, &path).header("content-type", "application/scim+json");
        assert!(request.body(body.to_string()).to(&service).status < 300);
        let detail =
            Send::get(&format!("{uri}={next}")).to(&service).error(400, Some("expiredCursor"));
        assert!(detail.contains("empty `cursor`"), "{detail}");
    }
    // one that a cursor takes as it is may go
    let uri = "/Users?sortBy=title&attributes=userName&count=1&cursor";
    let page = Send::get(uri).to(&service).json();
    let (first, next) = (&page["Resources"][0], page["nextCursor"].as_str().unwrap());
    assert_eq!(first["userName"], "u0");
    let path = format!("/Users/{}", first["id"].as_str().unwrap());
    assert_eq!(Send::new("DELETE", &path).to(&service).status, 204);
    let page = Send::get(&format!("{uri}={next}")).to(&service).json();
    assert_eq!((&page["itemsPerPage"], &page["totalResults"]), (&json!(1), &json!(5)));
}

/// It is a fault, and no last page: a client that ended there would take the rest for deleted.
#[test]
fn a_store_without_cursors() {
    let service = ScimService::builder()
        .resource::<Group>(ByIndex)
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    for uri in ["/Groups?cursor&count=2", "/?cursor&count=2"] {
        Send::get(uri).to(&service).error(500, None);
    }
    // 7644-3.4.2.4-06: and never more than asked for
    assert_eq!(Send::get("/Groups?count=2").to(&service).json()["itemsPerPage"], 2);
}

/// 9865-4-01 to -07, 9865-2.4-01, -02: what is published; and by index where nothing is said.
#[test]
fn configuration() {
    let service = Stores::new().service(early, Limits { page: 5, ..Limits::DEFAULT });
    let config = Send::get("/ServiceProviderConfig").to(&service).json();
    assert_eq!(
        config["pagination"],
        json!({
            "cursor": true, "index": true, "defaultPaginationMethod": "index",
            "defaultPageSize": 5, "maxPageSize": 5, "cursorTimeout": 90
        })
    );
    for (query, by_index) in [("", true), ("?startIndex=1", true), ("?cursor", false)] {
        let page = Send::get(&format!("/Users{query}")).to(&service).json();
        assert_eq!(page["itemsPerPage"], 5);
        assert_eq!(page.get("startIndex").is_some(), by_index);
        assert_eq!(page.get("nextCursor").is_some(), !by_index);
    }
}

/// Groups of a store that says no more than it must: a page without room has none after it, and
/// nothing is counted that is not asked for.
struct Terse(MemoryStore<Group>);

impl Store<Group> for Terse {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<Group>) -> Result<Group, ScimError> {
        self.0.create(cx, new).await
    }
    async fn get(
        &self,
        cx: &Context,
        id: &String,
        projection: &Projection<Group>,
    ) -> Result<Option<Group>, ScimError> {
        self.0.get(cx, id, projection).await
    }
    async fn update(
        &self,
        cx: &Context,
        id: &String,
        edit: Edit<Group>,
    ) -> Result<Updated<Group>, ScimError> {
        self.0.update(cx, id, edit).await
    }
    async fn delete(&self, cx: &Context, id: &String, p: Precondition) -> Result<(), ScimError> {
        self.0.delete(cx, id, p).await
    }
    async fn search(&self, cx: &Context, query: &Query<Group>) -> Result<Page<Group>, ScimError> {
        let page = self.0.search(cx, query).await?;
        let total = page.total_results().filter(|_| query.wants_total());
        let more = page.has_more() == Some(true) && query.count() > 0;
        Ok(Page::keyset(page.resources().to_vec(), total, more))
    }
}

/// Types whose turn has not come are not taken for empty, nor empty ones for such that have more.
#[test]
fn the_turn_of_each_type_comes_once() {
    let stores = Stores::new();
    let service = ScimService::builder()
        .resource(stores.users.clone())
        .resource(Terse(stores.groups.clone()))
        .authenticate(Tokens)
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .cursor_timeout(Duration::from_secs(90))
        .clock(early)
        .build();
    for size in [1, 2, 7, 12] {
        assert_eq!(walk(&service, "/?", size).len(), 12, "{size}");
        assert_eq!(walk(&service, "/?filter=userName%20pr&", size).len(), 7, "{size}");
    }
    // the last page of one type is the last where there are none of the other
    let users = Send::get("/?filter=userName%20pr&count=7&cursor=").to(&service).json();
    assert_eq!((&users["itemsPerPage"], users.get("nextCursor")), (&json!(7), None));
    // what the first page counted holds for the others
    let first = Send::get("/Groups?count=2&cursor=").to(&service).json();
    let cursor = first["nextCursor"].as_str().unwrap();
    let next = Send::get(&format!("/Groups?count=2&cursor={cursor}")).to(&service).json();
    assert_eq!((&first["totalResults"], &next["totalResults"]), (&json!(5), &json!(5)));
}
