//! How values compare: one key for filters, sorting and uniqueness.
//!
//! An attribute with `caseExact` compares by its text; any other with ASCII case folded, which
//! databases can do as well. `userName`, and an attribute with a folded column, compares by
//! [`unicode_key`] (RFC 7644 section 5). The order of texts is the order of the code points of
//! their keys; instants compare as instants, whatever their offset.

mod instant;
mod key;
mod text;
mod width;

pub use instant::instant_key;
pub use key::Key;

use crate::cost::step;
use crate::resource::{Flags, Node};
use std::borrow::Cow;
use std::cmp::Ordering;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How the texts of one attribute compare.
///
/// ```
/// use scim_schema::compare::Rule;
///
/// assert!(Rule::IgnoreAsciiCase.eq("Work", "work"));
/// assert!(!Rule::IgnoreAsciiCase.eq("É", "é"));
/// assert!(Rule::Unicode.eq("É", "e\u{301}"));
/// assert_eq!(Rule::IgnoreAsciiCase.key("Work"), "work");
/// assert!(Rule::Exact.cmp("B", "a").is_lt());
/// assert!(Rule::IgnoreAsciiCase.cmp("B", "a").is_gt());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a translation to SQL must know them all")]
pub enum Rule {
    /// As they are: `caseExact`.
    Exact,
    /// With ASCII case folded.
    IgnoreAsciiCase,
    /// By [`unicode_key`].
    Unicode,
}

impl Rule {
    /// The rule of an attribute.
    ///
    /// ```
    /// use scim_schema::{ScimResource, compare::Rule, rfc::User};
    ///
    /// let rule = |name| User::NODES.iter().find(|node| node.name() == name).map(Rule::of);
    /// assert_eq!(rule("userName"), Some(Rule::Unicode));
    /// assert_eq!(rule("id"), Some(Rule::Exact));
    /// assert_eq!(rule("title"), Some(Rule::IgnoreAsciiCase));
    /// ```
    #[must_use]
    pub fn of(node: &Node) -> Self {
        if node.fold_column.is_some() || node.name().eq_ignore_ascii_case("userName") {
            Self::Unicode
        } else if node.flags.has(Flags::CASE_EXACT) {
            Self::Exact
        } else {
            Self::IgnoreAsciiCase
        }
    }

    /// The key of a text: texts are the same when their keys are, and in the order of their keys.
    #[must_use]
    pub fn key(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Exact => Cow::Borrowed(text),
            Self::IgnoreAsciiCase => ascii_key(text),
            Self::Unicode => unicode_key(text),
        }
    }

    /// Whether two texts are the same.
    #[must_use]
    pub fn eq(self, a: &str, b: &str) -> bool {
        if a.len() == b.len() {
            step(units(a.len()));
        }
        match self {
            Self::Exact => a == b,
            Self::IgnoreAsciiCase => a.eq_ignore_ascii_case(b),
            Self::Unicode if a.is_ascii() && b.is_ascii() => a.eq_ignore_ascii_case(b),
            Self::Unicode => unicode_key(a) == unicode_key(b),
        }
    }

    /// The order of two texts.
    #[must_use]
    pub fn cmp(self, a: &str, b: &str) -> Ordering {
        match self {
            Self::Exact => a.cmp(b),
            Self::IgnoreAsciiCase => text::cmp_folded(a, b),
            Self::Unicode if a.is_ascii() && b.is_ascii() => text::cmp_folded(a, b),
            Self::Unicode => unicode_key(a).cmp(&unicode_key(b)),
        }
    }
}

pub(crate) use text::{
    contains_exact, contains_folded, ends_folded, eq_folded, search_units, starts_folded, units,
};

fn ascii_key(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The key by which a `userName` is unique and is found: half and full width made one, then lower
/// case, then NFC, as the profile for user names has it (RFC 7644 section 5, RFC 8265 section
/// 3.3). It refuses nothing, as the profile would; case is folded character by character, with
/// the final sigma made an ordinary one, so that the key of a beginning begins the key.
///
/// For ASCII text, which is not copied when it is in lower case already, it is the text in lower
/// case.
///
/// ```
/// use scim_schema::compare::unicode_key;
///
/// assert_eq!(unicode_key("BJensen@Example.com"), "bjensen@example.com");
/// assert_eq!(unicode_key("ＺＯＥ\u{308}"), unicode_key("zoë"));
/// ```
#[must_use]
pub fn unicode_key(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return ascii_key(text);
    }
    step(text.len());
    let folded: String = text
        .chars()
        .map(width::narrowed)
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect();
    Cow::Owned(if is_nfc(&folded) { folded } else { folded.nfc().collect() })
}

#[cfg(test)]
mod tests;
