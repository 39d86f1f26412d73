//! What a filter, or a whole search, is read with.

use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::resource::DynamicExtension;

/// What a filter, or a whole search, is read with: by default the RFC's grammar and the default limits.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::dialect::Dialect;
/// use scim_schema::filter::{Filter, Options};
/// use scim_schema::rfc::User;
///
/// // what Entra ID sends to match by e-mail
/// let text = r#"emails[type eq "work"].value eq "babs@example.com""#;
/// assert!(Filter::<User>::parse(text).is_err());
/// assert!(Filter::<User>::parse_with(text, &Options::default().dialect(Dialect::ENTRA)).is_ok());
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) limits: Limits,
    pub(crate) base: Option<&'a str>,
    pub(crate) root: bool,
    pub(crate) dynamic: Option<DynamicExtension>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            dialect: Dialect::RFC,
            limits: Limits::DEFAULT,
            base: None,
            root: false,
            dynamic: None,
        }
    }
}

impl<'a> Options<'a> {
    /// What this client sends beside the RFC's grammar.
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Within these limits.
    ///
    /// ```
    /// use scim_schema::filter::{Filter, Options};
    /// use scim_schema::{limits::Limits, rfc::User};
    ///
    /// let mut limits = Limits::DEFAULT;
    /// limits.filter_terms = 2;
    /// let options = Options::default().limits(limits);
    /// assert!(Filter::<User>::parse_with("title pr and active pr", &options).is_ok());
    /// assert!(Filter::<User>::parse_with("title pr and active pr and name pr", &options).is_err());
    /// ```
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Below this base URL, without which `meta.location` cannot be compared.
    ///
    /// ```
    /// use scim_schema::filter::{Filter, Options};
    /// use scim_schema::rfc::User;
    ///
    /// let options = Options::default().base("https://example.com/scim/v2");
    /// let text = r#"meta.location eq "https://example.com/scim/v2/Users/7""#;
    /// let filter = Filter::<User>::parse_with(text, &options)?;
    /// assert!(filter.matches(&User { id: "7".into(), ..User::default() }));
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    #[must_use]
    pub const fn base(mut self, url: &'a str) -> Self {
        self.base = Some(url);
        self
    }

    /// For a search of several resource types: an attribute that this one does not have has no
    /// value (RFC 7644 section 3.4.2.1), instead of being an error.
    ///
    /// ```
    /// use scim_schema::filter::{Filter, Options};
    /// use scim_schema::rfc::Group;
    ///
    /// let text = r#"userName eq "babs" or displayName eq "Guides""#;
    /// assert!(Filter::<Group>::parse(text).is_err(), "groups have no `userName`");
    /// let filter = Filter::<Group>::parse_with(text, &Options::default().root())?;
    /// assert!(filter.matches(&Group { display_name: "Guides".into(), ..Group::default() }));
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    #[must_use]
    pub const fn root(mut self) -> Self {
        self.root = true;
        self
    }

    /// Of resources that have this extension as well.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::filter::{Filter, Options};
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
    /// let options = Options::default().dynamic(Some(DynamicExtension::new(&schema)?));
    /// let filter = Filter::<Member>::parse_with("urn:example:acme:2.0:User:costCentre gt 4000", &options)?;
    /// let extra: DynamicAttributes = serde_json::from_str(r#"{ "costCentre": 4130 }"#)?;
    /// assert!(filter.matches(&Member { extra, ..Member::default() }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn dynamic(mut self, extension: Option<DynamicExtension>) -> Self {
        self.dynamic = extension;
        self
    }
}
