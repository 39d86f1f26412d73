//! People over HTTP, by a clock that the test sets.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use hr_source::people::People;
use hr_source::person::EMPLOYMENT;
use hr_source::server::{Access, router};
use scim_schema::value::{DateTime, Secret};
use scim_testkit::live::Target;
use scim_testkit::okta::{self, App, Clock, Lifecycle, Mode, OnInactive, Org};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;
use tower::ServiceExt;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// An HR system that shows people three days before they start.
struct Hr {
    router: Router,
    clock: Arc<Mutex<DateTime>>,
}

impl Hr {
    fn new(now: &str) -> Self {
        let clock = Arc::new(Mutex::new(DateTime::parse(now).unwrap()));
        let read = clock.clone();
        Self::by(move || read.lock().unwrap().clone(), clock)
    }

    fn by(now: impl Fn() -> DateTime + Send + Sync + 'static, clock: Arc<Mutex<DateTime>>) -> Self {
        let access = Access::new(Secret::new("hr"), Secret::new("okta")).unwrap();
        Self { router: router(People::new(3, now).unwrap(), access), clock }
    }

    fn set(&self, now: &str) {
        *self.clock.lock().unwrap() = DateTime::parse(now).unwrap();
    }

    async fn send(&self, by: &str, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/scim/v2{path}"))
            .header("host", "localhost")
            .header("authorization", by)
            .header("content-type", "application/scim+json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (
            status,
            if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() },
        )
    }

    /// HR agrees with someone; answers the path of the person.
    async fn hires(&self, name: &str, date: &str) -> String {
        let body = json!({ "schemas": [USER, EMPLOYMENT], "userName": name,
            "name": { "givenName": "Ada", "familyName": "Abebe" },
            "emails": [{ "value": name, "type": "work", "primary": true }],
            EMPLOYMENT: { "hireDate": date } });
        let (status, person) = self.send("hr", "POST", "/Users", Some(body)).await;
        assert_eq!(status, 201, "{person}");
        format!("/Users/{}", person["id"].as_str().unwrap())
    }

    async fn patch(&self, by: &str, path: &str, value: Value) -> (u16, Value) {
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "value": value }] });
        self.send(by, "PATCH", path, Some(body)).await
    }

    /// Whom an import finds, with what it takes them for.
    async fn import(&self, filter: &str) -> Vec<(String, String, bool)> {
        let query = if filter.is_empty() {
            String::new()
        } else {
            format!(
                "&filter={}",
                filter.replace(' ', "%20").replace('"', "%22").replace('+', "%2B")
            )
        };
        let (status, page) =
            self.send("okta", "GET", &format!("/Users?startIndex=1&count=100{query}"), None).await;
        assert_eq!(status, 200, "{page}");
        let people = page["Resources"].as_array().cloned().unwrap_or_default();
        let found: Vec<_> = people
            .iter()
            .map(|person| {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                let status = text(&person[EMPLOYMENT]["status"]);
                (text(&person["userName"]), status, person["active"].as_bool().unwrap())
            })
            .collect();
        assert_eq!(page["totalResults"], found.len());
        found
    }
}

fn is(name: &str, status: &str, active: bool) -> (String, String, bool) {
    (name.to_owned(), status.to_owned(), active)
}

