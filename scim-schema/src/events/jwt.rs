//! The token of an event: its claims as a JSON Web Token.

use super::SecurityEvent;
use crate::value::{InvalidValue, Secret};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The fewest bytes of a key (RFC 7518 section 3.2).
const LEAST: usize = 32;

impl SecurityEvent {
    /// The token, signed with this key (HS256), which its receiver has as well. Tokens with public
    /// keys take a library of their own: sign what this event serializes as.
    ///
    /// # Errors
    /// A key that is shorter than 32 bytes.
    ///
    /// ```
    /// use scim_schema::events::Issuer;
    /// use scim_schema::rfc::User;
    /// use scim_schema::service::{Change, Context, Identity};
    /// use scim_schema::value::Secret;
    ///
    /// let change = Change::deleted::<User>(&Context::new(Identity::new()), &"7".to_owned(), None);
    /// let event = Issuer::new("https://scim.example.com").resource::<User>().event(&change).unwrap();
    /// let token = event.to_jwt(&Secret::new("32 random bytes of configuration")).unwrap();
    /// assert_eq!(token.split('.').count(), 3);
    /// assert!(event.to_jwt(&Secret::new("short")).is_err());
    /// ```
    pub fn to_jwt(&self, key: &Secret) -> Result<String, InvalidValue> {
        let mut token = self.unsigned("HS256");
        let signature = signature(key, &token)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    /// The token without a signature (`alg` `none`, RFC 7519 section 6), which anyone could have made:
    /// for a receiver that knows who is at the other end of its connection.
    ///
    /// ```
    /// # use scim_schema::{events::Issuer, rfc::User, service::{Change, Context, Identity}};
    /// # let change = Change::deleted::<User>(&Context::new(Identity::new()), &"7".to_owned(), None);
    /// # let event = Issuer::new("https://scim.example.com").resource::<User>().event(&change).unwrap();
    /// assert!(event.to_unsecured_jwt().ends_with('.'), "no signature");
    /// ```
    #[must_use]
    pub fn to_unsecured_jwt(&self) -> String {
        let mut token = self.unsigned("none");
        token.push('.');
        token
    }

    /// The header and the claims.
    fn unsigned(&self, algorithm: &str) -> String {
        let header = format!(r#"{{"typ":"secevent+jwt","alg":"{algorithm}"}}"#);
        // its keys are strings and its numbers whole, so this cannot fail
        let claims = serde_json::to_vec(self).unwrap_or_default();
        let mut token = URL_SAFE_NO_PAD.encode(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        token
    }
}

fn signature(key: &Secret, text: &str) -> Result<Vec<u8>, InvalidValue> {
    let key = key.expose().as_bytes();
    let mac = Hmac::<Sha256>::new_from_slice(key).ok().filter(|_| key.len() >= LEAST);
    let mut mac = mac.ok_or(InvalidValue::new("a key of at least 32 bytes"))?;
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().to_vec())
}
