//! The attributes that the schema publishes.

use super::assertions::is_narrowed;
use super::{At, List, Scope, literal, table, variant};
use crate::model::{Attribute, Holds, Numbered, Row, Shape, Slot, Value};
use crate::rfc::{Mutability, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// One expression for each attribute.
pub(super) fn attributes(scope: &Scope<'_>, attributes: &[Attribute<'_>]) -> Vec<TokenStream> {
    attributes.iter().map(|attribute| one(scope, attribute)).collect()
}

fn one(scope: &Scope<'_>, attribute: &Attribute<'_>) -> TokenStream {
    let name = &attribute.name;
    match &attribute.shape {
        Shape::Field(field) => held(scope, *field, attribute),
        Shape::Group(parts) => {
            let own = quote!(__scim::Attribute::new(#name, __scim::Type::Complex, ""));
            let base = attribute.row.map_or(own, row);
            let parts = scope.list("Attribute", &attributes(scope, parts));
            quote!(#base.sub_attributes(#parts))
        }
        Shape::Slots(slots) => {
            let own =
                quote!(__scim::Attribute::new(#name, __scim::Type::Complex, "").multi_valued());
            let base = attribute.row.map_or(own, row);
            let parts = slot_attributes(scope, slots);
            quote!(#base.sub_attributes(#parts))
        }
    }
}

/// The row of the RFC's table.
fn row(row: Row) -> TokenStream {
    let (table, index) = (table(row.schema), literal(row.index));
    match row.sub.map(literal) {
        None => quote!(__scim::rfc::attribute(#table, #index)),
        Some(sub) => quote!(__scim::rfc::sub_attribute(#table, #index, #sub)),
    }
}

/// The attribute of one field.
fn held(scope: &Scope<'_>, field: Numbered<'_>, attribute: &Attribute<'_>) -> TokenStream {
    let mut tokens = match attribute.row {
        Some(row) => of_rfc(scope, field, row),
        None => {
            let (held, name) = (scope.held(field), &attribute.name);
            let text = description(field);
            if field.reference.is_some() {
                quote!(__scim::reference_of(#held, #name, #text))
            } else {
                quote!(__scim::attribute_of(#held, #name, #text))
            }
        }
    };
    tokens.extend(characteristics(field, attribute.row));
    tokens
}

fn of_rfc(scope: &Scope<'_>, field: Numbered<'_>, of: Row) -> TokenStream {
    let base = row(of);
    match of.attribute.ty {
        Type::Complex => {
            let held = scope.held(field);
            quote!(#base.sub_attributes(__scim::sub_attributes_of(#held)))
        }
        Type::String if is_narrowed(field, of) => {
            let held = scope.held(field);
            quote!(__scim::narrowed_to(#held, #base))
        }
        _ => base,
    }
}

fn description(field: Numbered<'_>) -> String {
    field.description.as_ref().map_or_else(|| field.docs.clone(), |given| given.value.value())
}

/// What the field says of its attribute.
fn characteristics(field: Numbered<'_>, row: Option<Row>) -> TokenStream {
    let mut tokens = TokenStream::new();
    if let (Some(given), Some(_)) = (&field.description, row) {
        let text = &given.value;
        tokens.extend(quote!(.description(#text)));
    }
    if field.required.is_some() {
        tokens.extend(quote!(.required()));
    }
    if field.case_exact.is_some() {
        tokens.extend(quote!(.case_exact()));
    }
    let computed = field.get.as_ref().map(|_| Mutability::ReadOnly);
    let given = field.mutability.as_ref().map(|given| given.value).or(computed);
    if let Some(mutability) = given
        && row.map(|row| row.attribute.mutability) != Some(mutability)
    {
        let variant = variant(mutability.variant());
        tokens.extend(quote!(.mutability(__scim::Mutability::#variant)));
    }
    if let Some(given) = &field.returned {
        let variant = variant(given.value.variant());
        tokens.extend(quote!(.returned(__scim::Returned::#variant)));
    }
    if let Some(given) = &field.uniqueness {
        let variant = variant(given.value.variant());
        tokens.extend(quote!(.uniqueness(__scim::Uniqueness::#variant)));
    }
    if let Some(given) = &field.canonical_values {
        let values = texts(&given.value);
        tokens.extend(quote!(.canonical_values(#values)));
    }
    if let Some(given) = &field.reference {
        let types = texts(&given.value);
        tokens.extend(quote!(.reference_types(#types)));
    }
    tokens
}

fn texts<T: quote::ToTokens>(values: &[T]) -> TokenStream {
    quote!(const { &[#(__scim::Cow::Borrowed(#values)),*] })
}

/// A sub-attribute that slots have, of which some may be fixed.
pub(super) enum SlotPart<'m, 'a> {
    /// What distinguishes the slots.
    Selector(Vec<&'m Value>),
    /// Whether an element is the primary one.
    Primary,
    /// Held by fields; the first says what is said.
    Held(&'m Attribute<'a>),
}

/// The sub-attributes of slots, in the RFC's order; those of whole elements come after them.
pub(super) fn slot_parts<'m, 'a>(
    slots: &'m [Slot<'a>],
) -> Vec<(String, Option<Row>, SlotPart<'m, 'a>)> {
    let Some(first) = slots.first() else { return Vec::new() };
    let mut parts = Vec::new();
    let values = slots.iter().map(|slot| &slot.value).collect();
    parts.push((first.sub_attribute.clone(), first.row, SlotPart::Selector(values)));
    if slots.iter().any(Slot::is_primary) && first.sub_attribute != "primary" {
        let row = first.row.and_then(|row| row.known().row("primary"));
        parts.push(("primary".to_owned(), row, SlotPart::Primary));
    }
    for slot in slots {
        let Holds::Parts(held) = &slot.holds else { continue };
        for part in held {
            let there = parts.iter().any(|(name, _, _)| name.eq_ignore_ascii_case(&part.name));
            if !there {
                parts.push((part.name.clone(), part.row, SlotPart::Held(part)));
            }
        }
    }
    parts.sort_by_key(|(_, row, _)| row.map_or(0, |row| row.order()));
    parts
}

fn slot_attributes(scope: &Scope<'_>, slots: &[Slot<'_>]) -> TokenStream {
    let parts: Vec<_> = slot_parts(slots)
        .into_iter()
        .map(|(name, of, part)| match part {
            SlotPart::Selector(values) => selector(&name, of, &values),
            SlotPart::Primary => of.map_or_else(
                || quote!(__scim::Attribute::new("primary", __scim::Type::Boolean, "")),
                row,
            ),
            SlotPart::Held(attribute) => one(scope, attribute),
        })
        .collect();
    let own = scope.list("Attribute", &parts);
    let elements: Vec<_> = slots
        .iter()
        .filter_map(|slot| match slot.holds {
            Holds::Element(field) => Some(scope.held(field)),
            Holds::Parts(_) => None,
        })
        .collect();
    if elements.is_empty() {
        return own;
    }
    let lists = quote!(&[#own #(, __scim::sub_attributes_of(#elements))*]);
    quote!(const { &__scim::merge_attributes::<{ __scim::merged(#lists) }>(#lists) })
}

fn selector(name: &str, of: Option<Row>, values: &[&Value]) -> TokenStream {
    let texts: Vec<_> = values
        .iter()
        .filter_map(|value| match value {
            Value::String(text) => Some(text),
            Value::Boolean(_) => None,
        })
        .collect();
    if texts.is_empty() {
        return of
            .map_or_else(|| quote!(__scim::Attribute::new(#name, __scim::Type::Boolean, "")), row);
    }
    let base =
        of.map_or_else(|| quote!(__scim::Attribute::new(#name, __scim::Type::String, "")), row);
    let texts = self::texts(&texts);
    quote!(#base.canonical_values(#texts))
}

/// The list and the index of a part among [`slot_parts`].
pub(super) fn slot_part<'l>(
    list: &'l List,
    index: usize,
    slots: &[Slot<'_>],
    name: &str,
) -> At<'l> {
    let parts = slot_parts(slots);
    let sub = parts.iter().position(|(part, _, _)| part.eq_ignore_ascii_case(name));
    list.sub(index, sub.unwrap_or(usize::MAX))
}
