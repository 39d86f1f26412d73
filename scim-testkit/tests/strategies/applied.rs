//! Patches, applied by scim-schema.

use crate::models::{Badge, Member};
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use scim_schema::message::ScimType;
use scim_schema::rfc::{Group, User};
use scim_schema::write::Scim;
use scim_testkit::strategy::{
    Generator, Patches, Settings, Target, resource, spelled, strategy_with,
};
use serde_json::Value;
use std::cell::Cell;
use std::fmt::Debug;

fn written<R: ScimResource>(model: &R) -> Value {
    serde_json::to_value(Scim::new(model)).unwrap()
}

/// 7644-3.5.2-: a valid patch is applied, but where its value path chooses nothing.
fn applied<R: ScimResource + Default + Debug>(settings: Settings) {
    let target = Target::of::<R>().unwrap();
    let models = strategy_with::<R>(&settings).unwrap();
    let patches = Patches::new(&target, &settings);
    let pairs = Generator::new(move |source| {
        let model = models.draw(source);
        let patch = patches.draw(source, &written(&model));
        (model, patch)
    });
    let (missed, all) = (Cell::new(0), Cell::new(0));
    proptest!(|((model, patch) in pairs)| {
        let body = patch.body().to_string();
        for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
            let answer = Patch::<R>::new(&body, dialect).unwrap().apply(&model);
            if let Err(error) = &answer {
                prop_assert_eq!(error.scim_type(), Some(ScimType::NoTarget), "{} {}", error, patch);
                prop_assert!(body.contains('['), "{} {}", error, patch);
            }
            missed.set(missed.get() + usize::from(answer.is_err()));
            all.set(all.get() + 1);
        }
    });
    let (missed, all) = (missed.get(), all.get());
    assert!(100 * missed / all < 30, "{missed} of {all} have no target");
}

#[test]
fn valid_patches_are_applied() {
    applied::<User>(Settings::default());
    applied::<Group>(Settings::default());
    applied::<Badge>(Settings::default());
    applied::<Member>(Settings::default());
    applied::<User>(Settings::awkward());
}

/// Every spelling of a client means what its strict spelling does, alone and in combination.
fn the_same<R: ScimResource + Default + Debug>() {
    let target = Target::of::<R>().unwrap();
    let models = strategy_with::<R>(&Settings::default()).unwrap();
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        let patches = spelled(&target, &Settings::default(), dialect);
        proptest!(|(model in models.clone(), one in patches)| {
            let (strict, spelt) = (one.strict.body().to_string(), one.spelt.body().to_string());
            let strict = Patch::<R>::new(&strict, Dialect::RFC).unwrap().apply(&model);
            let spelt = Patch::<R>::new(&spelt, dialect).unwrap().apply(&model);
            match (strict, spelt) {
                (Ok((strict, _)), Ok((spelt, _))) => {
                    prop_assert_eq!(written(&strict), written(&spelt), "{:?}", one.habits);
                }
                (strict, spelt) => prop_assert!(
                    false,
                    "{:?}: {:?} {:?}\n{}\n{}",
                    one.habits, strict.err(), spelt.err(), one.strict, one.spelt
                ),
            }
        });
    }
}

#[test]
fn spellings_mean_the_same() {
    the_same::<User>();
    the_same::<Group>();
    the_same::<Member>();
}

#[test]
fn simplest_resources_can_be_patched() {
    let target = Target::of::<Badge>().unwrap();
    let badge = resource(&target, &Settings::default()).simplest();
    let patches = Patches::new(&target, &Settings::default());
    let patch = Generator::new(move |source| patches.draw(source, &badge)).simplest();
    assert_eq!(
        patch.body()["Operations"],
        serde_json::json!([{"op": "replace", "path": "serialNumber", "value": "a"}])
    );
}
