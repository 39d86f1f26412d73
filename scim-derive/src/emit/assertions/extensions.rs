//! What holds of the extensions that fields hold as a whole.

use super::super::{Scope, literal, pretty};
use super::{Assertions, is_unassignable};
use crate::model::Numbered;
use quote::quote;
use syn::spanned::Spanned;

impl Assertions {
    /// An extension that a field holds is not the schema of the resource, and not mapped elsewhere.
    pub(super) fn held_extensions(&mut self, scope: &Scope<'_>) {
        let model = scope.model;
        if model.held_extensions.is_empty() {
            return;
        }
        let this = scope.this();
        let list = quote!(<#this as __scim::ScimResource>::EXTENSIONS);
        let at = |index: usize| {
            let index = literal(index);
            quote!(__scim::extension(#list, #index))
        };
        let declared = model.extensions.len();
        for (index, field) in model.held_extensions.iter().enumerate() {
            self.omissible(*field);
            let (span, name, own) = (field.ty.span(), field.name(), at(declared + index));
            let schema = quote!(<#this as __scim::ScimResource>::SCHEMA);
            self.condition(
                span,
                &quote!(__scim::are_two(#own, #schema)),
                &format!("`{name}` holds the schema of the resource itself, not an extension of it: give the extension a URN of its own"),
            );
            for (other, extension) in model.extensions.iter().enumerate() {
                let (other, known) = (at(other), extension.schema.name());
                self.condition(
                    span,
                    &quote!(__scim::are_two(#own, #other)),
                    &format!("`{name}` holds the extension `{known}`, which is declared on the struct: remove one of them"),
                );
            }
            for (other, first) in model.held_extensions.iter().take(index).enumerate() {
                let (other, first) = (at(declared + other), first.name());
                self.condition(
                    span,
                    &quote!(__scim::are_two(#own, #other)),
                    &format!("`{name}` holds the extension that `{first}` holds already: remove one of them"),
                );
            }
        }
    }

    /// What a client may leave out has nothing to show then.
    fn omissible(&mut self, field: Numbered<'_>) {
        let ty = &field.ty;
        if field.required.is_some() || is_unassignable(ty) {
            return;
        }
        let message = format!(
            "`{}` cannot be unassigned: write `Option<{}>`, or add `#[scim(required)]`",
            field.name(),
            pretty(ty)
        );
        self.condition(ty.span(), &quote!(<#ty as __scim::ScimValue>::UNASSIGNABLE), &message);
    }
}
