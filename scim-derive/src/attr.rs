//! `#[scim(..)]` as typed attributes: the only place that parses.

mod container;
mod extension;
mod field;
mod meta;

pub(crate) use container::{Container, Derive, Embedded};
pub(crate) use extension::FlatExtension;
pub(crate) use field::Field;
pub(crate) use meta::{Given, Meta, crate_path, docs, metas, set, unknown};
