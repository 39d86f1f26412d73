//! JSON that is not read yet: strings, numbers and values as they stand in a text.
//!
//! A PATCH is taken apart so, as only its paths say how its values are to be read; the strings and
//! numbers of filters are the same.

mod number;
mod plain;
mod scanner;
mod text;

pub(crate) use number::number;
pub(crate) use plain::{escaped_of_8, is_escaped, plain_end};
pub(crate) use scanner::{Malformed, Scanner};
#[cfg(feature = "http1")]
pub(crate) use text::escape;
pub(crate) use text::{Text, string};

/// The kind of a JSON value, for messages.
pub(crate) fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// The members of a text that is an object, as far as it can be read; none of any other.
pub(crate) fn members<'j>(json: &'j str, each: &mut dyn FnMut(&str, &'j str)) {
    // who reads the values says what is wrong with it
    object(&mut Scanner::new(json), each).unwrap_or_default();
}

fn object<'j>(
    scanner: &mut Scanner<'j>,
    each: &mut dyn FnMut(&str, &'j str),
) -> Result<(), Malformed> {
    if scanner.open(b'{')? {
        while let Some(name) = scanner.member()? {
            each(&name.decode(), scanner.value()?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
