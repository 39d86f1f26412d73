//! Conversions with `url` 2.

use std::fmt::Write;

use url::Url;

use super::{InvalidValue, REFUSED, Reference, part_of, starts_with_hex};

impl TryFrom<&Url> for Reference {
    type Error = InvalidValue;

    /// The text of the URL. What a [`Url`] leaves as it is though no URI has it, such as `|` in a
    /// query, is written with `%`. Fails for a URL longer than [`Reference::MAX_LENGTH`].
    ///
    /// ```
    /// use scim_schema::value::Reference;
    /// use url::Url;
    ///
    /// let url = Url::parse("https://example.com/photos?size=l|xl").unwrap();
    /// assert_eq!(Reference::try_from(&url)?.as_str(), "https://example.com/photos?size=l%7Cxl");
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    fn try_from(url: &Url) -> Result<Self, InvalidValue> {
        let url = url.as_str();
        if let Ok(reference) = Self::parse(url) {
            return Ok(reference);
        }
        let mut text = String::with_capacity(url.len() + 8);
        for (at, c) in url.char_indices() {
            let hex = || url.get(at + 1..).is_some_and(starts_with_hex);
            // a URL is ASCII
            match u8::try_from(c) {
                Ok(byte) if part_of(byte) == REFUSED || (c == '%' && !hex()) => {
                    let _infallible = write!(text, "%{byte:02X}");
                }
                _ => text.push(c),
            }
        }
        Self::try_from(text)
    }
}

impl TryFrom<&Reference> for Url {
    type Error = InvalidValue;

    /// Fails for a relative reference, which [`Reference::resolve`] makes absolute, and where the
    /// rules of URLs are stricter than those of [`Reference`].
    ///
    /// ```
    /// use scim_schema::value::Reference;
    /// use url::Url;
    ///
    /// let reference = Reference::parse("https://example.com/v2/Users/2819c223")?;
    /// assert_eq!(Url::try_from(&reference)?.path(), "/v2/Users/2819c223");
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    fn try_from(reference: &Reference) -> Result<Self, InvalidValue> {
        Self::parse(reference.as_str())
            .map_err(|_| InvalidValue::new("a URL such as `https://example.com/v2/Users/2819c223`"))
    }
}
