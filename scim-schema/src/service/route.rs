//! Which endpoint a path names (RFC 7644 section 3.2).

use crate::query::percent_decode;
use crate::write::text::is_unreserved;
use std::borrow::Cow;

/// What a path names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The base URL itself.
    Root,
    /// `/ServiceProviderConfig`.
    ServiceProviderConfig,
    /// `/Schemas` and, with a URN, one of them.
    Schemas(Option<String>),
    /// `/ResourceTypes` and, with a name, one of them.
    ResourceTypes(Option<String>),
    /// `/Me`.
    Me,
    /// `/Bulk`.
    Bulk,
    /// `/.search`, below the endpoint of a resource type, by its index, or else at the root.
    Search(Option<usize>),
    /// The endpoint of a resource type, by its index.
    Collection(usize),
    /// A resource, by the index of its type's endpoint and its id.
    Resource(usize, String),
    /// Nothing.
    Unknown,
}

/// A path with its unreserved characters as themselves, however they are written (RFC 3986 section
/// 6.2.2.2).
fn normal(path: &str) -> Cow<'_, str> {
    let Some((begin, rest)) = path.split_once('%') else { return Cow::Borrowed(path) };
    let mut normal = begin.to_owned();
    for part in rest.split('%') {
        let hex = part.get(..2).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte.filter(|byte| is_unreserved(*byte)) {
            Some(byte) => {
                normal.push(char::from(byte));
                normal.push_str(part.get(2..).unwrap_or_default());
            }
            None => {
                normal.push('%');
                normal.push_str(part);
            }
        }
    }
    Cow::Owned(normal)
}

/// What is below the base path; a path that a router stripped of it already stays as it is.
pub(super) fn below<'a>(path: &'a str, base_path: &str) -> Cow<'a, str> {
    let base_path = normal(base_path);
    match normal(path) {
        Cow::Borrowed(path) => Cow::Borrowed(stripped(path, &base_path)),
        Cow::Owned(path) => Cow::Owned(stripped(&path, &base_path).to_owned()),
    }
}

fn stripped<'a>(path: &'a str, base_path: &str) -> &'a str {
    match path.strip_prefix(base_path) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    }
}

impl Route {
    /// What a path below the base URL names. Names are case-exact; one slash at the end is let
    /// pass. `endpoints` are the paths of the resource types.
    pub(super) fn of<'a>(path: &str, endpoints: impl Iterator<Item = &'a str>) -> Self {
        let path = bare(path);
        let (first, rest) = match path.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        match (first, rest) {
            ("", None) => return Self::Root,
            ("ServiceProviderConfig", None) => return Self::ServiceProviderConfig,
            ("Schemas", rest) => return Self::named(rest, Self::Schemas),
            ("ResourceTypes", rest) => return Self::named(rest, Self::ResourceTypes),
            ("Me", None) => return Self::Me,
            ("Bulk", None) => return Self::Bulk,
            (".search", None) => return Self::Search(None),
            _ => {}
        }
        // an endpoint may have several segments; the longest that fits is meant
        let fits = endpoints.enumerate().filter_map(|(index, endpoint)| {
            let endpoint = endpoint.trim_matches('/');
            let rest = path.strip_prefix(endpoint)?;
            (rest.is_empty() || rest.starts_with('/')).then_some((endpoint.len(), index, rest))
        });
        match fits.max_by_key(|(length, ..)| *length) {
            None => Self::Unknown,
            Some((_, index, "")) => Self::Collection(index),
            Some((_, index, "/.search")) => Self::Search(Some(index)),
            Some((_, index, rest)) => Self::named(rest.strip_prefix('/'), |id| match id {
                Some(id) => Self::Resource(index, id),
                None => Self::Unknown,
            }),
        }
    }

    /// A route with the segment behind it, if there is one; with several there is no such route.
    fn named(rest: Option<&str>, route: impl FnOnce(Option<String>) -> Self) -> Self {
        match rest {
            None => route(None),
            Some(segment) if segment.is_empty() || segment.contains('/') => Self::Unknown,
            Some(segment) => match percent_decode(segment, false) {
                Some(name) => route(Some(name)),
                None => Self::Unknown,
            },
        }
    }
}

/// A path without the slash at its beginning; one at its end is let pass.
pub(super) fn bare(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path)
}

#[cfg(test)]
mod tests;
