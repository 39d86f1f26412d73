//! An edit of a stored resource, whatever does it, and the versions that it is for.

#[cfg(feature = "http1")]
use super::{Given, given};
use super::{Patch, Replace};
use crate::changes::Changes;
use crate::message::ScimError;
use crate::patch;
use crate::query::Precondition;
use crate::resource::{ScimResource, ScimValue};
use crate::write::etag;
use std::fmt;

/// An edit of a stored resource, and which versions of it the request is meant for.
///
/// Applying it checks the precondition first, so a store that loads, applies, and compares and
/// swaps cannot forget it: every turn of such a loop checks it again.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::edit::{Edit, Operation, Replace};
/// use scim_schema::{dialect::Dialect, query::Precondition, rfc::User};
///
/// let body = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "babs"}"#;
/// let edit: Edit<User> = Replace::new(body, Dialect::RFC)?.into();
/// let edit = edit.when(Precondition::parse(Some(r#"W/"7""#), None)?);
/// assert!(matches!(edit.operation(), Operation::Replace(_)));
///
/// let stored = User { user_name: "bjensen".into(), version: "7".into(), ..User::default() };
/// let (user, changes) = edit.apply(&stored)?;
/// assert_eq!((&*user.user_name, changes.paths().len()), ("babs", 1));
///
/// let newer = User { version: "8".into(), ..stored };
/// assert_eq!(edit.apply(&newer).unwrap_err().status(), 412);
/// assert_eq!(edit.precondition().check(Some("8")).unwrap_err().status(), 412);
/// let mut loaded = User { version: "7".into(), ..newer };
/// assert!(edit.apply_to(&mut loaded)?.touches("userName"));
/// # }
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
pub struct Edit<R: ScimResource> {
    operation: Operation<R>,
    precondition: Precondition,
}

/// What an [`Edit`] does.
///
/// ```
/// use scim_schema::changes::Changes;
/// use scim_schema::edit::{Edit, Operation, Patch};
/// use scim_schema::{dialect::Dialect, rfc::Group};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "remove", "path": "members[value eq \"7\"]" }]
/// }"#;
/// let edit = Edit::from(Patch::<Group>::new(body, Dialect::RFC)?);
/// // a store that deletes a row without loading the group
/// let Operation::Patch(patch) = edit.operation() else { panic!("a PATCH") };
/// let operations = patch.operations()?;
/// assert_eq!(operations[0].attribute(), "members");
/// assert_eq!(Changes::of(&operations).paths(), ["members"]);
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum Operation<R: ScimResource> {
    /// A PUT.
    Replace(Replace<R>),
    /// A PATCH.
    Patch(Patch<R>),
}

impl<R: ScimResource> From<Replace<R>> for Edit<R> {
    fn from(replace: Replace<R>) -> Self {
        Self { operation: Operation::Replace(replace), precondition: Precondition::none() }
    }
}

impl<R: ScimResource> From<Patch<R>> for Edit<R> {
    fn from(patch: Patch<R>) -> Self {
        Self { operation: Operation::Patch(patch), precondition: Precondition::none() }
    }
}

impl<R: ScimResource> Edit<R> {
    /// Only for these versions.
    #[must_use]
    pub fn when(mut self, precondition: Precondition) -> Self {
        self.precondition = precondition;
        self
    }

    /// What it does.
    #[must_use]
    pub const fn operation(&self) -> &Operation<R> {
        &self.operation
    }

    /// The versions that it is for. A store that edits rows without applying the edit to the
    /// resource checks them itself.
    #[must_use]
    pub const fn precondition(&self) -> &Precondition {
        &self.precondition
    }

    /// Applies it to a copy. It can be applied any number of times, as a compare-and-swap loop
    /// does.
    ///
    /// # Errors
    /// `412` if the resource has another version than the request requires; else what the
    /// request does that it may not: its path, status and scimType say.
    pub fn apply(&self, resource: &R) -> Result<(R, Changes), ScimError> {
        self.precondition_of(resource)?;
        match &self.operation {
            Operation::Replace(replace) => replace.apply(resource),
            Operation::Patch(patch) => patch.apply(resource),
        }
    }

