//! `uncovered.tsv`: why no test names a requirement.

use scim_testkit::requirement;

/// The kinds of reasons, and what they mean.
pub(crate) const KINDS: &[(&str, &str)] = &[
    ("not offered", "Optional, and not offered."),
    ("otherwise", "Done in another way, on purpose."),
    ("application", "Up to the application: what its store keeps, and what it decides."),
    ("deployment", "Up to the deployment: transport, tokens and who may do what."),
    (
        "permission",
        "Permits something, or describes; there is nothing that a test could find broken.",
    ),
];

/// Why no test names a requirement.
pub(crate) struct Reason {
    pub(crate) id: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) text: &'static str,
}

pub(crate) fn all() -> Vec<Reason> {
    include_str!("../../uncovered.tsv").lines().skip(1).map(read).collect()
}

fn read(line: &'static str) -> Reason {
    let columns: Vec<_> = line.split('\t').collect();
    let [id, kind, text] = columns[..] else { panic!("three columns, not `{line}`") };
    Reason { id, kind, text }
}

/// Each for a row that binds service providers, in the order of the rows, with a kind and a text.
#[test]
fn reasons_are_well_formed() {
    let places = all().into_iter().map(|reason| {
        let place = requirement::all().iter().position(|known| known.id == reason.id);
        let place = place.unwrap_or_else(|| panic!("no such requirement: `{}`", reason.id));
        assert!(requirement::all()[place].party.is_service_provider(), "{}", reason.id);
        assert!(
            KINDS.iter().any(|(kind, _)| *kind == reason.kind),
            "{}: {}",
            reason.id,
            reason.kind
        );
        assert!(reason.text.trim() == reason.text && reason.text.len() > 10, "{}", reason.id);
        place
    });
    assert!(places.is_sorted_by(|one, other| one < other), "keep the order of requirements.tsv");
}
