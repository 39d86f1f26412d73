//! What only types can tell, left to the compiler: bounds and constants on the field's type.

use super::{Scope, literal, pretty, schema, table};
use crate::attr::Derive;
use crate::model::{Attribute, Holds, Known, Numbered, Row, Shape};
use crate::rfc::{Mutability, Returned, Type};
use crate::suggest::one_of;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

/// The statements, in the order of the fields.
pub(super) fn assertions(scope: &Scope<'_>) -> Vec<TokenStream> {
    let model = scope.model;
    let mut all = Vec::new();
    let common = &model.common;
    for (field, holds) in [
        (common.external_id, "holds_string"),
        (common.created, "holds_date_time"),
        (common.last_modified, "holds_date_time"),
    ] {
        all.extend(field.map(|field| bound(scope, field, holds)));
    }
    let extensions = model.extensions.iter().flat_map(|extension| &extension.attributes);
    for attribute in model.core.iter().chain(extensions) {
        each(scope, attribute, false, &mut all);
    }
    all.extend(common.version.and_then(|field| version(scope, field)));
    let required = model.container.derive != Derive::Complex;
    if let Some(field) = common.external_id {
        unassignable(field, "externalId", None, true, &mut all);
    }
    embedded(scope, required, &mut all);
    all
}

fn each(scope: &Scope<'_>, attribute: &Attribute<'_>, in_slot: bool, all: &mut Vec<TokenStream>) {
    match &attribute.shape {
        Shape::Field(field) => {
            let many = attribute.row.is_some_and(|row| row.attribute.multi_valued);
            held(scope, *field, attribute, many, all);
            unassignable(*field, &attribute.name, attribute.row, in_slot, all);
        }
        Shape::Group(parts) => {
            for part in parts {
                each(scope, part, in_slot, all);
            }
        }
        Shape::Slots(slots) => {
            for slot in slots {
                match &slot.holds {
                    Holds::Element(field) => {
                        held(scope, *field, attribute, false, all);
                        unassignable(*field, &attribute.name, attribute.row, true, all);
                    }
                    Holds::Parts(parts) => {
                        for part in parts {
                            each(scope, part, true, all);
                        }
                    }
                }
            }
        }
    }
}

fn held(
    scope: &Scope<'_>,
    field: Numbered<'_>,
    attribute: &Attribute<'_>,
    many: bool,
    all: &mut Vec<TokenStream>,
) {
    let never = field
        .returned
        .as_ref()
        .map(|given| given.value)
        .or(attribute.row.map(|row| row.attribute.returned))
        == Some(Returned::Never);
    let ty = attribute.row.map(|row| row.attribute.ty);
    let kind = match ty {
        _ if never => Some("secret"),
        Some(Type::String) => Some("string"),
        Some(Type::Boolean) => Some("boolean"),
        Some(Type::Decimal) => Some("decimal"),
        Some(Type::Integer) => Some("integer"),
        Some(Type::DateTime) => Some("date_time"),
        Some(Type::Binary) => Some("binary"),
        Some(Type::Reference) => Some("reference"),
        Some(Type::Complex) => Some("complex"),
        None => None,
    };
    if let Some(kind) = kind {
        let prefix = if many { "many" } else { "holds" };
        all.push(bound(scope, field, &format!("{prefix}_{kind}")));
    }
    if let (Some(Type::Complex), Some(row)) = (ty, attribute.row) {
        all.push(sub_attributes(scope, field, row));
    }
    if let Some(row) = attribute.row
        && !row.attribute.canonical_values.is_empty()
        && schema::is_narrowed(field, row)
    {
        all.push(canonical_values(scope, field, row));
    }
    if attribute.row.is_none() && field.reference.is_some() {
        all.push(reference(scope, field, &attribute.name));
    }
}

