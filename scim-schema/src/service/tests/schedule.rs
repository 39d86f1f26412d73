//! What time does to resources, and what clients see of it.

mod stays;

use super::*;
use crate::ScimResource;
use crate::edit::{Edit, Patch};
use crate::filter::Filter;
use crate::service::{
    ChangeFeed, ChangeKind, Context, CursorKey, MemoryStore, Schedule, Scheduled,
};
use crate::value::DateTime;
use serde_json::json;
use std::sync::{Arc, Mutex};

/// Shown some days before it is valid, and to the application always.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Pass", endpoint = "/Passes")]
struct Pass {
    #[scim(id)]
    id: u64,
    #[scim(required)]
    name: String,
    #[scim(path = "validFrom")]
    valid_from: Option<DateTime>,
    listed: Option<bool>,
    #[scim(path = "meta.created")]
    created: DateTime,
    #[scim(path = "meta.lastModified")]
    changed: DateTime,
    #[scim(version)]
    revision: u64,
}

struct Soon {
    days: u32,
    /// Whether the store is asked only for what is not listed yet.
    narrow: bool,
}

impl Schedule<Pass> for Soon {
    fn seen(&self, cx: &Context) -> Result<Option<Filter<Pass>>, ScimError> {
        if cx.subject() == Some("acme-client") {
            return Ok(None);
        }
        Ok(Some(Filter::parse("listed eq true")?))
    }

    fn due(&self, pass: &Pass, now: &DateTime) -> Result<Option<Edit<Pass>>, ScimError> {
        let begun = |from: &DateTime| from.midnight(self.days).cmp_instant(now).is_le();
        if pass.listed == Some(true) || !pass.valid_from.as_ref().is_some_and(begun) {
            return Ok(None);
        }
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": "listed", "value": true }] });
        Ok(Some(Patch::new(body.to_string(), Dialect::RFC)?.into()))
    }

    fn waiting(&self, _: &DateTime) -> Result<Option<Filter<Pass>>, ScimError> {
        let text = self.narrow.then_some("validFrom pr and not (listed eq true)");
        Ok(text.map(Filter::parse).transpose()?)
    }
}

/// `acme-token` is the application, which sees everything; `client` is a client of the same tenant.
struct Both;

impl Authenticate for Both {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let client = request.headers.get("authorization").is_some_and(|value| value == "client");
        let identity = Identity::new().tenant("acme");
        Ok(if client { identity.subject("client") } else { identity.subject("acme-client") })
    }
}

fn at(clock: &Mutex<DateTime>, text: &str) {
    *clock.lock().unwrap() = DateTime::parse(text).unwrap();
}

