//! The parser: one pass over the text, by recursive descent, with every bound charged before the
//! work is done.

use super::syntax::{
    Comparison, Expression, Literal, Operator, PatchPath, Position, Present, ValuePath,
};
use super::{FilterError, Options};
use crate::dialect::Tolerance;
use crate::json;
use crate::message::ScimType;
use crate::path::AttributePath;
use crate::resource::Descriptor;

type Result<T> = std::result::Result<T, FilterError>;

pub(super) struct Parser<'a, 'o> {
    text: &'a str,
    at: usize,
    /// How many more parentheses and brackets may open.
    depth: usize,
    /// How many more terms there may be.
    terms: usize,
    /// Within the brackets of a value path.
    inside: bool,
    options: &'o Options<'o>,
    descriptor: Option<&'o Descriptor>,
}

const OPERATORS: &str = "`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`";
const VALUE: &str = "a string in double quotes, a number, `true`, `false` or `null`";

impl<'a, 'o> Parser<'a, 'o> {
    pub(super) fn new(
        text: &'a str,
        options: &'o Options<'o>,
        descriptor: Option<&'o Descriptor>,
    ) -> Result<Self> {
        let limits = options.limits;
        // bytes first: they bound the characters, and are known
        if text.len() > limits.filter && text.chars().nth(limits.filter).is_some() {
            let limit = limits.filter;
            return Err(FilterError::whole(text, format!("longer than {limit} characters")));
        }
        let (depth, terms) = (limits.filter_depth, limits.filter_terms);
        Ok(Self { text, at: 0, depth, terms, inside: false, options, descriptor })
    }

