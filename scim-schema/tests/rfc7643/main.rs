//! RFC 7643 over the service in-process: how attributes, resources and schemas are represented.
#![cfg(all(feature = "derive", feature = "http1"))]

mod characteristics;
mod multi_valued;
#[path = "../provider/mod.rs"]
mod provider;
mod resources;
mod schemas;
mod users;
mod values;
