//! Checks of a SCIM server, in any language: over HTTP, or a service in the same process.
//!
//! [`run`] reads what the server says of itself, makes test resources from its own schemas, tries
//! each check on resources of its own, deletes what it made, and gives a [`Report`]. What the
//! server declares not to support is skipped, and the report says so.
//!
//! ```
//! use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
//! use scim_testkit::live::{self, Options, Target};
//!
//! let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
//! let report = live::run(&Target::service(scim), &Options::new().only("create"))?;
//! assert!(report.is_conformant(), "{report}");
//! # Ok::<(), live::CannotRun>(())
//! ```
//!
//! A [`Suite`] is a client's own tests, as [`okta::suite`](crate::okta::suite) and
//! [`entra`](crate::entra) have them; [`run_suites`] runs it in the place of the checks of the RFCs.
//! What no check covers has its reason; [`coverage`] tells.

mod answer;
mod attribute;
mod audit;
pub(crate) mod check;
mod cleanup;
mod coverage;
mod discovery;
mod encoding;
#[cfg(feature = "harness")]
mod harness;
mod journal;
mod kind;
mod make;
mod options;
mod random;
mod recorded;
mod report;
mod request;
mod run;
mod secret;
mod series;
mod session;
mod stop;
mod suite;
mod target;

pub(crate) use answer::{Answer, is_assigned, short};
pub(crate) use attribute::{Attr, get as member, unset};
pub(crate) use audit::{Audit, Look, Seen, audits};
pub use check::Level;
pub(crate) use check::{Check, Need, Verdict, checks};
pub use cleanup::{CleanUp, clean_up, journal_url};
pub use coverage::{Covered, coverage};
pub use discovery::Discovery;
pub(crate) use encoding::decoded;
#[cfg(feature = "harness")]
pub use harness::harness;
pub(crate) use journal::{Intent, Journal};
pub use kind::{Extension, Kind};
pub use options::{Options, Profile, Progress};
pub use recorded::{Recorded, Reply};
#[doc(hidden)]
pub use report::visible;
pub use report::{Outcome, Report, Status, Summary};
pub(crate) use request::{Ask, encoded};
pub use run::{CannotRun, Listed, discover, listed, listed_in, run, run_suites};
pub(crate) use run::{journal, new_tag, panicked};
pub(crate) use secret::Secrets;
pub(crate) use series::{Assertion, Expect, Series, Step, Variables};
pub(crate) use session::{
    Deletes, Made, Session, created, is_told, patch_body, resource_path, settle,
};
pub(crate) use stop::{Failure, Stop};
pub use suite::Suite;
pub(crate) use suite::{Client, Unchecked};
#[cfg(feature = "client")]
pub use target::HttpClient;
pub use target::{InvalidTarget, Target, Transport, TransportError, Waiting};
