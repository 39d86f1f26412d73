//! A field and what its attributes say.

use super::meta::{Given, Meta, Value, docs, metas, set, unknown};
use crate::ctxt::Ctxt;
use crate::rfc::{Mutability, Returned, Uniqueness};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Type};

macro_rules! field {
    ($($(#[$doc:meta])* $name:ident: $ty:ty = $key:literal, |$meta:ident, $cx:ident| $parse:expr;)*) => {
        /// A field; every `Option` is a key of `#[scim(..)]`.
        pub(crate) struct Field {
            pub(crate) ident: Ident,
            pub(crate) ty: Type,
            pub(crate) docs: String,
            $($(#[$doc])* pub(crate) $name: Option<Given<$ty>>,)*
        }

        pub(super) const KEYS: &[&str] = &[$($key),*];

        impl Field {
            /// What could be read; what could not is an error in `cx`.
            pub(super) fn parse(cx: &Ctxt, field: &syn::Field) -> Option<Self> {
                let mut parsed = Self {
                    ident: field.ident.clone()?,
                    ty: field.ty.clone(),
                    docs: docs(&field.attrs),
                    $($name: None,)*
                };
                for meta in metas(cx, &field.attrs) {
                    match meta.name().as_str() {
                        $($key => {
                            let ($meta, $cx) = (&meta, cx);
                            let value = $parse;
                            set(cx, &mut parsed.$name, &meta, value);
                        })*
                        _ => unknown(cx, &meta, "a field", KEYS),
                    }
                }
                Some(parsed)
            }

            /// The keys that are given, to point at.
            pub(crate) fn given(&self) -> Vec<&Ident> {
                let mut given = Vec::new();
                $(given.extend(self.$name.as_ref().map(|given| &given.key));)*
                given
            }
        }
    };
}

field! {
    id: () = "id", |meta, cx| meta.flag(cx);
    version: () = "version", |meta, cx| meta.flag(cx);
    path: LitStr = "path", |meta, cx| meta.string(cx);
    rename: LitStr = "rename", |meta, cx| meta.string(cx);
    primary: () = "primary", |meta, cx| meta.flag(cx);
    skip: () = "skip", |meta, cx| meta.flag(cx);
    flatten: () = "flatten", |meta, cx| meta.flag(cx);
    dynamic: () = "dynamic", |meta, cx| meta.flag(cx);
    extension: () = "extension", |meta, cx| meta.flag(cx);
    required: () = "required", |meta, cx| meta.flag(cx);
    case_exact: () = "case_exact", |meta, cx| meta.flag(cx);
    mutability: Mutability = "mutability", |meta, cx| meta.word(cx, Mutability::NAMES, Mutability::from_name);
    returned: Returned = "returned", |meta, cx| meta.word(cx, Returned::NAMES, Returned::from_name);
    uniqueness: Uniqueness = "uniqueness", |meta, cx| meta.word(cx, Uniqueness::NAMES, Uniqueness::from_name);
    canonical_values: Vec<LitStr> = "canonical_values", |meta, cx| meta.strings(cx);
    reference: Vec<LitStr> = "reference", |meta, cx| meta.strings(cx);
    description: LitStr = "description", |meta, cx| meta.string(cx);
    /// The expression to assign.
    default: TokenStream = "default", |meta, cx| default(meta, cx);
    on_omit: () = "on_omit", |meta, cx| meta.word(cx, &["keep"], |word| (word == "keep").then_some(()));
    column: LitStr = "column", |meta, cx| meta.string(cx);
    fold_column: LitStr = "fold_column", |meta, cx| meta.string(cx);
    okta: LitStr = "okta", |meta, cx| meta.string(cx);
    with: syn::Path = "with", |meta, cx| meta.path(cx);
    get: syn::Path = "get", |meta, cx| meta.path(cx);
    key: () = "key", |meta, cx| meta.flag(cx);
}

fn default(meta: &Meta, cx: &Ctxt) -> Option<TokenStream> {
    match &meta.value {
        Value::Flag => Some(quote!(::core::default::Default::default())),
        Value::Assigned(value) => Some(value.clone()),
        Value::List(_) => {
            cx.error(meta, "write `default` or `default = ..`");
            None
        }
    }
}

impl Field {
    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The name as attributes are written: `serialNumber` for `serial_number`.
    pub(crate) fn wire_name(&self) -> String {
        lower_camel(&self.name())
    }

    /// Reports what is given beside a key that allows no more than this.
    pub(crate) fn only(&self, cx: &Ctxt, key: &str, allowed: &[&str]) {
        for other in self.given() {
            if !allowed.contains(&other.to_string().as_str()) {
                cx.error(
                    other,
                    format!("`{other}` has no meaning beside `{key}`: remove one of them"),
                );
            }
        }
    }
}

/// `serialNumber` for `serial_number` and for `SerialNumber`.
pub(crate) fn lower_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = !camel.is_empty(),
            _ if camel.is_empty() => camel.push(c.to_ascii_lowercase()),
            _ if upper => {
                camel.push(c.to_ascii_uppercase());
                upper = false;
            }
            _ => camel.push(c),
        }
    }
    camel
}
