//! The table as Markdown and as CSV.

use super::{Mapping, Row};
use crate::schema::{Attribute, Mutability, Returned, Uniqueness};
use std::fmt::{self, Write as _};

const MARKDOWN: [&str; 6] =
    ["Field", "SCIM attribute", "Type", "Characteristics", "Column", "Okta profile"];

const CSV: [&str; 12] = [
    "field",
    "path",
    "type",
    "multiValued",
    "required",
    "caseExact",
    "mutability",
    "returned",
    "uniqueness",
    "column",
    "foldColumn",
    "okta",
];

impl Mapping {
    /// A Markdown table for people. Of the characteristics it names those that differ from the
    /// defaults (RFC 7643 section 2.2).
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown(&MARKDOWN, self.rows.iter().map(cells))
    }

    /// A CSV file (RFC 4180) for spreadsheets, with all characteristics.
    ///
    /// A cell that a spreadsheet would run as a formula begins with an apostrophe.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        record(&mut out, CSV);
        for row in &self.rows {
            let attribute = row.attribute;
            record(
                &mut out,
                [
                    &*row.field,
                    &*row.path,
                    attribute.r#type.as_str(),
                    boolean(attribute.multi_valued),
                    boolean(attribute.required),
                    boolean(attribute.case_exact),
                    attribute.mutability.as_str(),
                    attribute.returned.as_str(),
                    attribute.uniqueness.as_str(),
                    row.column.unwrap_or_default(),
                    row.fold_column.unwrap_or_default(),
                    row.okta.unwrap_or_default(),
                ],
            );
        }
        out
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_markdown())
    }
}

/// A table whose columns line up as text too.
pub(super) fn markdown<const N: usize>(
    head: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let rows: Vec<_> = rows.collect();
    let widths: [usize; N] = std::array::from_fn(|column| {
        let all = rows.iter().filter_map(|row| row.get(column));
        let widest = all.map(|cell| cell.chars().count()).max();
        let head = head.get(column).map_or(0, |head| head.len());
        widest.unwrap_or(0).max(head)
    });
    let mut out = String::new();
    line(&mut out, &head.map(str::to_owned), &widths);
    line(&mut out, &widths.map(|width| "-".repeat(width)), &widths);
    for row in &rows {
        line(&mut out, row, &widths);
    }
    out
}

fn cells(row: &Row) -> [String; 6] {
    let mut column = code(row.column.unwrap_or_default());
    if let Some(fold_column) = row.fold_column {
        let separator = if column.is_empty() { "" } else { ", " };
        column.push_str(&format!("{separator}folded in {}", code(fold_column)));
    }
    [
        code(&row.field),
        code(&row.path),
        row.attribute.r#type.as_str().to_owned(),
        characteristics(row.attribute),
        column,
        code(row.okta.unwrap_or_default()),
    ]
}

/// Those that are not the default.
fn characteristics(attribute: &Attribute) -> String {
    let mut named = Vec::new();
    named.extend(attribute.multi_valued.then_some("multiValued"));
    named.extend(attribute.required.then_some("required"));
    named.extend(attribute.case_exact.then_some("caseExact"));
    if attribute.mutability != Mutability::ReadWrite {
        named.push(attribute.mutability.as_str());
    }
    named.push(match attribute.returned {
        Returned::Default => "",
        Returned::Always => "always returned",
        Returned::Never => "never returned",
        Returned::Request => "returned on request",
    });
    named.push(match attribute.uniqueness {
        Uniqueness::None => "",
        Uniqueness::Server => "unique on the server",
        Uniqueness::Global => "unique globally",
    });
    named.retain(|name| !name.is_empty());
    named.join(", ")
}

/// A code span. What could end the span or the cell is written as entities instead, outside of a
/// span, where all renderers read them alike.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    if !text.contains(|c: char| matches!(c, '|' | '`' | '\\') || c.is_control()) {
        return format!("`{text}`");
    }
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.') {
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
    }
    out
}

fn line<const N: usize>(out: &mut String, cells: &[String; N], widths: &[usize; N]) {
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(out, "| {cell:width$} ");
    }
    out.push_str("|\n");
}

const fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

pub(super) fn record<const N: usize>(out: &mut String, cells: [&str; N]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        let quoted = cell.contains([',', '"', '\r', '\n']);
        if quoted {
            out.push('"');
        }
        if formula {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        if quoted {
            out.push('"');
        }
    }
    out.push_str("\r\n");
}
