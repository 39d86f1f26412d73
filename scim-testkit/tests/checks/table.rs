//! `docs/LIVE_FAULTS.md` and `docs/OKTA_FAULTS.md`: which check catches which fault.

use crate::fault::Fault;
use crate::trial::Caught;
use scim_testkit::live::Status;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(crate) fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/LIVE_FAULTS.md")
}

/// The table of what Okta and Entra ID notice.
pub(crate) fn of_clients() -> PathBuf {
    path().with_file_name("OKTA_FAULTS.md")
}

/// The fault that each check tells of where all suites run: the one that the table has, or else
/// the one that the fewest others tell of.
pub(crate) fn noticed(
    faults: &[Fault],
    told: &[Vec<String>],
    known: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut noticed: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (fault, told) in faults.iter().zip(told) {
        for check in told {
            let rank =
                if known.get(check).is_some_and(|id| id == fault.id) { 0 } else { told.len() };
            let least = noticed.get(check).is_none_or(|(least, _)| rank < *least);
            if least {
                noticed.insert(check.clone(), (rank, fault.id.to_owned()));
            }
        }
    }
    noticed.into_iter().map(|(check, (_, fault))| (check, fault)).collect()
}

/// The fault of each check.
pub(crate) fn read_checks(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| {
        let (check, fault) = line.strip_prefix("| `")?.strip_suffix("` |")?.split_once("` | `")?;
        let is_pair = !fault.contains('`') && check.contains('.');
        is_pair.then(|| (check.to_owned(), fault.to_owned()))
    });
    rows.collect()
}

pub(crate) fn clients(
    faults: &[Fault],
    caught: &[Option<Caught>],
    noticed: &BTreeMap<String, String>,
) -> String {
    let count = caught.iter().flatten().count();
    let mut text = format!(
        "# Servers that are wrong for Okta or Entra ID, and the checks that notice\n\n\
         Made by `BLESS=1 cargo test -p scim-testkit --test checks`. Each row is a service provider over \
         `MemoryStore` behind a layer that is wrong in one way (`scim-testkit/tests/checks/clients`), \
         and the check of `scim-testkit okta` or `scim-testkit entra` that tells of it; those with \
         `flag` with `aadOptscim062020`. The same server without a fault has no failure. {count} of {} \
         are caught.\n\n\
         | fault | what it does | quirk | caught by | as |\n|---|---|---|---|---|\n",
        faults.len(),
    );
    text.push_str(&rows(faults, caught));
    text.push_str(
        "\n## The checks\n\nAnd each check with a server of these that it tells of, where all suites \
         run on it.\n\n| check | tells of |\n|---|---|\n",
    );
    for (check, fault) in noticed {
        let _ = writeln!(text, "| `{check}` | `{fault}` |");
    }
    text
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
    text.push_str(&rows(faults, caught));
    text
}

fn rows(faults: &[Fault], caught: &[Option<Caught>]) -> String {
    let mut text = String::new();
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
pub(crate) fn read(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        let code = |text: &str| text.trim_matches('`').to_owned();
        (cells.len() == 5 && cells[0].starts_with('`')).then(|| (code(cells[0]), code(cells[3])))
    });
    rows.collect()
}
