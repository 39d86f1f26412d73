use super::{REASONS, coverage};
use crate::live::{audits, checks};
use crate::requirement;
use std::collections::BTreeSet;

#[test]
fn checks_name_requirements_that_exist() {
    let all = checks().map(|check| (check.id, check.requirements));
    for (id, requirements) in all.chain(audits().map(|audit| (audit.id, audit.requirements))) {
        assert!(id.contains('.'), "`{id}` has no area");
        for one in requirements {
            assert!(requirement::get(one).is_some(), "`{id}` names `{one}`, which does not exist");
        }
    }
    for id in REASONS.keys() {
        assert!(requirement::get(id).is_some(), "a reason names `{id}`, which does not exist");
    }
}

#[test]
fn ids_are_unique() {
    let mut ids = BTreeSet::new();
    for id in checks().map(|check| check.id).chain(audits().map(|audit| audit.id)) {
        assert!(ids.insert(id), "two checks are `{id}`");
    }
}

#[test]
fn what_is_covered_needs_no_reason() {
    let both = coverage().into_iter().filter(|row| !row.checks.is_empty() && row.reason.is_some());
    let both: Vec<&str> = both.map(|row| row.requirement.id).collect();
    assert!(both.is_empty(), "covered, and yet a reason why not: {both:?}");
}

#[test]
fn every_row_is_covered_or_has_a_reason() {
    let neither =
        coverage().into_iter().filter(|row| row.checks.is_empty() && row.reason.is_none());
    let neither: Vec<String> = neither.map(|row| row.requirement.to_string()).collect();
    assert!(neither.is_empty(), "neither a check nor a reason:\n{}", neither.join("\n"));
}

#[test]
fn reasons_are_for_rows_that_are_asked_for() {
    let asked: BTreeSet<&str> = coverage().iter().map(|row| row.requirement.id).collect();
    for (id, reason) in REASONS.iter() {
        assert!(asked.contains(id), "`{id}` binds no service provider, or nothing shows it");
        assert!(reason.trim() == *reason && reason.len() > 10, "`{id}`: {reason}");
    }
}
