//! Searches as SQL select the rows, in the order, that the evaluator and the oracle do.
//!
//! On SQLite, and on PostgreSQL where `SCIM_POSTGRES` is the URL of a database whose schemas the
//! tests may create and drop; with `SCIM_REQUIRE_POSTGRES=1` it is an error if it is not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "../dynamic/account.rs"]
mod account;
mod agreement;
mod chosen;
mod database;
mod declared;
mod dynamic;
mod engine;
mod ids;
mod kinds;
mod layout;
#[path = "../models/mod.rs"]
mod models;
mod rows;
mod text;
