//! Text, as rustfmt would write it.

use super::item::{Field, Item, Key, Variant};
use super::settle::Told;
use std::fmt::Write;

/// The width of a line.
const WIDTH: usize = 100;
/// The width of several keys in one line: rustfmt's `attr_fn_like_width`.
const KEYS_WIDTH: usize = 70;

pub(super) fn write(items: &[Item], origin: &str, told: &Told) -> String {
    let mut text = String::new();
    header(&mut text, origin, told);
    imports(&mut text, items);
    for item in items {
        text.push('\n');
        match item {
            Item::Struct { docs, derive, keys, name, fields } => {
                documented(&mut text, docs, "");
                // writing to a string does not fail
                let _ = writeln!(text, "#[derive(Debug, Clone, Default, PartialEq, {derive})]");
                attributes(&mut text, keys, "");
                let _ = writeln!(text, "pub struct {name} {{");
                for field in fields {
                    write_field(&mut text, field);
                }
                text.push_str("}\n");
            }
            Item::Enum { docs, name, case_exact, has_default, variants, other } => {
                documented(&mut text, docs, "");
                let default = if *has_default { "Default, " } else { "" };
                let _ = writeln!(text, "#[derive(Debug, Clone, {default}PartialEq, Eq, ScimEnum)]");
                if *case_exact {
                    text.push_str("#[scim(case_exact)]\n");
                }
                let _ = writeln!(text, "pub enum {name} {{");
                for (index, variant) in variants.iter().enumerate() {
                    write_variant(&mut text, variant, *has_default && index == 0);
                }
                if let Some(other) = other {
                    let _ = writeln!(
                        text,
                        "    /// Any other value.\n    #[scim(other)]\n    {other}(String),"
                    );
                }
                text.push_str("}\n");
            }
        }
    }
    text
}

fn header(text: &mut String, origin: &str, told: &Told) {
    let of = if origin.is_empty() { String::new() } else { format!(" of {}", shown(origin)) };
    let _ = writeln!(text, "// Written by `scim-testkit codegen`{of}.");
    let sections = [
        ("What differs from the documents:", &told.differences),
        ("What was decided:", &told.remarks),
    ];
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = writeln!(text, "//\n// {title}");
        for line in lines {
            let _ = writeln!(text, "// - {}", shown(line));
        }
    }
    text.push('\n');
}

/// A line of a comment: nothing that ends it, or that shows otherwise than it is.
fn shown(line: &str) -> String {
    line.chars().map(|c| if is_plain(c) { c } else { '\u{fffd}' }).collect()
}

fn imports(text: &mut String, items: &[Item]) {
    let types: String = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct { fields, .. } => Some(fields),
            Item::Enum { .. } => None,
        })
        .flatten()
        .map(|field| format!("<{}>", field.ty))
        .collect();
    let values: Vec<_> = ["Binary", "DateTime", "Reference", "Secret"]
        .into_iter()
        .filter(|name| types.contains(&format!("<{name}>")))
        .collect();
    let mut derives: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Struct { derive, .. } => *derive,
            Item::Enum { .. } => "ScimEnum",
        })
        .collect();
    derives.sort_unstable();
    derives.dedup();
    let mut all = [("scim_schema::value", values), ("scim_schema", derives)];
    // one name sorts before a module, a list behind it
    if matches!(&all, [_, (_, derives)] if derives.len() == 1) {
        all.reverse();
    }
    for (module, names) in all {
        let _ = match names.as_slice() {
            [] => Ok(()),
            [one] => writeln!(text, "use {module}::{one};"),
            _ => writeln!(text, "use {module}::{{{}}};", names.join(", ")),
        };
    }
}

fn write_field(text: &mut String, field: &Field) {
    documented(text, &field.docs, "    ");
    attributes(text, &field.keys, "    ");
    let _ = writeln!(text, "    pub {}: {},", field.name, field.ty);
}

fn write_variant(text: &mut String, variant: &Variant, is_default: bool) {
    if is_default {
        text.push_str("    #[default]\n");
    }
    if let Some(value) = &variant.rename {
        attributes(text, &[Key::text("rename", value)], "    ");
    }
    let _ = writeln!(text, "    {},", variant.name);
}

fn documented(text: &mut String, lines: &[String], indent: &str) {
    for line in lines {
        let _ = match line.as_str() {
            "" => writeln!(text, "{indent}///"),
            line => writeln!(text, "{indent}/// {line}"),
        };
    }
}

/// As many keys in one attribute as a line holds.
fn attributes(text: &mut String, keys: &[Key], indent: &str) {
    let mut line = String::new();
    // writing to a string does not fail
    let flush = |line: &mut String, text: &mut String| {
        if !line.is_empty() {
            let _ = writeln!(text, "{indent}#[scim({line})]");
            line.clear();
        }
    };
    let frame = indent.len() + "#[scim()]".len();
    for key in keys {
        let own = key.line();
        if !line.is_empty() && width(&line) + ", ".len() + width(&own) > KEYS_WIDTH {
            flush(&mut line, text);
        }
        if frame + width(&own) > WIDTH {
            let _ = match key {
                Key::One(key) => writeln!(text, "{indent}#[scim(\n{indent}    {key}\n{indent})]"),
                Key::List(key, values) => {
                    let values = values.join(&format!(",\n{indent}    "));
                    writeln!(text, "{indent}#[scim({key}(\n{indent}    {values}\n{indent}))]")
                }
            };
            continue;
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(&own);
    }
    flush(&mut line, text);
}

/// As rustfmt counts: a character of East Asian scripts is two wide.
fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The lines of a doc comment that the derive reads as this text, and that means nothing but the
/// text to rustdoc; none if there are none.
pub(super) fn doc_lines(text: &str, indent: usize) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let means_more = ["```", "~~~", "[", "<", "://", "\\", "*", "_ "];
    if means_more.iter().any(|part| text.contains(part)) {
        return None;
    }
    if !text.chars().all(|c| c == '\n' || is_plain(c)) {
        return None;
    }
    let most = WIDTH - indent - "/// ".len();
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > most {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let is_text = |line: &String| line.is_empty() || !begins_something(line);
    (read_back(&lines) == text && lines.iter().all(is_text)).then_some(lines)
}

/// A list, a heading, a quotation or a table.
fn begins_something(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '+', '#', '>', '|', '='])
        || digits.len() < line.len() && digits.starts_with(['.', ')'])
}

/// As the derive reads doc comments.
fn read_back(lines: &[String]) -> String {
    let (mut text, mut paragraph) = (String::new(), false);
    for line in lines.iter().map(|line| line.trim()) {
        if line.is_empty() {
            paragraph = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push(if paragraph { '\n' } else { ' ' });
        }
        paragraph = false;
        text.push_str(line);
    }
    text
}

/// Whether a character is shown as it is.
fn is_plain(c: char) -> bool {
    matches!(c, '\'' | '"' | '\\') || c.escape_debug().len() == 1
}
