//! The key of one value.

use super::Rule;
use crate::resource::View;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What a simple value compares by, with texts folded. Keys of one attribute are totally ordered.
///
/// ```
/// use scim_schema::compare::{Key, Rule};
/// use scim_schema::resource::View;
///
/// let work = Key::of(&View::String("Work"), Rule::IgnoreAsciiCase).expect("a simple value");
/// assert_eq!(work, Key::of(&View::String("WORK"), Rule::IgnoreAsciiCase).unwrap());
/// assert!(work > Key::of(&View::String("home"), Rule::IgnoreAsciiCase).unwrap());
/// assert_eq!(Key::Integer(2), Key::Decimal(2.0));
/// // a cursor keeps the key when the resource is gone
/// let kept: Key<'static> = work.into_owned();
/// assert_eq!(kept, Key::Text("work".into()));
/// assert_eq!(Key::of(&View::Null, Rule::Exact), None);
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::exhaustive_enums, reason = "a cursor must be able to carry any")]
pub enum Key<'a> {
    /// A boolean; false comes first.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Decimal(f64),
    /// An instant: seconds since 1970, and nanoseconds.
    Instant(i64, u32),
    /// A text, folded as its attribute compares.
    Text(Cow<'a, str>),
}

impl<'a> Key<'a> {
    /// The key of a simple value; `None` for one that is unassigned, secret or not simple.
    #[must_use]
    pub fn of(view: &View<'a>, rule: Rule) -> Option<Self> {
        Some(match view {
            View::Boolean(value) => Self::Boolean(*value),
            View::Integer(value) => Self::Integer(*value),
            View::Decimal(value) => Self::Decimal(*value),
            View::String(text) => Self::Text(rule.key(text)),
            View::DateTime(value) => Self::Instant(value.unix_seconds(), value.subsec_nanos()),
            View::Display(value) => Self::Text(Cow::Owned(rule.key(&value.to_string()).into())),
            View::Computed(value) => return Key::of(&value.view(), rule).map(Key::into_owned),
            View::Null | View::Secret(_) | View::Complex(_) | View::List(_) => return None,
        })
    }

    /// The key, independent of the resource it is of.
    #[must_use]
    pub fn into_owned(self) -> Key<'static> {
        match self {
            Self::Boolean(value) => Key::Boolean(value),
            Self::Integer(value) => Key::Integer(value),
            Self::Decimal(value) => Key::Decimal(value),
            Self::Instant(seconds, nanos) => Key::Instant(seconds, nanos),
            Self::Text(text) => Key::Text(Cow::Owned(text.into_owned())),
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Boolean(_) => 0,
            Self::Integer(_) | Self::Decimal(_) => 1,
            Self::Instant(..) => 2,
            Self::Text(_) => 3,
        }
    }
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(b),
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Integer(a), Self::Decimal(b)) => cmp_mixed(*a, *b),
            (Self::Decimal(a), Self::Integer(b)) => cmp_mixed(*b, *a).reverse(),
            // both zeroes are one number
            (Self::Decimal(a), Self::Decimal(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
            (Self::Instant(a, a_nanos), Self::Instant(b, b_nanos)) => {
                (a, a_nanos).cmp(&(b, b_nanos))
            }
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            // of one attribute all keys are of one kind; the order of kinds only makes it total
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

/// Exactly: a conversion of the integer would round it.
fn cmp_mixed(integer: i128, decimal: f64) -> Ordering {
    const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    let whole = decimal.floor();
    if whole >= BEYOND || decimal.is_nan() {
        return Ordering::Less;
    }
    if whole < -BEYOND {
        return Ordering::Greater;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and in range, as just compared")]
    let floor = whole as i128;
    integer.cmp(&floor).then(if decimal > whole { Ordering::Less } else { Ordering::Equal })
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key<'_> {}
