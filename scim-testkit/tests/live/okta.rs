//! The simulated Okta org against a service in memory, and against servers that are none.

mod bystanders;
mod faults;
mod headers;
mod hostile;
mod pushes;
mod staff;
mod switches;
mod wire;
mod wrong;

use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
use scim_testkit::live::{Report, Status, Target};
use scim_testkit::okta::{self, App, Clock, Mode, Options, Org, Profile, Unlink, scenarios};

/// Takes all for Okta.
struct Okta;

impl Authenticate for Okta {
    async fn authenticate(&self, _: &http::request::Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().dialect(Dialect::OKTA))
    }
}

pub(crate) fn service() -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .authenticate(Okta)
        .build()
}

fn told(report: &Report, status: Status) -> Vec<(&str, &str)> {
    report.with(status).map(|outcome| (outcome.id, &*outcome.message)).collect()
}

#[test]
fn a_service_passes_every_scenario_that_needs_nothing_beside_scim() {
    let service = service();
    crate::busy::bystander(&service);
    let report = okta::play(&Target::service(service), &Options::new()).unwrap();
    assert_eq!(told(&report, Status::Failed), [], "{}", report.to_text(false));
    assert_eq!(told(&report, Status::Warned), []);
    assert_eq!(told(&report, Status::Informed), []);
    assert!(report.left.is_empty(), "{:?}", report.left);
    let needs = ["entitlements", "attribute-level-mastering", "pre-hire", "real-time"];
    let needs: Vec<String> = ["put", "patch"]
        .iter()
        .flat_map(|mode| needs.iter().map(move |name| format!("{mode}.{name}")))
        .collect();
    let skipped: Vec<&str> = report.with(Status::Skipped).map(|one| one.id).collect();
    assert_eq!(skipped, needs);
}

/// Also with a clock that both have, on which days pass; beside somebody who is not the run's, and
/// whom no import can take, having no name.
#[test]
fn a_service_that_has_all_that_there_is_passes_every_scenario() {
    let clock = Clock::new();
    let time = clock.clone();
    let staff = staff::staffed(move || time.now());
    let stranger = http::Request::post("/Users").header("content-type", "application/scim+json");
    let stranger = stranger.header("authorization", "Bearer app");
    let stranger = stranger.body(crate::busy::BYSTANDER.to_owned()).unwrap();
    assert_eq!(scim_testkit::Exchange::of(&staff.service, stranger).status(), 201);
    let target = |token: &str| Target::service(staff.service.clone()).token(token).unwrap();
    let options =
        Options::new().application(target("app")).events(staff.events(staff::honest)).clock(clock);
    let report = okta::play(&target(staff::OKTA), &options).unwrap();
    assert_eq!(told(&report, Status::Failed), [], "{}", report.to_text(false));
    assert_eq!(report.summary.passed, 2 * scenarios().len(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
}

/// The password that was sent last signs in, and none before it.
#[test]
fn a_password_is_tried_where_somebody_can() {
    let played = |signs_in: fn(&str, &str) -> bool| {
        let options = Options::new().mode(Mode::Put).scenario("password").signs_in(signs_in);
        let report = okta::play(&Target::service(service()), &options).unwrap();
        report.checks[0].message.clone()
    };
    let none = played(|_, _| false);
    assert!(none.contains("the password that was sent last to sign the user in"), "{none}");
    let any = played(|login, _| login.ends_with("@okta.example.com"));
    assert!(any.contains("no earlier password to sign the user in"), "{any}");
}

#[test]
fn a_scenario_has_a_name_of_its_own_and_both_ids() {
    let mut names: Vec<&str> = scenarios().iter().map(okta::Scenario::name).collect();
    for scenario in scenarios() {
        assert_eq!(scenario.id(Mode::Put), format!("put.{}", scenario.name()));
        assert_eq!(scenario.id(Mode::Patch), format!("patch.{}", scenario.name()));
        assert_eq!(okta::scenario(scenario.name()).unwrap().title(), scenario.title());
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), scenarios().len());
    let unknown = okta::play(&Target::service(service()), &Options::new().scenario("nothing"));
    assert!(unknown.unwrap_err().to_string().starts_with("`nothing` is no scenario"));
}

/// A user and a group, from the first day to the last, as Okta has it on the wire.
fn played(mode: Mode) -> String {
    let target = Target::service(service()).token("secret-of-okta").unwrap();
    let mut org = Org::new(target, App::new(mode));
    org.connect().unwrap();
    let profile = Profile::new("jane@example.com", "Jane", "Smith").with("department", "Sales");
    let jane = org.hire(profile);
    let john = org.hire(Profile::new("john@example.com", "John", "Doe"));
    let team = org.add_group("Team", &[&jane]);
    org.assign_group(&team).unwrap();
    org.push_group(&team).unwrap();
    org.update(&jane, |profile| {
        profile.set("title", "Engineer").clear("department");
    })
    .unwrap();
    org.sync_password(&jane, okta::Password::Okta).unwrap();
    org.join(&team, &[&john]).unwrap();
    org.leave(&team, &[&jane]).unwrap();
    org.reassign(&jane).unwrap();
    org.rename_group(&team, "Staff").unwrap();
    org.push_now(&team).unwrap();
    org.unlink_group(&team, Unlink::Delete).unwrap();
    org.import().unwrap();
    org.deactivate(&jane).unwrap();
    assert_eq!(org.tasks(), []);
    let text = org.transcript();
    assert!(!text.contains("secret-of-okta"), "{text}");
    text
}

#[test]
fn what_is_sent_in_put_mode() {
    insta::assert_snapshot!("put", played(Mode::Put));
}

#[test]
fn what_is_sent_in_patch_mode() {
    insta::assert_snapshot!("patch", played(Mode::Patch));
}

/// What a progress bar is told: that it begins, each user, group, the import and each deletion, to the
/// last.
#[test]
fn a_load_tells_how_far_it_is() {
    let told = std::sync::Mutex::new(Vec::new());
    let load = okta::Load::new(6).groups(2, 3).jobs(2);
    let progress = |done, total| told.lock().unwrap().push((done, total));
    let loaded = load.run(&Target::service(service()), &Options::new(), &progress).unwrap();
    assert!(loaded.failed.is_empty() && loaded.left.is_empty(), "{loaded}");
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, (0..=17).map(|done| (done, 17)).collect::<Vec<_>>());
}
