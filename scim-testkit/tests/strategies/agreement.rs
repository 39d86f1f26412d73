//! The engines against the oracle, on what the strategies draw.

use crate::models::{Badge, Member};
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::rfc::{Group, User};
use scim_schema::write::Scim;
use scim_testkit::law;
use scim_testkit::strategy::{
    Filters, Generator, Patches, Settings, Target, Wrong, resource, spelled, strategy_with,
    violation,
};
use std::fmt::Debug;

/// A model, and a request that another generator draws of what is written of it.
fn pairs<R, T>(
    settings: &Settings,
    draw: impl Fn(&mut scim_testkit::strategy::Source, &serde_json::Value) -> T + Send + Sync + 'static,
) -> Generator<(R, T)>
where
    R: ScimResource + Default,
    T: 'static,
{
    let models = strategy_with::<R>(settings).unwrap();
    Generator::new(move |source| {
        let model = models.draw(source);
        let written = serde_json::to_value(Scim::new(&model)).unwrap();
        let request = draw(source, &written);
        (model, request)
    })
}

fn edits<R: ScimResource + Default + Debug>() {
    let target = Target::of::<R>().unwrap();
    let settings = Settings::awkward();
    let patches = Patches::new(&target, &settings);
    let dialects = [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA];
    let pairs = pairs::<R, _>(&settings, move |source, written| patches.draw(source, written));
    proptest!(|((model, patch) in pairs)| {
        for dialect in dialects {
            let law = law::edit::patch_agrees(&law::Shipped, &model, &patch.body(), dialect);
            law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
        }
    });
    let clients = spelled(&target, &settings, Dialect::ENTRA);
    proptest!(|(model in strategy_with::<R>(&settings).unwrap(), one in clients)| {
        for dialect in dialects {
            let law = law::edit::patch_agrees(&law::Shipped, &model, &one.spelt.body(), dialect);
            law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
        }
    });
    let bodies = resource(&target, &settings);
    proptest!(|(model in strategy_with::<R>(&settings).unwrap(), body in bodies)| {
        let law = law::edit::create_agrees(&law::Shipped, &R::default(), &body, Dialect::RFC);
        law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
        let law = law::edit::replace_agrees(&law::Shipped, &model, &body, Dialect::RFC);
        law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
    });
    let violations = violation(&target, &settings);
    proptest!(|(model in strategy_with::<R>(&settings).unwrap(), one in violations)| {
        let Ok(body) = serde_json::from_str(&one.body) else { return Ok(()) };
        if matches!(one.kind, Wrong::Twice | Wrong::Range) {
            // a JSON value has neither names twice nor the text of a number
            return Ok(());
        }
        for dialect in dialects {
            let law = law::edit::create_agrees(&law::Shipped, &R::default(), &body, dialect);
            law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
            let law = law::edit::replace_agrees(&law::Shipped, &model, &body, dialect);
            law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
        }
    });
}

#[test]
fn edits_agree_of_users() {
    edits::<User>();
}

#[test]
fn edits_agree_of_groups() {
    edits::<Group>();
}

#[test]
fn edits_agree_of_badges() {
    edits::<Badge>();
}

#[test]
fn edits_agree_of_rows() {
    edits::<Member>();
}

fn filters<R: ScimResource + Default + Debug>() {
    let target = Target::of::<R>().unwrap();
    let settings = Settings::awkward();
    let filters = Filters::new(&target, &settings);
    let pairs = pairs::<R, _>(&settings, move |source, written| {
        let filter = filters.draw(source, std::slice::from_ref(written));
        filters.spell(source, &filter)
    });
    proptest!(|((model, text) in pairs)| {
        let law = law::filter::agrees(&law::Shipped, &model, &text, Dialect::RFC);
        law.map_err(|broken| TestCaseError::fail(broken.to_string()))?;
    });
}

#[test]
fn filters_agree() {
    filters::<User>();
    filters::<Group>();
    filters::<Badge>();
    filters::<Member>();
}
