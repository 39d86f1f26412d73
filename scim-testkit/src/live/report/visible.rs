//! Texts of a server on a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// A text with its control characters written out, as a terminal obeys them: what a server says could
/// otherwise paint over the verdict. Line ends and tabs stay.
///
/// ```
/// use scim_testkit::live::visible;
///
/// assert_eq!(visible("no such user\u{1b}[2K\rPASSED"), r"no such user\u{1b}[2K\rPASSED");
/// assert_eq!(visible("two\n\tlines"), "two\n\tlines");
/// ```
#[doc(hidden)]
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // marks of direction show a text in another order than it has
    let acts = |char: char| {
        (char.is_control() && !matches!(char, '\n' | '\t'))
            || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        if acts(char) {
            // writing to a string does not fail
            let _ = write!(shown, "{}", char.escape_default());
        } else {
            shown.push(char);
        }
    }
    Cow::Owned(shown)
}
