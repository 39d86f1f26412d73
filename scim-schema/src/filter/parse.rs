//! The parser: one pass over the text, by recursive descent, with every bound charged before the
//! work is done.

mod token;

use super::syntax::{Comparison, Expression, PatchPath, Position, Present, ValuePath};
use super::{FilterError, Options};
use crate::dialect::Tolerance;
use crate::message::ScimType;
use crate::path::AttributePath;
use crate::resource::Descriptor;
use token::spaces;

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
    ) -> Self {
        let (depth, terms) = (options.limits.filter_depth, options.limits.filter_terms);
        Self { text, at: 0, depth, terms, inside: false, options, descriptor }
    }

    fn bounded(&self, what: &str, help: &str) -> Result<()> {
        let (text, limit) = (self.text, self.options.limits.filter);
        // bytes first: they bound the characters, and are known
        if text.len() > limit && text.chars().nth(limit).is_some() {
            let problem = format!("the {what} is longer than {limit} characters; {help}");
            return Err(FilterError::whole(text, problem));
        }
        Ok(())
    }

    /// A whole filter.
    pub(super) fn filter(mut self) -> Result<Expression<'a>> {
        self.bounded("filter", "search in parts")?;
        self.skip_space();
        if self.peek().is_none() {
            return Err(FilterError::whole(self.text, "the filter is empty; leave out `filter`"));
        }
        let expression = self.disjunction()?;
        self.end("`and`, `or` or the end of the filter")?;
        Ok(expression)
    }

    /// The path of a patch operation.
    pub(super) fn patch_path(mut self) -> Result<PatchPath<'a>> {
        let path = |error: FilterError| error.with_type(ScimType::InvalidPath);
        self.bounded("path", "write several operations").map_err(path)?;
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
            return Err(
                self.other(format!("nested deeper than {limit} parentheses; search in parts"))
            );
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
            return Err(self.other(format!("more than {limit} comparisons; search in parts")));
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
}
