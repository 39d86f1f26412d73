//! The RFC's own schemas (RFC 7643 sections 4 to 7).

#![expect(
    clippy::exhaustive_structs,
    reason = "applications make them, with `..User::default()`; the RFC closes what they have"
)]

#[doc(hidden)]
pub mod table;

mod enterprise_user;
mod group;
mod user;

pub use enterprise_user::{EnterpriseUser, Manager};
pub use group::{Group, Member};
pub use user::{
    Address, Email, Entitlement, GroupMembership, Im, Name, PhoneNumber, Photo, Role, User,
    X509Certificate,
};
