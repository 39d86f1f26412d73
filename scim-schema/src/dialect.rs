//! How one client deviates from the RFC, chosen per request.

use std::fmt;
use std::str::FromStr;

/// What a client sends that the RFC does not allow, and that is accepted from it.
///
/// Strict in what is sent; a dialect in what is accepted. A dialect is chosen per request, by the
/// token that authenticates it, and never for the whole service.
///
/// ```
/// use scim_schema::dialect::{Dialect, Tolerance};
///
/// assert!(Dialect::OKTA.accepts(Tolerance::EmptyString));
/// assert!(!Dialect::RFC.accepts(Tolerance::EmptyString));
/// assert_eq!("entra".parse(), Ok(Dialect::ENTRA));
/// assert!(Dialect::RFC.is_strict());
/// assert_eq!(Dialect::ENTRA.name(), "entra");
/// ```
///
/// A client that deviates in one point has a dialect of its own:
///
/// ```
/// use scim_schema::dialect::{Dialect, Tolerance};
/// use scim_schema::{edit::Create, rfc::User};
///
/// /// The HR system keeps the RFC, but sends booleans as text.
/// const HR: Dialect = Dialect::RFC.with(Tolerance::StringBoolean).named("hr");
/// /// Okta, told of every attribute that the model does not map.
/// const TOLD: Dialect = Dialect::OKTA.without(Tolerance::Unmapped).named("okta, told");
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "babs", "active": "True"
/// }"#;
/// let (user, _) = Create::<User>::new(body, HR)?.apply(&User::default())?;
/// assert_eq!(user.active, Some(true));
/// assert!(!HR.accepts(Tolerance::EmptyString) && !TOLD.accepts(Tolerance::Unmapped));
/// assert_eq!(HR.to_string(), "hr");
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect {
    name: &'static str,
    tolerances: u32,
}

/// One deviation from the RFC.
///
/// ```
/// use scim_schema::dialect::{Dialect, Tolerance};
/// use scim_schema::{edit::Patch, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "replace", "path": "active", "value": "False" }]
/// }"#;
/// assert!(Dialect::ENTRA.accepts(Tolerance::StringBoolean));
/// let (user, _) = Patch::<User>::new(body, Dialect::ENTRA)?.apply(&User::default())?;
/// assert_eq!(user.active, Some(false));
///
/// let strict = Patch::<User>::new(body, Dialect::RFC)?.apply(&User::default());
/// assert_eq!(strict.unwrap_err().to_string(), "`active`: found a string, expected a boolean");
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// A body without `schemas`, or with a URN in it that the resource type does not have: Okta
    /// echoes what servers answered, Entra names extensions that are not mapped.
    Schemas,
    /// `""` means unassigned, for every type: what Okta sends for an emptied profile attribute.
    EmptyString,
    /// `"True"` and `"False"` for booleans: what Entra sends without `aadOptscim062020`.
    StringBoolean,
    /// Of several elements with `primary: true` the first keeps it.
    FirstPrimary,
    /// `emails[type eq "work"].value eq "x"`, which is outside the grammar, for the value path it
    /// means, `emails[type eq "work" and value eq "x"]`: what Entra sends to match by e-mail.
    ValuePathComparison,
    /// An attribute of an extension by its name alone, where no other attribute has the name: what
    /// Entra sends for attributes mapped without their URN.
    ExtensionWithoutUrn,
    /// In a PATCH, what the RFC defines and the model does not map, a name in a value that is not
    /// defined at all, and an element that no slot can hold: passed over and reported in
    /// [`Changes::ignored`](crate::changes::Changes::ignored), as both clients send every attribute
    /// that an administrator mapped and give up on the user otherwise.
    Unmapped,
    /// In a PATCH without a path, names in its value that are paths: `name.givenName`, an attribute
    /// with its URN. What Entra sends with `aadOptscim062020`.
    PathKeys,
    /// In a PATCH, `replace` with a value path that chooses nothing creates the element that its
    /// filter describes by `eq`, as `add` does: what Entra sends to set an e-mail address.
    CreateUnmatched,
    /// In a PATCH, a complex attribute given as its `value` alone or as an array of one element:
    /// how Entra sets `manager`.
    BareValue,
    /// In a PATCH, what the application [owns](crate::ownership): passed over and reported in
    /// [`Changes::ignored`](crate::changes::Changes::ignored), as both clients push every attribute
    /// that an administrator mapped, whoever is its master, and give up on the user otherwise.
    Owned,
    /// In a PATCH, `roles` whose `value` is the JSON text of an app role: what Entra's mapping
    /// `AppRoleAssignmentsComplex` sends.
    JsonInRoles,
}

impl Dialect {
    /// What the RFC says, and nothing else.
    pub const RFC: Self = Self { name: "rfc", tolerances: 0 };
    /// Okta.
    pub const OKTA: Self = Self {
        name: "okta",
        tolerances: bits(&[
            Tolerance::Schemas,
            Tolerance::EmptyString,
            Tolerance::StringBoolean,
            Tolerance::FirstPrimary,
            Tolerance::ValuePathComparison,
            Tolerance::Unmapped,
            Tolerance::PathKeys,
            Tolerance::Owned,
        ]),
    };
    /// Microsoft Entra ID.
    pub const ENTRA: Self = Self {
        name: "entra",
        tolerances: Self::OKTA.tolerances
            | bits(&[
                Tolerance::ExtensionWithoutUrn,
                Tolerance::CreateUnmatched,
                Tolerance::BareValue,
                Tolerance::JsonInRoles,
            ]),
    };

    /// The same by another name, which is for logs and reports: no [`FromStr`] knows it.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// With a deviation more that is accepted.
    #[must_use]
    pub const fn with(self, tolerance: Tolerance) -> Self {
        Self { tolerances: self.tolerances | bits(&[tolerance]), ..self }
    }

    /// With a deviation less that is accepted.
    #[must_use]
    pub const fn without(self, tolerance: Tolerance) -> Self {
        Self { tolerances: self.tolerances & !bits(&[tolerance]), ..self }
    }

    /// The name: `rfc`, `okta` or `entra`, unless it was [named](Self::named) otherwise.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether no deviation is accepted.
    #[must_use]
    pub const fn is_strict(self) -> bool {
        self.tolerances == 0
    }

    /// Whether a deviation is accepted.
    #[must_use]
    pub const fn accepts(self, tolerance: Tolerance) -> bool {
        self.tolerances & 1 << tolerance as u32 != 0
    }
}

#[expect(clippy::indexing_slicing, reason = "just compared with the length")]
const fn bits(tolerances: &[Tolerance]) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < tolerances.len() {
        bits |= 1 << tolerances[i] as u32;
        i += 1;
    }
    bits
}

/// The name, which for `rfc`, `okta` and `entra` is what [`FromStr`] reads.
impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The name of no dialect.
///
/// ```
/// use scim_schema::dialect::Dialect;
///
/// let error = "Okta".parse::<Dialect>().unwrap_err();
/// assert_eq!(error.to_string(), "expected `rfc`, `okta` or `entra`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownDialect;

impl fmt::Display for UnknownDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected `rfc`, `okta` or `entra`")
    }
}

impl std::error::Error for UnknownDialect {}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(name: &str) -> Result<Self, UnknownDialect> {
        [Self::RFC, Self::OKTA, Self::ENTRA]
            .into_iter()
            .find(|d| d.name == name)
            .ok_or(UnknownDialect)
    }
}

#[cfg(test)]
mod tests;
