//! Impls that do nothing, beside errors: so that the rest of the user's code has no errors that
//! follow from these.

use super::wrap;
use crate::attr::{Container, Derive, crate_path};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Generics, Ident};

pub(crate) fn stub(container: &Container) -> TokenStream {
    let this = &container.ident;
    let (generics, parameters, bounds) = container.generics.split_for_impl();
    let head = |name: TokenStream| quote!(#[automatically_derived] impl #generics __scim::#name for #this #parameters #bounds);
    let model = head(quote!(Model));
    let model = quote! {
        #model {
            fn nodes(&self) -> &'static [__scim::Node] { &[] }
            fn get(&self, _: __scim::u16) -> __scim::View<'_> { __scim::View::Null }
            fn edit(&mut self, _: __scim::u16) -> __scim::Option<__scim::Place<'_>> { __scim::Option::None }
        }
    };
    let schema = quote! {
        const SCHEMA: &'static __scim::Schema = &__scim::Schema::new("", "", "");
    };
    let nodes = quote!(
        const NODES: &'static [__scim::Node] = &[];
    );
    let rest = match container.derive {
        Derive::Resource => {
            let head = head(quote!(ScimResource));
            quote! {
                #head {
                    type Id = __scim::u8;
                    #schema
                    const EXTENSIONS: &'static [&'static __scim::Schema] = &[];
                    const RESOURCE_TYPE: &'static __scim::ResourceType = &__scim::ResourceType::new("", "", "", "");
                    #nodes
                    fn id(&self) -> &__scim::u8 { &0 }
                }
            }
        }
        Derive::Complex => {
            let (complex, holds) = (head(quote!(ScimComplex)), head(quote!(HoldsComplex)));
            quote! {
                #complex {
                    const ATTRIBUTES: &'static [__scim::Attribute] = &[];
                    #nodes
                    const FIELDS: __scim::u16 = 0;
                }
                #holds {}
            }
        }
        Derive::Extension => {
            let (extension, holds) = (head(quote!(ScimExtension)), head(quote!(HoldsExtension)));
            quote! {
                #extension { #schema #nodes }
                #holds { #schema const KEY: &'static __scim::str = ""; }
            }
        }
    };
    let value = (container.derive != Derive::Resource)
        .then(|| value(&container.ident, &container.generics, &format_ident!("Complex")));
    wrap(&crate_path(container.krate.as_ref()), &quote!(#model #rest #value))
}

/// The impls of a value of this type, for an enum as well.
pub(crate) fn value(this: &Ident, generics: &Generics, of: &Ident) -> TokenStream {
    let (generics, parameters, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics __scim::Value for #this #parameters #bounds {
            fn view(&self) -> __scim::View<'_> { __scim::View::Null }
            fn set(&mut self, _: __scim::Scalar<'_>) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                __scim::not_an_object()
            }
            fn clear(&mut self) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                __scim::not_an_object()
            }
        }
        #[automatically_derived]
        impl #generics __scim::ScimValue for #this #parameters #bounds {
            const TYPE: __scim::Type = __scim::Type::#of;
            const UNASSIGNABLE: __scim::bool = true;
            fn from_scalar(_: __scim::Scalar<'_>) -> __scim::Result<Self, __scim::InvalidValue> {
                __scim::not_an_object()
            }
        }
    }
}
