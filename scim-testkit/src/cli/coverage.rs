//! `scim-testkit coverage`.

use super::{Ended, print};
use clap::{Args, ValueEnum};
use scim_testkit::live::{Covered, coverage};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Prints which requirements of service providers the checks cover, by section, and why not the
/// others.
#[derive(Debug, Args)]
pub(super) struct Coverage {
    /// Only requirements that begin so, such as `7644-3.5.2`.
    #[arg(value_name = "START", default_value = "", hide_default_value = true)]
    start: String,
    /// Which rows.
    #[arg(long, value_enum, default_value_t = Rows::All)]
    rows: Rows,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    All,
    Covered,
    Uncovered,
}

pub(super) fn run(asked: &Coverage) -> Result<Ended, String> {
    let rows = coverage().into_iter().filter(|row| row.requirement.id.starts_with(&asked.start));
    let mut sections: BTreeMap<(&str, Vec<u32>, &str), Vec<Covered>> = BTreeMap::new();
    for row in rows {
        let (rfc, section) = (row.requirement.rfc(), row.requirement.section());
        let order = section.split('.').filter_map(|part| part.parse().ok()).collect();
        sections.entry((rfc, order, section)).or_default().push(row);
    }
    let mut text = String::new();
    let (mut all, mut covered) = (0, 0);
    for ((rfc, _, section), rows) in sections {
        let count = rows.iter().filter(|row| !row.checks.is_empty()).count();
        (all, covered) = (all + rows.len(), covered + count);
        // writing to a string does not fail
        let _ = writeln!(text, "RFC {rfc} section {section}: {count} of {}", rows.len());
        for row in rows {
            let is_covered = !row.checks.is_empty();
            let shown = match asked.rows {
                Rows::All => true,
                Rows::Covered => is_covered,
                Rows::Uncovered => !is_covered,
            };
            if !shown {
                continue;
            }
            let by = if is_covered { row.checks.join(", ") } else { reason(&row) };
            let _ = writeln!(text, "  {}\n    {by}", row.requirement);
        }
    }
    if all == 0 {
        return Err(format!(
            "`{}` begins no requirement; write one such as `7644-3.5.2`",
            asked.start
        ));
    }
    let _ = writeln!(text, "{covered} of {all} requirements are covered");
    print(&text)?;
    Ok(Ended::Well)
}

fn reason(row: &Covered) -> String {
    row.reason.map_or_else(|| "not covered".to_owned(), |reason| format!("not covered: {reason}"))
}