    /// A whole filter.
    pub(super) fn filter(mut self) -> Result<Expression<'a>> {
        self.skip_space();
        if self.peek().is_none() {
            return Err(FilterError::whole(self.text, "the filter is empty"));
        }
        let expression = self.disjunction()?;
        self.end("`and`, `or` or the end of the filter")?;
        Ok(expression)
    }

    /// The path of a patch operation.
    pub(super) fn patch_path(mut self) -> Result<PatchPath<'a>> {
        let path = |error: FilterError| error.with_type(ScimType::InvalidPath);
        self.skip_space();
        let start = self.at;
        let attribute = self.attribute().map_err(path)?;
        let mut target =
            PatchPath { attribute, filter: None, sub_attribute: attribute.sub_attribute() };
        if self.peek() == Some(b'[') {
            if target.sub_attribute.is_some() {
                return Err(path(self.sub_attribute_filtered(start)));
            }
            target.filter = Some(self.brackets()?);
            target.sub_attribute = self.dot_name().map_err(path)?;
        }
        self.end("the end of the path").map_err(path)?;
        Ok(target)
    }

    fn end(&mut self, expected: &'static str) -> Result<()> {
        self.skip_space();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.expected(self.unspaced().unwrap_or(expected))),
        }
    }

    /// What is wrong with `and` or `or` that lacks a space, which the grammar wants on both sides.
    #[cold]
    fn unspaced(&self) -> Option<&'static str> {
        let word = self.rest().split(|byte| !byte.is_ascii_alphabetic()).next()?;
        let here = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
        let spaced =
            self.at > 0 && self.text.as_bytes().get(self.at - 1).is_some_and(|b| is_space(*b));
        match (here("and"), here("or"), spaced) {
            (true, _, false) => Some("a space before `and`"),
            (true, _, true) => Some("a space after `and`"),
            (_, true, false) => Some("a space before `or`"),
            (_, true, true) => Some("a space after `or`"),
            _ => None,
        }
    }

    fn disjunction(&mut self) -> Result<Expression<'a>> {
        let first = self.conjunction()?;
        if !self.keyword(b"or") {
            return Ok(first);
        }
        let mut terms = match first {
            Expression::Or(terms) => terms,
            first => vec![first],
        };
        loop {
            match self.conjunction()? {
                Expression::Or(inner) => terms.extend(inner),
                term => terms.push(term),
            }
            if !self.keyword(b"or") {
                return Ok(Expression::Or(terms));
            }
        }
    }

    fn conjunction(&mut self) -> Result<Expression<'a>> {
        let first = self.primary()?;
        if !self.keyword(b"and") {
            return Ok(first);
        }
        let mut terms = match first {
            Expression::And(terms) => terms,
            first => vec![first],
        };
        loop {
            match self.primary()? {
                Expression::And(inner) => terms.extend(inner),
                term => terms.push(term),
            }
            if !self.keyword(b"and") {
                return Ok(Expression::And(terms));
            }
        }
    }

    fn primary(&mut self) -> Result<Expression<'a>> {
        self.skip_space();
        if self.peek() == Some(b'(') {
            return self.group();
        }
        if self.opens_negation() {
            return Ok(Expression::Not(Box::new(self.group()?)));
        }
        self.term()
    }

    /// Goes to the parenthesis of `not (` or `not(` (7644-3.4.2.2-39) if there is one here.
    fn opens_negation(&mut self) -> bool {
        let rest = self.rest();
        if !rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"not")) {
            return false;
        }
        let space = spaces(rest.get(3..).unwrap_or_default());
        let opens = rest.get(3 + space) == Some(&b'(');
        if opens {
            self.at += 3 + space;
        }
        opens
    }

    /// Parentheses and what is in them.
    fn group(&mut self) -> Result<Expression<'a>> {
        self.descend()?;
        let inner = self.disjunction()?;
        self.ascend(b')', "`and`, `or` or `)`")?;
        Ok(inner)
    }

    /// Brackets and the filter on sub-attributes in them.
    fn brackets(&mut self) -> Result<Expression<'a>> {
        self.descend()?;
        self.inside = true;
        let inner = self.disjunction()?;
        self.inside = false;
        self.ascend(b']', "`and`, `or` or `]`")?;
        Ok(inner)
    }

    fn descend(&mut self) -> Result<()> {
        let Some(depth) = self.depth.checked_sub(1) else {
            let limit = self.options.limits.filter_depth;
            return Err(self.other(format!("nested deeper than {limit} parentheses")));
        };
        self.depth = depth;
        self.at += 1;
        Ok(())
    }

    fn ascend(&mut self, close: u8, expected: &'static str) -> Result<()> {
        self.skip_space();
        if self.peek() != Some(close) {
            return Err(self.expected(self.unspaced().unwrap_or(expected)));
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// A comparison, a presence test or a value path.
    fn term(&mut self) -> Result<Expression<'a>> {
        let start = self.at;
        let Some(terms) = self.terms.checked_sub(1) else {
            let limit = self.options.limits.filter_terms;
            return Err(self.other(format!("more than {limit} comparisons")));
        };
        self.terms = terms;
        let attribute = self.attribute()?;
        if self.peek() == Some(b'[') {
            return self.value_path(attribute, start);
        }
        self.test(attribute, start)
    }

    /// An operator and its value, after the attribute.
    fn test(&mut self, attribute: AttributePath<'a>, start: usize) -> Result<Expression<'a>> {
        let attribute_at = Position::new(start);
        self.space(OPERATORS)?;
        let operator_at = Position::new(self.at);
        let Some(operator) = self.operator() else {
            let not = attribute.attribute().eq_ignore_ascii_case("not");
            return Err(self.expected(if not { "`(` after `not`" } else { OPERATORS }));
        };
        let Some(operator) = operator else {
            return Ok(Expression::Present(Present { attribute, attribute_at }));
        };
        self.space(VALUE)?;
        let value_at = Position::new(self.at);
        let value = self.literal()?;
        Ok(Expression::Comparison(Comparison {
            attribute,
            operator,
            value,
            attribute_at,
            operator_at,
            value_at,
        }))
    }

    fn value_path(&mut self, attribute: AttributePath<'a>, start: usize) -> Result<Expression<'a>> {
        if self.inside {
            // errata 4690 and 7322
            return Err(self.other("a value path cannot be within another"));
        }
        if attribute.sub_attribute().is_some() {
            return Err(self.sub_attribute_filtered(start));
        }
        let mut filter = self.brackets()?;
        let dot = self.at;
        if self.peek() == Some(b'.') {
            let Some(name) = self.dot_name()? else { return Err(self.expected("a name")) };
            if !self.options.dialect.accepts(Tolerance::ValuePathComparison) {
                return Err(FilterError::other(
                    self.text,
                    dot,
                    format!(
                        "a filter takes no sub-attribute after `]`; compare `{name}` within the \
                         brackets"
                    ),
                ));
            }
            let Some(sub_attribute) = AttributePath::parse(name) else {
                return Err(self.expected("a name"));
            };
            let test = self.test(sub_attribute, dot + 1)?;
            filter = match filter {
                Expression::And(mut terms) => {
                    terms.push(test);
                    Expression::And(terms)
                }
                filter => Expression::And(vec![filter, test]),
            };
        }
        let attribute_at = Position::new(start);
        Ok(Expression::ValuePath(ValuePath { attribute, filter: Box::new(filter), attribute_at }))
    }

    fn sub_attribute_filtered(&self, start: usize) -> FilterError {
        FilterError::other(self.text, start, "a sub-attribute has no elements to choose from")
    }

    fn attribute(&mut self) -> Result<AttributePath<'a>> {
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
            Some(path) if self.inside && (path.schema().or(path.sub_attribute())).is_some() => {
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
    fn dot_name(&mut self) -> Result<Option<&'a str>> {
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
    fn operator(&mut self) -> Option<Option<Operator>> {
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

    fn literal(&mut self) -> Result<Literal<'a>> {
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
    fn keyword(&mut self, word: &[u8]) -> bool {
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
    fn space(&mut self, then: &'static str) -> Result<()> {
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
    fn skip_space(&mut self) {
        self.at += spaces(self.rest());
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[cold]
    fn expected(&self, expected: impl Into<std::borrow::Cow<'static, str>>) -> FilterError {
        FilterError::expected(self.text, self.at, expected)
    }

    #[cold]
    fn other(&self, problem: impl Into<std::borrow::Cow<'static, str>>) -> FilterError {
        FilterError::other(self.text, self.at, problem)
    }
}

/// How many spaces are at the beginning: mostly one, or none.
#[inline]
fn spaces(text: &[u8]) -> usize {
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
