//! The server from end to end: requests to the router, a database behind it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod bad_input;
mod badges;
mod bulk;
mod client;
mod concurrent;
mod connections;
mod crash;
mod databases;
mod events;
mod faults;
mod feed;
mod grants;
mod groups;
mod hang_up;
mod hostile;
mod incremental;
mod mastered;
mod membership;
mod migrations;
mod nested;
mod patch;
mod plans;
mod process;
mod running;
mod searches;
mod secrets;
mod sizes;
mod tenants;
mod users;
mod writers;
