//! Schedules that look at what is told on request only, and schedules that fail.

mod meanwhile;

use super::*;
use crate::edit::Create;
use crate::projection::Projection;
use crate::query::{Page, Query, Updated};
use crate::service::Store;
use crate::service::tests::send::Answered;

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
        Ok(Some(Patch::new(body.to_string(), Dialect::RFC)?.into()))
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

    handed_on!(self.stays, Stay: delete);

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
        Ok(Some(Patch::new(body.to_string(), Dialect::RFC)?.into()))
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

/// A store that refuses every change to what is there.
struct Refusing(MemoryStore<Stay>, u16);

impl Store<Stay> for Refusing {
    type Error = ScimError;

    handed_on!(self.0, Stay: create get delete search);

    async fn update(
        &self,
        _: &Context,
        _: &u64,
        _: Edit<Stay>,
    ) -> Result<Updated<Stay>, ScimError> {
        Err(ScimError::new(self.1, "not this"))
    }
}

/// What a store says to what is due is told to nobody who asked for something else.
#[test]
fn what_is_due_and_refused_is_a_fault() {
    for (refused, status) in [(400, 500), (403, 500), (409, 500), (413, 500), (503, 503)] {
        let stays = MemoryStore::<Stay>::new();
        let until = Some(DateTime::parse("2020-01-01T00:00:00Z").unwrap());
        let stay = Stay { until, ..Stay::default() };
        let stay = stays.insert(&Context::new(Identity::new()), stay).unwrap();
        let scheduled = Scheduled::new(Refusing(stays, refused), Ends);
        let service = ScimService::builder().resource(scheduled).unauthenticated().build();
        Send::get("/Stays").to(&service).error(status, None);
        Send::get(&format!("/Stays/{}", stay.id)).to(&service).error(status, None);
    }
}

/// A store that knows only pages by index.
struct ByIndex(MemoryStore<Stay>);

impl Store<Stay> for ByIndex {
    type Error = ScimError;

    handed_on!(self.0, Stay: create get update delete);

    async fn search(&self, cx: &Context, query: &Query<Stay>) -> Result<Page<Stay>, ScimError> {
        self.0.search(cx, &query.clone().with_start_index(1)).await
    }
}

/// What is due of those who are not on the first page is not forgotten in silence.
#[test]
fn a_store_that_pages_by_index_is_looked_at_as_a_whole_or_fails() {
    let (stays, cx) = (MemoryStore::<Stay>::new(), Context::new(Identity::new()));
    let until = Some(DateTime::parse("2020-01-01T00:00:00Z").unwrap());
    let begin = || stays.insert(&cx, Stay { until: until.clone(), ..Stay::default() }).unwrap();
    let scheduled = || Scheduled::new(ByIndex(stays.clone()), Ends);
    let service = ScimService::builder().resource(scheduled()).unauthenticated().build();
    // as many as are looked at at once
    (0..200).for_each(|_| drop(begin()));
    assert_eq!(Send::get("/Stays").to(&service).json()["totalResults"], 200);
    assert!(stays.resources(None).iter().all(|stay| stay.over == Some(true)));
    begin();
    Send::get("/Stays").to(&service).error(500, None);
    assert_eq!(block_on(scheduled().catch_up::<Stay>(None)).unwrap_err().status(), 500);
}
