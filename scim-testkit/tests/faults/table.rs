//! `FAULTS.md`: which law catches which fault, and after how many cases.

use crate::trial::{CASES, Suite};
use crate::unbiased::INPUTS;
use scim_testkit::law::{self, Law};
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
    let law = suite.law(fault);
    let mut found = suite.caught(fault, law, seeds);
    let caught = found.iter().flatten().count();
    found.sort_by_key(|cases| cases.unwrap_or(u64::MAX));
    Row {
        name: suite.name(fault),
        requirement: suite.requirement(fault),
        law: law.name,
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
    laws.sort_by_key(|name| law::ALL.iter().position(|known| known.name == *name));
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

/// The rows of the table, each after its law.
fn lines() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let (mut law, mut rows) = ("", Vec::new());
    for line in text.lines() {
        law = line.strip_prefix("## ").unwrap_or(law);
        let row = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
        let mut row: Vec<String> =
            row.into_iter().flat_map(|row| row.split(" | ")).map(str::to_owned).collect();
        if row.len() == 6 && row[0] != "fault" {
            row.push(law.to_owned());
            rows.push(row);
        }
    }
    rows
}

/// The faults in the table, each with the law that catches it with most seeds, if one does.
pub(crate) fn read() -> BTreeMap<String, Option<&'static Law>> {
    let caught = |row: &[String]| {
        let law = law::ALL.iter().copied().find(|law| law.name == row[6]);
        law.filter(|_| !row[3].starts_with('>'))
    };
    lines().iter().map(|row| (row[0].clone(), caught(row))).collect()
}

/// How many are caught and visible on fewer than one in twenty inputs.
pub(crate) fn rare() -> usize {
    let is_rare = |row: &&Vec<String>| {
        let visible = row[5].trim_end_matches(" %").parse::<f64>();
        !row[3].starts_with('>') && visible.is_ok_and(|visible| visible < 5.0)
    };
    lines().iter().filter(is_rare).count()
}
