//! How the checks of an area ended.

use crate::live::{Outcome, Summary};

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
