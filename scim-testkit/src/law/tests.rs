use super::{ALL, Law, checks};
use crate::law::Cases;
use crate::{conformance, requirement};
use scim_schema::rfc::Group;

/// Every law is tried, and has a test that is named as it is.
#[test]
fn every_law_has_its_place() {
    let cases = Cases::<Group>::new().unwrap();
    let tried: Vec<&Law> = checks(&cases).iter().map(super::Check::law).collect();
    assert_eq!(tried, ALL);
    let names: Vec<String> = ALL.iter().map(|law| law.test_name()).collect();
    assert_eq!(conformance::NAMES, names);
}

#[test]
fn requirements_exist() {
    for law in ALL {
        assert!(!law.requirements.is_empty(), "{}", law.name);
        for id in law.requirements {
            assert!(requirement::get(id).is_some(), "{id} of {}", law.name);
        }
    }
}

#[test]
fn what_is_broken_is_said_with_the_case() {
    let resource = serde_json::json!({"displayName": "Staff"});
    let broken = ALL[0].broken(&resource, &"GET /Schemas", &"a name", &"none");
    let said = broken.to_string();
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    let covers = format!("covers:   {}", ALL[0].requirements.join(", "));
    assert_eq!(
        lines,
        [
            &*format!("broken: {}", ALL[0].name),
            "request:  GET /Schemas",
            "resource: {\"displayName\":\"Staff\"}",
            "expected: a name",
            "actual:   none",
            &*covers,
        ]
    );
}
