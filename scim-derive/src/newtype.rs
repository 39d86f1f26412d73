//! `ScimValue`: a newtype that is, on the wire, what it holds.

use crate::attr::{crate_path, metas, set, unknown};
use crate::ctxt::Ctxt;
use crate::emit::wrap;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Index, Type};

pub(crate) const KEYS: &[&str] = &["crate"];

/// What an inner type can hold, the newtype can hold.
const HOLDS: &[&str] = &[
    "HoldsString",
    "HoldsBoolean",
    "HoldsInteger",
    "HoldsDecimal",
    "HoldsDateTime",
    "HoldsBinary",
    "HoldsReference",
    "HoldsSecret",
    "HoldsComplex",
];

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let cx = Ctxt::new();
    let mut krate = None;
    for meta in metas(&cx, &input.attrs) {
        match meta.name().as_str() {
            "crate" => set(&cx, &mut krate, &meta, meta.path(&cx)),
            _ => unknown(&cx, &meta, "`ScimValue`", KEYS),
        }
    }
    let inner = inner(&cx, input);
    match (cx.check(), inner) {
        (Ok(()), Some((member, ty))) => {
            wrap(&crate_path(krate.as_ref()), &emit(input, &member, ty))
        }
        (Ok(()), None) => TokenStream::new(),
        (Err(errors), _) => errors,
    }
}

/// The one field.
fn inner<'a>(cx: &Ctxt, input: &'a DeriveInput) -> Option<(TokenStream, &'a Type)> {
    let Data::Struct(data) = &input.data else {
        cx.error(&input.ident, "`ScimValue` needs a newtype such as `struct Login(String);`: an enum derives `ScimEnum`");
        return None;
    };
    let mut fields = data.fields.iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        let other = match &data.fields {
            Fields::Named(_) => ": a struct with more derives `ScimComplex`",
            Fields::Unnamed(_) | Fields::Unit => "",
        };
        cx.error(
            &input.ident,
            format!(
                "`ScimValue` needs a newtype with one field, such as `struct Login(String);`{other}"
            ),
        );
        return None;
    };
    for meta in metas(cx, &field.attrs) {
        cx.error(
            &meta,
            format!("`{}` has no meaning on the field of a newtype: remove it", meta.key),
        );
    }
    let member = field
        .ident
        .as_ref()
        .map_or_else(|| Index::from(0).to_token_stream(), ToTokens::to_token_stream);
    Some((member, &field.ty))
}

fn emit(input: &DeriveInput, member: &TokenStream, ty: &Type) -> TokenStream {
    let this = &input.ident;
    let (generics, parameters, bounds) = input.generics.split_for_impl();
    let inner = quote_spanned!(ty.span()=> <#ty as __scim::ScimValue>);
    let held = quote_spanned!(ty.span()=> <#ty as __scim::Value>);
    let holds = HOLDS.iter().map(|name| {
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        // a lifetime of its own lets a bound be false of a concrete type
        let predicates = bounds.map(|bounds| {
            let predicates = &bounds.predicates;
            quote!(#predicates)
        });
        let comma = predicates.as_ref().filter(|tokens| !tokens.is_empty()).map(|_| quote!(,));
        quote! {
            #[automatically_derived]
            impl #generics __scim::#name for #this #parameters
            where
                for<'__scim> #ty: __scim::#name #comma #predicates
            {}
        }
    });
    quote! {
        #[automatically_derived]
        impl #generics __scim::Value for #this #parameters #bounds {
            fn view(&self) -> __scim::View<'_> {
                #held::view(&self.#member)
            }
            fn set(&mut self, __scalar: __scim::Scalar<'_>) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                #held::set(&mut self.#member, __scalar)
            }
            fn clear(&mut self) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                #held::clear(&mut self.#member)
            }
            fn complex(&mut self) -> __scim::Option<&mut dyn __scim::Model> {
                #held::complex(&mut self.#member)
            }
            fn list(&mut self) -> __scim::Option<&mut dyn __scim::ListMut> {
                #held::list(&mut self.#member)
            }
        }
        #[automatically_derived]
        impl #generics __scim::ScimValue for #this #parameters #bounds {
            const TYPE: __scim::Type = #inner::TYPE;
            const MULTI_VALUED: __scim::bool = #inner::MULTI_VALUED;
            const NESTED: __scim::bool = #inner::NESTED;
            const UNASSIGNABLE: __scim::bool = #inner::UNASSIGNABLE;
            const HOLDS: __scim::Flags = #inner::HOLDS;
            const CASE_EXACT: __scim::bool = #inner::CASE_EXACT;
            const SUB_ATTRIBUTES: &'static [__scim::Attribute] = #inner::SUB_ATTRIBUTES;
            const NODES: &'static [__scim::Node] = #inner::NODES;
            const CANONICAL_VALUES: &'static [__scim::Cow<'static, __scim::str>] = #inner::CANONICAL_VALUES;
            fn from_scalar(__scalar: __scim::Scalar<'_>) -> __scim::Result<Self, __scim::InvalidValue> {
                __scim::Result::map(#inner::from_scalar(__scalar), |__value| Self { #member: __value })
            }
            fn blank() -> __scim::Option<Self> {
                __scim::Option::map(#inner::blank(), |__value| Self { #member: __value })
            }
            fn held(&self) -> __scim::View<'_> {
                #inner::held(&self.#member)
            }
        }
        #(#holds)*
    }
}
