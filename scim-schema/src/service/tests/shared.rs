//! What the application shares with its service, behind an `Arc`.

use super::*;
use crate::edit::Edit;
use crate::filter::Filter;
use crate::rfc::User;
use crate::schema::AuthenticationScheme;
use crate::service::{
    Audit, Audited, ChangeFeed, Context, Measured, MemoryStore, Metrics, Schedule, Scheduled,
};
use crate::value::DateTime;
use serde_json::json;
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

fn user(name: &str) -> String {
    json!({ "schemas": [USER_URN], "userName": name }).to_string()
}

/// The tokens, and how often it was asked or told of something.
#[derive(Default)]
struct Counted(AtomicUsize);

impl Authenticate for Counted {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        self.0.fetch_add(1, Relaxed);
        Tokens.authenticate(request).await
    }

    fn schemes(&self) -> Cow<'static, [AuthenticationScheme]> {
        Cow::Borrowed(const { &[AuthenticationScheme::BASIC] })
    }
}

impl Audit for Counted {
    fn record(&self, _: &Audited<'_>) {
        self.0.fetch_add(1, Relaxed);
    }
}

impl Metrics for Counted {
    fn record(&self, _: &Measured<'_>) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn a_store_and_who_asks_and_is_told() {
    let users = Arc::new(MemoryStore::<User>::new());
    let [asked, audit, metrics] = [(); 3].map(|()| Arc::new(Counted::default()));
    let told: Arc<dyn Metrics> = metrics.clone();
    let service = ScimService::builder()
        .resource(users.clone())
        .authenticate(asked.clone())
        .audit(audit.clone())
        .metrics(told)
        .build();

    let created = Send::post("/Users", &user("babs")).to(&service).json();
    let uri = format!("/Users/{}", created["id"].as_str().unwrap());
    assert_eq!(Send::get(&uri).to(&service).json(), created);
    assert_eq!(Send::put(&uri, &user("barbara")).to(&service).status, 200);
    assert_eq!(Send::get("/Users").to(&service).json()["totalResults"], 1);
    // the application's own code sees what the service wrote
    assert_eq!(users.resources(Some("acme"))[0].user_name, "barbara");
    assert_eq!(Send::new("DELETE", &uri).to(&service).status, 204);
    assert_eq!(block_on(users.after(Some("acme"), 1, 9)).unwrap().len(), 2);

    let counts = [asked, audit, metrics].map(|one| one.0.load(Relaxed));
    assert_eq!(counts, [5, 3, 5]);
    let config = Send::get("/ServiceProviderConfig").to(&service).json();
    assert_eq!(config["authenticationSchemes"][0]["type"], "httpbasic");
}

/// Shows those who have a title, and notes whom it looked at: only names that begin with `b` wait.
#[derive(Default)]
struct Titled(Mutex<Vec<String>>);

impl Schedule<User> for Titled {
    fn seen(&self, _: &Context) -> Result<Option<Filter<User>>, ScimError> {
        Ok(Some(Filter::parse("title pr")?))
    }

    fn due(&self, user: &User, _: &DateTime) -> Result<Option<Edit<User>>, ScimError> {
        self.0.lock().unwrap().push(user.user_name.clone());
        Ok(None)
    }

    fn waiting(&self, _: &DateTime) -> Result<Option<Filter<User>>, ScimError> {
        Ok(Some(Filter::parse("userName sw \"b\"")?))
    }
}

#[test]
fn a_schedule() {
    let (users, titled) = (Arc::new(MemoryStore::<User>::new()), Arc::new(Titled::default()));
    let cx = Context::new(Identity::new());
    for (name, title) in [("babs", None), ("carla", Some("Guide".to_owned()))] {
        users.insert(&cx, User { user_name: name.into(), title, ..User::default() }).unwrap();
    }
    let scheduled = Scheduled::new(users, titled.clone());
    let service = ScimService::builder().resource(scheduled).unauthenticated().build();
    let found = Send::get("/Users").to(&service).json();
    assert_eq!(found["Resources"][0]["userName"], "carla");
    assert_eq!(found["totalResults"], 1);
    assert_eq!(*titled.0.lock().unwrap(), ["babs"]);
}
