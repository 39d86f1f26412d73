//! What fails shrinks to what a person reads.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRng, TestRunner};
use scim_schema::rfc::User;
use scim_testkit::strategy::{Generator, Settings, Source, Target, resource, strategy};
use serde_json::{Value, json};
use std::fmt::Debug;

/// The case that a property shrinks to, from several seeds.
pub(crate) fn shrunk<T: Debug>(
    strategy: impl Strategy<Value = T>,
    passes: impl Fn(&T) -> bool,
) -> Vec<T> {
    let mut cases = Vec::new();
    for seed in 0..5_u8 {
        let config = Config { failure_persistence: None, cases: 2_000, ..Config::default() };
        let rng = TestRng::from_seed(config.rng_algorithm, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let failed = runner.run(&strategy, |value| {
            prop_assert!(passes(&value));
            Ok(())
        });
        match failed {
            Err(TestError::Fail(_, case)) => cases.push(case),
            other => panic!("no failure: {other:?}"),
        }
    }
    cases
}

#[test]
fn numbers_and_lists_become_small() {
    let lists = Generator::new(|source| source.list(50, |source| source.below(1_000)));
    for case in shrunk(lists.clone(), |list| list.iter().all(|number| *number < 300)) {
        assert_eq!(case, [300]);
    }
    for case in shrunk(lists, |list| list.len() < 4) {
        assert_eq!(case, [0, 0, 0, 0]);
    }
}

/// A value that depends on another one stays in agreement with it.
#[test]
fn dependent_values_shrink_together() {
    let pairs = Generator::new(|source: &mut Source| {
        let list = source.list(20, |source| source.below(100));
        let chosen = source.pick(&list).copied();
        (list, chosen)
    });
    for case in shrunk(pairs, |(_, chosen)| chosen.is_none_or(|number| number < 17)) {
        assert_eq!(case, (vec![17], Some(17)));
    }
}

fn user(members: Value) -> Value {
    let mut user =
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a"});
    if let (Value::Object(user), Value::Object(members)) = (&mut user, members) {
        user.extend(members);
    }
    user
}

#[test]
fn resources_become_what_the_failure_needs() {
    let target = Target::of::<User>().unwrap();
    let users = resource(&target, &Settings::awkward());
    let primary = |user: &Value| {
        let emails = user["emails"].as_array();
        !emails.is_some_and(|emails| emails.iter().any(|email| email["primary"] == true))
    };
    for case in shrunk(users.clone(), primary) {
        assert_eq!(case, user(json!({"emails": [{"primary": true}]})));
    }
    let three = |user: &Value| user["ims"].as_array().is_none_or(|ims| ims.len() < 3);
    for case in shrunk(users.clone(), three) {
        let distinct = [json!({"value": "a"}), json!({"value": "b"}), json!({"value": "c"})];
        let ims = case["ims"].as_array().unwrap();
        assert!(ims.len() == 3 && case.as_object().unwrap().len() == 3, "{distinct:?} {case:#}");
    }
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for case in shrunk(users, |user: &Value| user[enterprise]["manager"]["value"].is_null()) {
        assert_eq!(
            case,
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", enterprise],
                "userName": "a",
                enterprise: {"manager": {"value": "a"}},
            })
        );
    }
}

#[test]
fn models_become_small_too() {
    for case in shrunk(strategy::<User>(), |user| user.name.is_none() || user.emails.is_empty()) {
        assert_eq!(case.user_name, "a");
        assert_eq!(case.emails.len(), 1);
        assert!(case.title.is_none() && case.roles.is_empty() && case.enterprise.is_none());
    }
    // a text of one odd letter, or one of the odd texts
    for case in shrunk(strategy::<User>(), |user| user.user_name.is_ascii()) {
        assert!(case.user_name.chars().count() < 3, "{}", case.user_name);
    }
}

/// With the default number of cases the number of steps is enough for both of two resources.
#[test]
fn few_steps_are_enough() {
    let target = Target::of::<User>().unwrap();
    let users = resource(&target, &Settings::awkward());
    for seed in 0..10_u8 {
        let config = Config { failure_persistence: None, ..Config::default() };
        let rng = TestRng::from_seed(config.rng_algorithm, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let failed = runner.run(&(users.clone(), users.clone()), |(one, other)| {
            prop_assert!(one.get("emails").is_none() || other.get("emails").is_none());
            Ok(())
        });
        let Err(TestError::Fail(_, (one, other))) = failed else { panic!("no failure") };
        for user in [one, other] {
            // schemas, userName and emails, or emails that are null or empty
            assert_eq!(user.as_object().unwrap().len(), 3, "{user:#}");
            assert_eq!(user["userName"], "a");
        }
    }
}
