//! Whole resources.

use crate::models::{Badge, Key, Member};
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::rfc::{Group, User};
use scim_schema::write::Scim;
use scim_testkit::strategy::{
    Settings, Target, population, resource, stored, strategy, strategy_on, strategy_with,
};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt::Debug;

fn create<R: ScimResource + Default>(body: &Value) -> R {
    let create = Create::<R>::new(body.to_string(), Dialect::RFC).unwrap();
    match create.apply(&R::default()) {
        Ok((resource, _)) => resource,
        Err(error) => panic!("{error}\n{body:#}"),
    }
}

/// What a body says, as a server would give it back: without nulls, names spelt as the schema
/// does, and what is never returned left out.
fn said(value: &Value, written: &Value) -> Result<(), String> {
    match (value, written) {
        (Value::Object(said_members), Value::Object(members)) => {
            for (name, value) in said_members {
                if name.eq_ignore_ascii_case("password") || is_nothing(value) {
                    continue;
                }
                let found = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                let Some((_, written)) = found else { return Err(format!("{name} is lost")) };
                said(value, written).map_err(|error| format!("{name}: {error}"))?;
            }
            Ok(())
        }
        (Value::Array(said_elements), Value::Array(elements)) => {
            if said_elements.len() != elements.len() {
                return Err(format!("{} elements of {}", elements.len(), said_elements.len()));
            }
            for (value, written) in said_elements.iter().zip(elements) {
                said(value, written)?;
            }
            Ok(())
        }
        (value, written) if value == written => Ok(()),
        (value, written) => Err(format!("{value} became {written}")),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().all(is_nothing),
        Value::Object(members) => members.values().all(is_nothing),
        _ => false,
    }
}

/// 7643-2.5-01, 7643-2.1-01: a valid body is accepted, held and given back.
fn accepted<R: ScimResource + Default>(settings: Settings) {
    let target = Target::of::<R>().unwrap();
    proptest!(|(body in resource(&target, &settings))| {
        let model = create::<R>(&body);
        let written = serde_json::to_value(Scim::new(&model)).unwrap();
        if let Err(error) = said(&body, &written) {
            panic!("{error}\n{body:#}\n{written:#}");
        }
        // a fixed point: what was written is accepted and written alike
        let replaced = Replace::<R>::new(written.to_string(), Dialect::RFC).unwrap().apply(&model);
        let (replaced, _) = replaced.unwrap_or_else(|error| panic!("{error}\n{written:#}"));
        prop_assert_eq!(serde_json::to_value(Scim::new(&replaced)).unwrap(), written);
    });
}

#[test]
fn valid_bodies_are_accepted_and_given_back() {
    accepted::<User>(Settings::default());
    accepted::<Group>(Settings::default());
    accepted::<Badge>(Settings::default());
    accepted::<Member>(Settings::default());
    accepted::<Key>(Settings::default());
}

#[test]
fn awkward_bodies_are_accepted_and_given_back() {
    let awkward = Settings::awkward().read_only(0);
    accepted::<User>(awkward);
    accepted::<Group>(awkward);
    accepted::<Badge>(awkward.read_only(0));
    accepted::<Key>(awkward);
}

/// 7644-3.3-02: what only the server writes is ignored in a body.
#[test]
fn read_only_attributes_in_bodies_are_ignored() {
    let target = Target::of::<User>().unwrap();
    let bodies = resource(&target, &Settings::awkward().read_only(100));
    let mut groups = 0;
    for body in bodies.samples().take(50) {
        groups += usize::from(body.get("groups").is_some());
        assert!(create::<User>(&body).groups.is_empty());
    }
    assert!(groups > 10, "{groups}");
}

fn typed<R: ScimResource + Default + Debug>() {
    proptest!(|(model in strategy::<R>())| {
        // with an id of its own, as a store gives it
        prop_assert!(model.id().to_string() != R::default().id().to_string());
        let written = serde_json::to_value(Scim::new(&model)).unwrap();
        let mut again = serde_json::to_value(Scim::new(&create::<R>(&written))).unwrap();
        for server in ["id", "meta"] {
            again[server] = written[server].clone();
        }
        prop_assert_eq!(again, written);
    });
}

#[test]
fn models_are_valid() {
    typed::<User>();
    typed::<Group>();
    typed::<Badge>();
    typed::<Member>();
    typed::<Key>();
}

