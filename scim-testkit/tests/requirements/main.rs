//! Every requirement that binds a service provider is named by a test, or `uncovered.tsv` says why
//! not; `docs/REQUIREMENTS.md` shows which, and `docs/DECISIONS.md` what was decided where they leave room. Written anew with
//! `BLESS=1 cargo test -p scim-testkit --test requirements`.
#![expect(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "tests")]

mod decisions;
#[expect(clippy::indexing_slicing, reason = "an expression that ends early is a wrong manifest")]
mod dependencies;
#[expect(clippy::indexing_slicing, reason = "places that were found just before")]
mod documented;
mod messages;
mod papers;
mod reasons;
mod rooms;
mod scan;
mod sources;
mod table;

use scim_testkit::requirement::{self, Requirement};

fn asked() -> impl Iterator<Item = &'static Requirement> {
    requirement::all().iter().filter(|requirement| requirement.party.is_service_provider())
}

/// No source names an id that does not exist.
#[test]
fn ids_exist() {
    let mut unknown = Vec::new();
    for source in sources::all() {
        let found = scan::ids(&source.text);
        unknown.extend(found.unknown.iter().map(|id| format!("{}: `{id}`", source.path)));
    }
    assert!(unknown.is_empty(), "no such requirement:\n{}", unknown.join("\n"));
}

/// A row has a test or a reason, and not both.
#[test]
fn every_row_has_a_test_or_a_reason() {
    let (covered, reasons) = (sources::covered(), reasons::all());
    let mut wrong = Vec::new();
    for requirement in asked() {
        let reason = reasons.iter().find(|reason| reason.id == requirement.id);
        match (covered.contains_key(requirement.id), reason) {
            (false, None) => wrong.push(format!("neither a test nor a reason: {requirement}")),
            (true, Some(_)) => {
                wrong.push(format!("a reason though a test names it: {}", requirement.id));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}\n{} rows", wrong.join("\n"), wrong.len());
}

/// The document is what the sources say.
#[test]
fn the_table_is_fresh() {
    let path = sources::root().join("docs/REQUIREMENTS.md");
    let table = table::render(&sources::covered(), &reasons::all());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table, "docs/REQUIREMENTS.md is stale: run this test with BLESS=1");
}
