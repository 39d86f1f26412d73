//! Which schema a struct has: of the RFC, or of its own.

use super::Known;
use crate::attr::{Container, Derive, Given};
use crate::ctxt::Ctxt;
use crate::path::check_urn;
use crate::rfc;
use crate::suggest::{did_you_mean, one_of};
use quote::ToTokens;
use syn::LitStr;

pub(super) fn extension_keys() -> impl Iterator<Item = &'static str> {
    rfc::SCHEMAS.iter().filter(|schema| schema.endpoint.is_none()).map(|schema| schema.key)
}

fn resource_keys() -> impl Iterator<Item = &'static str> {
    rfc::SCHEMAS.iter().filter(|schema| schema.endpoint.is_some()).map(|schema| schema.key)
}

pub(super) fn extension_schema(cx: &Ctxt, key: &LitStr) -> Option<&'static rfc::Schema> {
    let name = key.value();
    let schema = rfc::schema(&name).filter(|schema| schema.endpoint.is_none());
    if schema.is_none() {
        let keys: Vec<_> = extension_keys().collect();
        let help = did_you_mean(&name, keys.iter().copied());
        let help = if help.is_empty() {
            ": declare your own with `extension(schema = \"urn:..\", name = \"..\")`".to_owned()
        } else {
            help
        };
        cx.error(key, format!("`{name}` is not an extension of the RFC{help}"));
    }
    schema
}

/// What `rfc` or `schema` says; `None` after an error.
pub(super) fn known(cx: &Ctxt, container: &Container) -> Option<Known> {
    match (&container.rfc, &container.schema) {
        (Some(_), Some(schema)) => {
            cx.error(&schema.key, "`schema` has no meaning beside `rfc`: remove one of them");
            None
        }
        (Some(rfc), None) => {
            // a resource type has a name of its own (RFC 7643 section 6)
            if let Some(name) = &container.name
                && container.derive != Derive::Resource
            {
                cx.error(&name.key, "`name` comes from the RFC: remove it, or `rfc`");
            }
            if container.derive == Derive::Complex {
                complex(cx, rfc)
            } else {
                schema(cx, container, rfc)
            }
        }
        (None, Some(schema)) => {
            let checked = check_urn(&schema.value.value());
            if let Err(message) = checked {
                cx.error(&schema.value, message);
                return None;
            }
            Some(Known::Own)
        }
        (None, None) if container.derive == Derive::Complex => Some(Known::Own),
        (None, None) => {
            let example = match container.derive {
                Derive::Resource => {
                    "#[scim(rfc = \"User\")]` or `#[scim(schema = \"urn:..\", endpoint = \"/..\")]"
                }
                _ => "#[scim(rfc = \"EnterpriseUser\")]` or `#[scim(schema = \"urn:..\")]",
            };
            cx.error(&container.ident, format!("the schema is missing: add `{example}`"));
            None
        }
    }
}

fn schema(cx: &Ctxt, container: &Container, rfc: &Given<LitStr>) -> Option<Known> {
    let name = rfc.value.value();
    let resource = container.derive == Derive::Resource;
    match rfc::schema(&name) {
        Some(schema) if schema.endpoint.is_some() == resource => return Some(Known::Schema(schema)),
        Some(_) if resource => cx.error(
            &rfc.value,
            format!("`{name}` is an extension: declare it with `extension = \"{name}\"`, or derive `ScimExtension`"),
        ),
        Some(_) => {
            cx.error(&rfc.value, format!("`{name}` is a resource, not an extension: derive `ScimResource`"));
        }
        None => {
            let keys: Vec<_> =
                if resource { resource_keys().collect() } else { extension_keys().collect() };
            unknown_rfc(cx, &rfc.value, &name, &keys);
        }
    }
    None
}

/// `User.emails`, or `User` for a struct to embed.
fn complex(cx: &Ctxt, rfc: &Given<LitStr>) -> Option<Known> {
    let text = rfc.value.value();
    let (name, attribute) = match text.split_once('.') {
        Some((name, attribute)) => (name, Some(attribute)),
        None => (text.as_str(), None),
    };
    let Some(schema) = rfc::schema(name) else {
        unknown_rfc(cx, &rfc.value, name, &rfc::keys().collect::<Vec<_>>());
        return None;
    };
    let Some(attribute) = attribute else { return Some(Known::Schema(schema)) };
    let known = Known::Schema(schema);
    match known.row(attribute) {
        Some(row) if row.attribute.name != attribute => {
            let known = row.attribute.name;
            cx.error(&rfc.value, format!("`{text}` is spelt otherwise: write `{name}.{known}`"));
        }
        Some(row) if row.attribute.ty == rfc::Type::Complex => return Some(row.known()),
        Some(_) => {
            let mut complex = schema.attributes.iter().filter(|row| row.ty == rfc::Type::Complex);
            let help = complex.next().map_or_else(String::new, |row| {
                format!(": write one such as `{name}.{}`", row.name)
            });
            cx.error(&rfc.value, format!("`{text}` is not a complex attribute{help}"));
        }
        None => {
            let complex = schema.attributes.iter().filter(|row| row.ty == rfc::Type::Complex);
            let help = did_you_mean(attribute, complex.map(|row| row.name));
            cx.error(&rfc.value, format!("`{name}` has no attribute `{attribute}`{help}"));
        }
    }
    None
}

fn unknown_rfc(cx: &Ctxt, tokens: impl ToTokens, name: &str, keys: &[&str]) {
    let help = did_you_mean(name, keys.iter().copied());
    let help = if help.is_empty() { format!(": write {}", one_of(keys)) } else { help };
    cx.error(tokens, format!("`{name}` is not a schema of the RFC{help}"));
}