/// Days are those of the place of work, from midnight to midnight.
#[tokio::test]
async fn people_are_seen_three_days_before_they_start() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    hr.hires("near", "2026-12-04T09:00:00Z").await;
    let far = hr.hires("far", "2026-12-05T09:00:00Z").await;
    hr.hires("tokyo", "2026-12-05T09:00:00+09:00").await;
    hr.hires("lima", "2026-12-04T00:00:00-05:00").await;
    assert_eq!(hr.import("").await, [is("near", "preHire", true), is("lima", "preHire", true)]);
    assert_eq!(hr.send("okta", "GET", &far, None).await.0, 404);
    assert_eq!(hr.send("hr", "GET", &far, None).await.1[EMPLOYMENT]["status"], "planned");

    // the 2nd begins in Tokyo at 15:00Z
    hr.set("2026-12-01T14:59:59Z");
    assert_eq!(hr.import("").await.len(), 2);
    hr.set("2026-12-01T15:00:00Z");
    assert_eq!(hr.import("").await[1], is("tokyo", "preHire", true));
    hr.set("2026-12-01T23:59:59.999Z");
    assert_eq!(hr.import("").await.len(), 3);
    hr.set("2026-12-02T00:00:00Z");
    assert_eq!(hr.import("").await.len(), 4);
    // the instant itself begins the employment, wherever the clock hangs
    hr.set("2026-12-04T05:00:00Z");
    assert_eq!(hr.import("").await[3], is("lima", "employed", true));
    assert_eq!(hr.import(&format!("{EMPLOYMENT}:status eq \"preHire\"")).await.len(), 3);
    let soon = format!("{EMPLOYMENT}:hireDate le \"2026-12-04T18:00:00+09:00\"");
    assert_eq!(hr.import(&soon).await.len(), 2, "near and lima");
}

/// Who was seen stays: a start that moves away is a new date.
#[tokio::test]
async fn a_start_moves() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    let seen = hr.hires("seen", "2026-12-03T09:00:00Z").await;
    let far = hr.hires("far", "2026-12-24T09:00:00Z").await;
    let date = |text: &str| json!({ EMPLOYMENT: { "hireDate": text } });
    assert_eq!(hr.import("").await.len(), 1);

    hr.set("2026-12-02T12:00:00Z");
    hr.patch("hr", &seen, date("2027-02-01T09:00:00Z")).await;
    hr.patch("hr", &far, date("2026-12-03T09:00:00Z")).await;
    let changed = hr.import("meta.lastModified ge \"2026-12-02T12:00:00Z\"").await;
    assert_eq!(changed, [is("seen", "preHire", true), is("far", "preHire", true)]);
    let (_, person) = hr.send("okta", "GET", &seen, None).await;
    assert_eq!(person[EMPLOYMENT]["hireDate"], "2027-02-01T09:00:00Z");

    // a start that is moved away again before anyone saw it is not seen
    let other = hr.hires("other", "2026-12-20T09:00:00Z").await;
    hr.patch("hr", &other, date("2026-12-30T09:00:00Z")).await;
    assert_eq!(hr.import("").await.len(), 2);
    hr.set("2026-12-17T00:00:00Z");
    assert_eq!(hr.import("").await, [is("seen", "preHire", true), is("far", "employed", true)]);
}

/// A hire is called off by an end without a start: who was seen is not active, who was not never is.
#[tokio::test]
async fn a_hire_is_called_off() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    let (seen, far) = (
        hr.hires("seen", "2026-12-03T09:00:00Z").await,
        hr.hires("far", "2026-12-24T09:00:00Z").await,
    );
    assert_eq!(hr.import("").await.len(), 1);
    let off =
        json!({ EMPLOYMENT: { "hireDate": null, "terminationDate": "2026-12-01T12:00:00Z" } });
    for path in [&seen, &far] {
        assert_eq!(hr.patch("hr", path, off.clone()).await.0, 200);
    }
    assert_eq!(hr.send("hr", "GET", &far, None).await.1[EMPLOYMENT]["status"], "planned");
    assert_eq!(hr.import("").await, [is("seen", "ended", false)]);
    // and it stays so, also when the day comes
    hr.set("2026-12-04T12:00:00Z");
    assert_eq!(hr.import("").await, [is("seen", "ended", false)]);
    // until they agree again: then the person is seen as anyone else, under the same id
    hr.patch("hr", &seen, json!({ EMPLOYMENT: { "hireDate": "2026-12-20T09:00:00Z" } })).await;
    assert_eq!(hr.import("").await, [is("seen", "ended", false)]);
    hr.set("2026-12-17T00:00:00Z");
    assert_eq!(hr.import("").await, [is("seen", "preHire", true)]);
    assert_eq!(hr.send("okta", "GET", &seen, None).await.0, 200);
    hr.set("2026-12-24T12:00:00Z");
    assert_eq!(hr.import("").await, [is("seen", "employed", true)]);
}

