//! What the strategies promise: valid is accepted, invalid is refused as foretold, and what fails
//! shrinks to what a person reads.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod agreement;
mod applied;
mod asked;
mod bodies;
mod choices;
mod codegen;
mod corpora;
mod declared;
mod drawn;
mod elements;
mod filters;
mod habits;
mod left_out;
mod models;
mod others;
mod patches;
mod places;
mod resources;
mod schemas;
mod searches;
mod sequences;
mod shares;
mod shrinking;
mod spelling;
mod stamped;
mod thing;
mod violations;
