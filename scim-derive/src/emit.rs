//! The generated code: data as statics, and a match over the fields.
//!
//! Everything is named through `__scim`, the runtime's `__private`, so that nothing in the user's
//! scope can come between.

mod assertions;
mod complex;
mod fields;
mod nodes;
mod resource;
mod schema;
pub(crate) mod stub;

use crate::attr::{Derive, Field, crate_path};
use crate::model::{Model, Numbered};
use crate::rfc;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::cell::RefCell;
use syn::spanned::Spanned;

/// The impls of a struct.
pub(crate) fn emit(model: &Model<'_>) -> TokenStream {
    let generic = !model.container.generics.params.is_empty();
    let scope = Scope { model, generic, lists: RefCell::default() };
    let impls = match model.container.derive {
        Derive::Resource => resource::emit(&scope),
        Derive::Complex => complex::emit_complex(&scope),
        Derive::Extension => complex::emit_extension(&scope),
    };
    let lists = scope.lists.take();
    wrap(&crate_path(model.container.krate.as_ref()), &quote!(#(#lists)* #impls))
}

/// Impls in a scope of their own.
pub(crate) fn wrap(krate: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            use #krate::__private as __scim;
            #items
        };
    }
}

/// The place of a span with the names of the output: a type that a `macro_rules!` wrote would
/// otherwise not see the output's `self`.
pub(crate) fn here(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

/// What the parts of the emitter share.
struct Scope<'a> {
    model: &'a Model<'a>,
    /// Whether the statics depend on parameters, so that they cannot be items of their own.
    generic: bool,
    /// The lists so far that are items of their own.
    lists: RefCell<Vec<TokenStream>>,
}

/// A list of attributes in generated code, which nodes refer to by index.
#[derive(Clone)]
enum List {
    /// An expression of type `&'static Schema`.
    Schema(TokenStream),
    /// An expression of type `&'static [Attribute]`.
    Slice(TokenStream),
}

impl List {
    fn tokens(&self) -> TokenStream {
        match self {
            Self::Schema(schema) => quote!(__scim::attributes(#schema)),
            Self::Slice(slice) => slice.clone(),
        }
    }

    fn at(&self, index: usize) -> At<'_> {
        At { list: self, index, sub: None }
    }

    fn sub(&self, index: usize, sub: usize) -> At<'_> {
        At { list: self, index, sub: Some(sub) }
    }
}

/// The place of an attribute in a list.
#[derive(Clone, Copy)]
struct At<'a> {
    list: &'a List,
    index: usize,
    sub: Option<usize>,
}

