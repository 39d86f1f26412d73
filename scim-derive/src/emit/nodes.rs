//! The nodes: which field holds which attribute.

use super::schema::slot_part;
use super::{At, List, Scope, assertions, key, literal, variant};
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
        Shape::Field(field) => held(scope, *field, attribute, reference),
        Shape::Group(parts) => {
            let parts: Vec<_> = parts
                .iter()
                .enumerate()
                .map(|(sub, part)| leaf(scope, part, list.sub(index, sub)))
                .collect();
            let parts = scope.list("Node", &parts);
            quote!(__scim::Node::group(#reference, #key, #parts))
        }
        Shape::Slots(slots) => {
            let each: Vec<_> = slots
                .iter()
                .map(|slot| one_slot(scope, slot, &|name| slot_part(list, index, slots, name)))
                .collect();
            let each = scope.list("Slot", &each);
            // the parts say so themselves
            let whole = slots
                .iter()
                .any(|slot| matches!(slot.holds, Holds::Element(field) if field.default.is_some()));
            let default = whole.then(|| quote!(.with(__scim::Flags::DEFAULT)));
            quote!(__scim::Node::slots(#reference, #key, #each)#default)
        }
    }
}

/// A sub-attribute, which fields hold one by one.
fn leaf(scope: &Scope<'_>, attribute: &Attribute<'_>, reference: At<'_>) -> TokenStream {
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
    reference: At<'_>,
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
        Some(_) => reference.simple_node(&quote!(#key, #number, #name)),
        None => {
            let held = scope.held(field);
            quote!(__scim::node_of(#held, #reference, #key, #number, #name))
        }
    };
    let many = attribute.row.is_some_and(|row| row.attribute.multi_valued);
    let flags = match assertions::bound(scope, field, attribute, many) {
        Some(bound) => Some(bound),
        None if attribute.row.is_some() => {
            let held = scope.held(field);
            Some(quote!(__scim::flags_of(#held)))
        }
        // the type says so itself
        None => None,
    };
    let flags = flags.map(|flags| quote!(.with(#flags)));
    quote!(#node #flags #suffix #keep)
}

fn one_slot<'r>(
    scope: &Scope<'_>,
    slot: &Slot<'_>,
    reference: &dyn Fn(&str) -> At<'r>,
) -> TokenStream {
    let sub = &slot.sub_attribute;
    let (function, value, mut head) = match &slot.value {
        Value::String(text) => ("slot", quote!(#text), format!(",\"{sub}\":\"{text}\"")),
        Value::Boolean(value) => ("boolean_slot", quote!(#value), format!(",\"{sub}\":{value}")),
    };
    let function = variant(function);
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
            let name = field.name();
            suffix.extend(quote!(.element(#number).held_by(#name)));
            quote!(__scim::nodes_of(#held))
        }
        Holds::Parts(parts) => {
            let parts: Vec<_> =
                parts.iter().map(|part| leaf(scope, part, reference(&part.name))).collect();
            scope.list("Node", &parts)
        }
    };
    quote!(__scim::#function(#sub, #value, #head, #parts)#suffix)
}

/// `schemas`, `id` and `externalId`, which come first.
pub(super) fn common(scope: &Scope<'_>, common: &Common<'_>) -> Vec<TokenStream> {
    let mut nodes = vec![quote!(__scim::Node::schemas())];
    for (field, attribute, key) in
        [(common.id, quote!(ID), "id"), (common.external_id, quote!(EXTERNAL_ID), "externalId")]
    {
        let Some(field) = field else { continue };
        // any type can be an id
        let flags = (key != "id").then(|| {
            let bound = assertions::bound_to(scope, field, "holds_string");
            quote!(.with(#bound))
        });
        let node = simple(field, &quote!(__scim::#attribute), key);
        nodes.push(quote!(#node #flags));
    }
    nodes
}

fn simple(field: Numbered<'_>, attribute: &TokenStream, name: &str) -> TokenStream {
    let (key, number, field_name) = (key(name), literal(field.number), field.name());
    let suffix = field.node_suffix();
    quote!(__scim::Node::field(#attribute, #key, #number, #field_name)#suffix)
}

/// `meta`, which comes last.
pub(super) fn meta(scope: &Scope<'_>) -> TokenStream {
    let common = &scope.model.common;
    let mut parts = vec![quote!(__scim::META_RESOURCE_TYPE)];
    for (field, function) in [(common.created, "created"), (common.last_modified, "last_modified")]
    {
        let Some(field) = field else { continue };
        let (function, number, name) = (variant(function), literal(field.number), field.name());
        let (suffix, bound) =
            (field.node_suffix(), assertions::bound_to(scope, field, "holds_date_time"));
        parts.push(quote!(__scim::#function(#number, #name).with(#bound)#suffix));
    }
    parts.push(quote!(__scim::META_LOCATION));
    parts.extend(common.version.map(|field| {
        let (number, name, suffix) = (literal(field.number), field.name(), field.node_suffix());
        let held = scope.held(field);
        quote!(__scim::version(#number, #name).with(__scim::flags_of(#held))#suffix)
    }));
    let parts = scope.list("Node", &parts);
    quote!(__scim::Node::group(__scim::META, ",\"meta\":", #parts))
}
