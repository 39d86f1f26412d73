//! A SCIM 2.0 directory server: users, groups and badges in SQLite or PostgreSQL, served by
//! axum.
//!
//! The resource types are the structs of [`user`], [`group`] and [`badge`]; the rest is how they
//! lie in the database and who may ask for them.

pub mod badge;
pub mod cli;
pub mod connections;
pub mod database;
pub mod events;
pub mod grant;
pub mod group;
pub mod mastered;
pub mod password;
pub mod seed;
pub mod server;
mod store;
pub mod tokens;
pub mod user;
mod whole;
