//! SCIM 2.0 on your own structs.
#![forbid(unsafe_code)]

pub mod value;
