//! SCIM 2.0 (RFC 7643, RFC 7644) on your own structs.
//!
//! Annotate a struct, flat rows included, and get from that one declaration the schema document
//! that `/Schemas` publishes, a serializer and a deserializer between the struct and SCIM JSON,
//! and the mapping that PATCH, filters and SQL use.
#![forbid(unsafe_code)]

pub mod value;
