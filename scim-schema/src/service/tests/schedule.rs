//! What time does to resources, and what clients see of it.

use super::send::Answered;
use super::*;
use crate::ScimResource;
use crate::edit::{Create, Edit, Patch};
use crate::filter::Filter;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::service::{ChangeFeed, ChangeKind, Context, MemoryStore, Schedule, Scheduled, Store};
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
        Ok(Some(Patch::new(body.to_string(), &Dialect::RFC)?.into()))
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

/// A badge that ends some day, and whom it is hidden from; both are told on request.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Stay", endpoint = "/Stays")]
struct Stay {
    #[scim(id)]
    id: u64,
    name: Option<String>,
    #[scim(returned = "request")]
    until: Option<DateTime>,
    #[scim(returned = "request")]
    hidden: Option<bool>,
    over: Option<bool>,
    #[scim(version)]
    revision: u64,
}

struct Ends;

impl Schedule<Stay> for Ends {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        Ok(Some(Filter::parse("not (hidden eq true)")?))
    }

    fn due(&self, stay: &Stay, now: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        let ended = stay.until.as_ref().is_some_and(|until| until.cmp_instant(now).is_le());
        if !ended || stay.over == Some(true) {
            return Ok(None);
        }
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": "over", "value": true }] });
        Ok(Some(Patch::new(body.to_string(), &Dialect::RFC)?.into()))
    }
}

/// A store that loads nothing that the projection does not ask for, and tells what it was asked.
#[derive(Clone)]
struct Lean {
    stays: MemoryStore<Stay>,
    /// Whether an update answers the resource.
    reads: bool,
    calls: Arc<Mutex<Vec<&'static str>>>,
}

impl Lean {
    fn called(&self, call: &'static str) {
        self.calls.lock().unwrap().push(call);
    }
}

fn lean(stay: Stay, projection: &Projection<Stay>) -> Stay {
    Stay {
        until: stay.until.filter(|_| projection.includes("until")),
        hidden: stay.hidden.filter(|_| projection.includes("hidden")),
        ..stay
    }
}

impl Store<Stay> for Lean {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<Stay>) -> Result<Stay, ScimError> {
        self.called("create");
        self.stays.create(cx, new).await
    }

    async fn get(
        &self,
        cx: &Context,
        id: &u64,
        projection: &Projection<Stay>,
    ) -> Result<Option<Stay>, ScimError> {
        self.called("get");
        let found = self.stays.get(cx, id, projection).await?;
        Ok(found.map(|stay| lean(stay, projection)))
    }

    async fn update(
        &self,
        cx: &Context,
        id: &u64,
        edit: Edit<Stay>,
    ) -> Result<Updated<Stay>, ScimError> {
        self.called("update");
        let updated = self.stays.update(cx, id, edit).await?;
        Ok(if self.reads { updated } else { Updated::unread(updated.version, updated.changes) })
    }

    async fn delete(&self, cx: &Context, id: &u64, pre: Precondition) -> Result<(), ScimError> {
        self.stays.delete(cx, id, pre).await
    }

    async fn search(&self, cx: &Context, query: &Query<Stay>) -> Result<Page<Stay>, ScimError> {
        self.called("search");
        let mut page = self.stays.search(cx, query).await?;
        for stay in page.resources_mut() {
            *stay = lean(stay.clone(), query.projection());
        }
        Ok(page)
    }
}

