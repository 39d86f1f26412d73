//! What options name: schemas and attributes.

use super::{Options, Source};
use scim_schema::schema::{Attribute, Schema};

/// What a person calls a schema.
pub(super) fn label(schema: &Schema) -> String {
    if schema.name.is_empty() { schema.id.to_string() } else { schema.name.to_string() }
}

/// Whether a name or URN means a schema.
pub(super) fn names(schema: &Schema, text: &str) -> bool {
    schema.id.eq_ignore_ascii_case(text) || schema.name == text
}

/// Whether `[SCHEMA:]PATH` means the attribute with this path of a schema.
pub(super) fn leaves_out(skip: &str, schema: &Schema, path: &str) -> bool {
    match skip.rsplit_once(':') {
        None => skip.eq_ignore_ascii_case(path),
        Some((name, skip)) => {
            skip.eq_ignore_ascii_case(path)
                && (name == label(schema) || schema.id.eq_ignore_ascii_case(name))
        }
    }
}

/// A line for each schema or attribute that options name and there is not: misspelt, it would be
/// written or left out unnoticed.
pub(super) fn unknown(source: &Source, options: &Options) -> Vec<String> {
    let schemas = &source.schemas;
    let only = options.only.iter();
    let only = only.filter(|text| !schemas.iter().any(|schema| names(schema, text)));
    let only = only.map(|text| {
        let known: Vec<_> = schemas.iter().map(label).collect();
        format!("`{text}` is no schema of the documents; write one of `{}`", known.join("`, `"))
    });
    let has = |skip: &str, schema: &Schema| {
        let mut unread = source.unread.iter().filter(|one| one.schema == schema.id);
        any(&schema.attributes, "", &|path| leaves_out(skip, schema, path))
            || unread.any(|one| leaves_out(skip, schema, &one.path))
    };
    let skip = options.skip.iter();
    let skip = skip.filter(|skip| !schemas.iter().any(|schema| has(skip, schema)));
    let skip = skip.map(|skip| {
        let name = skip.rsplit_once(':').map(|(name, _)| name);
        let meant = name.and_then(|name| schemas.iter().find(|schema| names(schema, name)));
        let example = meant.or_else(|| schemas.first()).and_then(|schema| {
            Some(format!(
                "; write one such as `{}:{}`",
                label(schema),
                schema.attributes.first()?.name
            ))
        });
        format!("`{skip}` is no attribute of the documents{}", example.unwrap_or_default())
    });
    only.chain(skip).collect()
}

fn any(attributes: &[Attribute], above: &str, is: &dyn Fn(&str) -> bool) -> bool {
    attributes.iter().any(|attribute| {
        let path = format!("{above}{}", attribute.name);
        is(&path) || any(&attribute.sub_attributes, &format!("{path}."), is)
    })
}
