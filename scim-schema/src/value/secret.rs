//! Text that goes in and never comes out: `password`.

use std::fmt;
use std::hint::black_box;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};

#[cfg(test)]
mod tests;

/// The cleartext of a `writeOnly` attribute that is `returned: never`, such as `password`
/// (RFC 7643 section 4.1.1).
///
/// It can be read from a request and compared, and looked at only through [`Secret::expose`]. It
/// has no `Display` and no `Serialize`, its `Debug` shows nothing of the text, its length
/// included, and an error of its `Deserialize` never quotes what was found.
///
/// Two secrets of equal length are compared in a time that does not depend on where they differ,
/// as far as safe Rust can promise; the length itself is not protected. A stored password should
/// be a hash anyway, compared by the crate that made it.
///
/// The memory is **not** overwritten when the value is dropped: without `unsafe` the compiler is
/// free to leave such a write out. An application that needs this hashes the secret early and
/// keeps the hash.
///
/// ```
/// use scim_schema::value::Secret;
///
/// let password = Secret::new("t1meMa$heen");
/// assert_eq!(format!("{password:?}"), "Secret(..)");
/// assert_eq!(password.expose(), "t1meMa$heen");
/// ```
///
/// ```compile_fail,E0277
/// let password = scim_schema::value::Secret::new("t1meMa$heen");
/// println!("{password}"); // `Secret` doesn't implement `std::fmt::Display`
/// ```
#[derive(Clone, Default)]
pub struct Secret {
    text: Box<str>,
}

impl Secret {
    /// Holds any text, the empty one included.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into() }
    }

    /// The text itself: to be hashed or passed on, not to be logged.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.text.as_bytes(), other.text.as_bytes());
        // `black_box` keeps the loop from being turned into one that stops at a difference
        a.len() == b.len() && a.iter().zip(b).fold(0, |seen, (a, b)| black_box(seen | (a ^ b))) == 0
    }
}

impl Eq for Secret {}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a string, serde_json itself answers a number with an error that quotes it;
        // asked for anything, it leaves the answer to the visitor.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(SecretVisitor)
        } else {
            deserializer.deserialize_string(SecretVisitor)
        }
    }
}

struct SecretVisitor;

/// Refuses a kind of value without quoting it, which serde's own default would.
macro_rules! refuse {
    ($($method:ident($value:ty) is $kind:literal,)*) => {
        $(fn $method<E: de::Error>(self, _: $value) -> Result<Secret, E> {
            Err(E::invalid_type(Unexpected::Other($kind), &self))
        })*
    };
}

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }

    refuse! {
        visit_bool(bool) is "a boolean",
        visit_i64(i64) is "a number",
        visit_i128(i128) is "a number",
        visit_u64(u64) is "a number",
        visit_u128(u128) is "a number",
        visit_f64(f64) is "a number",
    }
}
