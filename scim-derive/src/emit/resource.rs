//! `ScimResource`.

use super::{List, Scope, assertions, fields, key, literal, nodes, schema, table_item};
use crate::model::{ExtensionSchema, Known};
use crate::rfc;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

pub(super) fn emit(scope: &Scope<'_>) -> TokenStream {
    let this = &scope.model.container.ident;
    let (generics, parameters, bounds) = scope.model.container.generics.split_for_impl();
    let Some(id) = scope.model.common.id else { return TokenStream::new() };
    let (id_ident, id_type) = (&id.ident, &id.ty);
    let (schema, resource_type, nodes) = (schema(scope), resource_type(scope), node_list(scope));
    let extensions: Vec<_> =
        (0..scope.model.extensions.len()).map(|index| extension_schema(scope, index)).collect();
    let held = scope.model.held_extensions.iter().map(|field| {
        let held = scope.held(*field);
        quote!(__scim::extension_of(#held))
    });
    let assertions = assertions::assertions(scope);
    let model = fields::model(scope);

    let (items, schema, extensions, nodes) = if scope.generic {
        let extensions = extensions.into_iter().chain(held);
        let checks = assertions.statements();
        let nodes = quote!({ #checks #nodes });
        (TokenStream::new(), schema, quote!(&[#(#extensions),*]), nodes)
    } else {
        let names: Vec<_> =
            (0..extensions.len()).map(|index| format_ident!("__EXTENSION_{index}")).collect();
        let assertions = assertions.items();
        let items = quote! {
            const __SCHEMA: &__scim::Schema = #schema;
            #(const #names: &__scim::Schema = #extensions;)*
            const __NODES: &[__scim::Node] = #nodes;
            #assertions
        };
        let extensions = names.iter().map(ToTokens::to_token_stream).chain(held);
        (items, quote!(__SCHEMA), quote!(&[#(#extensions),*]), scope.nodes())
    };
    let dynamic = scope.model.container.dynamic.as_ref().map(|field| {
        let column =
            field.column.as_ref().map_or_else(|| field.name(), |given| given.value.value());
        quote!(const DYNAMIC: __scim::Option<&'static __scim::str> = __scim::Option::Some(#column);)
    });
    let id_type_spanned = quote_spanned!(id_type.span()=> #id_type);
    quote! {
        #items
        #[automatically_derived]
        impl #generics __scim::ScimResource for #this #parameters #bounds {
            type Id = #id_type_spanned;
            const SCHEMA: &'static __scim::Schema = #schema;
            const EXTENSIONS: &'static [&'static __scim::Schema] = #extensions;
            const RESOURCE_TYPE: &'static __scim::ResourceType = #resource_type;
            const NODES: &'static [__scim::Node] = #nodes;
            #dynamic
            fn id(&self) -> &Self::Id {
                &self.#id_ident
            }
        }
        #model
    }
}

/// The schema of the struct itself.
pub(super) fn schema(scope: &Scope<'_>) -> TokenStream {
    let container = scope.model.container;
    let attributes = schema::attributes(scope, &scope.model.core);
    let list = scope.list("Attribute", &attributes);
    let list = scope.with_embedded(&list, attributes.len());
    match (scope.model.known, &container.description) {
        (Known::Schema(schema), None) => of_rfc(schema, &list),
        (Known::Schema(schema), Some(given)) => {
            let (id, name) = (table_item(schema, "ID"), table_item(schema, "NAME"));
            let description = &given.value;
            quote!(&__scim::Schema::new(#id, #name, #description).attributes(#list))
        }
        (Known::SubAttributes(..) | Known::Own, _) => {
            let urn =
                container.schema.as_ref().map(|given| given.value.value()).unwrap_or_default();
            let (name, description) = (name(scope), container.description());
            quote!(&__scim::Schema::new(#urn, #name, #description).attributes(#list))
        }
    }
}

fn of_rfc(schema: &rfc::Schema, list: &TokenStream) -> TokenStream {
    let function = rfc::tokens::function_name(schema);
    quote!(&__scim::rfc::#function(#list))
}

fn name(scope: &Scope<'_>) -> TokenStream {
    let container = scope.model.container;
    let name = container.name.as_ref().map(|given| given.value.value());
    name.unwrap_or_else(|| container.ident.unraw().to_string()).to_token_stream()
}

fn extension_schema(scope: &Scope<'_>, index: usize) -> TokenStream {
    let Some(extension) = scope.model.extensions.get(index) else { return TokenStream::new() };
    let list = scope.list("Attribute", &schema::attributes(scope, &extension.attributes));
    match &extension.schema {
        ExtensionSchema::Rfc(schema) => of_rfc(schema, &list),
        ExtensionSchema::Own { urn, name, description } => {
            quote!(&__scim::Schema::new(#urn, #name, #description).attributes(#list))
        }
    }
}

fn resource_type(scope: &Scope<'_>) -> TokenStream {
    let container = scope.model.container;
    let given = container.endpoint.as_ref().map(|given| given.value.value());
    let usual = match scope.model.known {
        Known::Schema(schema) => schema.endpoint.map(str::to_owned),
        Known::SubAttributes(..) | Known::Own => None,
    };
    let endpoint = given.or(usual).unwrap_or_default();
    let schema = if scope.generic {
        quote!(<Self as __scim::ScimResource>::SCHEMA)
    } else {
        quote!(__SCHEMA)
    };
    let declared = scope.model.extensions.iter().enumerate().map(|(index, extension)| {
        let (schema, required) = (scope.extension(index), extension.required);
        quote!(__scim::listed(#schema, #required))
    });
    let held = scope.model.held_extensions.iter().map(|field| {
        let (held, required) = (scope.held(*field), field.required.is_some());
        quote!(__scim::listed(__scim::extension_of(#held), #required))
    });
    let mut all = declared.chain(held).peekable();
    let extensions = all.peek().is_some().then(|| {
        let list = scope.list("SchemaExtension", &all.collect::<Vec<_>>());
        quote!(.schema_extensions(#list))
    });
    let resource_type = match (scope.model.known, &container.name) {
        (Known::Schema(_), Some(given)) => {
            let name = &given.value;
            quote!(__scim::named_resource_type(#schema, #endpoint, #name))
        }
        _ => quote!(__scim::resource_type(#schema, #endpoint)),
    };
    quote!(&#resource_type #extensions)
}

/// `schemas`, `id`, `externalId`; the core attributes; the extensions; `meta`.
fn node_list(scope: &Scope<'_>) -> TokenStream {
    let model = scope.model;
    let mut before = nodes::common(scope, &model.common);
    before.extend(nodes::nodes(scope, &scope.core(), &model.core));
    let mut after = Vec::new();
    for (index, extension) in model.extensions.iter().enumerate() {
        let (schema, key) = (scope.extension(index), key(extension.schema.urn()));
        let list = List::Schema(schema.clone());
        let nodes = scope.list("Node", &nodes::nodes(scope, &list, &extension.attributes));
        let required = required(extension.required);
        after.push(quote! {
            __scim::Node::group(const { &__scim::Attribute::extension(#schema)#required }, #key, #nodes).extension()
        });
    }
    for field in &model.held_extensions {
        let (held, number, name) = (scope.held(*field), literal(field.number), field.name());
        let required = required(field.required.is_some());
        after.push(quote! {
            __scim::extension_node(
                #held,
                const { &__scim::Attribute::extension(__scim::extension_of(#held))#required },
                #number,
                #name,
            )
        });
    }
    after.push(nodes::meta(scope));
    embed_nodes(scope, &before, &after)
}

/// An extension that every resource has is an attribute that every resource has (7643-6-12).
fn required(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(.required()))
}

/// A list of nodes with those of embedded structs in between.
pub(super) fn embed_nodes(
    scope: &Scope<'_>,
    before: &[TokenStream],
    after: &[TokenStream],
) -> TokenStream {
    let embedded = &scope.model.container.embedded;
    if embedded.is_empty() {
        return quote!(&[#(#before,)* #(#after),*]);
    }
    let types: Vec<_> = embedded.iter().map(|embedded| &embedded.ty).collect();
    let len = literal(before.len() + after.len());
    let bases = (0..types.len()).map(|index| scope.base(index));
    let (before, after) = (scope.list("Node", before), scope.list("Node", after));
    quote! {
        &__scim::concat_nodes::<{ #len #(+ <#types as __scim::ScimComplex>::NODES.len())* }>(&[
            (0, #before),
            #((#bases, <#types as __scim::ScimComplex>::NODES),)*
            (0, #after),
        ])
    }
}
