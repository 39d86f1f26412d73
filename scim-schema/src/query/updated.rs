//! What an update did.

use crate::changes::Changes;
use crate::resource::ScimResource;
use crate::write::etag;

/// What a store did to a resource.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{changes::Changes, query::Updated, rfc::User};
///
/// let user = User { id: "7".into(), version: "3".into(), ..User::default() };
/// let updated = Updated::new(user, Changes::default());
/// assert_eq!(updated.version.as_deref(), Some(r#"W/"3""#));
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Updated<R> {
    /// The entity tag afterwards, `W/"7"`; `None` if the resource type has no versions.
    pub version: Option<String>,
    /// What changed; nothing if the resource was so already.
    pub changes: Changes,
    /// The resource as it is now, if the store has all of it at hand, what is returned on request
    /// included; a response that needs it reads it otherwise.
    pub resource: Option<R>,
}

impl<R: ScimResource> Updated<R> {
    /// With the resource as it is now, which has its version.
    #[must_use]
    pub fn new(resource: R, changes: Changes) -> Self {
        Self { version: etag(&resource), changes, resource: Some(resource) }
    }

    /// By a store that did not load the resource: what it did to rows is told by
    /// [`Changes::of`].
    ///
    /// ```
    /// use scim_schema::{changes::Changes, dialect::Dialect, edit::Patch, query::Updated, rfc::Group};
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [{ "op": "add", "path": "members", "value": [{ "value": "7" }] }]
    /// }"#;
    /// let patch = Patch::<Group>::new(body, Dialect::RFC)?;
    /// // members were inserted as rows; the group was not loaded
    /// let changes = Changes::of(&patch.operations()?);
    /// let updated = Updated::<Group>::unread(Some("W/\"8\"".into()), changes);
    /// assert!(updated.resource.is_none() && updated.changes.touches("members"));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn unread(version: Option<String>, changes: Changes) -> Self {
        Self { version, changes, resource: None }
    }
}
