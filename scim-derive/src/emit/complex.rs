//! `ScimComplex` and `ScimExtension`: structs that are values of a field.

use super::{Scope, assertions, fields, key, nodes, resource, schema, variant};
use crate::attr::Derive;
use crate::model::Known;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

pub(super) fn emit_complex(scope: &Scope<'_>) -> TokenStream {
    let this = &scope.model.container.ident;
    let (generics, parameters, bounds) = scope.model.container.generics.split_for_impl();
    let own = schema::attributes(scope, &scope.model.core);
    let attributes = if scope.model.container.embedded.is_empty() {
        quote!(&[#(#own),*])
    } else {
        scope.with_embedded(&scope.list("Attribute", &own), own.len())
    };
    let nodes = node_list(scope);
    let assertions = assertions::assertions(scope);
    let assertions = if scope.generic { assertions.statements() } else { assertions.items() };
    let (items, attributes, nodes) = if scope.generic {
        (TokenStream::new(), attributes, quote!({ #assertions #nodes }))
    } else {
        let items = quote! {
            const __ATTRIBUTES: &[__scim::Attribute] = #attributes;
            const __NODES: &[__scim::Node] = #nodes;
            #assertions
        };
        (items, quote!(__ATTRIBUTES), scope.nodes())
    };
    let fields = scope.base(scope.model.container.embedded.len());
    let rfc = scope.model.known.rows().map(|_| {
        let name = scope.model.known.name();
        quote!(const RFC: __scim::Option<&'static __scim::str> = __scim::Option::Some(#name);)
    });
    let model = fields::model(scope);
    let value = value(scope);
    quote! {
        #items
        #[automatically_derived]
        impl #generics __scim::ScimComplex for #this #parameters #bounds {
            const ATTRIBUTES: &'static [__scim::Attribute] = #attributes;
            const NODES: &'static [__scim::Node] = #nodes;
            const FIELDS: __scim::u16 = #fields;
            #rfc
        }
        #model
        #value
        #[automatically_derived]
        impl #generics __scim::HoldsComplex for #this #parameters #bounds {}
    }
}

pub(super) fn emit_extension(scope: &Scope<'_>) -> TokenStream {
    let this = &scope.model.container.ident;
    let (generics, parameters, bounds) = scope.model.container.generics.split_for_impl();
    let (schema, nodes) = (resource::schema(scope), node_list(scope));
    let assertions = assertions::assertions(scope);
    let assertions = if scope.generic { assertions.statements() } else { assertions.items() };
    let (items, schema, nodes) = if scope.generic {
        (TokenStream::new(), schema, quote!({ #assertions #nodes }))
    } else {
        let items = quote! {
            const __SCHEMA: &__scim::Schema = #schema;
            const __NODES: &[__scim::Node] = #nodes;
            #assertions
        };
        (items, quote!(__SCHEMA), scope.nodes())
    };
    let urn = match scope.model.known {
        Known::Schema(schema) => schema.id.to_owned(),
        Known::SubAttributes(..) | Known::Own => {
            let given = scope.model.container.schema.as_ref();
            given.map(|given| given.value.value()).unwrap_or_default()
        }
    };
    let key = key(&urn);
    let held_schema = if scope.generic {
        quote!(<Self as __scim::ScimExtension>::SCHEMA)
    } else {
        schema.clone()
    };
    let model = fields::model(scope);
    let value = value(scope);
    quote! {
        #items
        #[automatically_derived]
        impl #generics __scim::ScimExtension for #this #parameters #bounds {
            const SCHEMA: &'static __scim::Schema = #schema;
            const NODES: &'static [__scim::Node] = #nodes;
        }
        #model
        #value
        #[automatically_derived]
        impl #generics __scim::HoldsExtension for #this #parameters #bounds {
            const SCHEMA: &'static __scim::Schema = #held_schema;
            const KEY: &'static __scim::str = #key;
        }
    }
}

fn node_list(scope: &Scope<'_>) -> TokenStream {
    let own = nodes::nodes(scope, &scope.core(), &scope.model.core);
    resource::embed_nodes(scope, &own, &[])
}

/// The struct as the value of a field.
fn value(scope: &Scope<'_>) -> TokenStream {
    let (attributes, nodes) = (scope.core().tokens(), scope.nodes());
    let blank = variant(match scope.model.container.derive {
        Derive::Extension => "blank_extension",
        Derive::Resource | Derive::Complex => "blank_complex",
    });
    let this = &scope.model.container.ident;
    let (generics, parameters, bounds) = scope.model.container.generics.split_for_impl();
    let unassignable = unassignable(scope);
    quote! {
        #[automatically_derived]
        impl #generics __scim::Value for #this #parameters #bounds {
            fn view(&self) -> __scim::View<'_> {
                __scim::View::Complex(self)
            }
            fn set(&mut self, _: __scim::Scalar<'_>) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                __scim::not_an_object()
            }
            fn clear(&mut self) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                __scim::clear_all(self)
            }
            fn complex(&mut self) -> __scim::Option<&mut dyn __scim::Model> {
                __scim::Option::Some(self)
            }
        }
        #[automatically_derived]
        impl #generics __scim::ScimValue for #this #parameters #bounds {
            const TYPE: __scim::Type = __scim::Type::Complex;
            const UNASSIGNABLE: __scim::bool = #unassignable;
            const SUB_ATTRIBUTES: &'static [__scim::Attribute] = #attributes;
            const NODES: &'static [__scim::Node] = #nodes;
            fn from_scalar(_: __scim::Scalar<'_>) -> __scim::Result<Self, __scim::InvalidValue> {
                __scim::not_an_object()
            }
            fn blank() -> __scim::Option<Self> {
                __scim::Option::Some(__scim::#blank())
            }
        }
    }
}

/// It can be unassigned when all the fields that a client can write can.
fn unassignable(scope: &Scope<'_>) -> TokenStream {
    let fields = fields::numbered(scope);
    let own = fields
        .iter()
        .filter(|(field, editable)| *editable && field.with.is_none())
        .map(|(field, _)| &field.field.ty);
    let embedded = scope.model.container.embedded.iter().map(|embedded| &embedded.ty);
    let open: Vec<_> = own
        .chain(embedded)
        .filter(|ty| !assertions::is_unassignable(ty))
        .map(|ty| quote_spanned!(ty.span()=> <#ty as __scim::ScimValue>::UNASSIGNABLE))
        .collect();
    if open.is_empty() { quote!(true) } else { quote!(#(#open)&&*) }
}
