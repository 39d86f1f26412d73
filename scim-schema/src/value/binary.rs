//! `binary`: base64 text.

use base64::Engine;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::InvalidValue;
use super::text::text_value;

#[cfg(test)]
mod tests;

/// Octets as base64 text (RFC 7643 section 2.3.6), such as a certificate.
///
/// Holds the text as it was given. Accepted is RFC 4648 base64 in the alphabet of section 4 or in
/// the one of section 5 (a schema may ask for the latter), not a mixture; with its padding or
/// without, not with half of it. White space and line breaks are refused, as RFC 4648 section 3.3
/// asks. The empty text is accepted and means no octets.
///
/// Equality is by text: binary values are case exact, and a filter compares what is stored.
///
/// ```
/// use scim_schema::value::Binary;
///
/// let binary = Binary::parse("TWFu_w")?;
/// assert_eq!(binary.as_str(), "TWFu_w");
/// assert_eq!(binary.decode(), b"Man\xff");
/// assert_eq!(Binary::from_bytes(b"Man\xff").as_str(), "TWFu/w==");
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Binary {
    text: Box<str>,
}

text_value!(Binary);

impl Binary {
    const EXPECTED: &'static str = "base64 text such as `TWFuaWZlc3Q=`";

    /// Checks that `text` is base64 and holds it.
    ///
    /// # Errors
    /// When it is not, see [`Binary`].
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::held(text)
    }

    fn held<T: AsRef<str> + Into<Box<str>>>(text: T) -> Result<Self, InvalidValue> {
        if is_base64(text.as_ref().as_bytes()) {
            Ok(Self { text: text.into() })
        } else {
            Err(InvalidValue::new(Self::EXPECTED))
        }
    }

    /// Encodes octets in the alphabet of RFC 4648 section 4, with padding.
    #[must_use]
    pub fn from_bytes(octets: &[u8]) -> Self {
        Self { text: STANDARD_ENGINE.encode(octets).into() }
    }

    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The octets that the text stands for.
    #[must_use]
    pub fn decode(&self) -> Vec<u8> {
        let engine =
            if self.text.contains(['-', '_']) { &URL_SAFE_ENGINE } else { &STANDARD_ENGINE };
        // never an error: `is_base64` accepts what these engines do, which a test holds
        engine.decode(self.as_str()).unwrap_or_default()
    }
}

impl From<&[u8]> for Binary {
    /// As [`Binary::from_bytes`].
    fn from(octets: &[u8]) -> Self {
        Self::from_bytes(octets)
    }
}

const STANDARD_ENGINE: GeneralPurpose = engine(&STANDARD);
const URL_SAFE_ENGINE: GeneralPurpose = engine(&URL_SAFE);

/// Encodes with padding; decodes with and without, and whatever the unused last bits are, as
/// RFC 4648 section 3.5 allows.
const fn engine(alphabet: &Alphabet) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, config)
}

/// Says without decoding whether one of the two engines would decode the text.
fn is_base64(text: &[u8]) -> bool {
    let body = match text {
        [body @ .., b'=', b'='] | [body @ .., b'='] => body,
        body => body,
    };
    let padded = body.len() < text.len();
    let complete = if padded { text.len().is_multiple_of(4) } else { body.len() % 4 != 1 };
    if !complete {
        return false;
    }
    let (mut standard, mut url_safe) = (false, false);
    for byte in body {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => {}
            b'+' | b'/' => standard = true,
            b'-' | b'_' => url_safe = true,
            _ => return false,
        }
    }
    !(standard && url_safe)
}
