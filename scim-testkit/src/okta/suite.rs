//! Okta's gate: its own tests of a server, and what is known of its client.
//!
//! Each is a [`Suite`] for [`run_suites`](crate::live::run_suites); `scim-testkit okta URL --suite
//! NAME` runs them from the command line.
//!
//! ```
//! use scim_schema::{dialect::Dialect, message::ScimError, rfc::User};
//! use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
//! use scim_testkit::{live::{self, Options, Target}, okta::suite};
//!
//! struct Okta;
//!
//! impl Authenticate for Okta {
//!     async fn authenticate(&self, _: &http::request::Parts) -> Result<Identity, ScimError> {
//!         Ok(Identity::new().dialect(Dialect::OKTA))
//!     }
//! }
//!
//! let scim = ScimService::builder().resource(MemoryStore::<User>::new()).authenticate(Okta).build();
//! let report = live::run_suites(&Target::service(scim), &Options::new(), &[suite::CRUD])?;
//! assert!(report.is_conformant(), "{report}");
//! # Ok::<(), live::CannotRun>(())
//! ```

mod client;
mod crud;
mod entitlements;
mod import;
mod quirks;
mod spec;

use crate::live::{Client, Suite};

/// What Okta's client sends with every request.
const CLIENT: Client = Client::new(
    "application/scim+json; charset=utf-8",
    &[
        ("accept", "application/scim+json"),
        ("accept-charset", "utf-8"),
        ("accept-encoding", "gzip,deflate"),
        ("user-agent", "Okta SCIM Client 1.0.0"),
    ],
);

/// The 12 requests of Okta's SPEC test, with an outcome for each of its 53 assertions,
/// `okta.spec.STEP.NAME`: the gate of the Okta Integration Network. The pauses between its steps
/// are left out, and where there is no user yet, one is made for the first step.
pub const SPEC: Suite = Suite::new("spec").client(CLIENT).series(spec::SERIES);

/// What of Okta's end-to-end test a server sees, in both of Okta's dialects: `okta.crud.put` as
/// wizard apps update, `okta.crud.patch` as apps of the catalogue do.
pub const CRUD: Suite = Suite::new("crud").client(CLIENT).series(crud::SERIES);

/// The test of the connection, and the import of users and groups.
pub const IMPORT: Suite =
    Suite::new("import").client(CLIENT).checks(&[import::CHECKS]).audits(import::AUDITS);

/// The test of an endpoint of roles or entitlements; skipped where there is none.
pub const ENTITLEMENTS: Suite = Suite::new("entitlements")
    .client(CLIENT)
    .series(entitlements::SERIES)
    .checks(&[entitlements::CHECKS]);

/// What is known of Okta's client beside its tests: `okta.o01` to `okta.o36`.
pub const QUIRKS: Suite = Suite::new("quirks")
    .client(CLIENT)
    .checks(quirks::CHECKS)
    .audits(quirks::AUDITS)
    .unchecked(quirks::UNCHECKED);

/// All of them.
pub const ALL: &[Suite] = &[SPEC, CRUD, IMPORT, ENTITLEMENTS, QUIRKS];

#[cfg(test)]
mod tests;
