//! Which requirements of service providers checks cover, and why not the others.

use super::{audits, checks};
use crate::requirement::{self, Requirement, Testable};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A requirement, and what covers it.
///
/// ```
/// let covered = scim_testkit::live::coverage();
/// for row in covered.iter().filter(|row| row.checks.is_empty()) {
///     println!("{}: {}", row.requirement, row.reason.unwrap_or_default());
/// }
/// assert!(covered.iter().filter(|row| !row.checks.is_empty()).count() > 100);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Covered {
    /// The requirement: it binds service providers, and requests and responses show it.
    pub requirement: &'static Requirement,
    /// The ids of the checks that try it.
    pub checks: Vec<&'static str>,
    /// Why none does.
    pub reason: Option<&'static str>,
}

/// Every requirement that binds service providers and that requests and responses show, in the
/// order of the RFCs.
///
/// ```
/// use scim_testkit::live;
///
/// let covered = live::coverage();
/// let patch = covered.iter().find(|row| row.requirement.id == "7644-3.5.2.2-02").unwrap();
/// assert!(!patch.checks.is_empty());
/// assert!(covered.iter().all(|row| !row.checks.is_empty() || row.reason.is_some()));
/// ```
#[must_use]
pub fn coverage() -> Vec<Covered> {
    let mut named: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    let all = checks().map(|check| (check.id, check.requirements));
    for (id, requirements) in all.chain(audits().map(|audit| (audit.id, audit.requirements))) {
        for requirement in requirements {
            named.entry(requirement).or_default().push(id);
        }
    }
    let asked = requirement::all().iter().filter(|requirement| {
        requirement.party.is_service_provider() && requirement.testable != Testable::No
    });
    let rows = asked.map(|requirement| Covered {
        requirement,
        checks: named.get(requirement.id).cloned().unwrap_or_default(),
        reason: REASONS.get(requirement.id).copied(),
    });
    rows.collect()
}

/// Why no check covers a requirement: a tab between the id and the reason.
static REASONS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    include_str!("coverage/reasons.tsv").lines().filter_map(|line| line.split_once('\t')).collect()
});

#[cfg(test)]
mod tests;
