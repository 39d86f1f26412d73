//! Proof for SCIM 2.0.
