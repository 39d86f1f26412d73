//! `reference`: the text of a URI.

use super::InvalidValue;
use super::text::text_value;

mod resolve;
#[cfg(test)]
mod tests;
#[cfg(feature = "url2")]
mod url2;

/// The text of a URI, absolute or relative (RFC 7643 section 2.3.7), such as `members.$ref`.
///
/// Holds the text as it was given, after a light check: one to [`Reference::MAX_LENGTH`] bytes; no
/// white space, no control character, none of ``" < > \ ^ ` { | }`` and no `%` but before two
/// hexadecimal digits, as none of these is part of a URI (RFC 3986 section 2); and what stands
/// before a colon in the first segment is a scheme (section 4.2). Characters beyond ASCII are
/// accepted, as in IRIs. Whether anything is found there is not asked.
///
/// Equality and order are by text, as references are case exact.
///
/// [`Reference::default`] is the empty reference, which [`Reference::parse`] refuses: a blank to
/// be written to.
///
/// ```
/// use scim_schema::value::Reference;
///
/// let manager = Reference::parse("../Users/26118915")?;
/// assert_eq!(manager.as_str(), "../Users/26118915");
/// assert!(Reference::parse("urn:example:badge:7")?.is_absolute());
/// assert!(Reference::parse("not a reference").is_err());
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    text: Box<str>,
}

text_value!(Reference);

impl Reference {
    /// The length in bytes of the longest text that is accepted: room for a photo as a `data:` URI.
    pub const MAX_LENGTH: usize = 256 * 1024;

    const EXPECTED: &'static str =
        "a URI such as `https://example.com/v2/Users/2819c223` or `Users/2819c223`";

    /// Checks that `text` is a URI or a relative reference and holds it.
    ///
    /// # Errors
    /// When it is not, see [`Reference`].
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::held(text)
    }

    fn held<T: AsRef<str> + Into<Box<str>>>(text: T) -> Result<Self, InvalidValue> {
        if is_reference(text.as_ref()) {
            Ok(Self { text: text.into() })
        } else {
            Err(InvalidValue::new(Self::EXPECTED))
        }
    }

    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the text starts with a scheme.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        scheme(&self.text).is_some()
    }
}

fn is_reference(text: &str) -> bool {
    if text.len() > Reference::MAX_LENGTH {
        return false;
    }
    // no branch for each byte, as nearly all may stand there
    let parts = text.bytes().fold(0, |parts, byte| parts | part_of(byte));
    !text.is_empty()
        && parts & REFUSED == 0
        && (parts & BEYOND_ASCII == 0 || !text.contains(is_blank))
        && (parts & ESCAPE == 0 || text.split('%').skip(1).all(starts_with_hex))
        && scheme(text).is_none_or(is_scheme)
}

const REFUSED: u8 = 1;
const ESCAPE: u8 = 1 << 1;
const BEYOND_ASCII: u8 = 1 << 2;

/// What a byte is in a reference, [`REFUSED`] if it may not stand there. A table, as references are long.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
static PART: [u8; 256] = {
    let mut table = [REFUSED; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte as u8 {
            b'%' => ESCAPE,
            0x80.. => BEYOND_ASCII,
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => 0,
            _ => REFUSED,
        };
        byte += 1;
    }
    table
};

#[expect(clippy::indexing_slicing, reason = "a byte is an index of 256 entries")]
fn part_of(byte: u8) -> u8 {
    PART[usize::from(byte)]
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn starts_with_hex(text: &str) -> bool {
    text.as_bytes().first_chunk::<2>().is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
}

/// What stands before a colon in the first segment.
fn scheme(text: &str) -> Option<&str> {
    let end = text.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#'))?;
    text.get(..end).filter(|_| text.as_bytes().get(end) == Some(&b':'))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}
