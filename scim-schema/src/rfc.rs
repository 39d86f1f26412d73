//! The RFC's own schemas (RFC 7643 sections 4 to 7).

#[doc(hidden)]
pub mod table;
