//! `#[scim(..)]` as typed attributes: the only place that parses.

mod container;
mod extension;
mod field;
mod meta;

pub(crate) use container::{Container, Derive};
pub(crate) use extension::FlatExtension;
pub(crate) use field::{Field, lower_camel};
pub(crate) use meta::{Given, crate_path, metas, set, unknown};

#[cfg(test)]
mod tests;
