//! `docs/LIVE_FAULTS.md`: which check catches which fault.

use crate::fault::Fault;
use crate::trial::Caught;
use scim_testkit::live::Status;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

pub(crate) fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/LIVE_FAULTS.md")
}

pub(crate) fn write(faults: &[Fault], caught: &[Option<Caught>]) -> String {
    let count = caught.iter().flatten().count();
    let mut text = format!(
        "# Faulty servers, and the checks that catch them\n\n\
         Made by `BLESS=1 cargo test -p scim-testkit --test checks`. Each row is a service provider \
         over `MemoryStore` behind a layer that breaks one rule (`scim-testkit/tests/checks/faults`), \
         and the check of `scim_testkit::live` that tells of it: as a failure, or as a warning where \
         the RFC says SHOULD. The same server without a fault has no failure. {count} of {} are \
         caught.\n\n\
         | fault | what it does | breaks | caught by | as |\n|---|---|---|---|---|\n",
        faults.len(),
    );
    for (fault, caught) in faults.iter().zip(caught) {
        let (check, status) = match caught {
            Some(Caught { check, status: Status::Failed }) => (check.as_str(), "failure"),
            Some(Caught { check, .. }) => (check.as_str(), "warning"),
            None => ("none", "none"),
        };
        let title = fault.title.replace('|', "\\|");
        let _ = writeln!(
            text,
            "| `{}` | {title} | {} | `{check}` | {status} |",
            fault.id, fault.breaks
        );
    }
    text
}

/// The check of each fault.
pub(crate) fn read() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        let code = |text: &str| text.trim_matches('`').to_owned();
        (cells.len() == 5 && cells[0].starts_with('`')).then(|| (code(cells[0]), code(cells[3])))
    });
    rows.collect()
}
