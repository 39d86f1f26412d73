//! Attribute paths (RFC 7644 section 3.10).

use crate::resource::Descriptor;
use std::fmt;

/// The name of an attribute or sub-attribute as requests give it, perhaps with the URN of its
/// schema: `name.givenName`,
/// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value`.
///
/// ```
/// use scim_schema::path::AttributePath;
///
/// let path = AttributePath::parse("urn:example:2.0:Badge:door.lock").unwrap();
/// assert_eq!((path.schema(), path.attribute(), path.sub_attribute()),
///            (Some("urn:example:2.0:Badge"), "door", Some("lock")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributePath<'a> {
    schema: Option<&'a str>,
    attribute: &'a str,
    sub_attribute: Option<&'a str>,
}

impl<'a> AttributePath<'a> {
    /// Splits a path; `None` if it is not one. The URN ends at the last colon (RFC 7644 has no
    /// rule; no attribute name contains a colon).
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        // mostly a name, or a name and that of a sub-attribute
        let length = name_length(text.as_bytes());
        match text.split_at_checked(length) {
            Some((_, "")) if length > 0 => return Some(Self::name(text)),
            Some((attribute, rest)) if length > 0 && rest.starts_with('.') => {
                let sub_attribute = rest.get(1..).filter(|rest| is_name(rest));
                return Some(Self { sub_attribute: Some(sub_attribute?), ..Self::name(attribute) });
            }
            _ => {}
        }
        let (schema, rest) = match text.rsplit_once(':') {
            Some((schema, rest)) => (Some(schema), rest),
            None => (None, text),
        };
        let (attribute, sub_attribute) = match rest.split_once('.') {
            Some((attribute, sub_attribute)) => (attribute, Some(sub_attribute)),
            None => (rest, None),
        };
        let valid =
            is_name(attribute) && sub_attribute.is_none_or(is_name) && schema.is_none_or(is_urn);
        valid.then_some(Self { schema, attribute, sub_attribute })
    }

    /// As [`parse`](Self::parse), knowing the schemas of a resource type: the URN of an extension
    /// alone names the extension, and contains dots and colons.
    ///
    /// ```
    /// use scim_schema::{ScimResource, path::AttributePath, rfc::User};
    ///
    /// let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /// let whole = AttributePath::parse_for(urn, &User::descriptor()).unwrap();
    /// assert_eq!((whole.schema(), whole.attribute()), (None, urn));
    ///
    /// let text = format!("{urn}:department");
    /// let part = AttributePath::parse_for(&text, &User::descriptor()).unwrap();
    /// assert_eq!((part.schema(), part.attribute()), (Some(urn), "department"));
    /// ```
    #[must_use]
    pub fn parse_for(text: &'a str, descriptor: &Descriptor) -> Option<Self> {
        if is_name(text) {
            return Some(Self::name(text));
        }
        if descriptor.extensions.iter().any(|schema| schema.id.eq_ignore_ascii_case(text)) {
            return Some(Self::name(text));
        }
        Self::parse(text)
    }

    /// What are names already.
    #[cfg(feature = "http1")]
    pub(crate) const fn of(
        schema: Option<&'a str>,
        attribute: &'a str,
        sub_attribute: Option<&'a str>,
    ) -> Self {
        Self { schema, attribute, sub_attribute }
    }

    /// What is a name already.
    pub(crate) const fn name(attribute: &'a str) -> Self {
        Self { schema: None, attribute, sub_attribute: None }
    }

    /// The URN of the schema, if the path gives it.
    #[must_use]
    pub const fn schema(&self) -> Option<&'a str> {
        self.schema
    }

    /// The name of the attribute.
    #[must_use]
    pub const fn attribute(&self) -> &'a str {
        self.attribute
    }

    /// The name of the sub-attribute, if the path gives it.
    #[must_use]
    pub const fn sub_attribute(&self) -> Option<&'a str> {
        self.sub_attribute
    }
}

impl fmt::Display for AttributePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = self.schema {
            write!(f, "{schema}:")?;
        }
        f.write_str(self.attribute)?;
        match self.sub_attribute {
            Some(name) => write!(f, ".{name}"),
            None => Ok(()),
        }
    }
}

/// Whether this is the name of an attribute (RFC 7643 section 2.1; `$ref` by erratum 8924).
///
/// ```
/// use scim_schema::path::is_name;
///
/// assert!(is_name("userName") && is_name("$ref"));
/// assert!(!is_name("") && !is_name("2nd") && !is_name("name.givenName"));
/// ```
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text.as_bytes()) == text.len()
}

/// How many bytes at the beginning are the name of an attribute; 0 if none is there.
pub(crate) fn name_length(text: &[u8]) -> usize {
    let (name, dollar) = match text {
        [b'$', name @ ..] => (name, 1),
        name => (name, 0),
    };
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let ends = |c: &u8| !(c.is_ascii_alphanumeric() || matches!(c, b'$' | b'-' | b'_'));
    dollar + name.iter().position(ends).unwrap_or(name.len())
}

fn is_urn(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
        && text.bytes().all(|c| c.is_ascii_graphic() && c != b'"')
}

#[cfg(test)]
mod tests;
