//! A group of the org, and how it is pushed.

use super::person::User;
use std::collections::BTreeSet;

/// An Okta group, by its id.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let staff = org.add_group("Staff", &[]);
/// assert!(staff.id().starts_with("00g"));
/// assert_eq!(org.external_group(&staff), None);
/// org.push_group(&staff)?;
/// assert!(org.external_group(&staff).is_some());
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group(pub(super) String);

impl Group {
    /// The id: `00g…`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }
}

#[derive(Default)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) members: BTreeSet<User>,
    /// Whether its members are assigned to the app.
    pub(super) assigned: bool,
    pub(super) push: Option<Push>,
}

/// A group that is pushed.
#[derive(Default)]
pub(super) struct Push {
    pub(super) external_id: String,
    pub(super) active: bool,
    /// The members as Okta pushed them last, by their ids on the server, in that order.
    pub(super) pushed: Vec<String>,
    /// The name that it keeps on the server, whatever it is called in Okta.
    pub(super) kept_name: Option<String>,
}

/// Whether a group with a name is pushed.
pub(super) type Rule = Box<dyn Fn(&str) -> bool + Send + Sync>;
