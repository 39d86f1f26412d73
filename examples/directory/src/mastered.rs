//! The attributes that the directory is the master of: clients read them, and only the application
//! writes them.

use crate::badge::Badge;
use crate::grant::{Entitlement, Role};
use crate::group::Group;
use crate::user::User;
use scim_schema::ScimResource;
use scim_schema::ownership::Owned;
use scim_schema::service::Identity;
use std::fmt;

/// What clients do not write, of each resource type.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mastered {
    users: Owned<User>,
    groups: Owned<Group>,
    badges: Owned<Badge>,
    roles: Owned<Role>,
    entitlements: Owned<Entitlement>,
}

impl Mastered {
    /// These attributes: `User:phoneNumbers`, or `phoneNumbers` for those of users.
    ///
    /// # Errors
    /// A type that is none, a path that names no attribute, or one that clients have to write.
    pub fn new<P: AsRef<str>>(paths: &[P]) -> Result<Self, InvalidMastered> {
        let (mut users, mut groups, mut badges) = (Vec::new(), Vec::new(), Vec::new());
        let (mut roles, mut entitlements) = (Vec::new(), Vec::new());
        for path in paths.iter().map(AsRef::as_ref) {
            match path.split_once(':') {
                // of users, with the URN of its schema
                Some((urn, _)) if urn.eq_ignore_ascii_case("urn") => users.push(path),
                None => users.push(path),
                Some(("User", path)) => users.push(path),
                Some(("Group", path)) => groups.push(path),
                Some(("Badge", path)) => badges.push(path),
                Some(("Role", path)) => roles.push(path),
                Some(("Entitlement", path)) => entitlements.push(path),
                Some((name, _)) => {
                    let name: String = name.chars().take(40).collect();
                    return Err(InvalidMastered(format!(
                        "`{name}` is no resource type; expected `User:`, `Group:`, `Badge:`, `Role:` or `Entitlement:`"
                    )));
                }
            }
        }
        Ok(Self {
            users: owned(&users)?,
            groups: owned(&groups)?,
            badges: owned(&badges)?,
            roles: owned(&roles)?,
            entitlements: owned(&entitlements)?,
        })
    }

    /// A client who does not write them.
    #[must_use]
    pub fn restrict(&self, identity: Identity) -> Identity {
        let identity = identity.owned(self.users).owned(self.groups).owned(self.badges);
        identity.owned(self.roles).owned(self.entitlements)
    }
}

fn owned<R: ScimResource>(paths: &[&str]) -> Result<Owned<R>, InvalidMastered> {
    Owned::new(paths).map_err(|error| InvalidMastered(error.to_string()))
}

/// Why an attribute cannot be mastered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidMastered(String);

impl fmt::Display for InvalidMastered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidMastered {}
