//! What a filter is made of: names, operators, literals, and the spaces between them.

use super::{Parser, Result, VALUE};
use crate::filter::FilterError;
use crate::filter::syntax::{Literal, Operator};
use crate::json;
use crate::path::AttributePath;

impl<'a> Parser<'a, '_> {
    #[inline]
    pub(super) fn attribute(&mut self) -> Result<AttributePath<'a>> {
        let start = self.at;
        let rest = self.rest();
        // mostly a name alone, which is seen in one pass
        let mut length = crate::path::name_length(rest);
        let alone = length > 0 && rest.get(length).is_none_or(|byte| ends_path(*byte));
        if !alone {
            length += rest.iter().skip(length).take_while(|byte| !ends_path(**byte)).count();
        }
        let token = self.text.get(start..start + length).unwrap_or_default();
        let path = match self.descriptor {
            _ if alone => Some(AttributePath::name(token)),
            Some(descriptor) => AttributePath::parse_for(token, descriptor),
            None => AttributePath::parse(token),
        };
        match path {
            // the URN of an extension is a path like a name, but not of a sub-attribute
            Some(path)
                if self.inside
                    && (path.schema().or(path.sub_attribute()).is_some()
                        || path.attribute().contains(':')) =>
            {
                Err(self.expected("the name of a sub-attribute alone"))
            }
            Some(path) => {
                self.at += length;
                Ok(path)
            }
            None => Err(self.expected(if self.inside {
                "the name of a sub-attribute"
            } else {
                "an attribute such as `userName` or `name.familyName`"
            })),
        }
    }

    /// `.name`, if there is a dot.
    #[inline]
    pub(super) fn dot_name(&mut self) -> Result<Option<&'a str>> {
        if self.peek() != Some(b'.') {
            return Ok(None);
        }
        self.at += 1;
        let length = self.rest().iter().take_while(|byte| !ends_path(**byte)).count();
        match self.text.get(self.at..self.at + length) {
            Some(name) if crate::path::is_name(name) => {
                self.at += length;
                Ok(Some(name))
            }
            _ => Err(self.expected("the name of a sub-attribute")),
        }
    }

    /// `Some(None)` for `pr`.
    #[inline]
    pub(super) fn operator(&mut self) -> Option<Option<Operator>> {
        let (word, rest) = self.rest().split_at_checked(2)?;
        if rest.first().is_some_and(|byte| !ends_word(*byte)) {
            return None;
        }
        let &[first, second] = word else { return None };
        let operator = match (first.to_ascii_lowercase(), second.to_ascii_lowercase()) {
            (b'e', b'q') => Some(Operator::Eq),
            (b'n', b'e') => Some(Operator::Ne),
            (b'c', b'o') => Some(Operator::Co),
            (b's', b'w') => Some(Operator::Sw),
            (b'e', b'w') => Some(Operator::Ew),
            (b'g', b't') => Some(Operator::Gt),
            (b'g', b'e') => Some(Operator::Ge),
            (b'l', b't') => Some(Operator::Lt),
            (b'l', b'e') => Some(Operator::Le),
            (b'p', b'r') => None,
            _ => return None,
        };
        self.at += 2;
        Some(operator)
    }

    #[inline]
    pub(super) fn literal(&mut self) -> Result<Literal<'a>> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let (value, length) = match self.peek() {
            Some(b'"') => {
                let (text, end) = json::string(self.text, start).map_err(|problem| {
                    FilterError::expected(self.text, problem.offset, problem.expected)
                })?;
                (Literal::String(text.decode()), end - start)
            }
            Some(b'-' | b'0'..=b'9') => {
                let Some(length) = json::number(rest.as_bytes()) else {
                    return Err(self.expected("a JSON number"));
                };
                (Literal::Number(rest.get(..length).unwrap_or_default()), length)
            }
            _ => {
                let length = rest.bytes().take_while(|byte| !ends_word(*byte)).count();
                // JSON literals have no other case (7644-3.4.2.2-36)
                match rest.get(..length).unwrap_or_default() {
                    "true" => (Literal::Boolean(true), length),
                    "false" => (Literal::Boolean(false), length),
                    "null" => (Literal::Null, length),
                    _ => return Err(self.expected(VALUE)),
                }
            }
        };
        self.at += length;
        Ok(value)
    }

    /// Goes past `and` or `or` with the spaces around it, if it is here.
    #[inline]
    pub(super) fn keyword(&mut self, word: &[u8]) -> bool {
        let mut rest = self.rest();
        let before = spaces(rest);
        if before == 0 {
            return false;
        }
        rest = rest.get(before..).unwrap_or_default();
        let found = rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
            && rest.get(word.len()).is_none_or(|byte| is_space(*byte));
        if found {
            self.at += before + word.len();
        }
        found
    }

    /// At least one space.
    #[inline]
    pub(super) fn space(&mut self, then: &'static str) -> Result<()> {
        let start = self.at;
        self.skip_space();
        if self.at > start {
            return Ok(());
        }
        Err(if self.peek().is_none() {
            self.expected(then)
        } else {
            self.expected(format!("a space and {then}"))
        })
    }

    #[inline]
    pub(super) fn skip_space(&mut self) {
        self.at += spaces(self.rest());
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[cold]
    pub(super) fn expected(
        &self,
        expected: impl Into<std::borrow::Cow<'static, str>>,
    ) -> FilterError {
        FilterError::expected(self.text, self.at, expected)
    }

    #[cold]
    pub(super) fn other(&self, problem: impl Into<std::borrow::Cow<'static, str>>) -> FilterError {
        FilterError::other(self.text, self.at, problem)
    }

    /// What is wrong with `and` or `or` that lacks a space, which the grammar wants on both sides.
    #[cold]
    pub(super) fn unspaced(&self) -> Option<&'static str> {
        let word = self.rest().split(|byte| !byte.is_ascii_alphabetic()).next()?;
        let here = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
        let before = self.text.as_bytes().get(..self.at).and_then(<[u8]>::last);
        let spaced = before.is_some_and(|byte| is_space(*byte));
        match (here("and"), here("or"), spaced) {
            (true, _, false) => Some("a space before `and`"),
            (true, _, true) => Some("a space after `and`"),
            (_, true, false) => Some("a space before `or`"),
            (_, true, true) => Some("a space after `or`"),
            _ => None,
        }
    }
}

/// How many spaces are at the beginning: mostly one, or none.
#[inline]
pub(super) fn spaces(text: &[u8]) -> usize {
    match text {
        [b' ', next, ..] if !is_space(*next) => 1,
        [first, ..] if !is_space(*first) => 0,
        text => text.iter().take_while(|byte| is_space(**byte)).count(),
    }
}

#[inline]
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[inline]
const fn ends_word(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'(' | b')' | b'[' | b']')
}

#[inline]
const fn ends_path(byte: u8) -> bool {
    ends_word(byte) || byte == b'"'
}
