//! Checks of a SCIM server, in any language: over HTTP, or a service in the same process.
//!
//! [`run`] reads what the server says of itself, makes test resources from its own schemas, tries
//! each [`Check`] on resources of its own, deletes what it made, and gives a [`Report`]. What the
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
//! # Writing a check
//!
//! A [`Check`] is data: an id `area.name`, a title, the [ids](crate::requirement) of what it tries,
//! a [`Level`], what it [`Need`]s, and a function. It belongs in the table of its area, in
//! `live/check/AREA.rs`:
//!
//! ```
//! use scim_testkit::live::{Check, Need, Session, Verdict};
//! use serde_json::json;
//!
//! const REMOVE: Check = Check::new("patch.remove", "`remove` unassigns", &["7644-3.5.2.2-02"], remove)
//!     .needs(&[Need::Patch])
//!     .each_type();
//!
//! fn remove(s: &mut Session<'_>) -> Verdict {
//!     let attribute = s.optional_string()?; // or the check is skipped
//!     let made = s.create_full()?;
//!     let remove = json!([{"op": "remove", "path": attribute.path()}]);
//!     s.patch(&made, &remove)?.expect_success()?;
//!     let now = s.read(&made)?;
//!     now.expect_unassigned(&attribute)
//! }
//! ```
//!
//! - [`Check::each_type`] runs it for each resource type that has what it needs;
//!   [`Session::kind`] is the one at hand. Else it runs once.
//! - `Session` records what it sends. A request that could not be sent, an answer that is no HTTP,
//!   ends the check as failed; so write `?`.
//! - [`Stop`] is how a check ends early: failed, skipped (with a reason), or informed, where the
//!   texts conflict or are silent. The level says what a failure means.
//! - What any POST creates, bulk included, is deleted when the check ends, however it ends.
//! - An [`Audit`] is a rule for every answer: it looks at all exchanges of the run.
//! - A [`Suite`] is a client's own tests, which [`run_suites`] runs: checks, and [`Series`] of
//!   requests in one order, with an outcome for each [`Assertion`].
//! - What no check covers has its reason in `live/coverage/reasons.tsv`; [`coverage`] tells.

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

pub use answer::Answer;
pub(crate) use answer::{is_assigned, short};
pub use attribute::Attr;
pub(crate) use attribute::get as member;
pub use audit::{Audit, Look, Seen, audits};
pub use check::{Check, Level, Need, Verdict, checks};
pub use cleanup::{CleanUp, clean_up, journal_url};
pub use coverage::{Covered, coverage};
pub use discovery::Discovery;
pub(crate) use encoding::decoded;
#[cfg(feature = "harness")]
pub use harness::harness;
pub(crate) use journal::Journal;
pub use kind::{Extension, Kind};
pub use options::{Options, Profile, Progress};
pub use recorded::{Recorded, Reply};
pub use report::{Outcome, Report, Status, Summary};
pub use request::Ask;
pub(crate) use request::encoded;
pub use run::{CannotRun, Listed, discover, listed, listed_in, run, run_suites};
pub(crate) use run::{journal, new_tag, panicked};
pub(crate) use secret::Secrets;
pub use series::{Assertion, Expect, Series, Step, Variables};
pub use session::{Made, Session};
pub(crate) use session::{delete, patch_body, resource_path};
pub use stop::{Failure, Stop};
pub use suite::{Client, Suite, Unchecked};
#[cfg(feature = "client")]
pub use target::HttpClient;
pub use target::{InvalidTarget, Target, Transport, TransportError, Waiting};
