//! Value paths as nearly all clients write them, `emails[type eq "work"].value`, resolved as they
//! stand in the body: one comparison of a text by `eq`. What is written otherwise, mistakes
//! included, is the parser's, and what both read they resolve to the same.

use super::operation::Target;
use super::resolve::{Resolver, find};
use crate::filter::ElementFilter;
use crate::resource::Flags;

impl Resolver<'_> {
    /// What such a path names, from the JSON string that it is; `None` of any other.
    pub(super) fn value_path(&self, raw: &str) -> Option<Target> {
        let limits = self.limits;
        if raw.len() > limits.filter || limits.filter_depth == 0 || limits.filter_terms == 0 {
            return None;
        }
        let (attribute, rest) = split(raw, b'[')?;
        let (compared, rest) = split(rest, b' ')?;
        // JSON has a backslash before the quotes
        let (operator, rest) = rest.split_at_checked(5)?;
        let (text, rest) = split(rest, b'\\')?;
        let rest = rest.strip_prefix("\"]")?;
        if !operator.eq_ignore_ascii_case("eq \\\"") {
            return None;
        }
        let (_, node) = find(self.descriptor.nodes, attribute)?;
        if !node.flags.has(Flags::MULTI_VALUED) {
            return None;
        }
        let sub_attribute = match rest.strip_prefix('.') {
            Some(name) => Some(node.attribute.sub_attribute(name)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        let filter = Some(ElementFilter::equal(node, node.base, compared, text)?);
        Some(Target { extension: None, node, filter, sub_attribute })
    }
}

/// What is before and after the first byte of a kind.
fn split(text: &str, at: u8) -> Option<(&str, &str)> {
    let before = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..before)?, text.get(before + 1..)?))
}

#[cfg(test)]
mod tests;
