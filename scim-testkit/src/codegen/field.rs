//! A field: what every resource has, and what the keys say of an attribute.

use super::item::{Field, Key};
use super::name::{Taken, field, ident, lower_camel, snake};
use super::write::doc_lines;
use scim_schema::schema::{Attribute, Returned, Type};

/// A field for what every resource has.
pub(super) fn common(names: &mut Taken, attribute: &str, key: Option<Key>, ty: &str) -> Field {
    let candidates = [snake(attribute), format!("meta_{}", snake(attribute))];
    let name = names.take(&candidates, "_");
    let path =
        (key.is_none() && lower_camel(&name) != attribute).then(|| Key::text("path", attribute));
    let keys = key.or(path).into_iter().collect();
    Field { keys, name: ident(&name), ty: ty.to_owned(), ..Field::default() }
}

/// A field for an extension.
pub(super) fn extension_field(names: &mut Taken, extension: &str, required: bool) -> Field {
    let name = names.take(&[field(extension), format!("{}_extension", field(extension))], "_");
    let (mut keys, mut ty) = (vec![Key::word("extension")], format!("Option<{extension}>"));
    if required {
        keys.push(Key::word("required"));
        extension.clone_into(&mut ty);
    }
    Field { docs: Vec::new(), keys, name: ident(&name), ty }
}

/// What a schema says of it beyond its type, or beyond the RFC's row.
pub(super) fn characteristics(
    attribute: &Attribute,
    row: Option<&Attribute>,
    is_enum: bool,
    keys: &mut Vec<Key>,
) {
    let new = Attribute::new("", attribute.r#type, "");
    let from = row.unwrap_or(&new);
    if attribute.required && !from.required {
        keys.push(Key::word("required"));
    }
    // what the type says already
    let by_type = is_enum
        || matches!(attribute.r#type, Type::Reference | Type::Binary)
        || attribute.returned == Returned::Never;
    if attribute.case_exact && !from.case_exact && !by_type {
        keys.push(Key::word("case_exact"));
    }
    let words = [
        ("mutability", attribute.mutability.as_str(), attribute.mutability != from.mutability),
        ("returned", attribute.returned.as_str(), attribute.returned != from.returned),
        ("uniqueness", attribute.uniqueness.as_str(), attribute.uniqueness != from.uniqueness),
    ];
    for (key, word, _) in words.into_iter().filter(|(.., differs)| *differs) {
        keys.push(Key::text(key, word));
    }
    if !is_enum && attribute.canonical_values != from.canonical_values {
        keys.push(Key::texts("canonical_values", &attribute.canonical_values));
    }
    let refers_to_usual = match row {
        Some(row) => attribute.reference_types == row.reference_types,
        None => *attribute.reference_types == ["uri"],
    };
    if attribute.r#type == Type::Reference && !refers_to_usual {
        keys.push(Key::texts("reference", &attribute.reference_types));
    }
}

/// The doc comment; and a key, where neither it nor the RFC says the description.
pub(super) fn description(
    text: &str,
    rfc: Option<&str>,
    indent: usize,
    keys: &mut Vec<Key>,
) -> Vec<String> {
    let lines = doc_lines(text, indent);
    // beside `rfc` the doc comment is no description
    let is_said = rfc.map_or(lines.is_some(), |known| known == text);
    if !is_said {
        keys.push(Key::text("description", text));
    }
    lines.unwrap_or_default()
}

/// Whether an enum can hold the canonical values.
pub(super) fn is_enumerable(attribute: &Attribute) -> bool {
    let values = &attribute.canonical_values;
    let same = |a: &str, b: &str| {
        if attribute.case_exact { a == b } else { a.eq_ignore_ascii_case(b) }
    };
    let distinct = values
        .iter()
        .enumerate()
        .all(|(index, value)| !values.iter().take(index).any(|other| same(other, value)));
    attribute.r#type == Type::String
        && attribute.returned != Returned::Never
        && !values.is_empty()
        && distinct
        && !values.iter().any(|value| value.contains(char::is_control))
}
