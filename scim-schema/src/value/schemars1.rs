//! The JSON Schemas of the values, for structs that derive schemars' `JsonSchema`.

use super::{Binary, DateTime, Reference, Secret};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

macro_rules! inline {
    ($($type:ident: $schema:tt),* $(,)?) => { $(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($type))
            }

            fn schema_id() -> Cow<'static, str> {
                Cow::Borrowed(concat!(module_path!(), "::", stringify!($type)))
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )* };
}

inline! {
    Binary: { "type": "string", "contentEncoding": "base64" },
    DateTime: { "type": "string", "format": "date-time" },
    Reference: { "type": "string", "format": "uri-reference" },
    Secret: { "type": "string", "writeOnly": true },
}
