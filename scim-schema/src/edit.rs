//! Edits: a request's body, applied to a resource as often as it takes.
//!
//! What a client may do is said to an edit before it is applied: within which bounds, which
//! attributes the application [owns](crate::ownership), which extension its tenant has.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::ScimResource;
//! use scim_schema::dialect::Dialect;
//! use scim_schema::edit::{Create, Patch, Replace};
//! use scim_schema::limits::Limits;
//! use scim_schema::ownership::Owned;
//! use scim_schema::resource::{DynamicAttributes, DynamicExtension};
//! use scim_schema::schema::{Attribute, Schema, Type};
//!
//! #[derive(Clone, Default, ScimResource)]
//! #[scim(rfc = "User")]
//! struct Member {
//!     #[scim(id)]
//!     id: i64,
//!     #[scim(path = "userName")]
//!     login: String,
//!     title: Option<String>,
//!     #[scim(dynamic)]
//!     extra: DynamicAttributes,
//! }
//!
//! let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
//!     .attributes(const { &[Attribute::new("desk", Type::Integer, "Where.")] });
//! let (acme, owned) = (DynamicExtension::new(&schema)?, Owned::<Member>::new(["title"])?);
//! let mut limits = Limits::DEFAULT;
//! limits.body = 10_000;
//!
//! let body = r#"{
//!     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:acme:2.0:User"],
//!     "userName": "babs", "title": "Boss", "urn:example:acme:2.0:User": { "desk": 7 }
//! }"#;
//! let create = Create::with_limits(body, Dialect::RFC, limits)?.dynamic(acme).owned(owned);
//! let mut member = Member { id: 1, ..Member::default() };
//! let changes = create.apply_to(&mut member)?;
//! assert!(changes.touches("userName") && !changes.touches("title"));
//!
//! let replace = Replace::with_limits(body, Dialect::RFC, limits)?.dynamic(acme).owned(owned);
//! let (_, changes) = replace.apply(&member)?;
//! assert!(changes.is_empty(), "it is so already");
//!
//! let body = r#"{
//!     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
//!     "Operations": [{ "op": "replace", "path": "urn:example:acme:2.0:User:desk", "value": 8 }]
//! }"#;
//! let patch = Patch::with_limits(body, Dialect::RFC, limits)?.dynamic(acme).owned(owned);
//! assert_eq!(patch.operations()?.len(), 1);
//! assert_eq!(patch.apply_to(&mut member)?.paths(), ["urn:example:acme:2.0:User:desk"]);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "http1")]
mod given;
mod stored;

#[cfg(feature = "http1")]
pub(crate) use given::Given;
pub use stored::{Edit, Operation};

use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::limits::{Budget, Limits};
use crate::message::{ScimError, utf8};
use crate::ownership::{self, Owned};
use crate::patch;
use crate::read::{Mode, resource};
use crate::resource::{Descriptor, DynamicExtension, ScimResource, ScimValue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A body that was not applied yet.
struct Body<R> {
    text: Arc<str>,
    dialect: Dialect,
    limits: Limits,
    /// What is left for it and other edits.
    budget: Option<Budget>,
    dynamic: Option<DynamicExtension>,
    owned: Option<Owned<R>>,
    resource: PhantomData<fn() -> R>,
}

impl<R> Clone for Body<R> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            dialect: self.dialect,
            limits: self.limits,
            budget: self.budget.clone(),
            dynamic: self.dynamic,
            owned: self.owned,
            resource: PhantomData,
        }
    }
}

impl<R: ScimResource> Body<R> {
    fn new(body: &[u8], dialect: Dialect, limits: Limits) -> Result<Self, ScimError> {
        if body.len() > limits.body {
            return Err(ScimError::too_large(format!(
                "the body has more than {} bytes; send less, or several requests",
                limits.body
            )));
        }
        Ok(Self {
            text: utf8(body)?.into(),
            dialect,
            limits,
            budget: None,
            dynamic: None,
            owned: None,
            resource: PhantomData,
        })
    }

    fn descriptor(&self) -> Descriptor {
        ownership::described(self.dynamic, self.owned)
    }

