//! Strings (RFC 8259 section 7).

use super::plain_run;
use std::borrow::Cow;

/// A string as it stands between its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Text<'j> {
    raw: &'j str,
    escaped: bool,
}

impl<'j> Text<'j> {
    /// No text at all.
    pub(crate) const EMPTY: Self = Self { raw: "", escaped: false };

    /// As it stands there.
    pub(crate) const fn raw(self) -> &'j str {
        self.raw
    }

    /// What it means, if that is how it stands there.
    pub(crate) fn plain(self) -> Option<&'j str> {
        (!self.escaped).then_some(self.raw)
    }

    /// Whether it is a name, whatever its case.
    pub(crate) fn is(self, name: &str) -> bool {
        self.decode().eq_ignore_ascii_case(name)
    }

    /// What it means.
    #[inline]
    pub(crate) fn decode(self) -> Cow<'j, str> {
        if self.escaped { Cow::Owned(decoded(self.raw)) } else { Cow::Borrowed(self.raw) }
    }
}

fn decoded(mut raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    while let Some(run) = plain_run(raw.as_bytes()) {
        let (plain, rest) = raw.split_at_checked(run).unwrap_or_default();
        text.push_str(plain);
        // every escape was looked at when the string was found
        let Some((character, length)) = escape(rest.as_bytes()) else { break };
        text.push(character);
        raw = rest.get(length..).unwrap_or_default();
    }
    text.push_str(raw);
    text
}

/// What is wrong with a string, and where from its opening quote.
pub(crate) struct Problem {
    pub(crate) offset: usize,
    pub(crate) expected: &'static str,
}

/// The string that a text starts with, whatever its first byte is, and its length with quotes.
pub(crate) fn string(text: &str) -> Result<(Text<'_>, usize), Problem> {
    const ESCAPE: &str = "a JSON escape such as `\\\"`, `\\\\`, `\\n` or `\\u00e9`";
    let bytes = text.as_bytes();
    let (mut at, mut escaped) = (1, false);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(run) = plain_run(rest) else {
            return Err(Problem { offset: text.len(), expected: "`\"`" });
        };
        let offset = at + run;
        match rest.get(run) {
            Some(b'"') => {
                let raw = text.get(1..offset).unwrap_or_default();
                return Ok((Text { raw, escaped }, offset + 1));
            }
            Some(b'\\') => {
                let Some((_, length)) = rest.get(run..).and_then(escape) else {
                    return Err(Problem { offset, expected: ESCAPE });
                };
                escaped = true;
                at = offset + length;
            }
            _ => {
                return Err(Problem { offset, expected: "a control character to be escaped" });
            }
        }
    }
}

/// The character that an escape means, and the length of that.
fn escape(text: &[u8]) -> Option<(char, usize)> {
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