#[test]
fn clients_see_what_it_is_time_for() {
    for narrow in [false, true] {
        let clock = Arc::new(Mutex::new(DateTime::parse("2026-12-01T12:00:00Z").unwrap()));
        let (now, same) = (clock.clone(), clock.clone());
        let passes = MemoryStore::<Pass>::new().clock(move || now.lock().unwrap().clone());
        let scheduled = Scheduled::new(passes.clone(), Soon { days: 3, narrow });
        let scheduled = scheduled.clock(move || same.lock().unwrap().clone());
        assert_eq!(scheduled.store().resources(Some("acme")).len(), 0);
        let service = ScimService::builder().resource(scheduled).authenticate(Both).build();
        let as_client = |request: Send| request.header("authorization", "client").to(&service);
        let found = |query: &str| {
            let list = as_client(Send::get(&format!("/Passes{query}"))).json();
            let all = list["Resources"].as_array().cloned().unwrap_or_default();
            assert_eq!(list["totalResults"], all.len(), "{list}");
            all.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let make = |name: &str, from: &str| {
            let body = json!({ "schemas": ["urn:example:scim:schemas:2.0:Pass"], "name": name,
                "validFrom": from });
            Send::post("/Passes", &body.to_string())
        };
        // more than are looked at at once
        for number in 0..201 {
            let far = format!("far{number}");
            assert_eq!(make(&far, "2027-01-01T09:00:00Z").to(&service).status, 201);
        }
        // made when it is time already, it is seen at once, in one answer
        let near = make("near", "2026-12-04T23:00:00Z").to(&service);
        assert_eq!(near.json()["listed"], true);
        let later = make("later", "2026-12-05T09:00:00Z").to(&service).json();
        let path = format!("/Passes/{}", later["id"].as_str().unwrap());
        assert_eq!(found(""), ["near"]);
        assert_eq!(found("?filter=name%20sw%20%22far%22%20or%20name%20eq%20%22near%22"), ["near"]);

        // what a client does not see is not there for it: 7644-3.12
        as_client(Send::get(&path)).error(404, None);
        as_client(Send::new("DELETE", &path)).error(404, None);
        as_client(Send::put(&path, &later.to_string())).error(404, None);
        assert_eq!(Send::get(&path).to(&service).json(), later);
        let all = Send::get("/Passes?count=0").to(&service).json();
        assert_eq!(all["totalResults"], 203);

        // it becomes visible by a change, which moves what imports and receivers go by
        let before = block_on(passes.after(Some("acme"), 0, 1_000)).unwrap().len();
        at(&clock, "2026-12-01T23:59:59Z");
        assert_eq!(found(""), ["near"]);
        at(&clock, "2026-12-02T00:00:00Z");
        let since = "?filter=meta.lastModified%20ge%20%222026-12-02T00:00:00Z%22";
        assert_eq!(found(since), ["later"]);
        let seen = as_client(Send::get(&path)).json();
        assert_eq!(seen["meta"]["lastModified"], "2026-12-02T00:00:00Z");
        assert_ne!(seen["meta"]["version"], later["meta"]["version"]);
        let changes = block_on(passes.after(Some("acme"), 0, 1_000)).unwrap();
        assert_eq!(changes.len(), before + 1, "once");
        let last = changes.last().unwrap();
        assert_eq!(
            (last.kind, &*last.paths, last.subject.as_deref()),
            (ChangeKind::Patched, &["listed".to_owned()][..], None)
        );

        // asked for by its id first, it is there as well; and an update can make it due
        at(&clock, "2026-12-29T00:00:00Z");
        let far = Send::get("/Passes?filter=name%20eq%20%22far0%22").to(&service).json();
        let far = format!("/Passes/{}", far["Resources"][0]["id"].as_str().unwrap());
        assert_eq!(as_client(Send::get(&far)).json()["listed"], true);
        let moved = json!({ "schemas": ["urn:example:scim:schemas:2.0:Pass"], "name": "moved",
            "validFrom": "2027-06-01T09:00:00Z", "listed": false });
        let moved = as_client(Send::put(&far, &moved.to_string()));
        assert_eq!((moved.status, &moved.json()["listed"]), (200, &json!(false)));
        as_client(Send::get(&far)).error(404, None);
        assert_eq!(found("").len(), 202);
    }
}

/// 9865-5-01: a cursor tells how many its first page found, but nobody who may see fewer.
#[test]
fn a_cursor_is_for_whom_it_was_made() {
    let passes = MemoryStore::<Pass>::new();
    for number in 0..4 {
        let pass = Pass { name: number.to_string(), listed: Some(number < 2), ..Pass::default() };
        passes.insert(&Context::new(Identity::new().tenant("acme")), pass).unwrap();
    }
    let service = ScimService::builder()
        .resource(Scheduled::new(passes, Soon { days: 3, narrow: false }))
        .authenticate(Both)
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    let page = |cursor: &str| Send::get(&format!("/Passes?count=1&cursor={cursor}"));
    let first = page("").to(&service).json();
    let cursor = first["nextCursor"].as_str().unwrap();
    assert_eq!(page(cursor).to(&service).json()["totalResults"], 4);
    let own = page("").header("authorization", "client").to(&service).json();
    assert_eq!(own["totalResults"], 2);
    let foreign = page(cursor).header("authorization", "client").to(&service);
    foreign.error(400, Some("invalidCursor"));
}
