//! Proof that the laws bite: engines with one thing wrong each, and the laws that catch them.
#![allow(dead_code)]

mod fault;
mod message;
mod bodies;
mod filter;
#[path = "../models/mod.rs"]
mod models;
mod patch;
mod search;
mod typed;
mod written;
