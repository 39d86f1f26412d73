//! Models of this repository, under lints as strict as a user's may be.
#![deny(warnings, clippy::pedantic)]

mod models;

use models::{Badge, Member};
use scim_schema::rfc::{Group, User};

scim_testkit::conformance!(mod users: User);
scim_testkit::conformance!(mod groups: Group);
scim_testkit::conformance!(mod members: Member);
scim_testkit::conformance!(mod badges: Badge);