/// Who is deleted is there for nobody, wherever the employment stood, and the login is free (RFC
/// 7644 section 3.6).
#[tokio::test]
async fn who_is_deleted_is_gone() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    for (name, date) in [
        ("planned", "2026-12-24T09:00:00Z"),
        ("preHire", "2026-12-03T09:00:00Z"),
        ("employed", "2020-01-01T09:00:00Z"),
    ] {
        let path = hr.hires(name, date).await;
        let (_, person) = hr.send("hr", "GET", &path, None).await;
        assert_eq!(person[EMPLOYMENT]["status"], name);
        assert_eq!(hr.send("okta", "DELETE", &path, None).await.0, 403);
        assert_eq!(hr.send("hr", "DELETE", &path, None).await.0, 204);
        let body = json!({ "schemas": [USER], "userName": name });
        for (by, method, body) in [
            ("hr", "GET", None),
            ("okta", "GET", None),
            ("hr", "PUT", Some(body.clone())),
            ("okta", "PUT", Some(body)),
            ("hr", "DELETE", None),
        ] {
            assert_eq!(hr.send(by, method, &path, body).await.0, 404, "{by} {method}");
        }
        assert_eq!(hr.patch("hr", &path, json!({ "title": "Pilot" })).await.0, 404);
        assert_eq!(hr.send("hr", "GET", "/Users", None).await.1["totalResults"], 0);
        assert_eq!(hr.import("").await, []);
        let again = hr.hires(name, date).await;
        assert_ne!(again, path);
        assert_eq!(hr.send("hr", "DELETE", &again, None).await.0, 204);
    }
}

/// An end that is taken back was none; a hire date after the end begins anew.
#[tokio::test]
async fn who_has_left_comes_back() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    let path = hr.hires("ada", "2020-01-01T09:00:00Z").await;
    let ends = |date: Value| json!({ EMPLOYMENT: { "terminationDate": date } });
    hr.patch("hr", &path, ends(json!("2026-11-30T00:00:00Z"))).await;
    assert_eq!(hr.import("").await, [is("ada", "ended", false)]);
    hr.patch("hr", &path, ends(Value::Null)).await;
    assert_eq!(hr.import("").await, [is("ada", "employed", true)]);
    hr.patch("hr", &path, ends(json!("2026-11-30T00:00:00Z"))).await;
    let again = json!({ EMPLOYMENT: { "hireDate": "2026-12-08T09:00:00Z" } });
    hr.patch("hr", &path, again).await;
    assert_eq!(hr.import("").await, [is("ada", "ended", false)]);
    hr.set("2026-12-05T00:00:00Z");
    assert_eq!(hr.import("").await, [is("ada", "preHire", true)]);
    hr.set("2026-12-08T09:00:00Z");
    assert_eq!(hr.import("").await, [is("ada", "employed", true)]);
}

