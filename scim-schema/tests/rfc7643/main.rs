//! RFC 7643 over the service in-process: how attributes, resources and schemas are represented.
#![cfg(all(feature = "derive", feature = "http1"))]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]
#![expect(clippy::needless_pass_by_value, reason = "bodies are written where they are sent")]

mod characteristics;
mod multi_valued;
#[path = "../provider/mod.rs"]
mod provider;
mod resources;
mod schemas;
mod users;
mod values;
