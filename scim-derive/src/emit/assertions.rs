//! What only types can tell, left to the compiler: bounds and constants on the field's type.

mod embedded;
mod extensions;
mod slots;

use super::{List, Scope, literal, pretty, table};
use crate::model::{Attribute, Holds, Numbered, Row, Shape};
use crate::rfc::{Mutability, Returned, Type};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use std::iter;
use syn::spanned::Spanned;

/// What the compiler is to check.
#[derive(Default)]
pub(super) struct Assertions {
    /// Calls whose bounds the types must satisfy.
    bounds: Vec<TokenStream>,
    /// Conditions, each of which fails on its own.
    conditions: Vec<TokenStream>,
    /// Whether these are of a slot, which has no characteristics of its own.
    in_slot: bool,
    /// Whether these are of sub-attributes that fields hold one by one.
    in_parts: bool,
}

impl Assertions {
    /// As items.
    pub(super) fn items(&self) -> TokenStream {
        let Self { bounds, conditions, .. } = self;
        let bounds = (!bounds.is_empty()).then(|| quote!(const _: () = { #(let _ = #bounds;)* };));
        quote!(#bounds #(const _: () = #conditions;)*)
    }

    /// As statements, where they can depend on parameters.
    pub(super) fn statements(&self) -> TokenStream {
        let Self { bounds, conditions, .. } = self;
        quote!(#(let _ = #bounds;)* #(#conditions;)*)
    }

    /// An assertion on the tokens at a span.
    fn condition(&mut self, span: Span, condition: &TokenStream, message: &str) {
        self.conditions.push(quote_spanned!(span=> ::core::assert!(#condition, #message)));
    }

    fn each(&mut self, scope: &Scope<'_>, attribute: &Attribute<'_>) {
        match &attribute.shape {
            Shape::Field(field) => {
                self.held(scope, *field, attribute);
            }
            Shape::Group(parts) => self.parts(scope, parts),
            Shape::Slots(slots) => {
                self.in_slot = true;
                for slot in slots {
                    match &slot.holds {
                        Holds::Element(field) => {
                            // an element has a sub-attribute that selects it
                            let bound = match attribute.row {
                                Some(_) => bound(scope, *field, attribute, false),
                                None => Some(bound_to(scope, *field, "holds_complex")),
                            };
                            self.bounds.extend(bound);
                            self.held(scope, *field, attribute);
                        }
                        Holds::Parts(parts) => self.parts(scope, parts),
                    }
                }
                self.in_slot = false;
                self.alike(scope, slots);
                self.one_primary(scope, slots);
            }
        }
    }

    fn parts(&mut self, scope: &Scope<'_>, parts: &[Attribute<'_>]) {
        self.in_parts = true;
        for part in parts {
            self.each(scope, part);
        }
        self.in_parts = false;
    }

    fn held(&mut self, scope: &Scope<'_>, field: Numbered<'_>, attribute: &Attribute<'_>) {
        match attribute.row {
            _ if is_never_returned(field, attribute.row) => {}
            Some(row) if is_narrowed(field, row) => self.narrower(scope, field, row),
            Some(_) => {}
            None => self.own(scope, field, attribute),
        }
        if let Some(row) = attribute.row.filter(|row| row.attribute.ty == Type::Complex) {
            self.sub_attributes(scope, field, row);
        }
        self.unassignable(field, &attribute.name, attribute.row);
    }

    /// A type is not compared with case where the RFC does not do so, and an enum has no canonical
    /// value that the RFC does not have.
    fn narrower(&mut self, scope: &Scope<'_>, field: Numbered<'_>, row: Row) {
        let held = scope.held(field);
        // 7643-7-19: it would refuse what a filter finds
        if !row.attribute.case_exact {
            let message = format!(
                "`{}` is compared without case in the RFC: remove `case_exact` from the type",
                row.attribute.name
            );
            self.condition(shown_span(field), &quote!(!__scim::is_exact(#held)), &message);
        }
        if row.attribute.canonical_values.is_empty() {
            return;
        }
        let (table, index) = (table(row.schema), literal(row.index));
        let rfc = match row.sub.map(literal) {
            None => quote!(__scim::at(#table, #index)),
            Some(sub) => quote!(__scim::sub_at(#table, #index, #sub)),
        };
        let message = format!(
            "`{}` has the canonical values {} in the RFC, and the type has others: rename or remove those",
            row.attribute.name,
            row.attribute
                .canonical_values
                .iter()
                .map(|value| format!("`{value}`"))
                .collect::<Vec<_>>()
                .join(", ")
        );
        self.condition(shown_span(field), &quote!(__scim::is_narrower(#held, #rfc)), &message);
    }

    /// An attribute of the user's own is what its type is, within the RFC's bounds.
    fn own(&mut self, scope: &Scope<'_>, field: Numbered<'_>, attribute: &Attribute<'_>) {
        let (held, span, name) = (scope.held(field), shown_span(field), &attribute.name);
        let adapted = field.get.is_some() || field.with.is_some();
        if self.in_slot && self.in_parts && (adapted || !is_single(&field.ty)) {
            let message = format!(
                "`{name}` has several values, and what a field holds of one slot has one: hold the elements in a `Vec`, or write one value"
            );
            self.condition(span, &quote!(__scim::is_single(#held)), &message);
        }
        if adapted || !is_simple(&field.ty) {
            // RFC 7643 section 2.4
            let message = format!(
                "`{name}` has lists as values, and an attribute has one list at most: write one `Vec`, or add `#[scim(with = \"module\")]`"
            );
            self.condition(span, &quote!(!__scim::is_nested(#held)), &message);
        }
        if let Some(given) = &field.fold_column {
            let message = format!(
                "`{name}` is compared with case, as its type is, so it has no folded key: remove `fold_column`"
            );
            self.condition(given.key.span(), &quote!(!__scim::is_exact(#held)), &message);
        }
        if field.reference.is_some() {
            let message = format!(
                "`{name}` is a reference: write `Reference` or `String`, or remove `reference`"
            );
            self.condition(span, &quote!(__scim::is_reference(#held)), &message);
        } else if adapted || !is_simple(&field.ty) {
            // 7643-2.3.8-04
            let (what, condition) = if self.in_parts {
                ("is a sub-attribute and", quote!(__scim::is_simple(#held)))
            } else {
                let inner = quote!(__scim::sub_attributes_of(#held));
                ("has a sub-attribute that", quote!(__scim::are_simple(#inner)))
            };
            let message = format!(
                "`{name}` {what} has sub-attributes itself, and a schema goes no deeper than one level: flatten them, or add `#[scim(skip)]`"
            );
            self.condition(span, &condition, &message);
        }
    }

    /// A held struct has sub-attributes that the RFC knows, and contradicts nothing that it says
    /// of them.
    fn sub_attributes(&mut self, scope: &Scope<'_>, field: Numbered<'_>, row: Row) {
        let held = scope.held(field);
        let (table, index) = (table(row.schema), literal(row.index));
        let path = format!("{}.{}", row.schema.key, row.attribute.name);
        let message = format!(
            "the type has a sub-attribute that `{path}` does not have, or not with this type or these characteristics: add `#[scim(rfc = \"{path}\")]` to the struct"
        );
        let condition = quote! {
            __scim::are_narrower(__scim::sub_rows(#table, #index), __scim::sub_attributes_of(#held))
        };
        self.condition(shown_span(field), &condition, &message);
    }

    /// A version goes between the quotes of an ETag.
    fn version(&mut self, scope: &Scope<'_>, field: Numbered<'_>) {
        // what is known by its name alone keeps the usual code short
        if matches!(pretty(&field.ty).as_str(), "u64" | "i64" | "u32" | "i32" | "String") {
            return;
        }
        let condition = scope.held(field);
        self.condition(
            shown_span(field),
            &quote!(__scim::is_version(#condition)),
            "`meta.version` is one text, integer or dateTime: write a type such as `u64`",
        );
    }

    /// A field that a client can clear has an unassigned state.
    fn unassignable(&mut self, field: Numbered<'_>, name: &str, row: Option<Row>) {
        let row = row.map(|row| row.attribute);
        let mutability = field.mutability.as_ref().map(|given| given.value);
        let fixed = field.required.is_some()
            || field.default.is_some()
            || field.with.is_some()
            || field.get.is_some()
            || row.is_some_and(|row| row.required)
            || mutability.or(row.map(|row| row.mutability)) == Some(Mutability::ReadOnly);
        if fixed || is_unassignable(&field.ty) {
            return;
        }
        let ty = &field.ty;
        let message = format!(
            "`{name}` cannot be unassigned: write `Option<{}>`, or add {}`#[scim(default = ..)]`",
            pretty(ty),
            // refused of one slot and of `externalId`
            if self.in_slot || name == "externalId" { "" } else { "`#[scim(required)]` or " }
        );
        self.condition(ty.span(), &quote!(<#ty as __scim::ScimValue>::UNASSIGNABLE), &message);
    }
}

/// The call whose bound the type of an attribute of the RFC must satisfy; it says what the node is
/// to know of the type. An attribute of the user's own, or one whose canonical values are those of
/// its type, has bounds elsewhere.
pub(super) fn bound(
    scope: &Scope<'_>,
    field: Numbered<'_>,
    attribute: &Attribute<'_>,
    many: bool,
) -> Option<TokenStream> {
    let prefix = if many { "many" } else { "holds" };
    let kind = match attribute.row {
        _ if is_never_returned(field, attribute.row) => "secret",
        Some(row) if is_narrowed(field, row) => return None,
        row => kind(row?.attribute.ty),
    };
    Some(bound_to(scope, field, &format!("{prefix}_{kind}")))
}

/// A call of a function with such a bound.
pub(super) fn bound_to(scope: &Scope<'_>, field: Numbered<'_>, function: &str) -> TokenStream {
    let (held, span) = (scope.held(field), shown_span(field));
    let function = Ident::new(function, span);
    quote_spanned!(span=> __scim::#function(#held))
}

/// In the order of the fields.
pub(super) fn assertions(scope: &Scope<'_>) -> Assertions {
    let model = scope.model;
    let mut all = Assertions::default();
    let common = &model.common;
    if let Some(field) = common.version {
        all.version(scope, field);
    }
    if let Some(field) = common.external_id {
        all.unassignable(field, "externalId", None);
    }
    let extensions =
        model.extensions.iter().enumerate().map(|(index, extension)| {
            (List::Schema(scope.extension(index)), &extension.attributes)
        });
    for (list, attributes) in iter::once((scope.core(), &model.core)).chain(extensions) {
        for (index, attribute) in attributes.iter().enumerate() {
            all.each(scope, attribute);
            all.elements_alike(scope, &list, index, attribute);
        }
    }
    all.held_extensions(scope);
    all.embedded(scope);
    all
}

fn is_never_returned(field: Numbered<'_>, row: Option<Row>) -> bool {
    let given = field.returned.as_ref().map(|given| given.value);
    given.or(row.map(|row| row.attribute.returned)) == Some(Returned::Never)
}

/// Whether the attribute takes the canonical values of the type: an enum that holds it has some.
pub(super) fn is_narrowed(field: Numbered<'_>, row: Row) -> bool {
    row.attribute.ty == Type::String
        && field.canonical_values.is_none()
        && !is_never_returned(field, Some(row))
        && (field.get.is_some()
            || field.with.is_some()
            || !matches!(pretty(&field.ty).as_str(), "String" | "Option<String>"))
}

const fn kind(ty: Type) -> &'static str {
    match ty {
        Type::String => "string",
        Type::Boolean => "boolean",
        Type::Decimal => "decimal",
        Type::Integer => "integer",
        Type::DateTime => "date_time",
        Type::Binary => "binary",
        Type::Reference => "reference",
        Type::Complex => "complex",
    }
}

/// Where the type is that the field shows.
fn shown_span(field: Numbered<'_>) -> Span {
    field
        .get
        .as_ref()
        .or(field.with.as_ref())
        .map_or_else(|| field.ty.span(), |given| given.value.span())
}

/// Whether a type is unassignable by its name alone, which keeps the usual code short.
pub(super) fn is_unassignable(ty: &syn::Type) -> bool {
    let text = ty.to_token_stream().to_string();
    text == "String" || text.starts_with("Option <") || text.starts_with("Vec <")
}

/// Whether a type holds one value by its name alone.
fn is_single(ty: &syn::Type) -> bool {
    is_simple(ty) && !pretty(ty).contains("Vec<")
}

/// Whether a type has no sub-attributes by its name alone.
fn is_simple(ty: &syn::Type) -> bool {
    const SIMPLE: &[&str] = &[
        "String",
        "bool",
        "i8",
        "i16",
        "i32",
        "i64",
        "u8",
        "u16",
        "u32",
        "u64",
        "f32",
        "f64",
        "DateTime",
        "Binary",
        "Reference",
        "Secret",
    ];
    let text = pretty(ty);
    let mut inner = text.as_str();
    for outer in ["Option<", "Vec<"] {
        inner = inner.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>')).unwrap_or(inner);
    }
    SIMPLE.contains(&inner)
}
