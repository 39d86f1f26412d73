//! Each check is a test: what a user of `live::harness` writes.

use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ScimService};
use scim_testkit::live::{self, Options, Target};
use std::process::ExitCode;

fn main() -> ExitCode {
    let scim = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .build();
    live::harness(&Target::service(scim), &Options::new())
}
