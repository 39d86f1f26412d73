//! Attribute notation (RFC 7644 section 3.10).

use super::shape::{Attribute, Shape};
use scim_schema::dialect::{Dialect, Tolerance};

/// A path in its parts, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The URN of a schema.
    pub(super) urn: Option<String>,
    /// The attribute; empty where the URN alone names an extension.
    pub(super) attribute: String,
    /// The sub-attribute.
    pub(super) sub_attribute: Option<String>,
}

/// The attributes from the top to the one a path names, such as `emails`, `value`.
pub(super) type Chain<'s> = Vec<&'s Attribute>;

impl Path {
    /// Splits `[URN:]attribute[.subAttribute]` (7644-3.10-01, -04). URNs contain dots and colons:
    /// one that is known is taken whole, any other ends at its last colon.
    pub(super) fn parse(text: &str, shape: &Shape) -> Option<Self> {
        let is =
            |start: Option<&str>, urn: &str| start.is_some_and(|s| s.eq_ignore_ascii_case(urn));
        for urn in shape.extensions().map(|extension| &extension.name) {
            if text.eq_ignore_ascii_case(urn) {
                let (urn, attribute) = (Some(urn.clone()), String::new());
                return Some(Self { urn, attribute, sub_attribute: None });
            }
        }
        let mut known: Vec<&str> = shape.extensions().map(|e| e.name.as_str()).collect();
        known.push(&shape.urn);
        known.sort_by_key(|urn| std::cmp::Reverse(urn.len()));
        for urn in known {
            let rest = text.get(urn.len()..).and_then(|rest| rest.strip_prefix(':'));
            if let (true, Some(rest)) = (is(text.get(..urn.len()), urn), rest) {
                return Self::names(Some(urn), rest);
            }
        }
        match text.rsplit_once(':') {
            // RFC 8141 section 2 has neither spaces nor control characters in URNs
            Some((urn, rest))
                if is(urn.get(..4), "urn:")
                    && urn.chars().all(|c| c.is_ascii_graphic() && c != '"') =>
            {
                Self::names(Some(urn), rest)
            }
            Some(_) => None,
            None => Self::names(None, text),
        }
    }

    fn names(urn: Option<&str>, text: &str) -> Option<Self> {
        let mut names = text.split('.').map(str::to_owned);
        let (attribute, sub_attribute) = (names.next()?, names.next());
        let valid = names.next().is_none()
            && is_name(&attribute)
            && sub_attribute.as_deref().is_none_or(is_name);
        valid.then(|| Self { urn: urn.map(str::to_owned), attribute, sub_attribute })
    }

    /// The attributes that it names; `None` if one is not defined (7644-3.10-02, -05).
    pub(super) fn resolve<'s>(&self, shape: &'s Shape, dialect: Dialect) -> Option<Chain<'s>> {
        let mut chain = match &self.urn {
            Some(urn) if urn.eq_ignore_ascii_case(&shape.urn) => {
                vec![core(shape, &self.attribute)?]
            }
            Some(urn) => {
                let extension = shape.extensions().find(|e| e.name.eq_ignore_ascii_case(urn))?;
                if self.attribute.is_empty() {
                    return Some(vec![extension]);
                }
                vec![extension, extension.sub_attribute(&self.attribute)?]
            }
            None => match core(shape, &self.attribute) {
                Some(attribute) => vec![attribute],
                None if dialect.accepts(Tolerance::ExtensionWithoutUrn) => {
                    let mut having = shape
                        .extensions()
                        .filter_map(|e| Some(vec![e, e.sub_attribute(&self.attribute)?]));
                    let only = having.next()?;
                    if having.next().is_some() {
                        return None;
                    }
                    only
                }
                None => return None,
            },
        };
        if let Some(name) = &self.sub_attribute {
            let last = *chain.last()?;
            chain.push(sub_attribute(last, name)?);
        }
        Some(chain)
    }
}

fn core<'s>(shape: &'s Shape, name: &str) -> Option<&'s Attribute> {
    shape.attribute(name).filter(|attribute| !attribute.extension)
}

/// The sub-attribute of an attribute. The elements of a simple multi-valued attribute are their
/// own `value` (decided; erratum 7122 asks for a way to name them).
pub(super) fn sub_attribute<'s>(of: &'s Attribute, name: &str) -> Option<&'s Attribute> {
    let itself = of.multi_valued
        && of.sub_attributes.is_empty()
        && !of.computed
        && name.eq_ignore_ascii_case("value");
    if itself { Some(of) } else { of.sub_attribute(name) }
}

/// RFC 7643 section 2.1, and `$ref` (erratum 8924).
pub(super) fn is_name(name: &str) -> bool {
    let name = name.strip_prefix('$').unwrap_or(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "$-_".contains(c))
}
