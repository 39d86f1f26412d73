//! An HR system that identity providers import people from (App-as-Master): people with hire dates
//! in an extension, seen some days before they start.
//!
//! [`person`] is the model, [`calendar`] says when whom is to be seen, [`people`] keeps them, and
//! [`server`] is who may do what.

pub mod calendar;
pub mod people;
pub mod person;
pub mod server;
