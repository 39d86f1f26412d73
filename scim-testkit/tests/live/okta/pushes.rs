//! Groups that are pushed in all ways, by what is sent.

use super::service;
use super::switches::{org, sent, sent_since};
use bytes::Bytes;
use http::{Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::live::{Target, Transport, TransportError};
use scim_testkit::okta::{App, Group, Link, Mode, Org, Profile, Unlink, User};
use std::sync::{Arc, Mutex};

/// A server that refuses a body which names somebody.
#[derive(Clone)]
struct Failing(Arc<Mutex<(ScimService, String)>>);

impl Transport for Failing {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (service, refused) = &*self.0.lock().unwrap();
        let (parts, body) = request.into_parts();
        let body = String::from_utf8(body.to_vec()).unwrap();
        if parts.uri.path().starts_with("/Groups") && body.contains(&format!("{refused:?}")) {
            let error = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
                "status": "400", "detail": "no such member"}"#;
            let response = Response::builder().status(400);
            let response = response.header("content-type", "application/scim+json");
            return Ok(response.body(Bytes::from(error)).unwrap());
        }
        let answer = scim_testkit::Exchange::of(service, Request::from_parts(parts, body));
        Ok(answer.response().clone().map(Bytes::from))
    }
}

fn people(org: &mut Org) -> [User; 3] {
    ["ann", "bob", "carol"].map(|name| {
        let user = org.hire(Profile::new(&format!("{name}@example.com"), name, "Smith"));
        org.assign(&user).unwrap();
        user
    })
}

/// The members on the server, as the last import has them.
fn members(org: &mut Org, group: &Group) -> Vec<String> {
    org.import().unwrap();
    let id = org.external_group(group).unwrap().to_owned();
    let (_, found) = org.app_groups().find(|(known, _)| **known == id).unwrap();
    let all = found["members"].as_array().cloned().unwrap_or_default();
    let login = |id: &str| {
        let user = org.users().find(|user| org.external_id(user) == Some(id)).unwrap();
        org.profile(user).unwrap().text("login").to_owned()
    };
    all.iter().map(|one| login(one["value"].as_str().unwrap())).collect()
}

/// Some leave while others join: one PATCH removes each of the former, then adds the latter.
#[test]
fn members_leave_and_join_at_once() {
    for mode in Mode::ALL {
        let mut org = org(App::new(mode));
        let [ann, bob, carol] = people(&mut org);
        let team = org.add_group("Team", &[&ann, &bob]);
        org.push_group(&team).unwrap();
        let before = sent(&org);
        org.change_members(&team, &[&carol], &[&ann, &bob]).unwrap();
        insta::assert_snapshot!(format!("members_{}", mode.name()), sent_since(&org, &before));
        assert_eq!(members(&mut org, &team), ["carol@example.com"]);
    }
}

/// A new group is sent with its members or without, in either mode, and has each once.
#[test]
fn a_new_group_has_its_members_once() {
    for mode in Mode::ALL {
        for filled in [false, true] {
            let mut org = org(App::new(mode).fill_new_groups(filled));
            let [ann, bob, _] = people(&mut org);
            let before = sent(&org);
            let team = org.add_group("Team", &[&ann, &bob]);
            org.push_group(&team).unwrap();
            let after = sent_since(&org, &before);
            let name = if filled { "filled" } else { "empty" };
            insta::assert_snapshot!(format!("new_group_{}_{name}", mode.name()), after);
            assert_eq!(members(&mut org, &team), ["ann@example.com", "bob@example.com"]);
        }
    }
}

/// By a rule: what it takes now, and what is added or renamed so later. Several at once: each.
#[test]
fn groups_are_pushed_by_a_rule_and_in_bulk() {
    let mut org = org(App::new(Mode::Patch).fill_new_groups(false));
    let first = org.add_group("sales-emea", &[]);
    let other = org.add_group("engineering", &[]);
    let third = org.add_group("support", &[]);
    org.push_by_rule(|name| name.starts_with("sales-")).unwrap();
    let pushed = |org: &Org, group: &Group| org.external_group(group).is_some();
    assert_eq!((pushed(&org, &first), pushed(&org, &other)), (true, false));
    let later = org.add_group("sales-apac", &[]);
    assert!(pushed(&org, &later));
    org.rename_group(&other, "sales-engineering").unwrap();
    assert!(pushed(&org, &other));
    let names: Vec<&str> = org
        .exchanges()
        .filter(|one| one.method == "POST")
        .map(|one| {
            let name = one.body.split("displayName\":\"").nth(1).unwrap();
            name.split('"').next().unwrap()
        })
        .collect();
    assert_eq!(names, ["sales-emea", "sales-apac", "sales-engineering"]);
    // once is enough
    let before = sent(&org);
    org.push_by_rule(|name| name.contains("sales")).unwrap();
    assert_eq!(sent_since(&org, &before), "");
    let fourth = org.add_group("legal", &[]);
    org.push_groups(&[&third, &fourth]).unwrap();
    assert!(pushed(&org, &third) && pushed(&org, &fourth));
    assert_eq!(org.tasks(), []);
}

