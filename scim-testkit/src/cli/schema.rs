//! `scim-testkit schema URL`.

use super::server::Access;
use super::{Ended, print, told};
use clap::Args;
use scim_schema::schema::{Attribute, Mutability, Returned, Uniqueness};
use scim_testkit::live::{self, Discovery, visible};
use std::fmt::Write;

/// Prints the resource types of a server and their attributes, as it describes them.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The base URL, such as `https://example.com/scim/v2`.
    url: String,

    #[command(flatten)]
    access: Access,

    /// The documents as JSON, as the server sent them.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(show: &Show) -> Result<Ended, String> {
    let discovery = live::discover(&show.access.target(&show.url)?).map_err(told)?;
    print(&if show.json { json(&discovery) } else { visible(&text(&discovery)).into_owned() })?;
    Ok(Ended::Well)
}

fn json(discovery: &Discovery) -> String {
    let documents = serde_json::json!({
        "serviceProviderConfig": discovery.config_json,
        "resourceTypes": discovery.resource_types_json,
        "schemas": discovery.schemas_json,
    });
    format!("{documents:#}\n")
}

fn text(discovery: &Discovery) -> String {
    let mut text = String::new();
    for kind in &discovery.kinds {
        // writing to a string does not fail
        let _ = writeln!(text, "{} at {}", kind.name(), kind.endpoint());
        let _ = writeln!(text, "  {}", kind.schema().id);
        attributes(&mut text, &kind.schema().attributes, 4);
        for extension in kind.extensions() {
            let required = if extension.required { " (required)" } else { "" };
            let _ = writeln!(text, "  {}{required}", extension.schema.id);
            attributes(&mut text, &extension.schema.attributes, 4);
        }
        text.push('\n');
    }
    for note in &discovery.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}

fn attributes(text: &mut String, all: &[Attribute], indent: usize) {
    for one in all {
        let mut words = vec![one.r#type.as_str()];
        let known = [
            (one.multi_valued, "multi-valued"),
            (one.required, "required"),
            (one.case_exact, "caseExact"),
            (one.mutability == Mutability::ReadOnly, "readOnly"),
            (one.mutability == Mutability::Immutable, "immutable"),
            (one.mutability == Mutability::WriteOnly, "writeOnly"),
            (one.returned == Returned::Always, "returned always"),
            (one.returned == Returned::Never, "returned never"),
            (one.returned == Returned::Request, "returned on request"),
            (one.uniqueness == Uniqueness::Server, "unique"),
            (one.uniqueness == Uniqueness::Global, "globally unique"),
        ];
        words.extend(known.into_iter().filter(|(is, _)| *is).map(|(_, word)| word));
        let canonical = &one.canonical_values;
        let values = if canonical.is_empty() {
            String::new()
        } else {
            format!(": {}", canonical.join(", "))
        };
        let width = 30_usize.saturating_sub(indent);
        let _ = writeln!(text, "{:indent$}{:width$} {}{values}", "", one.name, words.join(", "));
        attributes(text, &one.sub_attributes, indent + 2);
    }
}
