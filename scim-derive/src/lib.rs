//! The derive macros of `scim-schema`, one way: [`attr`] (syntax) → [`model`] (the attribute tree)
//! → [`check`] (rules) → [`emit`] (tokens). Nothing parses after the first, nothing makes tokens
//! before the last.

mod attr;
mod check;
mod ctxt;
mod emit;
mod enumeration;
mod model;
mod newtype;
mod path;
mod rfc;
mod suggest;

use attr::{Container, Derive};
use ctxt::Ctxt;
use model::Model;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a SCIM resource.
#[proc_macro_derive(ScimResource, attributes(scim))]
pub fn scim_resource(input: TokenStream) -> TokenStream {
    structure(Derive::Resource, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct the value of a complex attribute, or a part of a resource to embed.
#[proc_macro_derive(ScimComplex, attributes(scim))]
pub fn scim_complex(input: TokenStream) -> TokenStream {
    structure(Derive::Complex, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a schema extension.
#[proc_macro_derive(ScimExtension, attributes(scim))]
pub fn scim_extension(input: TokenStream) -> TokenStream {
    structure(Derive::Extension, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum a string with canonical values.
#[proc_macro_derive(ScimEnum, attributes(scim))]
pub fn scim_enum(input: TokenStream) -> TokenStream {
    enumeration::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a newtype a value as its inner type is.
#[proc_macro_derive(ScimValue, attributes(scim))]
pub fn scim_value(input: TokenStream) -> TokenStream {
    newtype::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// The RFC's attributes as consts of `scim-schema`, which alone can call this.
#[doc(hidden)]
#[proc_macro]
pub fn __rfc_tables(_: TokenStream) -> TokenStream {
    rfc::tokens::tables().into()
}

fn structure(derive: Derive, input: &DeriveInput) -> proc_macro2::TokenStream {
    let cx = Ctxt::new();
    let container = Container::parse(&cx, derive, input);
    let model = Model::build(&cx, &container);
    if container.has_names {
        check::check(&cx, &model);
    }
    match cx.check() {
        Ok(()) => emit::emit(&model),
        Err(mut errors) => {
            // a union can have no default, which the stub needs
            if !matches!(input.data, syn::Data::Union(_)) {
                errors.extend(emit::stub::stub(&container));
            }
            errors
        }
    }
}
