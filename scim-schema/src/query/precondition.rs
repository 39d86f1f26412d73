//! Versions that a request requires or excludes (RFC 7644 section 3.14, RFC 9110 section 13).

use crate::message::{ScimError, ScimType};
use std::fmt;

/// What `If-Match` and `If-None-Match` say: which versions of a resource a request is meant for.
///
/// Versions compare weakly, in `If-Match` too: SCIM's own examples send weak entity tags there,
/// which a strong comparison could never match (RFC 7644 section 3.14).
///
/// ```
/// use scim_schema::query::Precondition;
///
/// let precondition = Precondition::parse(Some(r#"W/"7", W/"8""#), None).unwrap();
/// assert!(precondition.holds(Some("W/\"7\"")));
/// assert!(precondition.holds(Some("7")), "a version as a column holds it");
/// assert!(!precondition.holds(Some("W/\"9\"")));
/// assert!(Precondition::none().holds(None));
/// assert!(Precondition::none().is_none() && !precondition.is_none());
/// assert_eq!(precondition.check(Some("9")).unwrap_err().status(), 412);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Precondition {
    if_match: Option<Tags>,
    if_none_match: Option<Tags>,
}

/// The entity tags of one header.
#[derive(Clone, PartialEq, Eq)]
enum Tags {
    /// `*`: whatever version exists.
    Any,
    /// The opaque texts, without quotes and weakness.
    Of(Vec<Box<str>>),
}

impl Precondition {
    /// No requirement: it always holds.
    #[must_use]
    pub const fn none() -> Self {
        Self { if_match: None, if_none_match: None }
    }

    /// Reads the values of the headers `If-Match` and `If-None-Match`.
    ///
    /// # Errors
    /// `400 invalidValue` for what is neither `*` nor a list of entity tags.
    pub fn parse(if_match: Option<&str>, if_none_match: Option<&str>) -> Result<Self, ScimError> {
        Ok(Self {
            if_match: if_match.map(|value| Tags::parse("If-Match", value)).transpose()?,
            if_none_match: if_none_match
                .map(|value| Tags::parse("If-None-Match", value))
                .transpose()?,
        })
    }

    /// Whether nothing is required.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.if_match.is_none() && self.if_none_match.is_none()
    }

    /// Whether a resource that exists may be written: `version` is its entity tag, or just the
    /// text in it; `None` if the resource type has no versions.
    #[must_use]
    pub fn holds(&self, version: Option<&str>) -> bool {
        self.matches(version) && !self.is_known(version)
    }

    /// As [`holds`](Self::holds), with the error that answers the request.
    ///
    /// # Errors
    /// `412` when it does not hold.
    pub fn check(&self, version: Option<&str>) -> Result<(), ScimError> {
        if !self.matches(version) {
            return Err(ScimError::precondition_failed());
        }
        self.excluding(version).map_or(Ok(()), |tags| Err(ScimError::new(412, tags.excludes())))
    }

    /// Whether `If-Match` allows this version.
    pub(crate) fn matches(&self, version: Option<&str>) -> bool {
        self.if_match.as_ref().is_none_or(|tags| tags.contain(version))
    }

    /// Whether `If-None-Match` names this version: a client that reads has it already.
    pub(crate) fn is_known(&self, version: Option<&str>) -> bool {
        self.excluding(version).is_some()
    }

    /// What `If-None-Match` says, if it names this version.
    fn excluding(&self, version: Option<&str>) -> Option<&Tags> {
        self.if_none_match.as_ref().filter(|tags| tags.contain(version))
    }
}

/// Empty elements of a list are allowed, the first included (RFC 9110 section 5.6.1.2).
const NO_ELEMENT: [char; 3] = [',', ' ', '\t'];

impl Tags {
    fn parse(header: &'static str, value: &str) -> Result<Self, ScimError> {
        if value.trim() == "*" {
            return Ok(Self::Any);
        }
        let malformed = || {
            ScimError::bad_request(
                ScimType::InvalidValue,
                format!(
                    "the header `{header}` is no list of entity tags; write one as `W/\"..\"`, as in `meta.version`"
                ),
            )
        };
        let mut tags = Vec::new();
        let mut rest = value.trim_start().trim_start_matches(NO_ELEMENT);
        while !rest.is_empty() {
            let quoted = rest.strip_prefix("W/").unwrap_or(rest);
            let (tag, after) = quoted
                .strip_prefix('"')
                .and_then(|text| text.split_once('"'))
                .ok_or_else(malformed)?;
            tags.push(tag.into());
            let after = after.trim_start();
            if !after.is_empty() && !after.starts_with(',') {
                return Err(malformed());
            }
            rest = after.trim_start_matches(NO_ELEMENT);
        }
        if tags.is_empty() { Err(malformed()) } else { Ok(Self::Of(tags)) }
    }

    /// What is wrong where `If-None-Match` says this of a resource that is to be written.
    #[cold]
    const fn excludes(&self) -> &'static str {
        match self {
            Self::Any => {
                "the resource exists, which `If-None-Match: *` excludes; leave out the header to write it"
            }
            Self::Of(_) => {
                "the resource has a version that `If-None-Match` excludes; leave out the header to write it"
            }
        }
    }

    fn contain(&self, version: Option<&str>) -> bool {
        match (self, version) {
            (Self::Any, _) => true,
            (Self::Of(_), None) => false,
            (Self::Of(tags), Some(version)) => {
                let text = version.strip_prefix("W/").unwrap_or(version);
                let text =
                    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
                tags.iter().any(|tag| **tag == *text)
            }
        }
    }
}

impl fmt::Debug for Precondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Precondition")
            .field("if_match", &self.if_match)
            .field("if_none_match", &self.if_none_match)
            .finish()
    }
}

impl fmt::Debug for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Of(tags) => f.debug_list().entries(tags).finish(),
        }
    }
}

#[cfg(test)]
mod tests;
