//! Who may ask: tokens, each of a tenant and with the dialect of the client that sends it.

mod parse;

pub use parse::{InvalidToken, read};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2s256, Digest};
use scim_schema::dialect::Dialect;
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
}

impl Token {
    fn new(tenant: &str, dialect: Dialect, token: &str) -> Self {
        Self { hash: hash(token), tenant: tenant.to_owned(), dialect }
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

    /// The token in the value of an `Authorization` header. The time this takes says nothing of
    /// how much of it is right.
    #[must_use]
    pub fn find(&self, authorization: &str) -> Option<&Token> {
        let hash = hash(&credential(authorization)?);
        self.0.iter().fold(None, |found, token| if equal(&token.hash, &hash) { Some(token) } else { found })
    }
}

/// The token of `Bearer T`, of `Basic` with it as the password, or the bare header that Okta
/// sends when it is set to "HTTP header".
fn credential(authorization: &str) -> Option<String> {
    let authorization = authorization.trim();
    let Some((scheme, rest)) = authorization.split_once(' ') else {
        return Some(authorization.to_owned());
    };
    let rest = rest.trim_start();
    if scheme.eq_ignore_ascii_case("Bearer") {
        Some(rest.to_owned())
    } else if scheme.eq_ignore_ascii_case("Basic") {
        let decoded = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        decoded.split_once(':').map(|(_, password)| password.to_owned())
    } else {
        None
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
