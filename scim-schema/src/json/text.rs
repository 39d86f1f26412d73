//! Strings (RFC 8259 section 7).

use super::plain_end;
use std::borrow::Cow;

/// A string as it stands between its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Text<'j> {
    raw: &'j str,
    /// How many bytes come before its first escape. (A flag here would be slow: it is where enums
    /// keep their tags, and what is copied by bytes is waited for.)
    plain: usize,
}

impl<'j> Text<'j> {
    /// No text at all.
    pub(crate) const EMPTY: Self = Self { raw: "", plain: 0 };

    /// As it stands there.
    pub(crate) const fn raw(self) -> &'j str {
        self.raw
    }

    /// What it means, if that is how it stands there.
    pub(crate) fn plain(self) -> Option<&'j str> {
        (!self.is_escaped()).then_some(self.raw)
    }

    /// Whether it is a name, whatever its case; mostly that is how it is spelt.
    #[inline]
    pub(crate) fn is(self, name: &str) -> bool {
        let may_be = self.raw.len() == name.len() || self.is_escaped();
        may_be && (self.raw == name || self.is_spelt(name))
    }

    #[inline(never)]
    fn is_spelt(self, name: &str) -> bool {
        self.decode().eq_ignore_ascii_case(name)
    }

    /// What it means.
    #[inline]
    pub(crate) fn decode(self) -> Cow<'j, str> {
        if self.is_escaped() { Cow::Owned(decoded(self.raw)) } else { Cow::Borrowed(self.raw) }
    }

    #[inline]
    const fn is_escaped(self) -> bool {
        self.plain < self.raw.len()
    }
}

fn decoded(mut raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    loop {
        let plain = plain_end(raw.as_bytes(), 0);
        let (plain, rest) = raw.split_at_checked(plain).unwrap_or_default();
        text.push_str(plain);
        // every escape was looked at when the string was found, so this is the end
        let Some((character, length)) = escape(rest.as_bytes()) else { return text };
        text.push(character);
        raw = rest.get(length..).unwrap_or_default();
    }
}

/// What is wrong with a string, and where.
pub(crate) struct Problem {
    pub(crate) offset: usize,
    pub(crate) expected: &'static str,
}

/// The string whose opening quote is at `start`, and where its closing one ends.
#[inline]
pub(crate) fn string(text: &str, start: usize) -> Result<(Text<'_>, usize), Problem> {
    let from = start + 1;
    let mut end = plain_end(text.as_bytes(), from);
    let plain = end - from;
    if text.as_bytes().get(end) != Some(&b'"') {
        end = escaped(text.as_bytes(), end)?;
    }
    Ok((Text { raw: text.get(from..end).unwrap_or_default(), plain }, end + 1))
}

/// The end of a string from its first escape on.
#[inline(never)]
fn escaped(text: &[u8], mut at: usize) -> Result<usize, Problem> {
    const ESCAPE: &str = "a JSON escape such as `\\\"`, `\\\\`, `\\n` or `\\u00e9`";
    loop {
        let problem = |expected| Problem { offset: at, expected };
        match text.get(at) {
            Some(b'"') => return Ok(at),
            Some(b'\\') => {
                let (_, length) = text.get(at..).and_then(escape).ok_or(problem(ESCAPE))?;
                at = plain_end(text, at + length);
            }
            Some(_) => return Err(problem("a control character to be escaped")),
            None => return Err(problem("`\"`")),
        }
    }
}

/// The character that an escape means, and the length of that.
pub(crate) fn escape(text: &[u8]) -> Option<(char, usize)> {
    let character = match text.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text),
        _ => return None,
    };
    Some((character, 2))
}

/// The character of `\u`, in two halves beyond the basic plane.
fn unicode(text: &[u8]) -> Option<(char, usize)> {
    let first = unit(text)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, 6));
    }
    let second = unit(text.get(6..)?)?;
    if !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    Some((char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?, 12))
}

fn unit(text: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = text.get(..6)? else { return None };
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
}
