//! What generated code names, and nothing else may: no part of the public API.

pub use crate::resource::dynamic::FIRST as DYNAMIC;
pub use crate::resource::{
    Flags, HoldsBinary, HoldsBoolean, HoldsComplex, HoldsDateTime, HoldsDecimal, HoldsDynamic,
    HoldsExtension, HoldsInteger, HoldsReference, HoldsSecret, HoldsString, Kind, ListMut, Literal,
    Model, Node, Place, Scalar, ScimComplex, ScimExtension, ScimResource, ScimValue, Slot, Value,
    View, computed,
};
#[cfg(feature = "derive")]
pub use crate::rfc::table as rfc;
pub use crate::schema::{
    Attribute, EXTERNAL_ID, ID, META, Mutability, ResourceType, Returned, Schema, SchemaExtension,
    Type, Uniqueness,
};
pub use crate::value::InvalidValue;
pub use std::borrow::Cow;
pub use std::option::Option;
pub use std::primitive::{bool, str, u8, u16};
pub use std::result::Result;

mod checks;
mod constant;
mod field;
mod held;

pub use checks::*;
pub use constant::*;
pub use field::*;
pub use held::*;