/// What is due and what is seen look at attributes that are told on request only, in a store that
/// loads what it is asked for; and a store is asked once for what it told already.
#[test]
fn what_is_due_and_seen_may_depend_on_any_attribute() {
    for reads in [true, false] {
        let clock = Arc::new(Mutex::new(DateTime::parse("2026-12-01T12:00:00Z").unwrap()));
        let now = clock.clone();
        let (stays, calls) = (MemoryStore::<Stay>::new(), Arc::<Mutex<Vec<_>>>::default());
        let store = Lean { stays: stays.clone(), reads, calls: calls.clone() };
        let scheduled = || {
            let now = now.clone();
            Scheduled::new(store.clone(), Ends).clock(move || now.lock().unwrap().clone())
        };
        let service = ScimService::builder().resource(scheduled()).unauthenticated().build();
        let called = || std::mem::take(&mut *calls.lock().unwrap());
        let body = |rest: serde_json::Value| {
            let mut body = json!({ "schemas": ["urn:example:scim:schemas:2.0:Stay"] });
            body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            body.to_string()
        };
        let post = |rest| Send::post("/Stays", &body(rest)).to(&service);
        let path = |made: &Answered| format!("/Stays/{}", made.json()["id"].as_str().unwrap());

        // what is told already is not asked for
        let stay = post(json!({ "until": "2026-12-02T12:00:00Z" }));
        assert_eq!((stay.status, called()), (201, vec!["create"]));
        let stay = path(&stay);
        let named = json!({ "until": "2026-12-02T12:00:00Z", "name": "one" });
        let put = Send::put(&stay, &body(named)).to(&service);
        assert_eq!(put.json()["name"], "one");
        assert_eq!(
            called(),
            if reads { vec!["get", "update"] } else { vec!["get", "update", "get"] }
        );

        // due at once, as it is made and as it is written
        let over = json!({ "until": "2026-11-30T12:00:00Z" });
        assert_eq!(post(over.clone()).json()["over"], true);
        let put = Send::put(&path(&post(json!({}))), &body(over)).to(&service);
        assert_eq!(put.json()["over"], true, "{reads}");

        // due later: of one that is asked for, and of all
        let other = path(&post(json!({ "until": "2026-12-02T12:00:00Z" })));
        at(&clock, "2026-12-03T00:00:00Z");
        assert_eq!(Send::get(&stay).to(&service).json()["over"], true);
        block_on(scheduled().catch_up::<Stay>(None)).unwrap();
        let all = stays.resources(None);
        let other = all.iter().find(|stay| other.ends_with(&format!("/{}", stay.id))).unwrap();
        assert_eq!(other.over, Some(true));

        // hidden, though nothing that is shown says so
        let hidden = path(&post(json!({ "hidden": true })));
        Send::get(&hidden).to(&service).error(404, None);
        Send::put(&hidden, &body(json!({}))).to(&service).error(404, None);
        Send::new("DELETE", &hidden).to(&service).error(404, None);
    }
}

/// A schedule that works for those without a name.
struct Late;

impl Schedule<Stay> for Late {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        Ok(None)
    }

    fn due(&self, stay: &Stay, _: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        stay.name.as_ref().map_or(Ok(None), |_| Err(ScimError::unavailable(1, "no clock")))
    }
}

/// What was written is answered as written, whatever becomes of what is due.
#[test]
fn a_write_is_told_though_what_is_due_fails() {
    for reads in [true, false] {
        let stays = MemoryStore::<Stay>::new();
        let store = Lean { stays: stays.clone(), reads, calls: Arc::default() };
        let service = ScimService::builder().resource(Scheduled::new(store, Late));
        let service = service.unauthenticated().build();
        let body = |name: serde_json::Value| {
            let schemas = ["urn:example:scim:schemas:2.0:Stay"];
            json!({ "schemas": schemas, "name": name }).to_string()
        };
        let made = Send::post("/Stays", &body(json!("a"))).to(&service);
        assert_eq!((made.status, &made.json()["name"]), (201, &json!("a")));
        let made = Send::post("/Stays", &body(serde_json::Value::Null)).to(&service);
        let path = format!("/Stays/{}", made.json()["id"].as_str().unwrap());
        let put = Send::put(&path, &body(json!("b"))).to(&service);
        assert_eq!(put.status, if reads { 200 } else { 204 });
        let names: Vec<_> = stays.resources(None).into_iter().map(|stay| stay.name).collect();
        assert_eq!(names, [Some("a".to_owned()), Some("b".to_owned())]);
        // who asks next is told
        Send::get(&path).to(&service).error(503, None);
    }
}

