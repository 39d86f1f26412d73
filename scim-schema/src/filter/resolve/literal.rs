//! Literals to values of an attribute's type, once.

use super::{Key, Question, Resolver, Result, Rule};
use crate::dialect::Tolerance;
use crate::filter::syntax::{Literal, Operator};
use crate::filter::{Condition, FilterError};
use crate::schema::{Attribute, Type};
use crate::value::{Binary, DateTime};
use std::borrow::Cow;

impl Resolver<'_> {
    /// The comparison of a simple attribute with a literal.
    pub(super) fn condition<'l>(
        &self,
        attribute: &Attribute,
        rule: Rule,
        operator: Operator,
        literal: &'l Literal<'_>,
        question: Question<'_>,
    ) -> Result<Condition<'l>> {
        let possible = match attribute.r#type {
            // 7644-3.4.2.2-21 to -24
            Type::Boolean | Type::Binary => operator == Operator::Eq,
            Type::Integer | Type::Decimal | Type::DateTime => !operator.is_substring(),
            Type::String | Type::Reference => true,
            Type::Complex => return Err(self.complex(attribute, question)),
        };
        if !possible {
            let (name, kind) = (&attribute.name, attribute.r#type.as_str());
            let problem = format!("`{name}` is of type {kind}, which has no `{operator}`");
            return Err(self.other(question.operator_at, problem));
        }
        let key = self
            .key(attribute, rule, literal)
            .map_err(|expected| self.mismatch(attribute, &expected, literal, question))?;
        Ok(Condition::new(operator, rule, key))
    }

    /// The key of a literal, or what was expected instead.
    fn key<'l>(
        &self,
        attribute: &Attribute,
        rule: Rule,
        literal: &'l Literal<'_>,
    ) -> std::result::Result<Key<'l>, String> {
        let kind = match attribute.r#type {
            Type::Boolean => "a boolean",
            Type::Integer | Type::Decimal => "a number",
            Type::DateTime => "a date-time in double quotes",
            _ => "a string in double quotes",
        };
        match (attribute.r#type, literal) {
            (Type::Boolean, Literal::Boolean(value)) => Ok(Key::Boolean(*value)),
            (Type::Boolean, Literal::String(text))
                if self.options.dialect.accepts(Tolerance::StringBoolean) =>
            {
                match &**text {
                    text if text.eq_ignore_ascii_case("true") => Ok(Key::Boolean(true)),
                    text if text.eq_ignore_ascii_case("false") => Ok(Key::Boolean(false)),
                    _ => Err(kind.to_owned()),
                }
            }
            (Type::Integer | Type::Decimal, Literal::Number(text)) => {
                // a decimal is a double, in a filter as in a body: what was written is found
                if attribute.r#type == Type::Integer
                    && let Ok(value) = text.parse()
                {
                    return Ok(Key::Integer(value));
                }
                text.parse().map(Key::Decimal).map_err(|_| kind.to_owned())
            }
            (Type::DateTime, Literal::String(text)) => {
                let value = DateTime::parse(text).map_err(|error| error.expected().to_owned())?;
                Ok(Key::Instant(value.unix_seconds(), value.subsec_nanos()))
            }
            (Type::Binary, Literal::String(text)) => {
                let value = Binary::parse(text).map_err(|error| error.expected().to_owned())?;
                Ok(Key::Text(Cow::Owned(value.as_str().to_owned())))
            }
            (Type::String | Type::Reference, Literal::String(text)) => {
                Ok(Key::Text(rule.key(text)))
            }
            _ => Err(kind.to_owned()),
        }
    }

    /// The literal is of the wrong type. It is not repeated: it may be personal.
    #[cold]
    fn mismatch(
        &self,
        attribute: &Attribute,
        expected: &str,
        literal: &Literal<'_>,
        question: Question<'_>,
    ) -> FilterError {
        let (name, found) = (&attribute.name, literal.kind());
        self.expected(question.value_at, format!("{expected} for `{name}`, not {found}"))
    }

    /// A complex attribute compared as a whole.
    #[cold]
    pub(super) fn complex(&self, attribute: &Attribute, question: Question<'_>) -> FilterError {
        let name = &attribute.name;
        let example = attribute.sub_attributes.first().map_or("", |sub| &sub.name);
        let separator = if name.contains(':') { ':' } else { '.' };
        let problem = format!(
            "`{name}` is complex; compare a sub-attribute such as `{name}{separator}{example}`"
        );
        self.other(question.attribute_at, problem)
    }
}
