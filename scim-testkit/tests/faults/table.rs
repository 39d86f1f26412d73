//! `FAULTS.md`: which law catches which fault, and after how many cases.

use crate::trial::{CASES, Suite};
use crate::unbiased::INPUTS;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What is known of a fault.
pub(crate) struct Row {
    name: &'static str,
    requirement: &'static str,
    law: &'static str,
    model: &'static str,
    /// The median of the cases needed; none if most seeds need more than there are.
    cases: Option<u64>,
    /// In how many seeds it was caught.
    caught: usize,
    seeds: usize,
    visible: f64,
}

pub(crate) fn row(suite: &dyn Suite, fault: usize, seeds: u64) -> Row {
    let mut found = suite.caught(fault, seeds);
    let caught = found.iter().flatten().count();
    found.sort_by_key(|cases| cases.unwrap_or(u64::MAX));
    Row {
        name: suite.name(fault),
        requirement: suite.requirement(fault),
        law: suite.law(fault).name,
        model: suite.model(),
        cases: found.get((found.len() - 1) / 2).copied().flatten(),
        caught,
        seeds: found.len(),
        visible: suite.visible(fault),
    }
}

pub(crate) fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("FAULTS.md")
}

pub(crate) fn write(rows: &[Row]) -> String {
    let mut text = format!(
        "# Faults, and the laws that catch them\n\n\
         Made by `BLESS=1 cargo test -p scim-testkit --test faults`. Each fault is the engine of \
         `scim-schema` with one thing wrong, behind `law::Engine`. *Cases* is the median over {} \
         seeds of the cases that the law needs, of {CASES} that it is given; *caught* is in how many \
         of them it is enough. *Visible* is the share of {INPUTS} inputs that nobody chose on which \
         the answer is another one at all: a resource and a request drawn apart, with short plain \
         texts.\n",
        rows.first().map_or(0, |row| row.seeds),
    );
    let mut laws: Vec<&str> = Vec::new();
    for row in rows {
        if !laws.contains(&row.law) {
            laws.push(row.law);
        }
    }
    laws.sort_by_key(|law| scim_testkit::law::ALL.iter().position(|known| known.name == *law));
    let is_caught = |row: &&Row| row.caught > 0;
    for law in laws {
        let of = |row: &&Row| row.law == law;
        let _ = writeln!(text, "\n## {law}\n");
        text.push_str("| fault | requirement | model | cases | caught | visible |\n|---|---|---|--:|--:|--:|\n");
        for row in rows.iter().filter(of).filter(is_caught) {
            text.push_str(&line(row));
        }
    }
    let escaped: Vec<&Row> = rows.iter().filter(|row| row.caught == 0).collect();
    if !escaped.is_empty() {
        text.push_str("\n## Not caught yet\n\n| fault | requirement | model | cases | caught | visible |\n|---|---|---|--:|--:|--:|\n");
        for row in escaped {
            text.push_str(&line(row));
        }
    }
    text
}

fn line(row: &Row) -> String {
    let cases = row.cases.map_or_else(|| format!("> {CASES}"), |cases| cases.to_string());
    let Row { name, requirement, model, caught, seeds, visible, .. } = row;
    format!(
        "| {} | {requirement} | {model} | {cases} | {caught}/{seeds} | {:.1} % |\n",
        name.replace('|', "\\|"),
        visible * 100.0
    )
}

fn lines() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    rows.filter(|row| row.len() == 6 && row[0] != "fault").collect()
}

/// The faults in the table, and whether most seeds catch them.
pub(crate) fn read() -> BTreeMap<String, bool> {
    let caught = |row: &[String]| !row[3].starts_with('>');
    lines().iter().map(|row| (row[0].clone(), caught(row))).collect()
}

/// How many are caught and visible on fewer than one in twenty inputs.
pub(crate) fn rare() -> usize {
    let is_rare = |row: &&Vec<String>| {
        let visible = row[5].trim_end_matches(" %").parse::<f64>().unwrap();
        !row[3].starts_with('>') && visible < 5.0
    };
    lines().iter().filter(is_rare).count()
}
