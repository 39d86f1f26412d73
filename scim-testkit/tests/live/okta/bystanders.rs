//! Look-ups that answer those who were not asked for: whoever that is, nobody writes to them
//! (7644-3.4.2.2-04).

use super::service;
use super::wrong::{Change, Wrong};
use http::Request;
use scim_schema::service::ScimService;
use scim_testkit::Exchange;
use scim_testkit::live::{Status, Target};
use scim_testkit::okta::{self, App, Load, Mode, Options, Org, Profile};
use serde_json::json;
use std::sync::Mutex;

const GROUP: &str = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    "displayName": "Bystanders"}"#;

/// All are answered, whatever is asked for.
const UNFILTERED: Change = |asked, _| asked.requery("filter=", "ignored=");

/// The same of groups alone.
const UNFILTERED_GROUPS: Change = |asked, _| {
    if asked.path == "/Groups" {
        asked.requery("filter=", "ignored=");
    }
};

/// Whoever is answered has the name that was asked for.
const IMPOSTORS: Change = |asked, answered| {
    asked.requery("filter=userName", "ignored=userName");
    let name = asked.query.strip_prefix("ignored=").and_then(|rest| rest.split("%22").nth(1));
    if let Some(name) = name {
        let name = name.replace("%40", "@");
        answered.resources().for_each(|user| user["userName"] = json!(name));
    }
};

/// A server with a user and a group that somebody else made, and their paths.
fn beside() -> (ScimService, Vec<String>) {
    let service = service();
    let made = [("/Users", crate::busy::BYSTANDER), ("/Groups", GROUP)].map(|(endpoint, body)| {
        let request = Request::post(endpoint).header("content-type", "application/scim+json");
        let made = Exchange::of(&service, request.body(body.to_owned()).unwrap());
        assert_eq!(made.status(), 201, "{made}");
        format!("{endpoint}/{}", made.json()["id"].as_str().unwrap())
    });
    (service, made.to_vec())
}

/// What GET answers of them, byte by byte.
fn seen(service: &ScimService, paths: &[String]) -> Vec<String> {
    let read = |path: &String| {
        let request = Request::get(path.as_str()).body(String::new()).unwrap();
        let read = Exchange::of(service, request);
        assert_eq!(read.status(), 200, "{read}");
        read.response().body().clone()
    };
    paths.iter().map(read).collect()
}

fn target(service: &ScimService, change: Change) -> Target {
    Target::over("http://localhost", Wrong(Mutex::new(service.clone()), change)).unwrap()
}

#[test]
fn no_scenario_writes_to_who_was_not_asked_for() {
    let users = ["create", "update", "deprovision", "reactivate", "password", "push", "push-link"];
    let groups = ["update", "directory-as-master", "push"];
    for (change, says, names) in [
        (UNFILTERED, "users that were not asked for: none has that `userName`", &users[..]),
        (
            UNFILTERED_GROUPS,
            "groups that were not asked for: none has that `displayName`",
            &groups[..],
        ),
    ] {
        let (service, paths) = beside();
        let before = seen(&service, &paths);
        let report = okta::play(&target(&service, change), &Options::new()).unwrap();
        for name in names {
            for mode in Mode::ALL {
                let outcome = report.get(okta::scenario(name).unwrap().id(mode)).unwrap();
                assert_eq!(outcome.status, Status::Failed, "{outcome}");
                assert!(outcome.message.contains(says), "{outcome}");
            }
        }
        assert_eq!(seen(&service, &paths), before);
        assert!(report.left.is_empty(), "{:?}", report.left);
    }
}

/// The account that is there is linked, also where it is not the first that is answered.
#[test]
fn who_was_asked_for_is_found_among_others() {
    let (service, paths) = beside();
    let before = seen(&service, &paths);
    let options = Options::new().scenario("link");
    let report = okta::play(&target(&service, UNFILTERED), &options).unwrap();
    for outcome in &report.checks {
        assert!(outcome.message.contains("expected one account with the login"), "{outcome}");
    }
    assert_eq!(seen(&service, &paths), before);
}

#[test]
fn no_load_writes_to_who_was_not_asked_for() {
    // three users and a group, or the group alone
    for (change, failures) in [(UNFILTERED, 4), (UNFILTERED_GROUPS, 1)] {
        let (service, paths) = beside();
        let before = seen(&service, &paths);
        let load = Load::new(3).groups(1, 2);
        let loaded = load.run(&target(&service, change), &Options::new(), &|_, _| {}).unwrap();
        assert_eq!(loaded.failures, failures, "{loaded}");
        let all = loaded.failed.iter().all(|text| text.contains("that were not asked for"));
        assert!(all && loaded.left.is_empty(), "{loaded}");
        assert_eq!(seen(&service, &paths), before);
    }
}

/// Even to one who has the name that was asked for: a run knows what it made.
#[test]
fn a_run_writes_to_nothing_that_it_did_not_make() {
    for mode in Mode::ALL {
        let (service, paths) = beside();
        let before = seen(&service, &paths);
        let options = Options::new().mode(mode).scenario("create");
        let report = okta::play(&target(&service, IMPOSTORS), &options).unwrap();
        let outcome = report.checks.first().unwrap();
        let says = format!("`PUT {}` is not sent: the run did not make that", paths[0]);
        assert_eq!(outcome.status, Status::Failed, "{outcome}");
        assert!(outcome.message.contains(&says), "{outcome}");
        assert_eq!(seen(&service, &paths), before);
    }
}

/// An org links whom its administrator names, in any letter case, and nobody else.
#[test]
fn an_org_writes_to_whom_it_asked_for() {
    let (service, paths) = beside();
    let before = seen(&service, &paths);
    let mut org = Org::new(target(&service, UNFILTERED), App::new(Mode::Patch));
    let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
    assert_eq!(
        org.assign(&jane).unwrap_err().to_string(),
        "create `jane@example.com`: the look-up answers users that were not asked for: none has \
         that `userName` (GET /Users?filter=userName%20eq%20%22jane%40example.com%22&startIndex=1\
         &count=100 -> 200)"
    );
    let team = org.add_group("Team", &[&jane]);
    let task = org.push_group(&team).unwrap_err();
    assert!(task.why.contains("groups that were not asked for"), "{task}");
    assert_eq!((org.external_id(&jane), org.external_group(&team)), (None, None));
    assert!(org.exchanges().all(|one| one.method == "GET"), "{}", org.transcript());
    assert_eq!(seen(&service, &paths), before);

    let profile = Profile::new("BYSTANDER", "By", "Stander").with("email", "by@example.com");
    let known = org.hire(profile);
    org.assign(&known).unwrap();
    assert_eq!(org.external_id(&known), paths[0].strip_prefix("/Users/"));
    let staff = org.add_group("bystanders", &[]);
    org.push_group(&staff).unwrap();
    assert_eq!(org.external_group(&staff), paths[1].strip_prefix("/Groups/"));
}
