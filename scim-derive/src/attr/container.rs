//! A struct with `#[derive(ScimResource)]`, `ScimComplex` or `ScimExtension`.

use super::meta::{Given, docs, metas, set, unknown};
use super::{Field, FlatExtension};
use crate::ctxt::Ctxt;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Data, DeriveInput, Fields, Generics, Ident, LitStr, Type};

/// Which derive it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Derive {
    Resource,
    Complex,
    Extension,
}

impl Derive {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Resource => "ScimResource",
            Self::Complex => "ScimComplex",
            Self::Extension => "ScimExtension",
        }
    }

    pub(super) const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Resource => {
                &["rfc", "schema", "name", "description", "endpoint", "extension", "crate"]
            }
            Self::Complex => &["rfc", "crate"],
            Self::Extension => &["rfc", "schema", "name", "description", "crate"],
        }
    }
}

/// The struct and what its attributes say.
pub(crate) struct Container {
    pub(crate) derive: Derive,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) docs: String,
    pub(crate) rfc: Option<Given<LitStr>>,
    pub(crate) schema: Option<Given<LitStr>>,
    pub(crate) name: Option<Given<LitStr>>,
    pub(crate) description: Option<Given<LitStr>>,
    pub(crate) endpoint: Option<Given<LitStr>>,
    pub(crate) extensions: Vec<FlatExtension>,
    /// Whether one more is declared, and wrongly so.
    pub(crate) broken_extension: bool,
    pub(crate) krate: Option<Given<syn::Path>>,
    /// The fields that hold one attribute each, in order: their index is their number.
    pub(crate) fields: Vec<Field>,
    /// The fields with `flatten`.
    pub(crate) embedded: Vec<Embedded>,
    /// The field with `dynamic`.
    pub(crate) dynamic: Option<Field>,
    /// Whether it is a struct with named fields at all.
    pub(crate) has_names: bool,
}

/// A field with `#[scim(flatten)]`.
pub(crate) struct Embedded {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

impl Container {
    /// What could be read; what could not is an error in `cx`.
    pub(crate) fn parse(cx: &Ctxt, derive: Derive, input: &DeriveInput) -> Self {
        let mut container = Self {
            derive,
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            docs: docs(&input.attrs),
            rfc: None,
            schema: None,
            name: None,
            description: None,
            endpoint: None,
            extensions: Vec::new(),
            broken_extension: false,
            krate: None,
            fields: Vec::new(),
            embedded: Vec::new(),
            dynamic: None,
            has_names: false,
        };
        container.attributes(cx, &input.attrs);
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    container.has_names = true;
                    container.fields(cx, fields);
                }
                Fields::Unnamed(_) => cx.error(
                    &input.ident,
                    format!(
                        "`{}` needs a struct with named fields: a newtype derives `ScimValue`",
                        derive.name()
                    ),
                ),
                Fields::Unit => cx.error(
                    &input.ident,
                    format!("`{}` needs a struct with named fields: add some", derive.name()),
                ),
            },
            Data::Enum(_) => cx.error(
                &input.ident,
                format!("`{}` needs a struct: an enum derives `ScimEnum`", derive.name()),
            ),
            Data::Union(_) => {
                let message = format!("`{}` is on a union: write a struct", derive.name());
                cx.error(&input.ident, message);
            }
        }
        container
    }

    fn attributes(&mut self, cx: &Ctxt, attrs: &[syn::Attribute]) {
        let keys = self.derive.keys();
        for meta in metas(cx, attrs) {
            let name = meta.name();
            match name.as_str() {
                key if !keys.contains(&key) => {
                    unknown(cx, &meta, &format!("`{}`", self.derive.name()), keys);
                }
                "rfc" => set(cx, &mut self.rfc, &meta, meta.string(cx)),
                "schema" => set(cx, &mut self.schema, &meta, meta.string(cx)),
                "name" => set(cx, &mut self.name, &meta, meta.string(cx)),
                "description" => set(cx, &mut self.description, &meta, meta.string(cx)),
                "endpoint" => set(cx, &mut self.endpoint, &meta, meta.string(cx)),
                "crate" => set(cx, &mut self.krate, &meta, meta.path(cx)),
                _ => match FlatExtension::parse(cx, &meta) {
                    Some(extension) => self.extensions.push(extension),
                    None => self.broken_extension = true,
                },
            }
        }
    }

    fn fields(&mut self, cx: &Ctxt, fields: &syn::FieldsNamed) {
        for field in &fields.named {
            let Some(mut field) = Field::parse(cx, field) else { continue };
            // with parameters, all of the output is in impls, where `Self` has its meaning
            if self.generics.params.is_empty() {
                field.ty = named(field.ty, &self.ident);
            }
            if field.skip.is_some() {
                field.only(cx, "skip", &["skip"]);
            } else if field.flatten.is_some() {
                field.only(cx, "flatten", &["flatten"]);
                self.embedded.push(Embedded { ident: field.ident, ty: field.ty });
            } else if let Some(dynamic) = &field.dynamic {
                field.only(cx, "dynamic", &["dynamic", "column"]);
                if self.derive != Derive::Resource {
                    cx.error(
                        &dynamic.key,
                        "only a resource has `dynamic`: remove it, or derive `ScimResource`",
                    );
                } else if self.dynamic.is_some() {
                    cx.error(
                        &dynamic.key,
                        "`dynamic` is on another field already: remove one of them",
                    );
                } else {
                    self.dynamic = Some(field);
                }
            } else {
                self.fields.push(field);
            }
        }
    }

    /// The description of a schema of the user's own.
    pub(crate) fn description(&self) -> String {
        self.description.as_ref().map_or_else(|| self.docs.clone(), |given| given.value.value())
    }
}

/// A type with the name of the struct for `Self`, which means nothing outside an impl.
fn named(ty: Type, this: &Ident) -> Type {
    let tokens = ty.to_token_stream();
    if !tokens.to_string().contains("Self") {
        return ty;
    }
    syn::parse2(name(tokens, this)).unwrap_or(ty)
}

fn name(tokens: TokenStream, this: &Ident) -> TokenStream {
    let named = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            let mut this = this.clone();
            this.set_span(ident.span());
            TokenTree::Ident(this)
        }
        TokenTree::Group(group) => {
            let mut named = Group::new(group.delimiter(), name(group.stream(), this));
            named.set_span(group.span());
            TokenTree::Group(named)
        }
        other => other,
    });
    named.collect()
}
