//! A comparison with a literal that was converted once.

use super::syntax::Operator;
use crate::compare::{
    Key, Rule, contains_exact, contains_folded, ends_folded, eq_folded, search_units,
    starts_folded, unicode_key, units,
};
use crate::cost::step;
use crate::resource::View;
use crate::value::DateTime;
use std::cmp::Ordering;
use std::fmt::{self, Display, Write};

/// How one simple value is compared, with the literal as the key it is compared by.
///
/// `ne` does not occur, as [`Test`](super::Test) negates `eq`: an absent value, and all of several,
/// are then unequal as the RFC's words have it.
///
/// ```
/// use scim_schema::filter::{Condition, Filter, Test};
/// use scim_schema::{resource::View, rfc::User};
///
/// let filter = Filter::<User>::parse(r#"title ew "ident""#)?;
/// let Test::Field { condition, .. } = filter.test() else { panic!("one comparison") };
/// assert!(condition.matches(&View::String("Vice President")));
/// assert!(condition.matches(&View::String("VICE PRESIDENT")), "`title` is not caseExact");
/// assert!(!condition.matches(&View::Null));
/// let kept: Condition<'static> = condition.clone().into_owned();
/// assert_eq!(kept.operator, condition.operator);
/// # Ok::<(), scim_schema::filter::FilterError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Condition<'k> {
    /// The operator.
    pub operator: Operator,
    /// How texts compare.
    pub rule: Rule,
    /// The key of the literal, of the attribute's type: folded as the rule says.
    pub key: Key<'k>,
}

impl<'k> Condition<'k> {
    pub(super) const fn new(operator: Operator, rule: Rule, key: Key<'k>) -> Self {
        Self { operator, rule, key }
    }

    /// The condition, independent of the text of the filter.
    #[must_use]
    pub fn into_owned(self) -> Condition<'static> {
        let Self { operator, rule, key } = self;
        Condition { operator, rule, key: key.into_owned() }
    }

    /// Whether a value, or one of several, satisfies it. One that is unassigned does not.
    #[must_use]
    #[inline]
    pub fn matches(&self, view: &View<'_>) -> bool {
        step(1);
        match view {
            View::String(text) => self.text(text),
            View::Null => false,
            View::Boolean(value) => matches!(self.key, Key::Boolean(wanted) if wanted == *value),
            other => self.other(other),
        }
    }

    #[inline]
    pub(super) fn text(&self, text: &str) -> bool {
        // `eq` of texts is most of what filters do
        let (Operator::Eq, Key::Text(key)) = (self.operator, &self.key) else {
            return self.compared(text);
        };
        let key = key.as_ref();
        match self.rule {
            Rule::Exact => text == key,
            Rule::IgnoreAsciiCase => eq_folded(text, key),
            // the key of ASCII text is the text in lower case
            Rule::Unicode => eq_folded(text, key) || !text.is_ascii() && *unicode_key(text) == *key,
        }
    }

    /// Whether it may take longer than a look at a value: where it searches, has a long literal or
    /// makes a key of each text.
    pub(super) fn is_heavy(&self) -> bool {
        let Key::Text(key) = &self.key else { return false };
        self.operator == Operator::Co || self.rule == Rule::Unicode || units(key.len()) > 0
    }

    /// What asking it of a value is charged, beside 1.
    pub(super) fn units(&self, view: &View<'_>) -> usize {
        let Key::Text(key) = &self.key else { return 0 };
        match view {
            View::String(text) => match (self.rule, self.operator) {
                // a key is made of the text, some 20 ns a byte
                (Rule::Unicode, _) if !text.is_ascii() => text.len(),
                (_, Operator::Co) => search_units(text.len(), key.len()),
                _ => units(text.len().min(key.len())),
            },
            View::List(list) => (0..list.len())
                .fold(0_usize, |sum, index| sum.saturating_add(1 + self.units(&list.at(index)))),
            View::Computed(value) => self.units(&value.view()),
            _ => 0,
        }
    }

    fn other(&self, view: &View<'_>) -> bool {
        match view {
            View::Integer(value) => match self.key {
                Key::Text(_) => self.displayed(value),
                _ => self.ordered(&Key::Integer(*value)),
            },
            View::Decimal(value) => self.ordered(&Key::Decimal(*value)),
            View::DateTime(value) => self.instant(value),
            View::Display(value) => self.displayed(*value),
            View::String(text) => self.text(text),
            View::Computed(value) => self.matches(&value.view()),
            View::List(list) => (0..list.len()).any(|index| self.matches(&list.at(index))),
            View::Boolean(_) | View::Null | View::Secret(_) | View::Complex(_) => false,
        }
    }

    fn instant(&self, value: &DateTime) -> bool {
        self.ordered(&Key::Instant(value.unix_seconds(), value.subsec_nanos()))
    }

    fn ordered(&self, value: &Key<'_>) -> bool {
        satisfies(self.operator, value.cmp(&self.key))
    }

    fn compared(&self, text: &str) -> bool {
        let Key::Text(key) = &self.key else {
            // a dateTime that the model holds as text
            return matches!(self.key, Key::Instant(..))
                && DateTime::parse(text).is_ok_and(|value| self.instant(&value));
        };
        match self.rule {
            Rule::Exact => exact(self.operator, text, key),
            Rule::IgnoreAsciiCase => self.folded(text, key),
            Rule::Unicode if text.is_ascii() => self.folded(text, key),
            Rule::Unicode => exact(self.operator, &unicode_key(text), key),
        }
    }

    #[inline]
    fn folded(&self, text: &str, key: &str) -> bool {
        match self.operator {
            Operator::Co => contains_folded(text, key),
            Operator::Sw => starts_folded(text, key),
            Operator::Ew => ends_folded(text, key),
            operator => satisfies(operator, Rule::IgnoreAsciiCase.cmp(text, key)),
        }
    }

    fn displayed(&self, value: &dyn Display) -> bool {
        let mut text = Text { short: [0; 40], length: 0, long: String::new() };
        write!(text, "{value}").is_ok() && self.text(text.as_str())
    }
}

fn exact(operator: Operator, text: &str, key: &str) -> bool {
    match operator {
        Operator::Co => contains_exact(text, key),
        Operator::Sw => text.starts_with(key),
        Operator::Ew => text.ends_with(key),
        operator => satisfies(operator, text.cmp(key)),
    }
}

fn satisfies(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Eq => order.is_eq(),
        Operator::Ne => order.is_ne(),
        Operator::Gt => order.is_gt(),
        Operator::Ge => order.is_ge(),
        Operator::Lt => order.is_lt(),
        Operator::Le => order.is_le(),
        Operator::Co | Operator::Sw | Operator::Ew => false,
    }
}

/// A text that is written, on the stack while it is as short as a UUID or a number.
struct Text {
    short: [u8; 40],
    length: usize,
    long: String,
}

impl Text {
    fn as_str(&self) -> &str {
        if self.long.is_empty() {
            let short = self.short.get(..self.length).unwrap_or_default();
            std::str::from_utf8(short).unwrap_or_default()
        } else {
            &self.long
        }
    }
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        match self.short.get_mut(self.length..end) {
            Some(room) if self.long.is_empty() => {
                room.copy_from_slice(text.as_bytes());
                self.length = end;
            }
            _ => {
                if self.long.is_empty() {
                    self.long = self.as_str().to_owned();
                }
                self.long.push_str(text);
            }
        }
        Ok(())
    }
}
