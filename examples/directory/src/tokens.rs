//! Who may ask: tokens, each of a tenant and with the dialect of the client that sends it.

mod parse;

pub use parse::{InvalidToken, of_flags, read};

use crate::database::Database;
use crate::mastered::Mastered;
use crate::user::user_id;
use axum::http::request::Parts;
use blake2::{Blake2s256, Digest};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::schema::AuthenticationScheme;
use scim_schema::service::{Authenticate, Credential, Identity};
use std::borrow::Cow;
use std::fmt;
use std::hint::black_box;

/// The tenant of tokens that name none.
pub const DEFAULT_TENANT: &str = "default";

/// A token, as its hash.
#[derive(Clone)]
pub struct Token {
    hash: [u8; 32],
    tenant: String,
    dialect: Dialect,
    subject: Option<String>,
    application: bool,
}

impl Token {
    fn new(tenant: &str, dialect: Dialect, token: &str) -> Self {
        let (tenant, subject, application) = (tenant.to_owned(), None, false);
        Self { hash: hash(token), tenant, dialect, subject, application }
    }

    /// Of the application itself, which writes what it is the master of.
    #[must_use]
    pub fn of_application(self) -> Self {
        Self { application: true, ..self }
    }

    /// Of someone with this name.
    #[must_use]
    pub fn with_subject(self, subject: &str) -> Self {
        Self { subject: Some(subject.to_owned()), ..self }
    }

    /// Whether it is the same text, whoever's it is.
    fn is(&self, other: &Self) -> bool {
        equal(&self.hash, &other.hash)
    }

    /// Who sends it, if that is known.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// Whose resources it opens.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// How the client that sends it deviates from the RFC.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the hash of a weak token is as good as the token
        f.debug_struct("Token")
            .field("tenant", &self.tenant)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// The tokens that open the directory.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    /// These tokens.
    #[must_use]
    pub const fn new(tokens: Vec<Token>) -> Self {
        Self(tokens)
    }

    /// The tenants that have a token, each once.
    #[must_use]
    pub fn tenants(&self) -> Vec<&str> {
        let mut tenants: Vec<_> = self.0.iter().map(Token::tenant).collect();
        tenants.sort_unstable();
        tenants.dedup();
        tenants
    }

    /// The token with this text. The time this takes says nothing of how much of it is right.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Token> {
        let hash = hash(text);
        self.0
            .iter()
            .fold(None, |found, token| found.or(equal(&token.hash, &hash).then_some(token)))
    }
}

/// Knows a client by its token, and the user who it is by the subject of that.
#[derive(Debug, Clone)]
pub struct Access {
    tokens: Tokens,
    database: Database,
    mastered: Mastered,
}

impl Access {
    /// By these tokens, of users in this database; clients do not write what is mastered here.
    #[must_use]
    pub const fn new(tokens: Tokens, database: Database, mastered: Mastered) -> Self {
        Self { tokens, database, mastered }
    }
}

impl Authenticate for Access {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        let token = self
            .tokens
            .find(credential.secret().expose())
            .ok_or_else(|| ScimError::unauthorized("the token is not one of this directory"))?;
        let identity = Identity::new().tenant(token.tenant()).dialect(token.dialect());
        let identity = if token.application { identity } else { self.mastered.restrict(identity) };
        let Some(subject) = token.subject() else { return Ok(identity) };
        let identity = identity.subject(subject);
        Ok(match user_id(&self.database, token.tenant(), subject).await? {
            Some(id) => identity.me_of("User", id),
            None => identity,
        })
    }

    fn schemes(&self) -> Cow<'static, [AuthenticationScheme]> {
        Cow::Borrowed(const { &[AuthenticationScheme::BEARER, AuthenticationScheme::BASIC] })
    }
}

fn hash(token: &str) -> [u8; 32] {
    Blake2s256::digest(token.as_bytes()).into()
}

/// Looks at every byte, wherever they differ.
fn equal(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |seen, (a, b)| black_box(seen | (a ^ b))) == 0
}

#[cfg(test)]
mod tests;
