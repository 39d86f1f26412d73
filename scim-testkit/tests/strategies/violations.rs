//! Bodies with one thing wrong.

use crate::models::{Badge, Key, Member};
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_testkit::requirement;
use scim_testkit::strategy::{Settings, Target, Violation, Wrong, resource, violation};
use std::collections::BTreeMap;

fn post<R: ScimResource + Default>(one: &Violation, dialect: Dialect) -> Result<R, ScimError> {
    let (created, _) = Create::<R>::new(&one.body, dialect)?.apply(&R::default())?;
    Ok(created)
}

/// 7644-3.12-24, 7644-3.12-27: every violation is refused as it must be by POST and by PUT, and
/// accepted by the dialects that tolerate it.
fn refused<R: ScimResource + Default>(settings: Settings) {
    let target = Target::of::<R>().unwrap();
    // what is immutable has no value in it, which a body could contradict
    let stored = R::default();
    proptest!(|(one in violation(&target, &settings))| {
        for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
            let posted = (!one.put_only).then(|| post::<R>(&one, dialect).map(|_| ()));
            let put = Replace::<R>::new(&one.body, dialect).unwrap().apply(&stored).map(|_| ());
            for answer in posted.into_iter().chain([put]) {
                match answer {
                    Err(error) if one.is_refused_by(dialect) => {
                        one.check(&error).map_err(TestCaseError::fail)?;
                    }
                    Ok(()) if !one.is_refused_by(dialect) => {}
                    Ok(()) => prop_assert!(false, "{dialect:?} accepts {one}"),
                    Err(error) => prop_assert!(false, "{dialect:?} refuses {one}: {error}"),
                }
            }
        }
    });
}

#[test]
fn violations_are_refused_as_foretold() {
    refused::<User>(Settings::default());
    refused::<Group>(Settings::default());
    refused::<Badge>(Settings::default());
    refused::<Member>(Settings::default());
    refused::<Key>(Settings::default());
}

#[test]
fn violations_in_awkward_bodies_are_refused_as_foretold() {
    refused::<User>(Settings::awkward());
    refused::<Badge>(Settings::awkward());
}

/// Every kind is drawn, and all that they name are requirements.
#[test]
fn every_kind_is_drawn() {
    let badges = Target::of::<Badge>().unwrap();
    let mut kinds: BTreeMap<Wrong, usize> = BTreeMap::new();
    for one in violation(&badges, &Settings::default()).samples().take(5_000) {
        *kinds.entry(one.kind).or_default() += 1;
        for id in one.requirements {
            assert!(requirement::get(id).is_some(), "{id}");
        }
    }
    assert_eq!(kinds.len(), 23, "{kinds:?}");
    assert!(kinds.values().all(|count| *count > 100), "{kinds:?}");
}

/// A failure is read by its one line: what is wrong, where, against which requirement, in which body.
#[test]
fn a_violation_says_what_is_wrong() {
    let groups = Target::of::<Group>().unwrap();
    for one in violation(&groups, &Settings::default()).samples().take(20) {
        let shown = one.to_string();
        let (what, body) = shown.split_once(" in ").unwrap();
        assert!(what.starts_with(&format!("{:?} at `{}` (", one.kind, one.path)), "{shown}");
        assert!(one.requirements.iter().all(|id| what.contains(id)), "{shown}");
        assert_eq!(body, one.body);
    }
}

/// What is left of a body without its violation is what a valid body says.
#[test]
fn one_thing_is_wrong_and_no_more() {
    let target = Target::of::<User>().unwrap();
    let mut mended = 0;
    for one in violation(&target, &Settings::default()).samples().take(2_000) {
        let Ok(mut body) = serde_json::from_str::<serde_json::Value>(&one.body) else { continue };
        let name = one.path.split(['.', '[']).next().unwrap_or_default();
        let Some(members) = body.as_object_mut() else { continue };
        let valid = resource(&target, &Settings::default()).simplest();
        if one.path.contains("urn:") || one.path.is_empty() {
            continue;
        }
        members.remove(name);
        if let Some(value) = valid.get(name) {
            members.insert(name.to_owned(), value.clone());
        }
        let create = Create::<User>::new(body.to_string(), Dialect::RFC).unwrap();
        if let Err(error) = create.apply(&User::default()) {
            panic!("{one}: {error}");
        }
        mended += 1;
    }
    assert!(mended > 500, "{mended}");
}
