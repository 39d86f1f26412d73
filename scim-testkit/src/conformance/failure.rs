//! What a test that fails says.

use super::seeds::{Seeds, VARIABLE};
use crate::law::Broken;
use crate::password;
use crate::requirement;
use serde_json::Value;
use std::fmt::Write as _;

/// The law that is broken, the smallest case, what is asked for, and how to run it again.
pub(super) fn text(broken: &Broken, resource_type: &str, test: &str, seeds: &Seeds) -> String {
    let mut text = format!("{}: not of `{resource_type}`\n", broken.law.name);
    for (name, shown) in [
        ("resource", shown(&broken.resource.to_string())),
        ("request", shown(&broken.request)),
        ("expected", shown(&broken.expected)),
        ("actual", shown(&broken.actual)),
    ] {
        let _ = writeln!(text, "\n{name}:\n{shown}");
    }
    text.push_str("\nwhat the RFCs say:\n");
    for id in broken.law.requirements {
        match requirement::get(id) {
            Some(requirement) => {
                let _ = writeln!(text, "  {requirement}");
            }
            None => {
                let _ = writeln!(text, "  {id}");
            }
        }
    }
    text.push_str("\nto run it again:\n");
    match (seeds.only(), seeds.failed()) {
        (Some(seed), _) => {
            let _ = writeln!(text, "  {VARIABLE}='{seed}' cargo test {test}");
        }
        (None, Some(seed)) => {
            let _ = writeln!(text, "  {VARIABLE}='{seed}' cargo test {test}");
            let _ = writeln!(text, "  it is kept in {}, and tried first from now on", seeds.file());
        }
        (None, None) => {
            let _ = writeln!(text, "  cargo test {test}");
            let _ = writeln!(text, "  it was kept in {}, and is tried first", seeds.file());
        }
    }
    text
}

/// Long JSON on lines of its own, all indented, and without passwords: those of a strategy may be
/// somebody's.
fn shown(text: &str) -> String {
    let text = password::masked(text);
    let pretty = text.split('\n').map(|line| match line.find(['{', '[']) {
        Some(start) if line.len() > 100 => pretty(line, start),
        _ => line.to_owned(),
    });
    let lines: Vec<String> = pretty.collect();
    lines.join("\n").lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// A line that ends with JSON.
fn pretty(line: &str, start: usize) -> String {
    let (before, json) = line.split_at(start);
    match serde_json::from_str::<Value>(json).and_then(|json| serde_json::to_string_pretty(&json)) {
        Ok(json) => format!("{before}{json}"),
        Err(_) => line.to_owned(),
    }
}
