//! Rules over the struct as a whole, and over slots.

use crate::attr::{Derive, Field};
use crate::ctxt::Ctxt;
use crate::model::{Attribute, Extension, Holds, Known, Model, Numbered, Shape, Slot, Value};
use crate::rfc::Type;
use crate::suggest::similar;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{GenericArgument, GenericParam, Ident, PathArguments};

pub(super) fn check(cx: &Ctxt, model: &Model<'_>) {
    if model.container.derive == Derive::Resource {
        has_id(cx, model);
        endpoint(cx, model);
    }
    required_attributes(cx, model);
    something_is_mapped(cx, model);
    one_key(cx, model);
    fixed_depth(cx, model);
    embedded_are_concrete(cx, model);
    for extension in &model.extensions {
        used(cx, model, extension);
    }
}

/// An extension is declared for what it holds.
fn used(cx: &Ctxt, model: &Model<'_>, extension: &Extension<'_>) {
    // a path that means it has its own message
    let tried = |field: &Field| {
        let path = written(field);
        let like = path.rsplit_once(':').is_some_and(|(prefix, _)| {
            similar(prefix, [extension.schema.name(), extension.schema.urn()]).is_some()
        });
        like && !model.is_placed(field)
    };
    if extension.attributes.is_empty() && !model.container.fields.iter().any(tried) {
        cx.error(
            &model.container.ident,
            format!(
                "no field holds an attribute of the extension `{0}`: map one, `#[scim(path = \"{0}:..\")]`, or remove it",
                extension.schema.name()
            ),
        );
    }
}

/// 7643-3.1: every resource has an identifier.
fn has_id(cx: &Ctxt, model: &Model<'_>) {
    // a field that goes by this name has its own message
    let mut fields = model.container.fields.iter();
    let tried = fields.any(|field| {
        written(field).split(['.', '[']).next() == Some("id") && !model.is_placed(field)
    });
    if model.common.id.is_none() && !tried {
        cx.error(
            &model.container.ident,
            "no field is the identifier: add `#[scim(id)]` to one, such as `id: String`",
        );
    }
}

/// What is below the base URL and no resource type's (RFC 7644 section 3.2).
const FIXED: &[&str] =
    &["/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Me", "/Bulk", "/.search"];

/// One segment below the base URL (RFC 7643 section 6).
fn endpoint(cx: &Ctxt, model: &Model<'_>) {
    let container = model.container;
    let Some(given) = &container.endpoint else {
        if container.schema.is_some() && container.rfc.is_none() {
            cx.error(
                &container.ident,
                format!(
                    "the endpoint is missing: add `endpoint = \"/{}s\"`",
                    container.ident.unraw()
                ),
            );
        }
        return;
    };
    let text = given.value.value();
    let segment = text.strip_prefix('/').unwrap_or_default();
    // URLs with `.` and `..` mean others (RFC 3986 section 5.2.4)
    if matches!(segment, "" | "." | "..")
        || !segment.bytes().all(|c| c.is_ascii_alphanumeric() || b"-._~".contains(&c))
    {
        cx.error(
            &given.value,
            format!(
                "`{text}` is not an endpoint: write a slash and one segment, such as `/Badges`"
            ),
        );
    }
    let usual = matches!(model.known, Known::Schema(schema) if schema.endpoint == Some(&*text));
    if FIXED.contains(&&*text) && !usual {
        cx.error(
            &given.value,
            format!("`{text}` is an endpoint of the protocol: write another, such as `/Badges`"),
        );
    }
}

/// The path or name that a field gives, or its own name.
fn written(field: &Field) -> String {
    let given = field.path.as_ref().or(field.rename.as_ref());
    given.map_or_else(|| field.wire_name(), |given| given.value.value())
}

/// What the RFC requires is mapped; an embedded struct may do so.
fn required_attributes(cx: &Ctxt, model: &Model<'_>) {
    let Known::Schema(schema) = model.known else { return };
    if model.container.derive == Derive::Complex || !model.container.embedded.is_empty() {
        return;
    }
    for row in schema.attributes.iter().filter(|row| row.required) {
        let mapped = model.core.iter().any(|attribute| attribute.name == row.name);
        // a misspelt name has its own message
        let tried = || {
            let mut fields = model.container.fields.iter();
            fields.any(|field| {
                similar(&written(field), [row.name]).is_some() && !model.is_placed(field)
            })
        };
        if !mapped && !tried() {
            cx.error(
                &model.container.ident,
                format!(
                    "`{}` requires `{1}`: add `#[scim(path = \"{1}\")]` to the field that holds it",
                    schema.key, row.name
                ),
            );
        }
    }
}

