//! A user of the org, and what Okta knows of the account.

use super::group::Group;
use super::profile::Profile;
use std::collections::BTreeSet;

/// An Okta user, by its id.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// assert!(jane.id().starts_with("00u"));
/// // the server has an id of its own, once there is an account
/// assert_eq!(org.external_id(&jane), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct User(pub(super) String);

impl User {
    /// The id: `00u…`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }
}

/// Where an Okta user is in its life.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Lifecycle, Mode, Org, Profile}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// org.assign(&jane)?;
/// let before = org.requests();
/// org.suspend(&jane);
/// assert_eq!(org.lifecycle(&jane), Some(Lifecycle::Suspended));
/// // no app hears of it
/// assert!(org.assignment(&jane).is_some() && org.requests() == before);
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lifecycle {
    /// Known, and not yet to begin.
    Staged,
    /// To be activated by somebody.
    PendingActivation,
    /// Active.
    Active,
    /// Locked out for a while, which no app hears of.
    Suspended,
    /// Deactivated.
    Deactivated,
}

/// What Okta knows of a user in the app.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// let staff = org.add_group("Staff", &[&jane]);
/// org.assign_group(&staff)?;
/// let assignment = org.assignment(&jane).unwrap();
/// assert!(assignment.active && assignment.external_id.is_some() && assignment.by.contains(&staff));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Assignment {
    /// The id that the server gave: what Okta keeps as the external id.
    pub external_id: Option<String>,
    /// Whether the user is there and active, as far as Okta knows.
    pub active: bool,
    /// The groups that assign the user; none if the user is assigned directly.
    pub by: BTreeSet<Group>,
    pub(super) direct: bool,
}

impl Assignment {
    pub(super) fn is_assigned(&self) -> bool {
        self.direct || !self.by.is_empty()
    }
}

pub(super) struct Person {
    pub(super) profile: Profile,
    pub(super) lifecycle: Lifecycle,
    pub(super) assignment: Assignment,
    /// When a future hire begins.
    pub(super) starts: Option<scim_schema::value::DateTime>,
    pub(super) password: String,
    /// The password that was sent last, and taken.
    pub(super) sent: Option<String>,
}
