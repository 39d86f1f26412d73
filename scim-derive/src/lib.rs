//! The derive macros of `scim-schema`.
