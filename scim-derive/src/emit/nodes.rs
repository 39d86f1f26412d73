//! The nodes: which field holds which attribute.

use super::schema::slot_part;
use super::{List, Scope, key, literal};
use crate::model::{Attribute, Common, Holds, Numbered, Shape, Slot, Value};
use crate::rfc::Type;
use proc_macro2::TokenStream;
use quote::quote;

/// One expression for each attribute of a list.
pub(super) fn nodes(
    scope: &Scope<'_>,
    list: &List,
    attributes: &[Attribute<'_>],
) -> Vec<TokenStream> {
    let each = attributes.iter().enumerate();
    each.map(|(index, attribute)| node(scope, list, index, attribute)).collect()
}

fn node(scope: &Scope<'_>, list: &List, index: usize, attribute: &Attribute<'_>) -> TokenStream {
    let (reference, key) = (list.at(index), key(&attribute.name));
    match &attribute.shape {
        Shape::Field(field) => held(scope, *field, attribute, &reference),
        Shape::Group(parts) => {
            let parts: Vec<_> = parts
                .iter()
                .enumerate()
                .map(|(sub, part)| leaf(scope, part, &list.sub(index, sub)))
                .collect();
            let parts = Scope::list(&parts);
            quote!(__scim::Node::group(#reference, #key, #parts))
        }
        Shape::Slots(slots) => {
            let each: Vec<_> = slots
                .iter()
                .map(|slot| one_slot(scope, slot, &|name| slot_part(list, index, slots, name)))
                .collect();
            let each = Scope::list(&each);
            quote!(__scim::Node::slots(#reference, #key, #each))
        }
    }
}

/// A sub-attribute, which fields hold one by one.
fn leaf(scope: &Scope<'_>, attribute: &Attribute<'_>, reference: &TokenStream) -> TokenStream {
    match &attribute.shape {
        Shape::Field(field) => held(scope, *field, attribute, reference),
        // paths have two names at most
        Shape::Group(_) | Shape::Slots(_) => TokenStream::new(),
    }
}

fn held(
    scope: &Scope<'_>,
    field: Numbered<'_>,
    attribute: &Attribute<'_>,
    reference: &TokenStream,
) -> TokenStream {
    let key = key(&attribute.name);
    let (number, name) = (literal(field.number), field.name());
    let suffix = field.node_suffix();
    // a PUT that leaves `active` out does not change it
    let keep = (field.on_omit.is_none()
        && attribute.row.is_some_and(|row| {
            row.schema.key == "User" && row.sub.is_none() && row.attribute.name == "active"
        }))
    .then(|| quote!(.with(__scim::Flags::KEEP)));
    let node = match attribute.row.map(|row| row.attribute.ty) {
        Some(Type::Complex) => {
            let held = scope.held(field);
            quote!(__scim::Node::complex(#reference, #key, #number, #name, __scim::nodes_of(#held)))
        }
        Some(_) => quote!(__scim::Node::field(#reference, #key, #number, #name)),
        None => {
            let held = scope.held(field);
            quote!(__scim::node_of(#held, #reference, #key, #number, #name))
        }
    };
    quote!(#node #suffix #keep)
}

fn one_slot(
    scope: &Scope<'_>,
    slot: &Slot<'_>,
    reference: &dyn Fn(&str) -> TokenStream,
) -> TokenStream {
    let sub = &slot.sub_attribute;
    let (value, mut head) = match &slot.value {
        Value::String(text) => (quote!(String(#text)), format!("{{\"{sub}\":\"{text}\"")),
        Value::Boolean(value) => (quote!(Boolean(#value)), format!("{{\"{sub}\":{value}")),
    };
    let mut suffix = TokenStream::new();
    if slot.is_primary() {
        suffix.extend(quote!(.primary()));
        if slot.sub_attribute != "primary" {
            head.push_str(",\"primary\":true");
        }
    }
    let parts = match &slot.holds {
        Holds::Element(field) => {
            let (held, number) = (scope.held(*field), literal(field.number));
            suffix.extend(quote!(.element(#number)));
            quote!(__scim::nodes_of(#held))
        }
        Holds::Parts(parts) => {
            let parts: Vec<_> =
                parts.iter().map(|part| leaf(scope, part, &reference(&part.name))).collect();
            Scope::list(&parts)
        }
    };
    quote!(__scim::Slot::new(#sub, __scim::Literal::#value, #head, #parts)#suffix)
}

/// `schemas`, `id` and `externalId`, which come first.
pub(super) fn common(common: &Common<'_>) -> Vec<TokenStream> {
    let mut nodes = vec![quote!(__scim::Node::schemas())];
    for (field, attribute, key) in
        [(common.id, quote!(ID), "id"), (common.external_id, quote!(EXTERNAL_ID), "externalId")]
    {
        let Some(field) = field else { continue };
        nodes.push(simple(field, &quote!(__scim::#attribute), key));
    }
    nodes
}

fn simple(field: Numbered<'_>, attribute: &TokenStream, name: &str) -> TokenStream {
    let (key, number, field_name) = (key(name), literal(field.number), field.name());
    let suffix = field.node_suffix();
    quote!(__scim::Node::field(#attribute, #key, #number, #field_name)#suffix)
}

/// `meta`, which comes last.
pub(super) fn meta(common: &Common<'_>) -> TokenStream {
    let list = List::Slice(quote!(__scim::META_ATTRIBUTES));
    let computed = |index, name: &str, kind: TokenStream| {
        let (attribute, key) = (list.at(index), key(name));
        quote!(__scim::Node::computed(#attribute, #key, __scim::Kind::#kind))
    };
    let mut parts = vec![computed(0, "resourceType", quote!(ResourceType))];
    parts.extend(common.created.map(|field| simple(field, &list.at(1), "created")));
    parts.extend(common.last_modified.map(|field| simple(field, &list.at(2), "lastModified")));
    parts.push(computed(3, "location", quote!(Location)));
    parts.extend(common.version.map(|field| {
        let number = literal(field.number);
        let node = computed(4, "version", quote!(Version(#number)));
        let suffix = field.node_suffix();
        quote!(#node #suffix)
    }));
    let parts = Scope::list(&parts);
    quote!(__scim::Node::group(__scim::META, "\"meta\":", #parts))
}
