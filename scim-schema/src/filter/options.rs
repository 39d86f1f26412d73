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
    pub(crate) limits: &'a Limits,
    pub(crate) base: Option<&'a str>,
    pub(crate) root: bool,
    pub(crate) dynamic: Option<DynamicExtension>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            dialect: Dialect::RFC,
            limits: &Limits::DEFAULT,
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
    #[must_use]
    pub const fn limits(mut self, limits: &'a Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Below this base URL, without which `meta.location` cannot be compared.
    #[must_use]
    pub const fn base(mut self, url: &'a str) -> Self {
        self.base = Some(url);
        self
    }

    /// For a search of several resource types: an attribute that this one does not have has no
    /// value (RFC 7644 section 3.4.2.1), instead of being an error.
    #[must_use]
    pub const fn root(mut self) -> Self {
        self.root = true;
        self
    }

    /// Of resources that have this extension as well.
    #[must_use]
    pub const fn dynamic(mut self, extension: Option<DynamicExtension>) -> Self {
        self.dynamic = extension;
        self
    }
}
