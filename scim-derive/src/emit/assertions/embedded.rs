//! What holds of the structs that are embedded.

use super::super::{Scope, pretty};
use super::Assertions;
use crate::attr::Derive;
use crate::model::Known;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

impl Assertions {
    /// Embedded structs have attributes of this schema, each of them once.
    pub(super) fn embedded(&mut self, scope: &Scope<'_>) {
        let (model, container) = (scope.model, scope.model.container);
        let own = matches!(model.known, Known::Own) && container.derive == Derive::Resource;
        for embedded in &container.embedded {
            let ty = &embedded.ty;
            let attributes = quote_spanned!(ty.span()=> <#ty as __scim::ScimComplex>::ATTRIBUTES);
            let (condition, message) = match model.known {
                // what is derived without it has other characteristics and flags
                Known::Schema(_) | Known::SubAttributes(..) => {
                    let (this, name) = (pretty(ty), model.known.name());
                    let rfc = quote_spanned!(ty.span()=> <#ty as __scim::ScimComplex>::RFC);
                    (
                        quote!(__scim::are_of(#rfc, #attributes, #name)),
                        format!(
                            "`{this}` does not say that its attributes are those of `{name}`: write `#[scim(rfc = \"{name}\")]` on it"
                        ),
                    )
                }
                Known::Own if own => (
                    quote!(!__scim::has_common(#attributes)),
                    format!(
                        "`{}` has `id`, `externalId`, `meta` or `schemas`, which every resource has: map it in the resource itself",
                        pretty(ty)
                    ),
                ),
                Known::Own => continue,
            };
            self.condition(ty.span(), &condition, &message);
        }
        // a generic constant cannot look at itself while it is made
        let (Some(first), false) = (container.embedded.first(), scope.generic) else { return };
        let list = scope.core().tokens();
        if let (Known::Schema(schema), true) = (model.known, container.derive != Derive::Complex) {
            for row in schema.attributes.iter().filter(|row| row.required) {
                let name = row.name;
                let message = format!(
                    "`{}` requires `{name}`: add `#[scim(path = \"{name}\")]` to the field that holds it",
                    schema.key
                );
                let condition = quote!(__scim::has(#list, #name));
                self.condition(container.ident.span(), &condition, &message);
            }
        }
        let (nodes, types) = (scope.nodes(), container.embedded.iter());
        let types = types.map(|one| format!("`{}`", pretty(&one.ty))).collect::<Vec<_>>();
        let message = format!(
            "{} maps an attribute that is mapped already: remove one of the two fields",
            types.join(" or ")
        );
        // what every resource has is told already
        let told = own.then(|| quote!(__scim::has_common(#list) ||));
        let condition = quote!(#told __scim::are_distinct(#nodes));
        self.condition(first.ty.span(), &condition, &message);
    }
}
