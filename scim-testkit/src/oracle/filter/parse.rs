//! Figure 1, by recursive descent.

use super::{Filter, Literal, Operator, Term};
use crate::oracle::path::{Path, is_name};
use crate::oracle::{Refusal, Shape};
use scim_schema::dialect::{Dialect, Tolerance};
use serde_json::Value;

/// Reads a filter.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::oracle::{Shape, filter};
///
/// let shape = Shape::of(&User::default());
/// assert!(filter::parse(r#"emails[type eq "work"] and title pr"#, &shape, Dialect::RFC).is_ok());
/// let refusal = filter::parse("userName is bjensen", &shape, Dialect::RFC).unwrap_err();
/// assert_eq!(refusal.scim_type, "invalidFilter");
/// ```
///
/// # Errors
/// `invalidFilter`, when it is not of the grammar (7644-3.4.2.2-06, -07, -33).
pub fn parse(text: &str, shape: &Shape, dialect: Dialect) -> Result<Filter, Refusal> {
    let mut parser = Parser { rest: text, shape, dialect, inside: false };
    parser.spaces();
    let term = parser.or()?;
    parser.spaces();
    if parser.rest.is_empty() { Ok(Filter(term)) } else { Err(parser.refuse("the end")) }
}

pub(in crate::oracle) struct Parser<'t> {
    pub(in crate::oracle) rest: &'t str,
    pub(in crate::oracle) shape: &'t Shape,
    pub(in crate::oracle) dialect: Dialect,
    /// Within brackets.
    pub(in crate::oracle) inside: bool,
}

impl<'t> Parser<'t> {
    pub(in crate::oracle) fn refuse(&self, expected: &str) -> Refusal {
        Refusal::invalid_filter(format!("expected {expected} before `{}`", self.rest))
    }

    /// Any number of spaces; more are as good as one (decided).
    fn spaces(&mut self) -> usize {
        let before = self.rest.len();
        self.rest = self.rest.trim_start_matches([' ', '\t']);
        before - self.rest.len()
    }

