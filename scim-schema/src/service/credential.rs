//! The header `Authorization`.

use crate::message::ScimError;
use crate::value::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;

/// What the header `Authorization` says: a token, or a name and a password.
///
/// Three forms are read, as provisioning clients send them: `Bearer TOKEN`, `Basic` with the
/// base64 of `NAME:PASSWORD`, and a bare `TOKEN`, which is what Okta sends in its mode "HTTP
/// header".
///
/// ```
/// use scim_schema::service::Credential;
///
/// let credential = Credential::parse("Basic b2t0YTpKbzVpZVBoOA==").unwrap();
/// assert_eq!((credential.name(), credential.secret().expose()), (Some("okta"), "Jo5iePh8"));
/// let credential = Credential::parse("Jo5iePh8").unwrap();
/// assert_eq!((credential.name(), credential.secret().expose()), (None, "Jo5iePh8"));
/// ```
#[derive(Debug, Clone)]
pub struct Credential {
    name: Option<String>,
    secret: Secret,
}

impl Credential {
    /// Reads the header of a request.
    ///
    /// # Errors
    /// `401` when there is none, more than one, or as [`parse`](Self::parse).
    pub fn of(request: &Parts) -> Result<Self, ScimError> {
        let mut headers = request.headers.get_all(AUTHORIZATION).iter();
        let (header, None) = (headers.next(), headers.next()) else {
            return Err(ScimError::unauthorized(
                "the header `Authorization` is given twice; give it once",
            ));
        };
        let Some(header) = header else {
            return Err(ScimError::unauthorized(
                "the header `Authorization` is missing; send `Authorization: Bearer TOKEN`",
            ));
        };
        Self::parse(header.to_str().map_err(|_| unreadable())?)
    }

    /// Reads the value of the header.
    ///
    /// # Errors
    /// `401` for another scheme, or what is not of its form.
    pub fn parse(header: &str) -> Result<Self, ScimError> {
        let header = header.trim();
        let Some((scheme, rest)) = header.split_once(' ') else {
            // a scheme alone is not a token, whatever a client forgot to put behind it
            let scheme = ["bearer", "basic"].iter().any(|name| header.eq_ignore_ascii_case(name));
            return if header.is_empty() || scheme {
                Err(unreadable())
            } else {
                Ok(Self { name: None, secret: Secret::new(header) })
            };
        };
        let rest = rest.trim_start();
        if scheme.eq_ignore_ascii_case("bearer") && !rest.contains(' ') {
            return Ok(Self { name: None, secret: Secret::new(rest) });
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return Err(unreadable());
        }
        let decoded = STANDARD.decode(rest).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let (name, password) =
            decoded.as_deref().and_then(|text| text.split_once(':')).ok_or_else(unreadable)?;
        Ok(Self { name: Some(name.to_owned()), secret: Secret::new(password) })
    }

    /// The name, if the scheme is `Basic`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The token or password.
    #[must_use]
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }
}

fn unreadable() -> ScimError {
    ScimError::unauthorized(
        "the header `Authorization` is neither `Bearer TOKEN` nor `Basic` with the base64 of `NAME:PASSWORD`",
    )
}

#[cfg(test)]
mod tests;