/// What a field holds is found out: numbers of 8 bits, closed enums, rules of the application.
#[test]
fn models_with_narrow_fields_use_all_of_them() {
    let badges = strategy_with::<Badge>(&Settings::awkward()).unwrap();
    let badges: Vec<Badge> = badges.samples().take(2_000).collect();
    let floors: HashSet<u8> = badges.iter().filter_map(|badge| badge.floor).collect();
    assert!(floors.contains(&0) && floors.contains(&255), "{floors:?}");
    assert!(badges.iter().any(|badge| badge.uses == Some(i32::MIN)));
    assert!(badges.iter().any(|badge| badge.uses == Some(i32::MAX)));
    let share = |found: &dyn Fn(&Badge) -> bool| badges.iter().filter(|badge| found(badge)).count();
    for (what, count) in [
        ("uses", share(&|badge| badge.uses.is_some())),
        ("floor", share(&|badge| badge.floor.is_some())),
        ("labels", share(&|badge| badge.labels.len() > 1)),
        ("doors", share(&|badge| badge.doors.len() > 1)),
        ("parking", share(&|badge| badge.parking.is_some())),
        ("image", share(&|badge| badge.image.is_some())),
        ("leap", share(&|b| b.issued_at.as_ref().is_some_and(|at| at.as_str().contains(":60")))),
        ("primary", share(&|badge| badge.doors.iter().any(|door| door.primary == Some(true)))),
    ] {
        assert!(count > 20, "{what}: {count}");
    }
    let keys = strategy_with::<Key>(&Settings::default()).unwrap();
    let rooms: HashSet<String> = keys.samples().take(100).map(|key| key.room).collect();
    assert!(rooms.len() > 1, "{rooms:?}");
}

/// 7643-2.4-05, 7643-3-05, 7643-3-06, 7643-3.1-21: what a server holds.
#[test]
fn stored_resources_are_as_servers_hold_them() {
    let target = Target::of::<User>().unwrap();
    let awkward = Settings::awkward();
    for users in stored(&target, &awkward, 6).samples().take(100) {
        let names: HashSet<String> = users
            .iter()
            .map(|user| {
                scim_schema::compare::unicode_key(user["userName"].as_str().unwrap()).into()
            })
            .collect();
        assert_eq!(names.len(), users.len());
        for user in &users {
            assert!(user["id"].is_string() && user.get("password").is_none());
            assert_eq!(user["meta"]["resourceType"].as_str().unwrap_or("User"), "User");
            let schemas = user["schemas"].as_array().unwrap();
            assert_eq!(schemas[0], "urn:ietf:params:scim:schemas:core:2.0:User");
            let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
            assert_eq!(schemas.len() == 2, user.get(enterprise).is_some());
            for elements in user.as_object().unwrap().values().filter_map(Value::as_array) {
                let primary = elements.iter().filter(|element| element["primary"] == true).count();
                assert!(primary < 2, "{user:#}");
            }
        }
    }
}

/// 7644-3.3-12: models of one population differ in what is unique.
#[test]
fn populations_are_unique() {
    let base = |index: usize| User { id: index.to_string(), ..User::default() };
    let users = population(base, &Settings::awkward().elements(1), 30).unwrap();
    let mut largest = 0;
    for users in users.samples().take(20) {
        largest = largest.max(users.len());
        let ids: HashSet<&str> = users.iter().map(|user| &*user.id).collect();
        assert_eq!(ids.len(), users.len());
        let names: HashSet<_> =
            users.iter().map(|user| scim_schema::compare::unicode_key(&user.user_name)).collect();
        assert_eq!(names.len(), users.len());
    }
    assert!(largest > 10, "{largest}");
}

#[test]
fn bases_supply_what_is_not_mapped() {
    let bases = (1_i64.., "[a-z]{3}").prop_map(|(id, billing_notes)| Member {
        id,
        billing_notes,
        ..Member::default()
    });
    let members = strategy_on(bases, &Settings::default()).unwrap();
    proptest!(|(member in members)| {
        prop_assert!(member.billing_notes.len() == 3 && member.id > 0 && !member.login.is_empty());
    });
}

/// The same seed gives the same values, and another seed others.
#[test]
fn seeds_decide() {
    let target = Target::of::<User>().unwrap();
    let users = resource(&target, &Settings::awkward());
    let values: HashSet<String> = users.samples().take(100).map(|user| user.to_string()).collect();
    assert!(values.len() > 90);
    for seed in 0..20 {
        assert_eq!(users.sample(seed), users.sample(seed));
    }
}
