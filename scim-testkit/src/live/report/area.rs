//! How the checks of an area ended.

use crate::live::{Outcome, Summary};

/// The area of a check's id: up to its dot, `patch` of `patch.atomic`; of a longer one up to the
/// second dot, `okta.spec` of `okta.spec.06.active`.
pub(in crate::live) fn of(id: &'static str) -> &'static str {
    let mut dots = id.match_indices('.').map(|(at, _)| at);
    let (first, second) = (dots.next(), dots.next());
    second.or(first).and_then(|end| id.get(..end)).unwrap_or(id)
}

/// Each area in the order of its first check, with its checks.
pub(super) fn areas(outcomes: &[Outcome]) -> Vec<(&'static str, Vec<&Outcome>)> {
    let mut areas: Vec<(&'static str, Vec<&Outcome>)> = Vec::new();
    for outcome in outcomes {
        match areas.iter_mut().find(|(area, _)| *area == outcome.area()) {
            Some((_, checks)) => checks.push(outcome),
            None => areas.push((outcome.area(), vec![outcome])),
        }
    }
    areas
}

/// The counts of some checks.
pub(super) fn counted(checks: &[&Outcome]) -> Summary {
    Summary::of(checks.iter().copied())
}
