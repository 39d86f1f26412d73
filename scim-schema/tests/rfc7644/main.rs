//! RFC 7644 over the service in-process, a file a section: its examples in shape, its rules in full.
#![cfg(all(feature = "derive", feature = "http1"))]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]
#![expect(clippy::needless_pass_by_value, reason = "bodies are written where they are sent")]

mod alias;
mod authentication;
mod bulk;
mod create;
mod delete;
mod discovery;
mod endpoints;
mod errors;
mod etags;
mod filters;
mod lists;
mod partial;
mod patches;
#[path = "../provider/mod.rs"]
mod provider;
mod replace;
mod retrieve;
mod searches;
mod sorting;
