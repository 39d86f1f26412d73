//! Patches and the spellings of Okta and Entra.

use crate::models::{Badge, Member};
use crate::shrinking::shrunk;
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::filter::syntax::PatchPath;
use scim_schema::filter::{Filter, Options};
use scim_schema::rfc::{Group, User};
use scim_testkit::strategy::{Habit, Op, PatchExpr, Settings, Target, patched, resource, spelled};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// 7644-3.5.2-10, 7644-3.5.2-11: every path is read, names what there is and takes its value.
fn well_formed<R: ScimResource + Default>() {
    let target = Target::of::<R>().unwrap();
    let simplest = resource(&target, &Settings::default()).simplest();
    let options = Options::default();
    proptest!(|((_, patch) in patched(&target, &Settings::awkward()))| {
        for operation in &patch.operations {
            prop_assert!(operation.op_text.eq_ignore_ascii_case(operation.op.as_str()));
            let Some(text) = &operation.path_text else {
                prop_assert!(operation.op != Op::Remove && operation.target.is_none());
                continue;
            };
            let path = PatchPath::parse_for(text, &R::descriptor(), &options).unwrap();
            let meant = operation.target.as_ref().unwrap();
            prop_assert!(path.attribute.attribute().eq_ignore_ascii_case(&meant.path.attribute));
            if meant.filter.is_some() {
                let end = text.rfind(']').unwrap();
                if let Err(error) = Filter::<R>::parse(text.get(..=end).unwrap()) {
                    panic!("{text}: {error}");
                }
            }
            let value = operation.value.clone();
            if operation.op == Op::Remove || meant.filter.is_some() {
                continue;
            }
            // a value that a POST takes there
            let mut body = simplest.clone();
            let mut value = value.unwrap();
            let whole = match &meant.path.urn {
                Some(urn) => {
                    body["schemas"].as_array_mut().unwrap().push(urn.as_str().into());
                    &mut body[urn]
                }
                None => &mut body,
            };
            if let Some(sub) = &meant.path.sub_attribute {
                value = json!({(sub.as_str()): value});
            }
            let is_bare = value.is_object() && meant.path.sub_attribute.is_none() && operation.op == Op::Add;
            whole[&meant.path.attribute] = value;
            let create = Create::<R>::new(body.to_string(), Dialect::RFC).unwrap();
            match create.apply(&R::default()) {
                Ok(_) => {}
                // one element without brackets is for patches only
                Err(error) if error.expected() == "an array" && (is_bare || operation.op == Op::Add) => {}
                // what an extension or a complex value requires may be there already
                Err(error) if error.found() == "no value" => {}
                Err(error) => panic!("{error}: {patch}"),
            }
        }
    });
}

#[test]
fn patches_are_well_formed() {
    well_formed::<User>();
    well_formed::<Group>();
    well_formed::<Badge>();
    well_formed::<Member>();
}

/// Each operation with each form of path.
#[test]
fn every_form_is_drawn() {
    let target = Target::of::<User>().unwrap();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for (_, patch) in patched(&target, &Settings::default()).samples().take(3_000) {
        for operation in patch.operations {
            let form = match &operation.target {
                None => "none",
                Some(path) if path.path.attribute.contains(':') => "extension",
                Some(path) if path.filter.is_some() && path.sub_attribute.is_some() => "[].",
                Some(path) if path.filter.is_some() => "[]",
                Some(path) if path.path.urn.is_some() && path.path.sub_attribute.is_some() => {
                    "urn."
                }
                Some(path) if path.path.urn.is_some() => "urn",
                Some(path) if path.path.sub_attribute.is_some() => ".",
                Some(_) => "name",
            };
            *forms.entry(format!("{} {form}", operation.op.as_str())).or_default() += 1;
        }
    }
    assert!(forms.values().all(|count| *count > 15), "{forms:?}");
    assert_eq!(forms.len(), 23, "all but `remove` without a path: {forms:?}");
}

#[test]
fn patches_shrink_to_one_operation() {
    let target = Target::of::<User>().unwrap();
    let removes = |patch: &PatchExpr| {
        patch.operations.iter().any(|operation| {
            operation.op == Op::Remove
                && operation.target.as_ref().is_some_and(|path| path.filter.is_some())
        })
    };
    let patches = patched(&target, &Settings::awkward());
    for (user, patch) in shrunk(patches, |(_, patch)| !removes(patch)) {
        assert_eq!(
            patch.body()["Operations"],
            json!([{"op": "remove", "path": "emails[value eq \"a\"]"}]),
            "{user:#}"
        );
        assert_eq!(user.as_object().unwrap().len(), 4, "{user:#}");
    }
}

/// Every habit of the clients is drawn, and a dialect's own alone.
#[test]
fn clients_write_as_they_do() {
    let users = Target::of::<User>().unwrap();
    let groups = Target::of::<Group>().unwrap();
    for (dialect, expected) in [(Dialect::RFC, 2), (Dialect::OKTA, 6), (Dialect::ENTRA, 11)] {
        let mut habits: BTreeSet<Habit> = BTreeSet::new();
        for target in [&users, &groups] {
            for one in spelled(target, &Settings::default(), dialect).samples().take(500) {
                assert!(one.is_known_to(dialect));
                assert_eq!(one.spelt.operations.len(), one.strict.operations.len());
                for (strict, spelt) in one.strict.operations.iter().zip(&one.spelt.operations) {
                    assert_ne!(strict.json(), spelt.json(), "{:?}", one.habits);
                }
                habits.extend(one.habits);
            }
        }
        assert_eq!(habits.len(), expected, "{dialect:?}: {habits:?}");
    }
}

/// Documented traffic is among what is drawn, up to its values.
#[test]
fn documented_traffic_is_drawn() {
    let users = Target::of::<User>().unwrap();
    let of = |dialect, habit| {
        let all = spelled(&users, &Settings::default().operations(1), dialect);
        let bodies: Vec<Value> = all
            .samples()
            .filter(|one| one.habits == [habit])
            .take(60)
            .map(|one| one.spelt.body()["Operations"][0].clone())
            .collect();
        bodies
    };
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    let bare = of(Dialect::ENTRA, Habit::BareValue);
    assert!(bare.iter().any(|one| one["path"] == manager && one["value"].is_string()));
    let disable = of(Dialect::ENTRA, Habit::TextBoolean);
    assert!(disable.iter().any(|one| one["path"] == "active" && one["value"] == "False"));
    let dotted = of(Dialect::ENTRA, Habit::PathKeys);
    assert!(dotted.iter().any(|one| one["value"].get("name.givenName").is_some()));
    let emptied = of(Dialect::OKTA, Habit::EmptyText);
    assert!(emptied.iter().any(|one| one["path"] == "title" && one["value"] == ""));
}
