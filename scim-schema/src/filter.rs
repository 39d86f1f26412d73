//! Filters (RFC 7644 section 3.4.2.2): parsed once, resolved once, evaluated on the struct.

mod error;
mod literal;
mod options;
mod parse;
pub mod syntax;

pub use error::FilterError;
pub use options::Options;