    fn write(&self, target: &mut R, mode: Mode) -> Result<Changes, ScimError> {
        resource(target, self.descriptor(), &self.text, mode, self.dialect, &self.limits)
    }

    fn patch(&self, target: &mut R) -> Result<Changes, ScimError> {
        let bounds = (&self.limits, self.budget.as_ref());
        patch::apply(target, self.descriptor(), &self.text, self.dialect, bounds)
    }

    /// What it gives, as the body of a POST or a PUT, of what is returned on request.
    #[cfg(feature = "http1")]
    fn given(&self) -> Given {
        let descriptor = self.descriptor();
        if !given::may_have(&descriptor) {
            return Given::new();
        }
        given::by_body(&self.text, &descriptor)
    }
}

macro_rules! edit { ($(#[$doc:meta])* $name:ident, $apply:expr, $review:expr) => {
    $(#[$doc])*
    pub struct $name<R>(Body<R>);

    impl<R: ScimResource> $name<R> {
        /// The edit that a request's body describes. It is parsed while it is applied.
        ///
        /// # Errors
        /// A body that is too large (`413`) or not UTF-8 (`400 invalidSyntax`).
        pub fn new(body: impl AsRef<[u8]>, dialect: Dialect) -> Result<Self, ScimError> {
            Self::with_limits(body, dialect, Limits::DEFAULT)
        }

        /// The same within other bounds.
        ///
        /// # Errors
        /// A body that is too large (`413`) or not UTF-8 (`400 invalidSyntax`).
        pub fn with_limits(
            body: impl AsRef<[u8]>,
            dialect: Dialect,
            limits: Limits,
        ) -> Result<Self, ScimError> {
            Body::new(body.as_ref(), dialect, limits).map(Self)
        }

        /// Of resources that have this extension as well.
        #[must_use]
        pub fn dynamic(mut self, extension: impl Into<Option<DynamicExtension>>) -> Self {
            self.0.dynamic = extension.into();
            self
        }

        /// Of someone who does not write these attributes, as the application owns them.
        #[must_use]
        pub fn owned(mut self, owned: impl Into<Option<Owned<R>>>) -> Self {
            self.0.owned = owned.into();
            self
        }

        /// Applies it to a copy. It can be applied any number of times, as a compare-and-swap
        /// loop does.
        ///
        /// # Errors
        /// What the body does that it may not: its path, status and scimType say.
        pub fn apply(&self, resource: &R) -> Result<(R, Changes), ScimError> {
            let mut edited = resource.clone();
            let mut changes = self.apply_to(&mut edited)?;
            $review(&mut changes, resource, &edited);
            Ok((edited, changes))
        }

        /// Applies it in place, and reports what it wrote: that the end of the body puts something
        /// back is seen by [`apply`](Self::apply) only, which has both. After an error the resource
        /// may be half edited: drop it.
        ///
        /// # Errors
        /// What the body does that it may not: its path, status and scimType say.
        pub fn apply_to(&self, resource: &mut R) -> Result<Changes, ScimError> {
            $apply(&self.0, resource)
        }
    }

    impl<R> Clone for $name<R> {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
    }

    impl<R> fmt::Debug for $name<R> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            // a body may hold a password
            f.debug_struct(stringify!($name)).field("bytes", &self.0.text.len()).finish_non_exhaustive()
        }
    }
} }

/// The changes are what was recorded: a body writes an attribute once, but for the slot of several
/// elements.
fn as_recorded<R: ScimResource>(changes: &mut Changes, before: &R, after: &R) {
    if changes.may_be_undone() {
        patch::forget_undone(changes, before, after);
    }
}

edit! {
    /// A POST (RFC 7644 section 3.3): edits a blank resource that the application prepared, with
    /// its identifier and timestamps.
    ///
    /// ```
    /// use scim_schema::{dialect::Dialect, edit::Create, rfc::User};
    ///
    /// let body = r#"{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "babs" }"#;
    /// let create = Create::<User>::new(body, Dialect::RFC)?;
    /// let (user, changes) = create.apply(&User { id: "7".into(), ..User::default() })?;
    /// assert_eq!((user.id.as_str(), user.user_name.as_str()), ("7", "babs"));
    /// assert_eq!(changes.paths(), ["userName"]);
    ///
    /// let nameless = r#"{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"] }"#;
    /// let error = Create::<User>::new(nameless, Dialect::RFC)?.apply(&User::default()).unwrap_err();
    /// assert_eq!((error.status(), error.path().as_str()), (400, "userName"));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    Create, |body: &Body<R>, resource| body.write(resource, Mode::Create), as_recorded
}

