//! What a request asks for, as far as that is compared.

use super::super::filter;
use super::super::provider::BASE;
use ::http::{HeaderMap, Request};
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::query::Parameters;
use scim_testkit::strategy::ProjectionExpr;

/// Paths that are longer together are not compared: the oracle has no limits.
const COMPARED: usize = 1_500;

/// What a path names of a resource type.
pub enum Named {
    /// All of its resources.
    All,
    /// A search of them by POST.
    Search,
    /// One, by its id.
    One(String),
}

impl Named {
    /// `endpoint` is without its slash.
    pub fn of(path: &str, endpoint: &str) -> Option<Self> {
        match bare(path).strip_prefix(endpoint)? {
            "" => Some(Self::All),
            "/.search" => Some(Self::Search),
            rest => {
                let segment = rest.strip_prefix('/').filter(|one| !one.contains('/'))?;
                decoded(segment).filter(|id| !id.is_empty()).map(Self::One)
            }
        }
    }
}

/// A path below the base, which may be left out, without a slash at its beginning and its end.
pub fn bare(path: &str) -> &str {
    let below = path.strip_prefix(BASE);
    let path = below.filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path);
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path)
}

/// RFC 3986 section 2.1.
fn decoded(segment: &str) -> Option<String> {
    let mut pieces = segment.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let ([high, low], rest) = piece.as_bytes().split_first_chunk()?;
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
        bytes.extend_from_slice(rest);
    }
    String::from_utf8(bytes).ok()
}

/// The versions that a request is meant for (RFC 7644 section 3.14).
#[derive(Clone, Copy)]
pub struct Condition {
    pub if_match: Names,
    pub if_none_match: Names,
}

/// Which version a list of entity tags names.
#[derive(Clone, Copy, PartialEq)]
pub enum Names {
    /// That of the resource.
    Its,
    /// Others.
    Others,
    /// Not compared: no list, or several headers.
    Unclear,
}

impl Condition {
    /// Of a resource with this version, or of one that does not exist yet.
    pub fn of(headers: &HeaderMap, version: Option<u64>) -> Self {
        let unclear = |names: &Names| *names == Names::Unclear;
        Self {
            if_match: names(headers, "if-match", version).unwrap_or(Names::Its),
            // what does not exist is not excluded
            if_none_match: names(headers, "if-none-match", version)
                .filter(|names| version.is_some() || unclear(names))
                .unwrap_or(Names::Others),
        }
    }

    pub fn is_unclear(&self) -> bool {
        self.if_match == Names::Unclear || self.if_none_match == Names::Unclear
    }

    /// Whether a write must be refused.
    pub fn fails(&self) -> bool {
        self.if_match == Names::Others || self.if_none_match == Names::Its
    }

    /// Whether it must not be refused for this.
    pub fn holds(&self) -> bool {
        self.if_match == Names::Its && self.if_none_match == Names::Others
    }
}

/// What a header names; `None` where there is none.
fn names(headers: &HeaderMap, header: &str, version: Option<u64>) -> Option<Names> {
    let mut all = headers.get_all(header).iter();
    let (text, more) = (all.next()?.to_str(), all.next().is_some());
    let Some(text) = text.ok().filter(|_| !more) else { return Some(Names::Unclear) };
    if text.trim() == "*" {
        return Some(Names::Its);
    }
    let mut names = Names::Others;
    for tag in text.split(',').map(str::trim) {
        let quoted = tag.strip_prefix("W/").unwrap_or(tag);
        let opaque = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let Some(opaque) = opaque.filter(|text| !text.contains('"')) else {
            return Some(Names::Unclear);
        };
        if version.is_some_and(|version| version.to_string() == opaque) {
            names = Names::Its;
        }
    }
    Some(names)
}

/// Whether the headers say that the body is JSON, or nothing.
pub fn is_json(request: &Request<String>) -> bool {
    let is = |header: &str, names: &[&str]| {
        request.headers().get(header).is_none_or(|value| {
            let name = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
            names.iter().any(|known| name.trim_ascii().eq_ignore_ascii_case(known.as_bytes()))
        })
    };
    is("content-type", &["application/scim+json", "application/json"])
        && is("content-encoding", &["identity"])
}

/// The parameters of the URI.
pub fn parameters(request: &Request<String>) -> Result<Parameters, ScimError> {
    Parameters::parse(request.uri().query().unwrap_or_default())
}

/// What of a resource the URI asks for, if it is compared.
pub fn projection(request: &Request<String>) -> Option<ProjectionExpr> {
    projection_of(&parameters(request).ok()?.search().ok()?)
}

/// The same of a search; `attributes` wins (decided).
pub fn projection_of(search: &SearchRequest) -> Option<ProjectionExpr> {
    let paths = |list: &[String]| -> Vec<String> {
        let joined = list.join(",");
        let named = joined.split(',').filter(|path| !path.trim().is_empty());
        named.map(str::to_owned).collect()
    };
    let (attributes, excluded) = (paths(&search.attributes), paths(&search.excluded_attributes));
    let length: usize = attributes.iter().chain(&excluded).map(String::len).sum();
    let projection = match (attributes.is_empty(), excluded.is_empty()) {
        (false, _) => ProjectionExpr::Attributes(attributes),
        (_, false) => ProjectionExpr::Excluded(excluded),
        _ => ProjectionExpr::Default,
    };
    (length <= COMPARED).then_some(projection)
}

/// Whether the law of searches knows what this one finds: it has no limits, no cursors and no base
/// URL, and every order is one to it.
pub fn is_compared(search: &SearchRequest) -> bool {
    let filter = search.filter.as_deref().unwrap_or_default();
    let sort_by = search.sort_by.as_deref().unwrap_or_default();
    let order = search.sort_order.as_deref().unwrap_or("ascending");
    let located = |text: &str| text.to_ascii_lowercase().contains("location");
    search.cursor.is_none()
        && filter::is_compared(filter)
        && sort_by.len() <= COMPARED
        && ![filter, sort_by].into_iter().any(located)
        && ["ascending", "descending"].iter().any(|one| one.eq_ignore_ascii_case(order))
}
