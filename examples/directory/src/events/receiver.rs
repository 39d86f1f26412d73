//! Who is told of changes.

use crate::tokens::DEFAULT_TENANT;
use std::fmt;
use std::str::FromStr;

/// Who is told of the changes of a tenant.
#[derive(Clone, PartialEq, Eq)]
pub struct Receiver {
    tenant: String,
    url: String,
}

impl Receiver {
    /// Whose changes.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Where events are posted.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for Receiver {
    /// Without the URL, which may have a secret anywhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

impl FromStr for Receiver {
    type Err = InvalidReceiver;

    /// `[TENANT=]URL`.
    fn from_str(text: &str) -> Result<Self, InvalidReceiver> {
        let (tenant, url) = match text.split_once('=') {
            Some((tenant, url)) if !tenant.contains(':') => (tenant, url),
            _ => (DEFAULT_TENANT, text),
        };
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_url = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'));
        if tenant.is_empty() || !is_url || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidReceiver);
        }
        Ok(Self { tenant: tenant.to_owned(), url: url.to_owned() })
    }
}

/// Why a text names no receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidReceiver;

impl fmt::Display for InvalidReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected `URL` or `TENANT=URL`, such as `acme=https://okta.example.com/events`",
        )
    }
}

impl std::error::Error for InvalidReceiver {}

#[cfg(test)]
mod tests {
    use super::Receiver;

    #[test]
    fn a_tenant_stands_before_the_url() {
        let of = |text: &str| {
            text.parse::<Receiver>().map(|one| (one.tenant().to_owned(), one.url().to_owned()))
        };
        let is = |tenant: &str, url: &str| Ok((tenant.to_owned(), url.to_owned()));
        assert_eq!(of("https://a.example/x?y=z"), is("default", "https://a.example/x?y=z"));
        assert_eq!(of("acme=http://127.0.0.1:1"), is("acme", "http://127.0.0.1:1"));
        for text in
            ["", "a.example", "acme=", "=https://a.example", "https:///x", "http://a b", "ftp://a"]
        {
            assert!(of(text).is_err(), "{text}");
        }
    }
}
