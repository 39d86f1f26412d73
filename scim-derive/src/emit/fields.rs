//! `Model`: the fields by number.
//!
//! What methods bind has names that no constant or function of the user's is likely to have: a
//! constant would be the pattern, and an argument would hide a function.

use super::{Scope, here, literal};
use crate::model::{Attribute, Holds, Numbered, Shape};
use crate::rfc::Mutability;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// The name of a field, where its type is: an error of the type points there alone.
fn at_type(field: Numbered<'_>) -> Ident {
    let mut ident = field.ident.clone();
    ident.set_span(field.ty.span().resolved_at(ident.span()));
    ident
}

/// The impl.
pub(super) fn model(scope: &Scope<'_>) -> TokenStream {
    let nodes = scope.nodes();
    let this = &scope.model.container.ident;
    let (generics, parameters, bounds) = scope.model.container.generics.split_for_impl();
    let (get, edit, default) = (get(scope), edit(scope), set_default(scope));
    let stamp = stamp(scope);
    quote! {
        #[automatically_derived]
        impl #generics __scim::Model for #this #parameters #bounds {
            fn nodes(&self) -> &'static [__scim::Node] {
                #nodes
            }
            #get
            #edit
            #default
            #stamp
        }
    }
}

fn get(scope: &Scope<'_>) -> TokenStream {
    let arms = numbered(scope).into_iter().map(|(field, _)| {
        let (number, ident) = (literal(field.number), &at_type(field));
        let view = match (&field.get, &field.with) {
            _ if scope.model.common.id.is_some_and(|id| id.number == field.number) => {
                quote_spanned!(here(field.ty.span())=> __scim::id_view(&self.#ident))
            }
            (Some(get), _) => {
                let path = scope.path(&get.value);
                quote_spanned!(here(get.value.span())=> __scim::computed(#path(self)))
            }
            (None, Some(with)) => {
                let path = scope.path(&with.value);
                quote_spanned!(here(with.value.span())=> __scim::computed(#path::view(&self.#ident)))
            }
            (None, None) => {
                quote_spanned!(here(field.ty.span())=> __scim::Field::view(&self.#ident))
            }
        };
        quote!(#number => #view,)
    });
    let embedded = embedded(
        scope,
        |ident, span, number| quote_spanned!(span=> __scim::Model::get(&self.#ident, #number)),
    );
    let dynamic = dynamic(scope, "get", &quote!(&));
    quote! {
        fn get(&self, __field: __scim::u16) -> __scim::View<'_> {
            match __field {
                #(#arms)*
                #(#embedded)*
                #dynamic
                _ => __scim::View::Null,
            }
        }
    }
}

fn edit(scope: &Scope<'_>) -> TokenStream {
    let editable = numbered(scope).into_iter().filter(|(_, editable)| *editable);
    let mut arms: Vec<_> = editable
        .map(|(field, _)| {
            let (number, ident) = (literal(field.number), &at_type(field));
            let place = if let Some(with) = &field.with {
                let module = scope.path(&with.value);
                quote_spanned! {here(with.value.span())=>
                    __scim::with(&mut self.#ident, #module::view, #module::set, #module::clear)
                }
            } else {
                quote_spanned!(here(field.ty.span())=> __scim::Field::place(&mut self.#ident))
            };
            quote!(#number => #place,)
        })
        .collect();
    arms.extend(embedded(
        scope,
        |ident, span, number| quote_spanned!(span=> __scim::Model::edit(&mut self.#ident, #number)),
    ));
    arms.extend(dynamic(scope, "edit", &quote!(&mut)));
    if arms.is_empty() {
        return quote! {
            fn edit(&mut self, _: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
                __scim::Option::None
            }
        };
    }
    quote! {
        fn edit(&mut self, __field: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
            match __field {
                #(#arms)*
                _ => __scim::Option::None,
            }
        }
    }
}

fn set_default(scope: &Scope<'_>) -> TokenStream {
    let fields = scope.model.container.fields.iter().enumerate();
    let mut arms: Vec<_> = fields
        .filter_map(|(number, field)| {
            let (number, ident) = (literal(number), &field.ident);
            let default = &field.default.as_ref()?.value;
            Some(quote!(#number => __scim::assign(&mut self.#ident, #default),))
        })
        .collect();
    arms.extend(embedded(
        scope,
        |ident, span, number| quote_spanned!(span=> __scim::Model::set_default(&mut self.#ident, #number)),
    ));
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn set_default(&mut self, __field: __scim::u16) -> __scim::bool {
            match __field {
                #(#arms)*
                _ => false,
            }
        }
    }
}

/// What only the service provider writes: the id, the timestamps and the version. A module that
/// shows one of them need not be able to set it.
fn stamp(scope: &Scope<'_>) -> TokenStream {
    let common = &scope.model.common;
    let id = common.id.map(|field| {
        let (number, ident) = (literal(field.number), &at_type(field));
        let place =
            quote_spanned!(here(field.ty.span())=> __scim::id_place::<Self>(&mut self.#ident));
        quote!(#number => #place,)
    });
    let held = [common.created, common.last_modified, common.version];
    let held =
        held.into_iter().flatten().filter(|field| field.get.is_none() && field.with.is_none());
    let held = held.map(|field| {
        let (number, ident) = (literal(field.number), &at_type(field));
        let place = quote_spanned!(here(field.ty.span())=> __scim::Field::place(&mut self.#ident));
        quote!(#number => #place,)
    });
    let arms: Vec<_> = id.into_iter().chain(held).collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn stamp(&mut self, __field: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
            match __field {
                #(#arms)*
                _ => __scim::Option::None,
            }
        }
    }
}

/// An arm for the range of each embedded struct.
fn embedded(
    scope: &Scope<'_>,
    call: impl Fn(&Ident, Span, TokenStream) -> TokenStream,
) -> impl Iterator<Item = TokenStream> {
    let first = literal(scope.numbers());
    scope.model.container.embedded.iter().enumerate().map(move |(index, embedded)| {
        let (base, end) = (scope.base(index), scope.base(index + 1));
        let span = here(embedded.ty.span());
        let call = call(&embedded.ident, span, quote!(__field - (#base)));
        quote!(#first.. if __field < #end => #call,)
    })
}

/// An arm for the attributes that are defined at run time.
fn dynamic(scope: &Scope<'_>, method: &str, receiver: &TokenStream) -> Option<TokenStream> {
    let field = scope.model.container.dynamic.as_ref()?;
    let (mut ident, span) = (field.ident.clone(), field.ty.span());
    ident.set_span(span.resolved_at(ident.span()));
    let method = Ident::new(method, Span::call_site());
    let call = quote_spanned!(here(span)=> __scim::Extra::#method(#receiver self.#ident, __field));
    Some(quote!(__scim::DYNAMIC.. => #call,))
}

/// The fields in order, and whether a client can write them: `id`, `meta` and what is readOnly it
/// cannot.
pub(super) fn numbered<'a>(scope: &Scope<'a>) -> Vec<(Numbered<'a>, bool)> {
    let model = scope.model;
    let common = &model.common;
    let fixed = [common.id, common.created, common.last_modified, common.version];
    let mut all: Vec<_> = fixed.into_iter().flatten().map(|field| (field, false)).collect();
    let open = common.external_id.iter().chain(&model.held_extensions);
    all.extend(open.map(|field| (*field, field.get.is_none())));
    let extensions = model.extensions.iter().flat_map(|extension| &extension.attributes);
    for attribute in model.core.iter().chain(extensions) {
        leaves(attribute, &mut all);
    }
    all.sort_by_key(|(field, _)| field.number);
    all
}

fn leaves<'a>(attribute: &Attribute<'a>, all: &mut Vec<(Numbered<'a>, bool)>) {
    match &attribute.shape {
        Shape::Field(field) => all.push((*field, is_editable(*field, attribute))),
        Shape::Group(parts) => parts.iter().for_each(|part| leaves(part, all)),
        Shape::Slots(slots) => {
            for slot in slots {
                match &slot.holds {
                    Holds::Element(field) => all.push((*field, is_editable(*field, attribute))),
                    Holds::Parts(parts) => parts.iter().for_each(|part| leaves(part, all)),
                }
            }
        }
    }
}

fn is_editable(field: Numbered<'_>, attribute: &Attribute<'_>) -> bool {
    let given = field.mutability.as_ref().map(|given| given.value);
    let mutability = given.or(attribute.row.map(|row| row.attribute.mutability));
    field.get.is_none() && mutability != Some(Mutability::ReadOnly)
}
