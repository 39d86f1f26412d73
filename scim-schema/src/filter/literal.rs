//! JSON strings and numbers (RFC 8259 sections 6 and 7) in a filter.

use super::syntax::Literal;
use crate::write::plain_run;
use std::borrow::Cow;

/// What is wrong with a string, and where from its opening quote.
pub(super) struct Problem {
    pub(super) offset: usize,
    pub(super) expected: &'static str,
}

/// The string that `text` starts with, and its length with quotes.
pub(super) fn string(text: &str) -> Result<(Literal<'_>, usize), Problem> {
    let body = text.as_bytes().get(1..).unwrap_or_default();
    // what ends a plain text is what JSON has to escape
    let plain = plain_run(body).unwrap_or(body.len());
    if body.get(plain) == Some(&b'"') {
        let text = text.get(1..=plain).unwrap_or_default();
        return Ok((Literal::String(Cow::Borrowed(text)), plain + 2));
    }
    escaped(text)
}

fn escaped(text: &str) -> Result<(Literal<'_>, usize), Problem> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    chars.next();
    while let Some((offset, c)) = chars.next() {
        match c {
            '"' => return Ok((Literal::String(Cow::Owned(out)), offset + 1)),
            '\\' => {
                const EXPECTED: &str = "a JSON escape such as `\\\"`, `\\\\`, `\\n` or `\\u00e9`";
                let problem = || Problem { offset, expected: EXPECTED };
                let escape = chars.next().ok_or_else(problem)?.1;
                out.push(match escape {
                    '"' | '\\' | '/' => escape,
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => unicode(&mut chars).ok_or_else(problem)?,
                    _ => return Err(problem()),
                });
            }
            '\0'..' ' => {
                return Err(Problem { offset, expected: "a control character to be escaped" });
            }
            c => out.push(c),
        }
    }
    Err(Problem { offset: text.len(), expected: "`\"`" })
}

/// The character of `\u` and what follows, in two halves beyond the basic plane.
fn unicode(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let first = unit(chars)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    let (slash, u) = (chars.next()?.1, chars.next()?.1);
    let second = unit(chars)?;
    if slash != '\\' || u != 'u' || !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn unit(chars: &mut std::str::CharIndices<'_>) -> Option<u32> {
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit << 4 | chars.next()?.1.to_digit(16)?;
    }
    Some(unit)
}

/// The length of the number that `text` starts with.
pub(super) fn number(text: &[u8]) -> Option<usize> {
    let digits =
        |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(text.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || whole > 1 && text.get(at) == Some(&b'0') {
        return None;
    }
    at += whole;
    if text.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}