fn bound(scope: &Scope<'_>, field: Numbered<'_>, function: &str) -> TokenStream {
    let held = scope.held(field);
    let span = shown_span(field);
    let function = Ident::new(function, span);
    quote_spanned!(span=> __scim::#function(#held);)
}

/// Where the type is that the field shows.
fn shown_span(field: Numbered<'_>) -> Span {
    field
        .get
        .as_ref()
        .or(field.with.as_ref())
        .map_or_else(|| field.ty.span(), |given| given.value.span())
}

/// A held struct has sub-attributes that the RFC knows, with the RFC's types.
fn sub_attributes(scope: &Scope<'_>, field: Numbered<'_>, row: Row) -> TokenStream {
    let (held, span) = (scope.held(field), shown_span(field));
    let (table, index) = (table(row.schema), literal(row.index));
    let path = format!("{}.{}", row.schema.key, row.attribute.name);
    let message = format!(
        "the type has a sub-attribute that `{path}` does not have, or not with this type: add `#[scim(rfc = \"{path}\")]` to the struct"
    );
    quote_spanned! {span=>
        ::core::assert!(
            __scim::are_known(__scim::sub_rows(#table, #index), __scim::sub_attributes_of(#held)),
            #message
        );
    }
}

/// An enum has canonical values that the RFC has.
fn canonical_values(scope: &Scope<'_>, field: Numbered<'_>, row: Row) -> TokenStream {
    let (held, span) = (scope.held(field), shown_span(field));
    let (table, index) = (table(row.schema), literal(row.index));
    let rfc = match row.sub.map(literal) {
        None => quote!(__scim::at(#table, #index)),
        Some(sub) => quote!(__scim::sub_at(#table, #index, #sub)),
    };
    let message = format!(
        "the enum has a value that is not a canonical value of `{}` in the RFC: its values can be {}",
        row.attribute.name,
        one_of(row.attribute.canonical_values)
    );
    quote_spanned!(span=> ::core::assert!(__scim::is_narrower(#held, #rfc), #message);)
}

/// What refers to a resource is a reference or text.
fn reference(scope: &Scope<'_>, field: Numbered<'_>, name: &str) -> TokenStream {
    let (held, span) = (scope.held(field), shown_span(field));
    let message =
        format!("`{name}` is a reference: write `Reference` or `String`, or remove `reference`");
    quote_spanned!(span=> ::core::assert!(__scim::is_reference(#held), #message);)
}

/// A version is shown between the quotes of an ETag.
fn version(scope: &Scope<'_>, field: Numbered<'_>) -> Option<TokenStream> {
    // what is known by its name alone keeps the usual code short
    if matches!(pretty(&field.ty).as_str(), "u64" | "i64" | "u32" | "i32" | "String") {
        return None;
    }
    let (held, span) = (scope.held(field), shown_span(field));
    let message = "`meta.version` is one text, integer or dateTime: write a type such as `u64`";
    Some(quote_spanned!(span=> ::core::assert!(__scim::is_version(#held), #message);))
}

/// A field that a client can clear has an unassigned state.
fn unassignable(
    field: Numbered<'_>,
    name: &str,
    row: Option<Row>,
    never_required: bool,
    all: &mut Vec<TokenStream>,
) {
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
        if never_required { "" } else { "`#[scim(required)]` or " }
    );
    all.push(quote_spanned! {ty.span()=>
        ::core::assert!(<#ty as __scim::ScimValue>::UNASSIGNABLE, #message);
    });
}

/// Whether a type is unassignable by its name alone, which keeps the usual code short.
pub(super) fn is_unassignable(ty: &syn::Type) -> bool {
    let text = ty.to_token_stream().to_string();
    text == "String" || text.starts_with("Option <") || text.starts_with("Vec <")
}

/// Embedded structs have attributes of this schema, each of them once.
fn embedded(scope: &Scope<'_>, required: bool, all: &mut Vec<TokenStream>) {
    let model = scope.model;
    if model.container.embedded.is_empty() {
        return;
    }
    let this = if scope.generic { quote!(Self) } else { scope.this() };
    for embedded in &model.container.embedded {
        let ty = &embedded.ty;
        let (rows, name) = match model.known {
            Known::Schema(schema) => (table(schema), schema.key.to_owned()),
            Known::SubAttributes(schema, index) => {
                let (table, index) = (table(schema), literal(index));
                (quote!(__scim::sub_rows(#table, #index)), model.known.name())
            }
            Known::Own => continue,
        };
        let message = format!(
            "`{}` has an attribute that `{name}` does not have, or not with this type: add `#[scim(rfc = \"{name}\")]` to it",
            pretty(ty)
        );
        all.push(quote_spanned! {ty.span()=>
            ::core::assert!(
                __scim::are_known(#rows, <#ty as __scim::ScimComplex>::ATTRIBUTES),
                #message
            );
        });
    }
    let list = scope.core().tokens();
    if let (Known::Schema(schema), true) = (model.known, required) {
        for row in schema.attributes.iter().filter(|row| row.required) {
            let name = row.name;
            let message = format!(
                "`{}` requires `{name}`: add `#[scim(path = \"{name}\")]` to the field that holds it",
                schema.key
            );
            let span = model.container.ident.span();
            all.push(
                quote_spanned!(span=> ::core::assert!(__scim::is_mapped(#list, #name), #message);),
            );
        }
    }
    let owner = match model.container.derive {
        Derive::Resource => quote!(ScimResource),
        Derive::Complex => quote!(ScimComplex),
        Derive::Extension => quote!(ScimExtension),
    };
    let message = "an embedded struct maps an attribute that is mapped already: an attribute lives in one struct";
    let nodes = match model.container.derive {
        // a generic constant cannot look at itself while it is made
        _ if scope.generic => return,
        _ => quote!(<#this as __scim::#owner>::NODES),
    };
    let span =
        model.container.embedded.first().map_or_else(Span::call_site, |field| field.ty.span());
    all.push(quote_spanned!(span=> ::core::assert!(__scim::are_distinct(#nodes), #message);));
}
