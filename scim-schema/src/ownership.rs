//! Attributes that the application owns: it is their master, and clients only read them.
//!
//! In App-as-Master, or where each attribute has a master of its own, an identity provider reads
//! `phoneNumbers` from the application and still sends them with every PUT, as it sends back what
//! it read. [`Owned`] says which attributes are so for a client; an
//! [`Identity`](crate::service::Identity) or an edit takes it. Then `/Schemas` publishes them as
//! `readOnly`, POST and PUT ignore what a body has of them, and the answer shows what is held. A
//! PATCH that names one is `400 mutability`; a dialect that
//! [tolerates](crate::dialect::Tolerance::Owned) it passes over it and reports it. Whoever has no
//! such restriction, the application first of all, writes them as before.

mod described;
mod resolve;

#[cfg(test)]
mod tests;

pub use resolve::InvalidOwned;

pub(crate) use described::{Paths, described};

use crate::resource::{DynamicExtension, ScimResource};
use std::fmt;
use std::marker::PhantomData;

/// The attributes of a resource type that the application owns.
///
/// It is a handle to something that lives as long as the process: the same paths are kept once,
/// so make one where the configuration is read.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::dialect::Dialect;
/// use scim_schema::edit::{Patch, Replace};
/// use scim_schema::ownership::Owned;
/// use scim_schema::rfc::User;
///
/// let owned = Owned::<User>::new(["title", "name.familyName"])?;
/// let stored = User { user_name: "bjensen".into(), title: Some("Guide".into()), ..User::default() };
///
/// // a client that sends back what it read last week
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "bjensen", "title": "Trainee", "nickName": "Babs"
/// }"#;
/// let (user, changes) = Replace::new(body, Dialect::OKTA)?.owned(owned).apply(&stored)?;
/// assert_eq!((user.title.as_deref(), user.nick_name.as_deref()), (Some("Guide"), Some("Babs")));
/// assert!(!changes.touches("title"));
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "replace", "path": "title", "value": "Trainee" }]
/// }"#;
/// let (_, changes) = Patch::new(body, Dialect::OKTA)?.owned(owned).apply(&stored)?;
/// assert_eq!(changes.ignored(), ["title"]);
/// let error = Patch::new(body, Dialect::RFC)?.owned(owned).apply(&stored).unwrap_err();
/// assert_eq!((error.status(), error.path()), (400, "title".to_owned()));
///
/// let error = Owned::<User>::new(["phoneNumber"]).unwrap_err();
/// assert_eq!(error.to_string(), "`phoneNumber`: not an attribute of `User`; did you mean `phoneNumbers`?");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Owned<R> {
    paths: &'static Paths,
    resource: PhantomData<fn() -> R>,
}

impl<R: ScimResource> Owned<R> {
    /// The attributes with these paths: an attribute as a whole, such as `phoneNumbers`, a
    /// sub-attribute of a single complex one, such as `name.givenName`, either of them behind the
    /// URN of its extension, or that URN alone for all that the extension has.
    ///
    /// # Errors
    /// A path that names none, and what a client must be able to write or could not even read: a
    /// required attribute, one that is never returned, one that is readOnly already. The elements
    /// of a list have one master, so neither some of them nor one of their sub-attributes can be
    /// owned; of a list of fixed elements (`emails[type eq "work"].value` as a field) a
    /// sub-attribute of all can, such as `emails.value`.
    pub fn new<P: AsRef<str>>(paths: impl IntoIterator<Item = P>) -> Result<Self, InvalidOwned> {
        Self::with(None, paths)
    }

    /// The same of a type that has this extension as well, whose attributes may be among them.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::ownership::Owned;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    /// use scim_schema::schema::{Attribute, Schema, Type};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    ///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = DynamicExtension::new(&schema)?;
    /// let owned = Owned::<Member>::with(acme, ["urn:example:acme:2.0:User:costCentre"])?;
    /// assert!(owned.paths().eq(["urn:example:acme:2.0:User:costCentre"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with<P: AsRef<str>>(
        extension: impl Into<Option<DynamicExtension>>,
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Self, InvalidOwned> {
        let extension = extension.into();
        let descriptor = R::descriptor_with(extension);
        let resolved = paths.into_iter().map(|path| resolve::path(&descriptor, path.as_ref()));
        let resolved = resolved.collect::<Result<Vec<_>, _>>()?;
        Ok(Self::of_paths(described::kept::<R>(extension, resolved)))
    }

    /// The paths, each once, as the schema spells them.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        self.paths.texts()
    }

    /// The extension that it was made with.
    pub(crate) const fn extension(&self) -> Option<DynamicExtension> {
        self.paths.extension()
    }
}

impl<R> Owned<R> {
    pub(crate) const fn of_paths(paths: &'static Paths) -> Self {
        Self { paths, resource: PhantomData }
    }

    #[cfg(feature = "http1")]
    pub(crate) const fn to_paths(self) -> &'static Paths {
        self.paths
    }
}

impl<R: ScimResource> Default for Owned<R> {
    /// Nothing.
    fn default() -> Self {
        Self::of_paths(described::kept::<R>(None, Vec::new()))
    }
}

impl<R> Clone for Owned<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Owned<R> {}

impl<R> PartialEq for Owned<R> {
    fn eq(&self, other: &Self) -> bool {
        // each is kept once
        std::ptr::eq(self.paths, other.paths)
    }
}

impl<R> Eq for Owned<R> {}

impl<R> fmt::Debug for Owned<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.paths.texts()).finish()
    }
}
