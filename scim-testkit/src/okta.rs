//! A simulated Okta org: what Okta sends to a SCIM server, and what it makes of the answers.

pub mod suite;
