//! `ScimEnum`: an enum as a string with canonical values (RFC 7643 section 7), closed or, with a
//! variant for all others, open.

use crate::attr::{Given, crate_path, metas, set, unknown};
use crate::ctxt::Ctxt;
use crate::emit::{here, stub, wrap};
use crate::suggest::one_of;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, LitStr};

pub(crate) const KEYS: &[&str] = &["case_exact", "crate"];
pub(crate) const VARIANT_KEYS: &[&str] = &["rename", "other"];

struct Enum {
    krate: Option<Given<syn::Path>>,
    case_exact: bool,
    /// The variants and what they are on the wire.
    values: Vec<(Ident, String)>,
    /// The variant that holds any other text.
    other: Option<(Ident, syn::Type)>,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let cx = Ctxt::new();
    let parsed = Enum::parse(&cx, input);
    let krate = crate_path(parsed.krate.as_ref());
    match cx.check() {
        Ok(()) => wrap(&krate, &parsed.emit(input)),
        Err(mut errors) => {
            errors.extend(wrap(&krate, &stub(input)));
            errors
        }
    }
}

impl Enum {
    fn parse(cx: &Ctxt, input: &DeriveInput) -> Self {
        let (mut krate, mut case_exact) = (None, None);
        for meta in metas(cx, &input.attrs) {
            match meta.name().as_str() {
                "crate" => set(cx, &mut krate, &meta, meta.path(cx)),
                "case_exact" => set(cx, &mut case_exact, &meta, meta.flag(cx)),
                _ => unknown(cx, &meta, "`ScimEnum`", KEYS),
            }
        }
        let mut this =
            Self { krate, case_exact: case_exact.is_some(), values: Vec::new(), other: None };
        let Data::Enum(data) = &input.data else {
            cx.error(
                &input.ident,
                "`ScimEnum` needs an enum: a struct derives `ScimComplex`, a newtype `ScimValue`",
            );
            return this;
        };
        for variant in &data.variants {
            this.variant(cx, variant);
        }
        if this.values.is_empty() && cx_has_no_variants(&this, data) {
            cx.error(&input.ident, "`ScimEnum` needs a variant that is a canonical value: add one");
        }
        this
    }

    fn variant(&mut self, cx: &Ctxt, variant: &syn::Variant) {
        let (mut rename, mut other) = (None::<Given<LitStr>>, None::<Given<()>>);
        for meta in metas(cx, &variant.attrs) {
            match meta.name().as_str() {
                "rename" => set(cx, &mut rename, &meta, meta.string(cx)),
                "other" => set(cx, &mut other, &meta, meta.flag(cx)),
                _ => unknown(cx, &meta, "a variant", VARIANT_KEYS),
            }
        }
        if let Some(given) = other {
            if let Some(rename) = rename {
                cx.error(&rename.key, "`rename` has no meaning beside `other`: remove one of them");
            }
            let text = match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
                _ => None,
            };
            let Some(text) = text else {
                cx.error(
                    &variant.ident,
                    format!("`other` holds the text: write `{}(String)`", variant.ident),
                );
                return;
            };
            if self.other.is_some() {
                cx.error(
                    &given.key,
                    "an enum has one variant with `other`, and another has it already: remove one of them",
                );
            }
            self.other = Some((variant.ident.clone(), text.ty.clone()));
            return;
        }
        if !matches!(variant.fields, Fields::Unit) {
            cx.error(
                variant,
                format!("`{0}` is one canonical value, so it holds nothing: write `{0}`, or add `#[scim(other)]` to `{0}(String)`", variant.ident),
            );
            return;
        }
        let value = match &rename {
            Some(given) => given.value.value(),
            None => crate::attr::lower_camel(&variant.ident.unraw().to_string()),
        };
        let at = |message: String| match &rename {
            Some(given) => cx.error(&given.value, message),
            None => cx.error(&variant.ident, message),
        };
        if value.is_empty() || value.contains(char::is_control) {
            at(format!(
                "`{}` is no canonical value: write a text, without control characters",
                value.escape_debug()
            ));
        } else if let Some((same, _)) = self.values.iter().find(|(_, other)| {
            if self.case_exact { *other == value } else { other.eq_ignore_ascii_case(&value) }
        }) {
            at(format!(
                "`{value}` is the value of `{same}` already: write another, `#[scim(rename = \"..\")]`"
            ));
        }
        self.values.push((variant.ident.clone(), value));
    }

    fn emit(&self, input: &DeriveInput) -> TokenStream {
        let this = &input.ident;
        let (generics, parameters, bounds) = input.generics.split_for_impl();
        let (idents, values): (Vec<_>, Vec<_>) =
            self.values.iter().map(|(ident, value)| (ident, value)).unzip();
        let case_exact = self.case_exact;
        let indices = (0..values.len()).map(proc_macro2::Literal::usize_unsuffixed);
        let names: Vec<_> = values.iter().map(|value| value.as_str()).collect();
        let expected = one_of(&names);
        let text = self
            .other
            .as_ref()
            .map(|(_, ty)| quote_spanned!(here(ty.span())=> __scim::OtherText::from_text(__text)));
        let (view, rest) = match &self.other {
            Some((other, ty)) => (
                quote_spanned!(here(ty.span())=> Self::#other(__text) => __scim::OtherText::text(__text),),
                quote! {
                    __scim::Result::Ok(_) => return __scim::not_one_of(#expected),
                    __scim::Result::Err(__text) => Self::#other(#text),
                },
            ),
            None => (TokenStream::new(), quote!(_ => return __scim::not_one_of(#expected),)),
        };
        quote! {
            #[automatically_derived]
            impl #generics __scim::Value for #this #parameters #bounds {
                fn view(&self) -> __scim::View<'_> {
                    __scim::View::String(match self {
                        #(Self::#idents => #values,)*
                        #view
                    })
                }
                fn set(&mut self, __scalar: __scim::Scalar<'_>) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                    __scim::replace(self, __scalar)
                }
                fn clear(&mut self) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
                    __scim::not_one_of(#expected)
                }
            }
            #[automatically_derived]
            impl #generics __scim::ScimValue for #this #parameters #bounds {
                const TYPE: __scim::Type = __scim::Type::String;
                const CASE_EXACT: __scim::bool = #case_exact;
                const CANONICAL_VALUES: &'static [__scim::Cow<'static, __scim::str>] =
                    &[#(__scim::Cow::Borrowed(#values)),*];
                fn from_scalar(__scalar: __scim::Scalar<'_>) -> __scim::Result<Self, __scim::InvalidValue> {
                    __scim::Result::Ok(match __scim::canonical::<Self>(__scalar, #expected)? {
                        #(__scim::Result::Ok(#indices) => Self::#idents,)*
                        #rest
                    })
                }
            }
            #[automatically_derived]
            impl #generics __scim::HoldsString for #this #parameters #bounds {}
        }
    }
}

fn cx_has_no_variants(this: &Enum, data: &syn::DataEnum) -> bool {
    data.variants.is_empty() || this.other.is_some()
}

fn stub(input: &DeriveInput) -> TokenStream {
    let this = &input.ident;
    let value = stub::value(this, &input.generics, &format_ident!("String"));
    let (generics, parameters, bounds) = input.generics.split_for_impl();
    quote! {
        #value
        #[automatically_derived]
        impl #generics __scim::HoldsString for #this #parameters #bounds {}
    }
}
