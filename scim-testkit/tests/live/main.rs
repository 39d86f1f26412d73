//! Checks of servers: in the same process, on loopback, and of servers that are none.
#![expect(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod bad;
mod busy;
mod conformant;
mod flags;
mod flat;
mod guide;
mod odd;
mod okta;
mod page;
mod program;
mod random;
mod report;
mod revived;
mod secrets;
mod serve;
mod tls;
mod undeleted;
