//! For a terminal: a summary by area, and what went wrong with all that explains it.

use super::area::{areas, counted};
use super::{Outcome, Report, Status, visible};
use crate::live::Recorded;
use crate::requirement;
use std::fmt::Write;

/// How much of a body is shown.
const SHOWN: usize = 1_500;

impl Report {
    /// The report for a terminal, with colours or without.
    #[must_use]
    pub fn to_text(&self, colours: bool) -> String {
        let mut text = String::new();
        for status in [Status::Informed, Status::Warned, Status::Failed] {
            for check in self.with(status) {
                let word = painted(&check.status.to_string().to_uppercase(), status, colours);
                // writing to a string does not fail
                let _ = writeln!(text, "{word} {}: {}", check.id, check.title);
                if status == Status::Informed {
                    let _ = writeln!(text, "  {}\n", visible(&check.message));
                } else {
                    let _ = writeln!(text, "{}", indented(&visible(&detail(check))));
                }
            }
        }
        self.write_areas(&mut text, colours);
        for remark in self.remarks() {
            let _ = writeln!(text, "note: {}", visible(&remark));
        }
        text
    }

    fn write_areas(&self, text: &mut String, colours: bool) {
        let names = areas(&self.checks);
        let width = names.iter().map(|(area, _)| area.len()).max().unwrap_or(0).max(4);
        let _ = writeln!(text, "{:width$}  passed  failed  warned skipped informed", "area");
        for (area, checks) in names {
            let count = counted(&checks);
            let shown = |number: usize, status| {
                let padded = format!("{number:7}");
                if number == 0 { padded } else { painted(&padded, status, colours) }
            };
            let _ = writeln!(
                text,
                "{area:width$} {} {} {} {} {:>8}",
                shown(count.passed, Status::Passed),
                shown(count.failed, Status::Failed),
                shown(count.warned, Status::Warned),
                shown(count.skipped, Status::Skipped),
                count.informed,
            );
        }
        let _ = writeln!(text, "{}: {}", self.url, self.summary);
    }
}

/// What was asked for, what was found, and how to see it again.
pub(super) fn detail(check: &Outcome) -> String {
    let mut text = format!("{}\n", check.message);
    for id in check.requirements {
        match requirement::get(id) {
            Some(requirement) => {
                let _ = writeln!(
                    text,
                    "{requirement} (RFC {} section {})",
                    requirement.rfc(),
                    requirement.section()
                );
            }
            None => {
                let _ = writeln!(text, "{id}");
            }
        }
    }
    if let Some(exchange) = check.shown() {
        text.push_str(&exchanged(exchange));
    }
    let last = check.exchanges.len().checked_sub(1);
    let script = match (check.area(), last) {
        (_, None) => return text,
        ("random", _) => super::script::of(&check.exchanges),
        // answers of all checks, which have nothing to do with each other
        ("every", _) => check.shown().map(|one| one.curl() + "\n").unwrap_or_default(),
        (_, Some(last)) => super::script::until(&check.exchanges, check.exchange.unwrap_or(last)),
    };
    let _ = write!(text, "again with curl:\n{script}");
    text
}

/// A request and its answer, as HTTP writes them.
fn exchanged(exchange: &Recorded) -> String {
    let mut text = format!("> {} {}\n", exchange.method, exchange.url);
    if !exchange.body.is_empty() {
        let _ = writeln!(text, "> {}", cut(&exchange.body));
    }
    match (&exchange.reply, &exchange.error) {
        (Some(reply), _) => {
            let _ = writeln!(text, "< {}", reply.status);
            for (name, value) in &reply.headers {
                if ["content-type", "location", "etag", "www-authenticate"].contains(&name.as_str())
                {
                    let _ = writeln!(text, "< {name}: {value}");
                }
            }
            if !reply.body.is_empty() {
                let _ = writeln!(text, "< {}", cut(&reply.body));
            }
        }
        (None, Some(error)) => {
            let _ = writeln!(text, "< no answer: {error}");
        }
        (None, None) => {}
    }
    text
}

fn cut(body: &str) -> String {
    match body.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", body.get(..end).unwrap_or_default()),
        None => body.to_owned(),
    }
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("  {line}\n"));
    lines.collect()
}

fn painted(text: &str, status: Status, colours: bool) -> String {
    if !colours {
        return text.to_owned();
    }
    let code = match status {
        Status::Passed => "32",
        Status::Failed => "31;1",
        Status::Warned => "33",
        Status::Skipped => "2",
        Status::Informed => "36",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
