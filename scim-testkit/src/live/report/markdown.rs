//! Markdown, for a pull request or a page of docs.

use super::area::{areas, counted};
use super::{Report, Status};
use std::fmt::Write;

impl Report {
    /// The report as Markdown: totals, a table by area, what failed or was warned of, and what the
    /// server chose.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let verdict = if self.is_conformant() { "conformant" } else { "not conformant" };
        let mut text = format!("# SCIM conformance of `{}`\n\n", self.url);
        // writing to a string does not fail
        let _ = writeln!(text, "**{verdict}**: {}.\n", self.summary);
        text.push_str("| area | passed | failed | warned | skipped | informed |\n");
        text.push_str("|---|---:|---:|---:|---:|---:|\n");
        for (area, checks) in areas(&self.checks) {
            let count = counted(&checks);
            let _ = writeln!(
                text,
                "| {area} | {} | {} | {} | {} | {} |",
                count.passed, count.failed, count.warned, count.skipped, count.informed
            );
        }
        for remark in self.remarks() {
            let _ = write!(text, "\nNote: {}.\n", code(&remark));
        }
        for (heading, status) in [("Failed", Status::Failed), ("Warned", Status::Warned)] {
            let mut checks = self.with(status).peekable();
            if checks.peek().is_some() {
                let _ = write!(text, "\n## {heading}\n");
            }
            for check in checks {
                let _ = write!(text, "\n### `{}`: {}\n\n", check.id, line(check.title));
                let _ = writeln!(text, "{}\n", fenced(&super::text::detail(check)));
            }
        }
        for (heading, status) in
            [("What the server chose", Status::Informed), ("Skipped", Status::Skipped)]
        {
            let mut checks = self.with(status).peekable();
            if checks.peek().is_some() {
                let _ = write!(text, "\n## {heading}\n\n");
            }
            for check in checks {
                let _ = writeln!(text, "- `{}`: {}", check.id, code(&check.message));
            }
        }
        text
    }
}

/// A text of ours on one line, with nothing that begins a tag.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('<', "&lt;")
}

/// A text that a server had a part in, on one line, as code: there no image is fetched, and nobody
/// is mentioned.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest(text) + 1);
    // a backtick at an end would be a part of the fence
    let space = if text.contains('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", text.replace(['\n', '\r'], " "))
}

/// In a fence that is longer than any in it.
fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest(text).max(2) + 1);
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

/// How many backticks there are in a row at most.
fn longest(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
