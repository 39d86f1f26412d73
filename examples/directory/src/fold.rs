//! The key that user names compare by (RFC 7644 section 5).

use unicode_normalization::UnicodeNormalization;

/// The same key for names that differ in case, in the width of their characters, or in how they
/// compose accents: NFKC, in lower case.
#[must_use]
pub fn key(text: &str) -> String {
    // lower case may decompose (`İ`), so the result is composed once more
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn names_that_look_alike_have_one_key() {
        for (one, other) in [
            ("Barbara", "bARBARA"),
            ("ｂａｒｂａｒａ", "barbara"),
            ("Åsa", "A\u{30a}sa"),
            ("ÇELİK", "çeli\u{307}k"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("asa"), key("åsa"));
    }
}