/// A termination is true from its instant on, in every answer, and an incremental import finds it.
#[tokio::test]
async fn who_leaves_is_not_active() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    let path = hr.hires("ada", "2020-01-01T09:00:00Z").await;
    hr.hires("bob", "2020-01-01T09:00:00Z").await;
    assert_eq!(hr.import("").await.len(), 2);
    let leaves = |text: &str| json!({ EMPLOYMENT: { "terminationDate": text } });
    // by the end of the day in Lima
    hr.patch("hr", &path, leaves("2026-12-31T23:59:59-05:00")).await;
    let watermark = "meta.lastModified ge \"2027-01-01T04:59:00Z\"";
    hr.set("2027-01-01T04:59:58Z");
    assert_eq!(hr.import("active eq false").await, []);
    assert_eq!(hr.import(watermark).await, []);
    hr.set("2027-01-01T04:59:59Z");
    assert_eq!(hr.import("active eq false").await, [is("ada", "ended", false)]);
    assert_eq!(hr.import(watermark).await, [is("ada", "ended", false)], "and nobody else");
    let (_, person) = hr.send("okta", "GET", &path, None).await;
    assert_eq!((&person["active"], &person["meta"]["version"]), (&json!(false), &json!("W/\"4\"")));
    // nothing moves by looking
    let before = hr.send("okta", "GET", "/Users", None).await;
    hr.set("2027-01-02T00:00:00Z");
    assert_eq!(hr.send("okta", "GET", "/Users", None).await, before);

    // at once: the answer to HR says so already
    let (_, bob) = hr.send("hr", "GET", "/Users?filter=userName%20eq%20%22bob%22", None).await;
    let bob = format!("/Users/{}", bob["Resources"][0]["id"].as_str().unwrap());
    let (status, bob) = hr.patch("hr", &bob, leaves("2027-01-01T00:00:00Z")).await;
    assert_eq!((status, &bob["active"]), (200, &json!(false)));
}

/// An identity provider writes back what it makes, and nothing else: not even what a stale copy
/// says of it.
#[tokio::test]
async fn clients_write_back_and_no_more() {
    let hr = Hr::new("2026-12-01T12:00:00Z");
    let path = hr.hires("ada", "2020-01-01T09:00:00Z").await;
    let (_, read) = hr.send("okta", "GET", &path, None).await;
    hr.patch("hr", &path, json!({ "title": "Pilot" })).await;
    let mut echo = read.clone();
    echo["emails"] = json!([{ "type": "work", "primary": true, "value": "ada@example.com" }]);
    echo["active"] = json!(false);
    echo["name"]["familyName"] = json!("Other");
    echo[EMPLOYMENT]["hireDate"] = json!("1999-01-01T00:00:00Z");
    let (status, put) = hr.send("okta", "PUT", &path, Some(echo)).await;
    assert_eq!(status, 200, "{put}");
    assert_eq!((&put["title"], &put["active"]), (&json!("Pilot"), &json!(true)));
    assert_eq!((&put["name"], &put[EMPLOYMENT]), (&read["name"], &read[EMPLOYMENT]));
    assert_eq!(put["emails"][0]["value"], "ada@example.com");
    let (status, same) = hr.patch("okta", &path, json!({ "active": false })).await;
    assert_eq!((status, same), (200, put));
    let new = json!({ "schemas": [USER], "userName": "new" });
    assert_eq!(hr.send("okta", "POST", "/Users", Some(new)).await.0, 403);
    let (_, schema) = hr.send("okta", "GET", &format!("/Schemas/{EMPLOYMENT}"), None).await;
    assert!(
        schema["attributes"].as_array().unwrap().iter().all(|one| one["mutability"] == "readOnly")
    );
    assert_eq!(hr.send("nobody", "GET", "/Users", None).await.0, 401);

    // someone of whom HR says nothing works here
    let new = json!({ "schemas": [USER], "userName": "boss" });
    assert_eq!(hr.send("hr", "POST", "/Users", Some(new)).await.0, 201);
    for _ in 0..2 {
        assert_eq!(hr.import("userName eq \"boss\"").await, [is("boss", "employed", true)]);
    }
}