    fn take(&mut self, start: &str) -> bool {
        match self.rest.strip_prefix(start) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What is before the next space, parenthesis or bracket.
    fn word(&mut self) -> &'t str {
        let end = self.rest.find([' ', '\t', '(', ')', '[', ']']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// `and` binds before `or` (7644-3.4.2.2-41).
    pub(in crate::oracle) fn or(&mut self) -> Result<Term, Refusal> {
        let mut left = self.and()?;
        while self.joined_by("or") {
            left = Term::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Term, Refusal> {
        let mut left = self.primary()?;
        while self.joined_by("and") {
            left = Term::And(Box::new(left), Box::new(self.primary()?));
        }
        Ok(left)
    }

    /// `SP "and" SP`; operators ignore case (7644-3.4.2.2-05).
    fn joined_by(&mut self, operator: &str) -> bool {
        let before = self.rest;
        let spaced = self.spaces() > 0;
        if spaced && self.word().eq_ignore_ascii_case(operator) && self.spaces() > 0 {
            return true;
        }
        self.rest = before;
        false
    }

    fn primary(&mut self) -> Result<Term, Refusal> {
        self.spaces();
        if self.take("(") {
            return self.grouped();
        }
        // `not(` as in the grammar, `not (` as in the examples (7644-3.4.2.2-39)
        let before = self.rest;
        if self.word().eq_ignore_ascii_case("not") {
            self.spaces();
            if self.take("(") {
                return Ok(Term::Not(Box::new(self.grouped()?)));
            }
        }
        self.rest = before;
        self.expression()
    }

    fn grouped(&mut self) -> Result<Term, Refusal> {
        let term = self.or()?;
        self.spaces();
        if self.take(")") { Ok(term) } else { Err(self.refuse("`)`")) }
    }

    fn expression(&mut self) -> Result<Term, Refusal> {
        let path = self.path()?;
        if !self.rest.starts_with('[') {
            return self.comparison(path);
        }
        // value paths do not nest (7644-3.4.2.2-40, errata 4690 and 7322)
        if self.inside || path.sub_attribute.is_some() {
            return Err(self.refuse("an operator"));
        }
        let mut term = self.brackets()?;
        // outside the grammar: for the value path that it means
        if self.dialect.accepts(Tolerance::ValuePathComparison) && self.take(".") {
            let name = self.word().to_owned();
            if !is_name(&name) {
                return Err(self.refuse("the name of a sub-attribute"));
            }
            let inner = Path { urn: None, attribute: name, sub_attribute: None };
            term = Term::And(Box::new(term), Box::new(self.comparison(inner)?));
        }
        Ok(Term::ValuePath(path, Box::new(term)))
    }

    /// `"[" valFilter "]"`
    pub(in crate::oracle) fn brackets(&mut self) -> Result<Term, Refusal> {
        if !self.take("[") {
            return Err(self.refuse("`[`"));
        }
        self.inside = true;
        let term = self.or()?;
        self.inside = false;
        self.spaces();
        if self.take("]") { Ok(term) } else { Err(self.refuse("`]`")) }
    }

    /// An attribute path; within brackets the name of a sub-attribute (7644-3.4.2.2-31).
    pub(in crate::oracle) fn path(&mut self) -> Result<Path, Refusal> {
        let before = self.rest;
        let end = self.rest.find([' ', '\t', '(', ')', '[', ']', '"']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        Path::parse(word, self.shape)
            .filter(|path| !self.inside || (path.urn.is_none() && path.sub_attribute.is_none()))
            .ok_or_else(|| {
                self.rest = before;
                self.refuse("an attribute")
            })
    }

    fn comparison(&mut self, path: Path) -> Result<Term, Refusal> {
        if self.spaces() == 0 {
            return Err(self.refuse("a space and an operator"));
        }
        let operator = match self.word().to_ascii_lowercase().as_str() {
            "pr" => return Ok(Term::Present(path)),
            "eq" => Operator::Eq,
            "ne" => Operator::Ne,
            "co" => Operator::Co,
            "sw" => Operator::Sw,
            "ew" => Operator::Ew,
            "gt" => Operator::Gt,
            "ge" => Operator::Ge,
            "lt" => Operator::Lt,
            "le" => Operator::Le,
            _ => return Err(self.refuse("an operator")),
        };
        if self.spaces() == 0 {
            return Err(self.refuse("a space and a value"));
        }
        Ok(Term::Compare(path, operator, self.literal()?))
    }

    /// A JSON value (7644-3.4.2.2-36); the literals are in lower case (decided, as in JSON).
    fn literal(&mut self) -> Result<Literal, Refusal> {
        let end = if self.rest.starts_with('"') {
            // the next quote that no backslash escapes
            let mut escaped = false;
            let closing = self.rest.char_indices().skip(1).find(|(_, c)| {
                let closes = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            closing.map(|(at, _)| at + 1)
        } else {
            self.rest.find([' ', '\t', '(', ')', '[', ']'])
        };
        let (text, rest) = self
            .rest
            .split_at_checked(end.unwrap_or(self.rest.len()))
            .ok_or_else(|| self.refuse("a value"))?;
        let literal = match serde_json::from_str(text) {
            // what JSON has around a value is not the filter's (found by fuzzing)
            _ if text.trim_matches([' ', '\n', '\r', '\t']) != text => None,
            // JSON bounds no numbers, its parser does
            Ok(Value::Number(_)) => Some(Literal::Number(text.to_owned())),
            Ok(Value::Array(_) | Value::Object(_)) => None,
            Ok(value) => Some(Literal::Other(value)),
            Err(_) if is_number(text) => Some(Literal::Number(text.to_owned())),
            Err(_) => None,
        };
        let literal = literal.ok_or_else(|| self.refuse("a JSON value"))?;
        self.rest = rest;
        Ok(literal)
    }
}

/// RFC 8259 section 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => {
            (text, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
        }
        None => (text, None),
    };
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