    /// Applies it to a copy whose `attribute`, a list, was not loaded, and answers apart what it
    /// does to that list: a store that keeps the elements as rows then inserts and deletes what the
    /// request names, whatever the list holds.
    ///
    /// `None` where that takes the list itself, so load it and [`apply`](Self::apply): a list
    /// whose elements have more to write than what identifies them; an operation that chooses
    /// elements by anything else, or that fails; a PUT that keeps a list it leaves out.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use scim_schema::dialect::Dialect;
    /// use scim_schema::edit::{Edit, Patch};
    /// use scim_schema::patch::ListEdit;
    /// use scim_schema::rfc::Group;
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [
    ///         { "op": "replace", "value": { "displayName": "Guides" } },
    ///         { "op": "add", "path": "members", "value": [{ "value": "7" }, { "value": "8" }] },
    ///         { "op": "remove", "path": "members[value eq \"7\"]" }
    ///     ]
    /// }"#;
    /// let edit = Edit::from(Patch::<Group>::new(body, Dialect::RFC)?);
    /// let mut apart = edit.apply_apart(&Group::default(), "members", |group| &mut group.members)?.unwrap();
    /// assert_eq!(apart.resource.display_name, "Guides");
    ///
    /// let ListEdit::Change { add, remove } = &apart.list else { unreachable!() };
    /// let ids = |members: &[scim_schema::rfc::Member]| -> Vec<String> {
    ///     members.iter().filter_map(|member| member.value.clone()).collect()
    /// };
    /// assert_eq!((ids(add), ids(remove)), (vec!["8".to_owned()], vec!["7".to_owned()]));
    /// // when a row was inserted or deleted
    /// apart.list_changed();
    /// assert!(apart.changes.touches("members"));
    /// # }
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn apply_apart<T: ScimValue>(
        &self,
        resource: &R,
        attribute: &str,
        list: impl Fn(&mut R) -> &mut Vec<T>,
    ) -> Result<Option<patch::Apart<R, T>>, ScimError> {
        self.precondition_of(resource)?;
        match &self.operation {
            Operation::Replace(replace) => {
                let descriptor = replace.0.descriptor();
                patch::apart::replace(resource, descriptor, attribute, list, |bare| {
                    replace.apply(bare)
                })
            }
            Operation::Patch(patch) => patch.apply_apart(resource, attribute, list),
        }
    }

    /// Applies it in place. After an error the resource may be half edited: drop it. Operations
    /// of a PATCH that undo one another are reported as changes, as there is nothing to compare
    /// with.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn apply_to(&self, resource: &mut R) -> Result<Changes, ScimError> {
        self.precondition_of(resource)?;
        match &self.operation {
            Operation::Replace(replace) => replace.apply_to(resource),
            Operation::Patch(patch) => patch.apply_to(resource),
        }
    }

    fn precondition_of(&self, resource: &R) -> Result<(), ScimError> {
        if self.precondition.is_none() {
            return Ok(());
        }
        self.precondition.check(etag(resource).as_deref())
    }
}

#[cfg(feature = "http1")]
impl<R: ScimResource> Edit<R> {
    /// What it gives of what is returned on request.
    pub(crate) fn given(&self) -> Given {
        match &self.operation {
            Operation::Replace(replace) => replace.0.given(),
            Operation::Patch(patch) if given::may_have(&patch.0.descriptor()) => {
                // who applies it says what is wrong with it
                given::by_operations(&patch.operations().unwrap_or_default())
            }
            Operation::Patch(_) => Given::new(),
        }
    }
}

impl<R: ScimResource> Clone for Edit<R> {
    fn clone(&self) -> Self {
        Self { operation: self.operation.clone(), precondition: self.precondition.clone() }
    }
}

impl<R: ScimResource> fmt::Debug for Edit<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit")
            .field("operation", &self.operation)
            .field("precondition", &self.precondition)
            .finish()
    }
}

impl<R: ScimResource> fmt::Debug for Operation<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace(replace) => replace.fmt(f),
            Self::Patch(patch) => patch.fmt(f),
        }
    }
}