/// A simulated Okta org has HR as its source, also with the calendar of both going on: people before
/// they start, while HR moves and calls off their days, on leave, terminated and hired again, all of
/// them and those that changed.
#[test]
fn okta_knows_people_before_they_start_and_after_they_left() {
    const PLAYED: [&str; 7] =
        ["connect", "import", "pages", "sourcing", "app-as-master", "pre-hire", "incremental"];
    for shared in [false, true] {
        let runtime = Arc::new(Runtime::new().unwrap());
        let access = Access::new(Secret::new("hr-token"), Secret::new("okta-token")).unwrap();
        let clock = Clock::new();
        let time = clock.clone();
        let people = People::new(3, move || time.now()).unwrap();
        let router = router(people, access);
        let target = |token: &str| {
            let runtime = Arc::clone(&runtime);
            let target = Target::service_on(router.clone(), move |answer| runtime.block_on(answer));
            target.base("http://localhost/scim/v2").unwrap().token(token).unwrap()
        };
        let options = okta::Options::new().application(target("hr-token"));
        let options = if shared { options.clock(clock).scenario("pre-hire") } else { options };
        let all = if shared { &[][..] } else { &PLAYED };
        let options = all.iter().fold(options, |options, name| options.scenario(name));
        let report = okta::play(&target("okta-token"), &options).unwrap();
        let played = if shared { 1 } else { PLAYED.len() };
        assert_eq!(report.summary.passed, 2 * played, "{}", report.to_text(false));
        assert!(report.left.is_empty(), "{:?}", report.left);
    }
}

/// The simulated Okta org with HR as its source: who is seen is imported and waits for the day, who
/// begins is active, who leaves or is called off is deactivated.
#[test]
fn okta_follows_hr() {
    const DAY: u64 = 86_400;
    let runtime = Arc::new(Runtime::new().unwrap());
    let (clock, runs) = (Clock::new(), runtime.clone());
    let read = clock.clone();
    let hr = Hr::by(move || read.now(), Arc::default());
    let target = Target::service_on(hr.router.clone(), move |answer| runs.block_on(answer));
    let target = target.base("http://localhost/scim/v2").unwrap().token("okta").unwrap();
    let app = App::new(Mode::Put).source(OnInactive::Deactivate).safeguard(100);
    let app = app.import_groups(false).pre_hire(&format!("{EMPLOYMENT}:hireDate"), 30).unwrap();
    let mut org = Org::new(target, app).with_clock(clock.clone());
    let in_days = |days: i64| {
        let at = clock.now().unix_seconds() + days * i64::try_from(DAY).unwrap();
        DateTime::from_unix(at, 0).unwrap().to_string()
    };
    let lifecycle = |org: &Org, login: &str| org.user(login).and_then(|user| org.lifecycle(&user));
    let (near, far) = ("near@example.com", "far@example.com");
    let near_path = runtime.block_on(hr.hires(near, &in_days(2)));
    let far_path = runtime.block_on(hr.hires(far, &in_days(10)));

    let import = org.import().unwrap();
    assert_eq!((import.scanned, import.created.len()), (1, 1), "{import:?}");
    assert_eq!((lifecycle(&org, near), lifecycle(&org, far)), (Some(Lifecycle::Staged), None));
    clock.advance(Duration::from_secs(8 * DAY));
    org.import().unwrap();
    let both = (lifecycle(&org, near), lifecycle(&org, far));
    assert_eq!(both, (Some(Lifecycle::Active), Some(Lifecycle::Staged)));

    let leaves = json!({ EMPLOYMENT: { "terminationDate": in_days(0) } });
    assert_eq!(runtime.block_on(hr.patch("hr", &near_path, leaves)).0, 200);
    let off = json!({ EMPLOYMENT: { "hireDate": null, "terminationDate": in_days(0) } });
    assert_eq!(runtime.block_on(hr.patch("hr", &far_path, off)).0, 200);
    let import = org.import().unwrap();
    assert_eq!((import.deactivated.len(), import.removed.len()), (2, 0), "{import:?}");
    let both = (lifecycle(&org, near), lifecycle(&org, far));
    assert_eq!(both, (Some(Lifecycle::Deactivated), Some(Lifecycle::Deactivated)));
    assert_eq!(org.findings().collect::<Vec<_>>(), Vec::<&str>::new());
}