impl At<'_> {
    /// The node of the attribute there, where it is a simple one; `rest` are further arguments.
    fn simple_node(self, rest: &TokenStream) -> TokenStream {
        let index = literal(self.index);
        match (self.list, self.sub.map(literal)) {
            (List::Schema(schema), None) => quote!(__scim::node(#schema, #index, #rest)),
            (List::Schema(schema), Some(sub)) => {
                quote!(__scim::sub_node(#schema, #index, #sub, #rest))
            }
            (List::Slice(_), _) => quote!(__scim::Node::field(#self, #rest)),
        }
    }
}

impl ToTokens for At<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let index = literal(self.index);
        tokens.extend(match (self.list, self.sub.map(literal)) {
            (List::Schema(schema), None) => quote!(__scim::of(#schema, #index)),
            (List::Schema(schema), Some(sub)) => quote!(__scim::sub_of(#schema, #index, #sub)),
            (List::Slice(list), None) => quote!(__scim::at(#list, #index)),
            (List::Slice(list), Some(sub)) => quote!(__scim::sub_at(#list, #index, #sub)),
        });
    }
}

/// A number without a suffix.
fn literal(number: impl TryInto<u64>) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(number.try_into().unwrap_or(u64::MAX))
}

/// A name as a JSON key with its comma and colon. Names and URNs have nothing to escape.
fn key(name: &str) -> String {
    format!(",\"{name}\":")
}

/// `USER`: how the consts of a schema of the RFC begin.
fn table(schema: &rfc::Schema) -> TokenStream {
    let name = rfc::tokens::const_name(schema);
    quote!(__scim::rfc::#name)
}

fn table_item(schema: &rfc::Schema, item: &str) -> TokenStream {
    let name = format_ident!("{}_{item}", rfc::tokens::const_name(schema));
    quote!(__scim::rfc::#name)
}

fn variant(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

impl Scope<'_> {
    /// The attributes of the schema itself.
    fn core(&self) -> List {
        match (self.model.container.derive, self.generic) {
            (Derive::Complex, false) => List::Slice(quote!(__ATTRIBUTES)),
            (Derive::Complex, true) => {
                List::Slice(quote!(<Self as __scim::ScimComplex>::ATTRIBUTES))
            }
            (_, false) => List::Schema(quote!(__SCHEMA)),
            (Derive::Extension, true) => {
                List::Schema(quote!(<Self as __scim::ScimExtension>::SCHEMA))
            }
            (Derive::Resource, true) => {
                List::Schema(quote!(<Self as __scim::ScimResource>::SCHEMA))
            }
        }
    }

    /// The nodes. Where they are an item, a trait that is implemented wrongly is one error.
    fn nodes(&self) -> TokenStream {
        if !self.generic {
            return quote!(__NODES);
        }
        let owner = variant(self.model.container.derive.name());
        quote!(<Self as __scim::#owner>::NODES)
    }

    /// The schema of a declared extension.
    fn extension(&self, index: usize) -> TokenStream {
        if self.generic {
            let index = literal(index);
            return quote!(__scim::extension(<Self as __scim::ScimResource>::EXTENSIONS, #index));
        }
        format_ident!("__EXTENSION_{index}").into_token_stream()
    }

    /// The type that a field shows, as an expression; its tokens point at the field's type or at
    /// the path of what adapts it.
    fn held(&self, field: Numbered<'_>) -> TokenStream {
        let ty = &field.ty;
        // what is adapted is said, as the functions may be generic, or of a trait
        if let Some(get) = &field.get {
            let (this, path) = (self.this(), self.path(&get.value));
            return quote_spanned!(get.value.span()=> __scim::got::<#this, _>(#path));
        }
        if let Some(with) = &field.with {
            let module = self.path(&with.value);
            return quote_spanned!(with.value.span()=> __scim::shown::<#ty, _>(#module::view));
        }
        quote_spanned!(ty.span()=> __scim::field::<#ty>())
    }

    /// The struct as a type.
    fn this(&self) -> TokenStream {
        if self.generic { quote!(Self) } else { self.model.container.ident.to_token_stream() }
    }

    /// A path of the user's, which may begin with `Self`.
    fn path(&self, path: &syn::Path) -> TokenStream {
        if self.generic || path.leading_colon.is_some() {
            return path.to_token_stream();
        }
        let mut path = path.clone();
        if let Some(first) = path.segments.first_mut()
            && first.ident == "Self"
        {
            // it may be a raw one, which `Ident::new` does not take
            let mut this = self.model.container.ident.clone();
            this.set_span(first.ident.span());
            first.ident = this;
        }
        path.into_token_stream()
    }

    /// A static list behind a reference: a constant of its own, or inline where it can depend on
    /// parameters.
    fn list(&self, ty: &str, elements: &[TokenStream]) -> TokenStream {
        if self.generic {
            return quote!(const { &[#(#elements),*] });
        }
        let mut lists = self.lists.borrow_mut();
        let (name, ty) = (format_ident!("__LIST_{}", lists.len()), variant(ty));
        lists.push(quote!(const #name: &[__scim::#ty] = &[#(#elements),*];));
        name.into_token_stream()
    }

    /// How many numbers the struct uses itself; those of embedded structs follow.
    fn numbers(&self) -> usize {
        self.model.container.fields.len()
    }

    /// The first number after the embedded structs before `index`.
    fn base(&self, index: usize) -> TokenStream {
        let mut base = literal(self.numbers()).into_token_stream();
        for embedded in self.model.container.embedded.iter().take(index) {
            let ty = &embedded.ty;
            base.extend(quote!(+ <#ty as __scim::ScimComplex>::FIELDS));
        }
        base
    }

    /// A list and those of the embedded structs, of which `len` are its own.
    fn with_embedded(&self, own: &TokenStream, len: usize) -> TokenStream {
        let types: Vec<_> =
            self.model.container.embedded.iter().map(|embedded| &embedded.ty).collect();
        if types.is_empty() {
            return own.clone();
        }
        let len = literal(len);
        quote! {
            const {
                &__scim::concat_attributes::<{
                    #len #(+ <#types as __scim::ScimComplex>::ATTRIBUTES.len())*
                }>(&[#own #(, <#types as __scim::ScimComplex>::ATTRIBUTES)*])
            }
        }
    }
}

impl Field {
    /// The column and other names, the flags that its keys set.
    fn node_suffix(&self) -> TokenStream {
        let mut suffix = TokenStream::new();
        if let Some(column) = &self.column {
            let column = &column.value;
            suffix.extend(quote!(.column(#column)));
        }
        if let Some(column) = &self.fold_column {
            let column = &column.value;
            suffix.extend(quote!(.fold_column(#column)));
        }
        if let Some(okta) = &self.okta {
            let okta = &okta.value;
            suffix.extend(quote!(.okta(#okta)));
        }
        for (given, flag) in [
            (self.on_omit.is_some(), "KEEP"),
            (self.default.is_some(), "DEFAULT"),
            (self.key.is_some(), "KEY"),
        ] {
            if given {
                let flag = variant(flag);
                suffix.extend(quote!(.with(__scim::Flags::#flag)));
            }
        }
        suffix
    }
}

/// A type as a person writes it.
fn pretty(ty: &syn::Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (spaced, tight) in
        [(" :: ", "::"), (" < ", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")]
    {
        text = text.replace(spaced, tight);
    }
    text
}

#[cfg(test)]
mod evaluate;
#[cfg(test)]
mod tests;
