use super::failure::text;
use super::seeds::Seeds;
use super::{Place, of};
use crate::law::{Broken, Edited, Engine, Law, Shipped};
use proptest::test_runner::{Config, RngSeed};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::Group;
use serde_json::json;
use std::path::PathBuf;
use std::{env, fs, process};

const TEST: &str = "a_patch_changes_what_the_rfc_says_it_changes_and_nothing_else";

/// An engine that forgets `externalId` where a PATCH touches it.
struct Forgetful;

impl Engine<Group> for Forgetful {
    fn patch(
        &self,
        stored: &Group,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Group>, ScimError> {
        let mut edited = Shipped.patch(stored, body, dialect)?;
        if edited.changed.contains("externalId") {
            edited.resource.external_id = None;
        }
        Ok(edited)
    }
}

fn place(name: &str) -> (Place, PathBuf) {
    let directory = env::temp_dir().join(format!("scim-testkit-{}-{name}", process::id()));
    let text = directory.to_string_lossy().into_owned();
    (Place { directory: text.leak(), module: "mine::conformance" }, directory)
}

/// What fails is found in one way only, whatever the environment says: another case that fails
/// shrinks to another message.
fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(1), ..Config::default() }
}

/// The whole message, but for the seed.
#[test]
fn a_failure_says_all_that_is_needed() {
    let (place, directory) = place("message");
    let message = of::<Group>().checked(TEST, place, &Forgetful, config()).unwrap_err();
    let kept =
        fs::read_to_string(directory.join(format!("proptest-regressions/conformance/{TEST}.txt")))
            .unwrap();
    let line = kept.lines().find(|line| line.starts_with("cc ")).unwrap();
    let seed: Vec<&str> = line.split(' ').take(2).collect();
    let message = message.replace(&seed.join(" "), "cc [seed]");
    insta::assert_snapshot!("failure", message);

    // it is tried first from now on, even where nothing else is
    let again = of::<Group>().cases(|| 0).checked(TEST, place, &Forgetful, config()).unwrap_err();
    assert!(again.contains("it was kept in"), "{again}");
    assert_eq!(of::<Group>().cases(|| 0).checked(TEST, place, &Shipped, config()), Ok(()));
    fs::remove_dir_all(directory).unwrap();
}

/// The models of a strategy may be somebody's.
#[test]
fn a_failure_says_no_password() {
    static LAW: Law = Law { name: "a law", requirements: &[] };
    let user =
        json!({ "userName": "babs", "password": "hunter2hunter2", "title": "x".repeat(100) });
    let operation = json!({ "op": "add", "path": "password", "value": "hunter2hunter2" });
    let broken = Broken {
        law: &LAW,
        request: format!("PATCH (rfc) {}", json!({ "Operations": [operation] })),
        resource: user.clone(),
        expected: user.to_string(),
        actual: format!("{user}\nchanged: {{\"password\"}}, ignored: false"),
    };
    let (place, _) = place("password");
    let text = text(&broken, "User", TEST, &Seeds::new(place, TEST));
    for text in [text, broken.to_string(), format!("{broken:?}")] {
        assert!(!text.contains("hunter2"), "{text}");
        assert_eq!(text.matches("[password]").count(), 4, "{text}");
        assert!(text.contains("babs") && text.contains("ignored: false"), "{text}");
    }
}

/// An engine that panics is one that breaks the law.
#[test]
fn a_panic_is_a_failure() {
    struct Panics;
    impl Engine<Group> for Panics {
        fn patch(&self, _: &Group, _: &str, _: Dialect) -> Result<Edited<Group>, ScimError> {
            panic!("not yet written")
        }
    }
    let (place, directory) = place("panic");
    let message = of::<Group>().checked(TEST, place, &Panics, config()).unwrap_err();
    assert!(message.contains("actual:\n  a panic: not yet written"), "{message}");
    assert!(message.contains("PATCH (rfc)"), "{message}");
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn a_test_has_a_law() {
    let (place, _) = place("law");
    let message = of::<Group>().checked("no_such_law", place, &Shipped, config()).unwrap_err();
    assert_eq!(message, "there is no law `no_such_law`");
}