edit! {
    /// A PUT (RFC 7644 section 3.5.1): edits the stored resource. What the body leaves out is
    /// unassigned where a client could unassign it, but for `active`, secrets and what says
    /// `on_omit = "keep"`; what is not mapped stays.
    ///
    /// ```
    /// use scim_schema::limits::Limits;
    /// use scim_schema::{dialect::Dialect, edit::Replace, rfc::User};
    ///
    /// let stored = User { user_name: "bjensen".into(), title: Some("Guide".into()), active: Some(true), ..User::default() };
    /// let body = r#"{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bjensen" }"#;
    /// let mut user = stored.clone();
    /// let changes = Replace::<User>::new(body, Dialect::RFC)?.apply_to(&mut user)?;
    /// assert_eq!((user.title, user.active), (None, Some(true)));
    /// assert_eq!(changes.paths(), ["title"]);
    ///
    /// let mut limits = Limits::DEFAULT;
    /// limits.body = 20;
    /// assert_eq!(Replace::<User>::with_limits(body, Dialect::RFC, limits).unwrap_err().status(), 413);
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    Replace, |body: &Body<R>, resource| body.write(resource, Mode::Replace), as_recorded
}

edit! {
    /// A PATCH (RFC 7644 section 3.5.2): edits what its operations name in the stored resource,
    /// one after the other, all or none.
    ///
    /// ```
    /// use scim_schema::{dialect::Dialect, edit::Patch, rfc::User};
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [
    ///         { "op": "add", "path": "emails", "value": [{ "type": "work", "value": "babs@example.com" }] },
    ///         { "op": "replace", "path": "name.familyName", "value": "Jensen" }
    ///     ]
    /// }"#;
    /// let patch = Patch::<User>::new(body, Dialect::RFC)?;
    /// let (user, changes) = patch.apply(&User::default())?;
    /// assert_eq!(user.emails.len(), 1);
    /// assert_eq!(changes.paths(), ["emails", "name.familyName"]);
    /// let (_, again) = patch.apply(&user)?;
    /// assert!(again.is_empty(), "an element that is there is not added twice");
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    Patch, Body::patch, patch::forget_undone
}

impl<R: ScimResource> Patch<R> {
    /// Its operations, resolved, in order: for a store that changes rows without loading the
    /// resource, which tells what they change by [`Changes::of`]. What a dialect passes over is not
    /// among them.
    ///
    /// # Errors
    /// What is wrong with the body or a path; values are not read.
    pub fn operations(&self) -> Result<Vec<patch::PatchOperation<'_>>, ScimError> {
        let Body { text, dialect, limits, .. } = &self.0;
        patch::operations(text, self.0.descriptor(), *dialect, limits)
    }
}

#[cfg(feature = "http1")]
impl<R> Patch<R> {
    /// One of several edits that are one request.
    pub(crate) fn within(mut self, budget: Option<Budget>) -> Self {
        self.0.budget = budget;
        self
    }
}

#[cfg(feature = "http1")]
impl<R: ScimResource> Create<R> {
    /// What it gives of what is returned on request.
    pub(crate) fn given(&self) -> Given {
        self.0.given()
    }
}

impl<R: ScimResource> Patch<R> {
    fn apply_apart<T: ScimValue>(
        &self,
        resource: &R,
        attribute: &str,
        list: impl Fn(&mut R) -> &mut Vec<T>,
    ) -> Result<Option<patch::Apart<R, T>>, ScimError> {
        let Body { text, dialect, limits, budget, .. } = &self.0;
        patch::apart::apply(
            resource,
            self.0.descriptor(),
            attribute,
            list,
            (text, *dialect, limits, budget.as_ref()),
        )
    }
}
