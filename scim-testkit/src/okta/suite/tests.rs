use super::{ALL, CRUD, QUIRKS, SPEC};
use crate::live::{Options, listed_in};
use std::collections::BTreeSet;

fn ids(suites: &[crate::live::Suite]) -> Vec<&'static str> {
    listed_in(&Options::new(), suites).iter().map(|one| one.id).collect()
}

#[test]
fn the_spec_test_has_53_assertions_in_12_steps() {
    let ids = ids(&[SPEC]);
    assert_eq!(ids.len(), 53);
    let steps: BTreeSet<_> = ids.iter().filter_map(|id| id.split('.').nth(2)).collect();
    assert_eq!(steps.len(), 12);
}

#[test]
fn every_quirk_is_checked_or_has_a_reason() {
    let ids = ids(&[QUIRKS]);
    for number in 1..=36 {
        let id = format!("okta.o{number:02}");
        assert!(ids.contains(&&*id), "there is no `{id}`");
    }
}

#[test]
fn ids_are_unique() {
    let mut seen = BTreeSet::new();
    for id in ids(ALL) {
        assert!(seen.insert(id), "two are `{id}`");
        assert!(id.starts_with("okta."), "{id}");
    }
    assert_eq!(ids(&[CRUD]).len(), 2 * 19);
}
