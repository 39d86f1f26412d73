//! Who asks, and where.

use crate::dialect::Dialect;
use crate::ownership::{Owned, Paths};
use crate::resource::{DynamicExtension, ScimResource};
use http::Extensions;
use std::any::TypeId;
use std::borrow::Cow;

/// What is known of a request beside its resource; every call of a store gets it.
///
/// ```
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Context, Identity};
///
/// let cx = Context::new(Identity::new().subject("okta").tenant("acme")).with_request_id("r-7");
/// assert_eq!((cx.subject(), cx.tenant(), cx.request_id()), (Some("okta"), Some("acme"), "r-7"));
/// let cx = cx.with_base_url("https://acme.example.com/scim/v2/");
/// assert_eq!(cx.base_url(), "https://acme.example.com/scim/v2");
/// assert!(cx.dialect().is_strict() && cx.me().is_none());
/// // users are as they are declared, all of them the client's to write, and nothing was added
/// assert!(cx.dynamic::<User>().is_none() && cx.owned::<User>().is_none());
/// assert!(cx.extensions().is_empty());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Context {
    identity: Identity,
    request_id: Cow<'static, str>,
    base_url: String,
}

impl Context {
    /// Of this identity, where its base URL or else none is known. The service builds one for
    /// each request; this is for tests and for work that no request asked for.
    #[must_use]
    pub fn new(identity: Identity) -> Self {
        let base_url = identity.base_url.clone().unwrap_or_default();
        Self { identity, request_id: Cow::Borrowed(""), base_url }
    }

    /// With this base URL; without a slash at its end.
    #[must_use]
    pub fn with_base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = trimmed(url.into());
        self
    }

    /// With this request id.
    #[must_use]
    pub fn with_request_id(mut self, id: impl Into<Cow<'static, str>>) -> Self {
        self.request_id = id.into();
        self
    }

    /// Who asks, as the service provider knows them; `None` where it only knows the tenant.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.identity.subject.as_deref()
    }

    /// Whose resources are asked for; `None` where there is only one tenant.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.identity.tenant.as_deref()
    }

    /// The resource that the subject is, which `/Me` stands for: the name of its type, and its id.
    #[must_use]
    pub fn me(&self) -> Option<(&str, &str)> {
        self.identity.me.as_ref().map(|(name, id)| (&**name, id.as_str()))
    }

    /// How the client deviates from the RFC.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.identity.dialect
    }

    /// The id of the request, which logs and the response header `x-request-id` share.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The URL that locations are below, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What this request's resources of a type have beside what the type declares.
    #[must_use]
    pub fn dynamic<R: ScimResource>(&self) -> Option<DynamicExtension> {
        let known = TypeId::of::<R>();
        let found = self.identity.dynamic.iter().rev().find(|(of, _)| *of == known);
        found.map(|(_, extension)| *extension)
    }

    /// What the client of this request does not write of resources of a type, as the application
    /// owns it.
    #[must_use]
    pub fn owned<R: ScimResource>(&self) -> Option<Owned<R>> {
        let known = TypeId::of::<R>();
        let found = self.identity.owned.iter().find(|(of, _)| *of == known);
        found.map(|(_, paths)| Owned::of_paths(paths))
    }

    /// Whether any type is another than what it declares.
    pub(super) const fn is_extended(&self) -> bool {
        !self.identity.dynamic.is_empty() || !self.identity.owned.is_empty()
    }

    /// What the authenticator, or a layer before the service, adds of its own.
    #[must_use]
    pub const fn extensions(&self) -> &Extensions {
        &self.identity.extensions
    }
}

