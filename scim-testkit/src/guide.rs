//! How servers are tested, and how one is published; every block of code on these pages is a test.
//!
//! 1. [Testing your server](testing_your_server): laws of a model, checks of a service, snapshots.
//! 2. [Publishing to Okta](publishing_to_okta): what Okta tests, plays and asks.

#[doc = include_str!("../guide/testing_your_server.md")]
pub mod testing_your_server {}

#[doc = include_str!("../guide/publishing_to_okta.md")]
pub mod publishing_to_okta {}
