//! `docs/REQUIREMENTS.md`.

use crate::reasons::{KINDS, Reason};
use scim_testkit::requirement::{self, Requirement};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const HEAD: &str = "\
# What the RFCs ask of a service provider

Generated from the ids that the tests name, `scim-testkit/requirements.tsv` and `scim-testkit/uncovered.tsv` by
`BLESS=1 cargo test -p scim-testkit --test requirements`; the same test without `BLESS` fails when this page is stale, when a
row that binds service providers has neither a test nor a reason, or when it has both. An id is RFC, section and number; what
it says stands in `requirements.tsv`, in our own words.
";

pub(crate) fn render(
    covered: &BTreeMap<&'static str, BTreeSet<String>>,
    reasons: &[Reason],
) -> String {
    let mut out = String::from(HEAD);
    let total = crate::asked().count();
    let held = crate::asked().filter(|row| covered.contains_key(row.id)).count();
    write!(out, "\n{held} of {total} rows are held by tests; ").unwrap();
    writeln!(
        out,
        "the other {} are [below](#rows-without-a-test), each with its reason.",
        total - held
    )
    .unwrap();
    for rfc in ["7643", "7644", "9865"] {
        sections(&mut out, rfc, covered);
    }
    out.push_str("\n## Rows without a test\n");
    for (kind, meaning) in KINDS {
        let rows: Vec<_> = reasons
            .iter()
            .filter(|reason| reason.kind == *kind && !covered.contains_key(reason.id))
            .collect();
        if rows.is_empty() {
            continue;
        }
        write!(
            out,
            "\n### {kind}\n\n{meaning}\n\n| id | | statement | reason |\n|---|---|---|---|\n"
        )
        .unwrap();
        for reason in rows {
            let row = requirement::get(reason.id).unwrap();
            let (statement, text) = (cell(row.text), cell(reason.text));
            writeln!(out, "| {} | {} | {statement} | {text} |", row.id, row.level).unwrap();
        }
    }
    out
}

/// How many rows of each section of an RFC are held, and by which files.
fn sections(out: &mut String, rfc: &str, covered: &BTreeMap<&'static str, BTreeSet<String>>) {
    write!(out, "\n## RFC {rfc}\n\n| section | rows | held | by |\n|---|---|---|---|\n").unwrap();
    let rows: Vec<_> = crate::asked().filter(|row| row.rfc() == rfc).collect();
    for rows in rows.chunk_by(|one, other| one.section() == other.section()) {
        let held: Vec<_> = rows.iter().filter_map(|row| covered.get(row.id)).collect();
        let files: BTreeSet<_> = held.iter().copied().flatten().collect();
        let links: Vec<_> = files.iter().map(|file| format!("[{file}](../{file})")).collect();
        let section = rows.first().map_or("", |row: &&Requirement| row.section());
        writeln!(out, "| {section} | {} | {} | {} |", rows.len(), held.len(), links.join(", "))
            .unwrap();
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
