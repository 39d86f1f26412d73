//! What each schema is used as: as the resource types say, or else as its URN does.

use super::Source;
use super::asked::label;
use super::settle::Told;
use scim_schema::schema::{ResourceType, Schema};

/// What a schema is used as.
#[derive(Debug)]
pub(super) enum Usage {
    Resource {
        endpoint: String,
        /// The name that the struct is to have, where the schema's own will not do.
        name: Option<String>,
        /// The name of the resource type, where it is not the schema's.
        type_name: Option<String>,
        /// The URNs of the extensions, and whether each is required.
        extensions: Vec<(String, bool)>,
    },
    Extension,
}

/// What these describe is the service itself.
const DISCOVERY: [&str; 3] = ["Schema", "ResourceType", "ServiceProviderConfig"];

/// Endpoints of the protocol (RFC 7644 section 3.2).
const RESERVED: &[&str] =
    &["/Me", "/Bulk", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig", "/.search"];

/// Whether resources of a type can have an extension.
pub(super) fn has(known: &ResourceType, extension: &Schema) -> bool {
    let mut listed = known.schema_extensions.iter();
    listed.any(|listed| listed.schema.eq_ignore_ascii_case(&extension.id))
}

/// Each schema with what it is used as: as the resource types say, or else as its URN does.
pub(super) fn usages<'s>(source: &'s Source, told: &mut Told) -> Vec<(&'s Schema, Usage)> {
    let discovery = |schema: &Schema| {
        let name = schema.id.strip_prefix("urn:ietf:params:scim:schemas:core:2.0:");
        name.is_some_and(|name| DISCOVERY.contains(&name))
    };
    let written: Vec<&Schema> = source.schemas.iter().filter(|schema| !discovery(schema)).collect();
    for schema in source.schemas.iter().filter(|schema| discovery(schema)) {
        told.remarks.push(format!("`{}` is left out: the service answers it by itself", schema.id));
    }
    if source.resource_types.is_empty() {
        return guessed(&written, told);
    }
    let mut usages = Vec::new();
    for known in &source.resource_types {
        let found = written.iter().find(|schema| schema.id.eq_ignore_ascii_case(&known.schema));
        let Some(&schema) = found else {
            let own = DISCOVERY.contains(&&*known.name);
            if !own {
                told.remarks.push(format!(
                    "the resource type `{}` is left out: its schema `{}` is not described",
                    known.name, known.schema
                ));
            }
            continue;
        };
        let shared = source.resource_types.iter().filter(|other| other.schema == known.schema);
        let name = (shared.count() > 1).then(|| known.name.to_string());
        let differs = known.name != schema.name && !schema.name.is_empty();
        let type_name = differs.then(|| known.name.to_string());
        let extensions = extensions(known, told);
        let endpoint = told_endpoint(&known.endpoint, &known.name, told);
        tell_taken(&endpoint, &known.name, &usages, told);
        usages.push((schema, Usage::Resource { endpoint, name, type_name, extensions }));
    }
    let main = |schema: &Schema| {
        source.resource_types.iter().any(|known| known.schema.eq_ignore_ascii_case(&schema.id))
    };
    for schema in written.into_iter().filter(|schema| !main(schema)) {
        if !source.resource_types.iter().any(|known| has(known, schema)) {
            told.remarks.push(format!(
                "no resource type has `{}`: its struct is held by no other",
                schema.id
            ));
        }
        usages.push((schema, Usage::Extension));
    }
    usages
}

/// The extensions of a type, each once: a struct has one field for it.
fn extensions(known: &ResourceType, told: &mut Told) -> Vec<(String, bool)> {
    let mut all: Vec<(String, bool)> = Vec::new();
    for extension in known.schema_extensions.iter() {
        if all.iter().any(|(urn, _)| urn.eq_ignore_ascii_case(&extension.schema)) {
            told.remarks.push(format!(
                "the resource type `{}` lists `{}` twice: it is held once",
                known.name, extension.schema
            ));
            continue;
        }
        all.push((extension.schema.to_string(), extension.required));
    }
    all
}

/// Tells of an endpoint that something else has.
fn tell_taken(endpoint: &str, of: &str, usages: &[(&Schema, Usage)], told: &mut Told) {
    let taken = |(_, usage): &(&Schema, Usage)| matches!(usage, Usage::Resource { endpoint: known, .. } if known.eq_ignore_ascii_case(endpoint));
    if usages.iter().any(taken) {
        told.remarks.push(format!(
            "the endpoint `{endpoint}` of `{of}` is something else's already: give it one of its own"
        ));
    }
}

fn guessed<'s>(schemas: &[&'s Schema], told: &mut Told) -> Vec<(&'s Schema, Usage)> {
    let mut usages = Vec::new();
    for schema in schemas.iter().copied() {
        if is_extension(schema) {
            let mut bases = schemas.iter().filter(|other| !is_extension(other));
            if !bases.any(|base| extends(schema, base, [])) {
                told.remarks.push(format!(
                    "no URN of a resource ends as `{}` does: its struct is held by no other",
                    schema.id
                ));
            }
            usages.push((schema, Usage::Extension));
            continue;
        }
        let extensions = schemas.iter().filter(|other| extends(other, schema, []));
        let extensions = extensions.map(|other| (other.id.to_string(), false)).collect();
        let endpoint = told_endpoint(&format!("/{}s", last(&schema.id)), &label(schema), told);
        tell_taken(&endpoint, &label(schema), &usages, told);
        usages
            .push((schema, Usage::Resource { endpoint, name: None, type_name: None, extensions }));
    }
    usages
}

/// The URNs of extensions say so (RFC 7643 section 10.3.1).
pub(super) fn is_extension(schema: &Schema) -> bool {
    schema.id.to_ascii_lowercase().contains(":extension:")
}

/// Whether resources of a schema have an extension: as the resource types say; where there are none, as
/// the URNs do, by which `..:extension:enterprise:2.0:User` extends `..:core:2.0:User`.
pub(super) fn extends<'t>(
    extension: &Schema,
    base: &Schema,
    types: impl IntoIterator<Item = &'t ResourceType>,
) -> bool {
    let mut types = types.into_iter().peekable();
    if types.peek().is_none() {
        return is_extension(extension) && last(&extension.id).eq_ignore_ascii_case(last(&base.id));
    }
    types.any(|known| known.schema.eq_ignore_ascii_case(&base.id) && has(known, extension))
}

fn last(urn: &str) -> &str {
    urn.rsplit(':').next().unwrap_or(urn)
}

/// The endpoint of a resource, which is told where it is not the one that is asked for.
fn told_endpoint(asked: &str, of: &str, told: &mut Told) -> String {
    let endpoint = endpoint(asked);
    if endpoint != asked {
        told.remarks.push(format!(
            "the endpoint of `{of}` is `{endpoint}`: `{asked}` is the protocol's, or not a slash and one segment"
        ));
    }
    endpoint
}

/// A slash and one segment.
fn endpoint(text: &str) -> String {
    let segment = text.trim_matches('/').rsplit('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let segment: String = segment.chars().filter(|c| plain(*c)).collect();
    // `.` and `..` are other URLs, and the derive refuses the protocol's
    let none = segment.bytes().all(|c| c == b'.');
    let endpoint = format!("/{}", if none { "Resources" } else { &segment });
    let reserved = RESERVED.iter().any(|one| one.eq_ignore_ascii_case(&endpoint));
    if reserved { format!("{endpoint}Resources") } else { endpoint }
}