/// A schema has attributes.
fn something_is_mapped(cx: &Ctxt, model: &Model<'_>) {
    let container = model.container;
    if container.derive != Derive::Resource
        && container.fields.is_empty()
        && container.embedded.is_empty()
    {
        cx.error(
            &container.ident,
            format!("`{}` maps no attribute: add a field that is not skipped", container.ident),
        );
    }
}

/// `key` identifies the elements of a multi-valued attribute.
pub(super) fn key_of_an_element(cx: &Ctxt, model: &Model<'_>, field: Numbered<'_>) {
    if let Some(given) = &field.key
        && model.container.derive != Derive::Complex
    {
        cx.error(
            &given.key,
            "`key` identifies the elements of a multi-valued attribute: it belongs in a struct with `ScimComplex`",
        );
    }
}

fn one_key(cx: &Ctxt, model: &Model<'_>) {
    let mut keys = model.container.fields.iter().filter_map(|field| field.key.as_ref());
    if keys.next().is_some() {
        for given in keys {
            cx.error(
                &given.key,
                "an element has one `key`, and another field has it already: remove one of them",
            );
        }
    }
}

/// A struct that holds itself has no finite schema. What has no sub-attributes, such as an id with
/// the type that it is of, may name it.
fn fixed_depth(cx: &Ctxt, model: &Model<'_>) {
    let container = model.container;
    let extensions = model.extensions.iter().flat_map(|extension| &extension.attributes);
    let mut fields = model.held_extensions.clone();
    for attribute in model.core.iter().chain(extensions) {
        complex_fields(attribute, &mut fields);
    }
    fields.retain(|field| field.with.is_none() && field.get.is_none());
    fields.sort_by_key(|field| field.number);
    let types = fields.iter().map(|field| (&field.field.ident, &field.field.ty));
    let embedded = container.embedded.iter().map(|field| (&field.ident, &field.ty));
    for (ident, ty) in types.chain(embedded) {
        if is_itself(ty, &container.ident) {
            cx.error(
                ty,
                format!(
                    "`{}` holds itself in `{ident}`, and a schema has a fixed depth: hold a reference, or add `#[scim(skip)]`",
                    container.ident
                ),
            );
        }
    }
}

/// The fields of an attribute that can hold complex values.
fn complex_fields<'a>(attribute: &Attribute<'a>, fields: &mut Vec<Numbered<'a>>) {
    if attribute.row.is_some_and(|row| row.attribute.ty != Type::Complex) {
        return;
    }
    match &attribute.shape {
        Shape::Field(field) => fields.push(*field),
        Shape::Group(parts) => parts.iter().for_each(|part| complex_fields(part, fields)),
        Shape::Slots(slots) => {
            for slot in slots {
                match &slot.holds {
                    Holds::Element(field) => fields.push(*field),
                    Holds::Parts(parts) => {
                        parts.iter().for_each(|part| complex_fields(part, fields));
                    }
                }
            }
        }
    }
}

/// Whether a type is the struct, or some of it.
fn is_itself(ty: &syn::Type, this: &Ident) -> bool {
    match ty {
        syn::Type::Group(group) => is_itself(&group.elem, this),
        syn::Type::Paren(paren) => is_itself(&paren.elem, this),
        syn::Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else { return false };
            if let PathArguments::AngleBracketed(inner) = &last.arguments
                && ["Option", "Vec", "Box"].iter().any(|outer| last.ident == outer)
            {
                return inner.args.iter().any(
                    |inner| matches!(inner, GenericArgument::Type(ty) if is_itself(ty, this)),
                );
            }
            path.path.leading_colon.is_none()
                && path.path.segments.len() == 1
                && (last.ident == "Self" || last.ident.unraw() == this.unraw())
        }
        _ => false,
    }
}

/// The length of an embedded struct's lists is a constant of generated code.
fn embedded_are_concrete(cx: &Ctxt, model: &Model<'_>) {
    for embedded in &model.container.embedded {
        if let Some(parameter) = parameter_in(model, &embedded.ty) {
            cx.error(
                &embedded.ty,
                format!(
                    "an embedded struct cannot depend on the {parameter}: write a type without it, or map its fields here"
                ),
            );
        }
    }
}

