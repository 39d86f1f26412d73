//! A simulated Okta org: what Okta sends to a SCIM server, and what it makes of the answers.
//!
//! Most who need SCIM need Okta to work, and an Okta tenant is slow to ask. An [`Org`] has users,
//! groups and one [`App`], which is a server: over HTTP, or a service in the same process. Told to
//! assign, update or import, it sends what Okta sends: its headers, its filters, PUT of all that GET
//! answered, names before every change of members, passwords that nobody asked for, pages of a
//! hundred. There are two [modes](Mode), and Okta looks at nothing to choose: apps of the integration
//! wizard only PUT, those of the catalogue PATCH too. A server needs both.
//!
//! [`play`] plays whole [use cases](scenarios), in both modes, and looks at the server after each
//! step. What Okta is not known to do for certain can only warn.
//!
//! ```
//! use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
//! use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
//!
//! let scim = ScimService::builder()
//!     .resource(MemoryStore::<User>::new())
//!     .resource(MemoryStore::<Group>::new())
//!     .unauthenticated()
//!     .build();
//! let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
//! let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
//! let team = org.add_group("Engineering", &[&jane]);
//! org.assign_group(&team)?;
//! org.push_group(&team)?;
//! org.leave(&team, &[&jane])?;
//! assert!(org.assignment(&jane).is_none());
//! # Ok::<(), scim_testkit::okta::Task>(())
//! ```

mod app;
mod assign;
mod clock;
mod entitlement;
mod group;
mod import;
mod inbox;
mod load;
mod lookup;
mod options;
mod org;
mod person;
mod place;
mod profile;
mod provision;
mod push;
mod run;
mod scenario;
mod stage;
pub mod suite;
mod task;
mod transcript;
mod wire;

pub use app::{App, Clear, Matching, Mode, OnInactive};
pub use clock::Clock;
pub use entitlement::Entitlement;
pub use group::Group;
pub use import::Import;
pub use inbox::Inbox;
pub use load::{Load, Loaded, Phase};
pub use options::Options;
pub use org::Org;
pub use person::{Assignment, Lifecycle, User};
pub use place::{InvalidPlace, Place};
pub use profile::{BASE_ATTRIBUTES, Profile};
pub use provision::Password;
pub use push::{Link, Unlink};
pub use run::play;
pub use scenario::{Scenario, scenario, scenarios};
pub use task::Task;
