//! The derive macros of `scim-schema`.

#[allow(dead_code, unused_imports, reason = "the derives, which look attributes up, come next")]
mod rfc;

/// The RFC's attributes as consts of `scim-schema`, which alone can call this.
#[doc(hidden)]
#[proc_macro]
pub fn __rfc_tables(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    rfc::tokens::tables().into()
}