/// Linked to a group of another name, which takes Okta's or keeps its own, also at later changes.
#[test]
fn a_group_is_linked_with_and_without_its_name() {
    for (link, imported) in [(Link::Rename, false), (Link::KeepName, true)] {
        let target = Target::service(service());
        let mut there = Org::new(target.clone(), App::new(Mode::Patch));
        let existing = there.add_group("app-team", &[]);
        there.push_group(&existing).unwrap();
        let mut org = Org::new(target, App::new(Mode::Patch));
        let [ann, bob, _] = people(&mut org);
        let team = org.add_group("Team", &[&ann]);
        if imported {
            org.import().unwrap();
        }
        let before = sent(&org);
        org.link_group(&team, "app-team", link).unwrap();
        assert_eq!(org.external_group(&team), there.external_group(&existing));
        org.join(&team, &[&bob]).unwrap();
        org.rename_group(&team, "Staff").unwrap();
        insta::assert_snapshot!(format!("link_{link:?}"), sent_since(&org, &before));
        assert_eq!(members(&mut org, &team), ["ann@example.com", "bob@example.com"]);
        let (_, found) = org.app_groups().next().unwrap();
        let name = if link == Link::Rename { "Staff" } else { "app-team" };
        assert_eq!(found["displayName"], name);
    }
    let mut org = org(App::new(Mode::Put));
    let team = org.add_group("Team", &[]);
    let task = org.link_group(&team, "nothing", Link::Rename).unwrap_err();
    assert!(task.to_string().starts_with("link a group to `nothing`: the app has no such group"));
    assert_eq!((org.tasks().len(), org.external_group(&team)), (1, None));
}

/// Gone on the server: every push of it fails with what the server says, until it is pushed anew.
#[test]
fn a_group_that_is_gone_is_a_task() {
    for mode in Mode::ALL {
        let target = Target::service(service());
        let mut org = Org::new(target.clone(), App::new(mode));
        let [ann, ..] = people(&mut org);
        let team = org.add_group("Team", &[]);
        org.push_group(&team).unwrap();
        let mut other = Org::new(target, App::new(mode));
        let same = other.add_group("Team", &[]);
        other.push_group(&same).unwrap();
        other.unlink_group(&same, Unlink::Delete).unwrap();
        let gone = org.external_group(&team).unwrap().to_owned();
        let now = org.push_now(&team).unwrap_err();
        assert_eq!(now.status(), Some(404), "{now}");
        let last = org.exchanges().last().unwrap();
        assert!(last.line().starts_with(&format!("GET /Groups/{gone} -> 404")), "{}", last.line());
        assert_eq!(org.join(&team, &[&ann]).unwrap_err().status(), Some(404));
        assert_eq!(org.rename_group(&team, "Staff").unwrap_err().status(), Some(404));
        assert_eq!(org.unlink_group(&team, Unlink::Delete).unwrap_err().status(), Some(404));
        org.push_group(&team).unwrap();
        assert_ne!(org.external_group(&team).unwrap(), gone);
        assert_eq!(members(&mut org, &team), ["ann@example.com"]);
    }
}

/// A member that the server does not know fails the whole push, which is not sent again; the next
/// one has what the first did not get through.
#[test]
fn an_unknown_member_fails_the_push() {
    for mode in Mode::ALL {
        let failing = Failing(Arc::new(Mutex::new((service(), "nobody".to_owned()))));
        let refuse = |id: &str| id.clone_into(&mut failing.0.lock().unwrap().1);
        let target = Target::over("http://localhost", failing.clone()).unwrap();
        let mut org = Org::new(target, App::new(mode));
        let [ann, bob, carol] = people(&mut org);
        let team = org.add_group("Team", &[&ann]);
        org.push_group(&team).unwrap();
        refuse(org.external_id(&bob).unwrap());
        let before = sent(&org);
        let task = org.change_members(&team, &[&bob, &carol], &[]).unwrap_err();
        assert!(task.to_string().contains("no such member"), "{task}");
        let tried = sent_since(&org, &before);
        let bob_named = tried.matches("bob@example.com").count();
        assert_eq!((task.status(), bob_named), (Some(400), 1), "{tried}");
        assert_eq!(members(&mut org, &team), ["ann@example.com"]);
        refuse("nobody");
        org.leave(&team, &[&ann]).unwrap();
        assert_eq!(members(&mut org, &team), ["bob@example.com", "carol@example.com"]);
    }
}
