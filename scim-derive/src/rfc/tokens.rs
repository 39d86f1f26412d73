//! The table as the runtime's consts: what `__rfc_tables!` expands to, inside `scim-schema` only.

use super::{Attribute, Mutability, Returned, SCHEMAS, Schema, Uniqueness};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// For each schema `USER` (its attributes), `USER_ID`, `USER_NAME` and `USER_DESCRIPTION`, and
/// `user_schema`, which makes a schema of some of its attributes; and
/// `ADDITIONS`: schema, path and reason of what the RFC's documents do not list.
pub(crate) fn tables() -> TokenStream {
    let schemas = SCHEMAS.iter().map(consts);
    let mut additions = Vec::new();
    for schema in SCHEMAS {
        add_additions(schema.id, "", schema.attributes, &mut additions);
    }
    quote! {
        #(#schemas)*
        /// What the RFC's documents do not list: schema, path, and why it is here.
        pub const ADDITIONS: &[(&str, &str, &str)] = &[#(#additions),*];
    }
}

/// `USER` for `User`: how the consts of a schema begin.
pub(crate) fn const_name(schema: &Schema) -> Ident {
    let mut name = String::new();
    for (i, c) in schema.key.char_indices() {
        if i > 0 && c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_uppercase());
    }
    Ident::new(&name, Span::call_site())
}

/// `user_schema` for `User`.
pub(crate) fn function_name(schema: &Schema) -> Ident {
    format_ident!("{}_schema", const_name(schema).to_string().to_ascii_lowercase())
}

fn consts(schema: &Schema) -> TokenStream {
    let attributes = const_name(schema);
    let id = format_ident!("{attributes}_ID");
    let name = format_ident!("{attributes}_NAME");
    let description = format_ident!("{attributes}_DESCRIPTION");
    let list = list(schema.attributes);
    let function = function_name(schema);
    let function_doc = format!("`{}` with some of its attributes.", schema.key);
    let (id_value, name_value, text) = (schema.id, schema.name, schema.description);
    let doc = |what: &str| format!("The {what} of `{}`.", schema.key);
    let (attributes_doc, id_doc, name_doc, description_doc) =
        (doc("attributes"), doc("URN"), doc("name"), doc("description"));
    quote! {
        #[doc = #attributes_doc]
        pub const #attributes: &[crate::schema::Attribute] = #list;
        #[doc = #id_doc]
        pub const #id: &str = #id_value;
        #[doc = #name_doc]
        pub const #name: &str = #name_value;
        #[doc = #description_doc]
        pub const #description: &str = #text;
        #[doc = #function_doc]
        #[must_use]
        pub const fn #function(
            attributes: &'static [crate::schema::Attribute],
        ) -> crate::schema::Schema {
            crate::schema::Schema::new(#id, #name, #description).attributes(attributes)
        }
    }
}

fn list(attributes: &[Attribute]) -> TokenStream {
    let attributes = attributes.iter().map(attribute);
    quote!(const { &[#(#attributes),*] })
}

fn attribute(attribute: &Attribute) -> TokenStream {
    let Attribute { name, description, .. } = *attribute;
    let ty = variant(attribute.ty.variant());
    let mut tokens =
        quote!(crate::schema::Attribute::new(#name, crate::schema::Type::#ty, #description));
    if attribute.multi_valued {
        tokens.extend(quote!(.multi_valued()));
    }
    if attribute.required {
        tokens.extend(quote!(.required()));
    }
    if !attribute.canonical_values.is_empty() {
        let values = texts(attribute.canonical_values);
        tokens.extend(quote!(.canonical_values(#values)));
    }
    if attribute.case_exact {
        tokens.extend(quote!(.case_exact()));
    }
    if attribute.mutability != Mutability::ReadWrite {
        let mutability = variant(attribute.mutability.variant());
        tokens.extend(quote!(.mutability(crate::schema::Mutability::#mutability)));
    }
    if attribute.returned != Returned::Default {
        let returned = variant(attribute.returned.variant());
        tokens.extend(quote!(.returned(crate::schema::Returned::#returned)));
    }
    if attribute.uniqueness != Uniqueness::None {
        let uniqueness = variant(attribute.uniqueness.variant());
        tokens.extend(quote!(.uniqueness(crate::schema::Uniqueness::#uniqueness)));
    }
    if !attribute.reference_types.is_empty() {
        let types = texts(attribute.reference_types);
        tokens.extend(quote!(.reference_types(#types)));
    }
    if !attribute.sub_attributes.is_empty() {
        let sub_attributes = list(attribute.sub_attributes);
        tokens.extend(quote!(.sub_attributes(#sub_attributes)));
    }
    tokens
}

fn variant(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn texts(values: &[&str]) -> TokenStream {
    quote!(const { &[#(::std::borrow::Cow::Borrowed(#values)),*] })
}

fn add_additions(schema: &str, parent: &str, attributes: &[Attribute], to: &mut Vec<TokenStream>) {
    for attribute in attributes {
        let path = format!("{parent}{}", attribute.name);
        if let Some(why) = attribute.addition {
            to.push(quote!((#schema, #path, #why)));
        }
        add_additions(schema, &format!("{path}."), attribute.sub_attributes, to);
    }
}
