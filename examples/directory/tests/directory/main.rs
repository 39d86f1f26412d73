//! The server from end to end: requests to the router, a database behind it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod bad_input;
mod badges;
mod client;
mod groups;
mod process;
mod tenants;
mod users;
mod writers;