/// A schedule with a filter or an edit that is none.
#[derive(Clone, Copy, PartialEq)]
enum Broken {
    Seen,
    Waiting,
    Due,
    Edit,
}

impl Schedule<Stay> for Broken {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        let text = if *self == Self::Seen { "hiden eq true" } else { "hidden pr" };
        Ok(Some(Filter::parse(text)?))
    }

    fn due(&self, _: &Stay, _: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        let path = match self {
            Self::Due => return Err(ScimError::invalid_syntax("no date")),
            Self::Edit => "ovr",
            Self::Seen | Self::Waiting => return Ok(None),
        };
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": path, "value": true }] });
        Ok(Some(Patch::new(body.to_string(), &Dialect::RFC)?.into()))
    }

    fn waiting(&self, _: &DateTime) -> Result<Option<Filter<Stay>>, ScimError> {
        let text = if *self == Self::Waiting { "until" } else { "id pr" };
        Ok(Some(Filter::parse(text)?))
    }
}

/// What a schedule cannot say shows nothing and changes nothing, and is no fault of the client's.
#[test]
fn a_schedule_that_fails_shows_nothing() {
    for broken in [Broken::Seen, Broken::Waiting, Broken::Due, Broken::Edit] {
        let stays = MemoryStore::<Stay>::new();
        let cx = Context::new(Identity::new());
        let stay = stays.insert(&cx, Stay { hidden: Some(true), ..Stay::default() }).unwrap();
        let scheduled = Scheduled::new(stays.clone(), broken);
        let service = ScimService::builder().resource(scheduled).unauthenticated().build();
        let path = format!("/Stays/{}", stay.id);
        let body = json!({ "schemas": ["urn:example:scim:schemas:2.0:Stay"], "name": "x" });
        let mut requests = vec![Send::get("/Stays"), Send::get("/Stays?filter=id%20pr&count=0")];
        if broken != Broken::Waiting {
            requests.push(Send::get(&path));
            requests.push(Send::put(&path, &body.to_string()));
            requests.push(Send::new("DELETE", &path));
        }
        for request in requests {
            request.to(&service).error(500, None);
        }
        let stored = stays.resources(None);
        assert!(matches!(&*stored, [stored] if stored.name.is_none()), "{stored:?}");
    }
}

/// A schedule of stays that someone deletes while it looks at them.
struct Meanwhile(MemoryStore<Stay>);

impl Schedule<Stay> for Meanwhile {
    fn seen(&self, _: &Context) -> Result<Option<Filter<Stay>>, ScimError> {
        Ok(None)
    }

    fn due(&self, stay: &Stay, now: &DateTime) -> Result<Option<Edit<Stay>>, ScimError> {
        let cx = Context::new(Identity::new());
        block_on(self.0.delete(&cx, &stay.id, Precondition::none()))?;
        Ends.due(stay, now)
    }
}

/// Of what is gone nothing is due: nobody is told of a fault.
#[test]
fn what_is_deleted_meanwhile_is_no_fault() {
    let stays = MemoryStore::<Stay>::new();
    let service =
        ScimService::builder().resource(Scheduled::new(stays.clone(), Meanwhile(stays.clone())));
    let service = service.unauthenticated().build();
    let begin = || {
        let until = Some(DateTime::parse("2020-01-01T00:00:00Z").unwrap());
        let stay = Stay { until, ..Stay::default() };
        stays.insert(&Context::new(Identity::new()), stay).unwrap()
    };
    (0..2).for_each(|_| drop(begin()));
    let list = Send::get("/Stays").to(&service);
    assert_eq!((list.status, &list.json()["totalResults"]), (200, &json!(0)));
    let path = format!("/Stays/{}", begin().id);
    Send::get(&path).to(&service).error(404, None);
}
