//! Relative to absolute, RFC 3986 section 5.2.

use super::{InvalidValue, Reference, is_scheme, scheme};

impl Reference {
    /// The absolute reference that this one stands for below `root`, the URL that the endpoints
    /// follow (RFC 7643 section 2.3.7), with or without a slash at its end. An absolute reference
    /// is returned as it is.
    ///
    /// `..` climbs from the root itself, as the RFC's text has it: `../Users/1` leaves `/v2/`. For
    /// a server that means its own resource, give that resource's endpoint as `root`.
    ///
    /// ```
    /// use scim_schema::value::Reference;
    ///
    /// let reference = Reference::parse("Users/2819c223")?;
    /// assert_eq!(
    ///     reference.resolve("https://example.com/v2")?.as_str(),
    ///     "https://example.com/v2/Users/2819c223"
    /// );
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    ///
    /// # Errors
    /// When `root` is not an absolute URL with an authority, or the result is too long.
    pub fn resolve(&self, root: &str) -> Result<Self, InvalidValue> {
        if self.is_absolute() {
            return Ok(self.clone());
        }
        let root = Self::parse(root).map_err(|_| BAD_ROOT)?;
        let mut base = Parts::of(&root.text);
        if base.scheme.is_none() || base.authority.is_none_or(str::is_empty) {
            return Err(BAD_ROOT);
        }
        let directory = format!("{}/", base.path.trim_end_matches('/'));
        base.path = &directory;
        base.query = None;
        Self::try_from(Parts::of(&self.text).resolved(&base))
    }
}

const BAD_ROOT: InvalidValue = InvalidValue::new("a base URL such as `https://example.com/v2`");

pub(super) struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// The parts of a text that `is_reference`, or of the empty one.
    pub(super) fn of(text: &'a str) -> Self {
        let (rest, fragment) = cut(text, '#');
        let (rest, query) = cut(rest, '?');
        let scheme = scheme(rest).filter(|text| is_scheme(text));
        let rest = match scheme {
            Some(_) => rest.split_once(':').map_or(rest, |(_, rest)| rest),
            None => rest,
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                rest.split_at_checked(end).map_or((None, rest), |(a, path)| (Some(a), path))
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }

    /// The text of this relative reference on a base that has a scheme and an authority.
    pub(super) fn resolved(&self, base: &Self) -> String {
        let mut text = String::new();
        if let Some(scheme) = base.scheme {
            text.push_str(scheme);
            text.push(':');
        }
        if let Some(authority) = self.authority.or(base.authority) {
            text.push_str("//");
            text.push_str(authority);
        }
        let mut query = self.query;
        if self.path.starts_with('/') {
            push_without_dots(&mut text, "", self.path);
        } else if self.path.is_empty() {
            if self.authority.is_none() {
                text.push_str(base.path);
                query = query.or(base.query);
            }
        } else {
            let directory = base.path.rsplit_once('/').map_or("", |(directory, _)| directory);
            push_without_dots(&mut text, directory, self.path);
        }
        for (mark, part) in [('?', query), ('#', self.fragment)] {
            if let Some(part) = part {
                text.push(mark);
                text.push_str(part);
            }
        }
        text
    }
}

/// Appends the absolute path of `path` in `directory`, its `.` and `..` segments carried out.
fn push_without_dots(text: &mut String, directory: &str, path: &str) {
    let mut kept = Vec::new();
    let mut open = false; // whether the path ends in a directory
    let relative = path.strip_prefix('/').unwrap_or(path);
    let directory = directory.strip_prefix('/').map(|directory| directory.split('/'));
    for segment in directory.into_iter().flatten().chain(relative.split('/')) {
        open = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => _ = kept.pop(),
            _ => kept.push(segment),
        }
    }
    if open {
        kept.push("");
    }
    for segment in kept {
        text.push('/');
        text.push_str(segment);
    }
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(text, part)| (text, Some(part)))
}