/// So is that of the sub-attributes where a field holds a whole element.
pub(super) fn elements_are_concrete(cx: &Ctxt, model: &Model<'_>, slots: &[Slot<'_>]) {
    if !slots.iter().any(|slot| matches!(slot.holds, Holds::Element(_))) {
        return;
    }
    for slot in slots {
        let fields = match &slot.holds {
            Holds::Element(field) => vec![*field],
            // of the others the RFC says it all
            Holds::Parts(parts) => parts
                .iter()
                .filter(|part| part.row.is_none_or(|row| row.attribute.ty == Type::String))
                .flat_map(Attribute::fields)
                .collect(),
        };
        for field in fields.into_iter().filter(|field| field.get.is_none()) {
            if let Some(parameter) = parameter_in(model, &field.ty) {
                cx.error(
                    &field.ty,
                    format!(
                        "where a field holds a whole element, no slot can depend on the {parameter}: write a type without it, or give each sub-attribute a field of its own"
                    ),
                );
            }
        }
    }
}

/// The parameter of the struct that a type names, in words.
fn parameter_in(model: &Model<'_>, ty: &syn::Type) -> Option<String> {
    model.container.generics.params.iter().find_map(|parameter| {
        let (kind, ident) = match parameter {
            GenericParam::Type(parameter) => ("type", &parameter.ident),
            GenericParam::Const(parameter) => ("const", &parameter.ident),
            GenericParam::Lifetime(_) => return None,
        };
        names(ty, &ident.to_string()).then(|| format!("{kind} parameter `{ident}`"))
    })
}

/// Whether a type names another by a single identifier, at any depth.
pub(super) fn names(ty: &syn::Type, name: &str) -> bool {
    fn search(tokens: TokenStream, name: &str) -> bool {
        let mut after_colon = false;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let qualified = after_colon;
            after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            match token {
                TokenTree::Ident(ident) => {
                    let goes_on = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                    if ident == name && !qualified && !goes_on {
                        return true;
                    }
                }
                TokenTree::Group(group) if search(group.stream(), name) => return true,
                _ => {}
            }
        }
        false
    }
    search(ty.to_token_stream(), name)
}

/// RFC 7643 section 2.4: one element at most is primary.
pub(super) fn one_primary(cx: &Ctxt, slots: &[Slot<'_>]) {
    let mut primary = slots.iter().filter(|slot| slot.is_primary());
    let Some(first) = primary.next() else { return };
    for other in primary {
        for field in other.fields() {
            if let Some(given) = &field.primary {
                cx.error(
                    &given.key,
                    format!(
                        "one element is primary at most, and the slot `{}` is: remove one of them",
                        first.selector()
                    ),
                );
            }
        }
    }
}

/// What `primary` fixes is not a field as well, here or in another slot (7643-2.4).
pub(super) fn primary_is_fixed(cx: &Ctxt, slots: &[Slot<'_>]) {
    let Some(primary) = slots.iter().find(|slot| slot.is_primary()) else { return };
    for slot in slots {
        let Holds::Parts(parts) = &slot.holds else { continue };
        for field in parts.iter().filter(|part| part.name == "primary").flat_map(Attribute::fields)
        {
            field.error(
                cx,
                if slot.is_primary() {
                    "this slot is the primary one, so `primary` is not a field: remove one of them"
                        .to_owned()
                } else {
                    let (first, own) = (primary.selector(), slot.selector());
                    format!("the slot `{first}` is always the primary one, so `{own}` never is: remove this field, or let a field of each say so")
                },
            );
        }
    }
}

/// What the selector fixes is not a field.
pub(super) fn selector_is_fixed(cx: &Ctxt, slot: &Slot<'_>) {
    let Holds::Parts(parts) = &slot.holds else { return };
    for part in parts.iter().filter(|part| part.name == slot.sub_attribute) {
        let value = match &slot.value {
            Value::String(text) => text.clone(),
            Value::Boolean(value) => value.to_string(),
        };
        for field in part.fields() {
            field.error(
                cx,
                format!("`{}` is always `{value}` in this slot: remove the field or add `#[scim(skip)]`", part.name),
            );
        }
    }
}