/// Who asks: what an [`Authenticate`](super::Authenticate) answers.
///
/// ```
/// use scim_schema::dialect::Dialect;
/// use scim_schema::service::{Context, Identity};
///
/// #[derive(Debug, Clone, PartialEq)]
/// struct Region(&'static str);
///
/// let identity = Identity::new()
///     .subject("okta")
///     .tenant("acme")
///     .dialect(Dialect::OKTA)
///     .base_url("https://acme.example.com/scim/v2/")
///     .extension(Region("eu"));
/// let cx = Context::new(identity);
/// assert_eq!(cx.base_url(), "https://acme.example.com/scim/v2");
/// assert_eq!(cx.extensions().get(), Some(&Region("eu")));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Identity {
    pub(super) subject: Option<String>,
    pub(super) tenant: Option<String>,
    me: Option<(Cow<'static, str>, String)>,
    pub(super) dialect: Dialect,
    pub(super) base_url: Option<String>,
    pub(super) extensions: Extensions,
    dynamic: Vec<(TypeId, DynamicExtension)>,
    owned: Vec<(TypeId, &'static Paths)>,
}

impl Default for Identity {
    fn default() -> Self {
        Self::new()
    }
}

impl Identity {
    /// Someone without a name, of no tenant, who speaks as the RFC says.
    #[must_use]
    pub fn new() -> Self {
        Self {
            subject: None,
            tenant: None,
            me: None,
            dialect: Dialect::RFC,
            base_url: None,
            extensions: Extensions::new(),
            dynamic: Vec::new(),
            owned: Vec::new(),
        }
    }

    /// Of this name, which is the client's for good and no connection's: cursors are bound to it, so
    /// with another one a list ends with its first page.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Of this tenant.
    #[must_use]
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }

    /// Who is this resource, for which `/Me` stands (RFC 7644 section 3.11). Without one, `/Me` is
    /// not offered (`501`).
    ///
    /// A user who signed in to the application:
    ///
    /// ```
    /// use scim_schema::rfc::User;
    /// use scim_schema::service::{Context, Identity};
    ///
    /// let identity = Identity::new().subject("babs").me::<User>(&"7".to_owned());
    /// assert_eq!(Context::new(identity).me(), Some(("User", "7")));
    /// let identity = Identity::new().me_of("User", "7");
    /// assert_eq!(Context::new(identity).me(), Some(("User", "7")));
    /// ```
    #[must_use]
    pub fn me<R: ScimResource>(self, id: &R::Id) -> Self {
        self.me_of(&*R::RESOURCE_TYPE.name, id.to_string())
    }

    /// The same, with the name of the resource type, such as `User`.
    #[must_use]
    pub fn me_of(
        mut self,
        resource_type: impl Into<Cow<'static, str>>,
        id: impl Into<String>,
    ) -> Self {
        self.me = Some((resource_type.into(), id.into()));
        self
    }

    /// Deviating from the RFC in this way.
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Who reaches the service at this URL rather than the configured one: the path of a tenant.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(trimmed(url.into()));
        self
    }

    /// Whose resources of this type have an extension that is defined at run time: those of a
    /// tenant with attributes of its own. The type keeps them in a field behind
    /// `#[scim(dynamic)]`; of several for one type the last holds.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    /// use scim_schema::schema::{Attribute, Schema, Type};
    /// use scim_schema::service::{Context, Identity};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     user_name: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    ///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = DynamicExtension::new(&schema)?;
    /// let cx = Context::new(Identity::new().tenant("acme").dynamic::<Member>(acme));
    /// assert_eq!(cx.dynamic::<Member>(), Some(acme));
    /// # Ok::<(), scim_schema::resource::dynamic::InvalidExtension>(())
    /// ```
    #[must_use]
    pub fn dynamic<R: ScimResource>(mut self, extension: DynamicExtension) -> Self {
        self.dynamic.push((TypeId::of::<R>(), extension));
        self
    }

    /// Who does not write these attributes, as the application owns them; of several for one type
    /// the last holds.
    ///
    /// An identity provider that pushes a title, which an HR system is the master of:
    ///
    /// ```
    /// use scim_schema::ownership::Owned;
    /// use scim_schema::rfc::{Group, User};
    /// use scim_schema::service::{Context, Identity};
    ///
    /// let owned = Owned::<User>::new(["title"])?;
    /// let cx = Context::new(Identity::new().subject("okta").owned(owned));
    /// assert_eq!(cx.owned::<User>(), Some(owned));
    /// assert_eq!(cx.owned::<Group>(), None);
    /// # Ok::<(), scim_schema::ownership::InvalidOwned>(())
    /// ```
    #[must_use]
    pub fn owned<R: ScimResource>(mut self, owned: Owned<R>) -> Self {
        let (of, paths) = (TypeId::of::<R>(), owned.to_paths());
        self.owned.retain(|(known, _)| *known != of);
        if !paths.is_empty() {
            self.owned.push((of, paths));
        }
        self
    }

    /// With a value that stores find in [`Context::extensions`].
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }
}

pub(super) fn trimmed(mut url: String) -> String {
    url.truncate(url.trim_end_matches('/').len());
    url
}
