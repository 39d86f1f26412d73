//! A filter with no names left, and its evaluation.

use super::Condition;
use crate::resource::{
    Flags, Kind, Model, Node, Slot, View, is_assigned, is_node_assigned, is_slot_assigned,
};
use crate::write::text;

/// A filter resolved against a resource type: what a store that translates filters reads.
///
/// A field number is that of the model the test is on: of the resource, or within
/// [`Within`](Self::Within) and [`Any`](Self::Any) of a complex value that it holds. All numbers
/// have the bases of embedded structs added already.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::filter::{Filter, Test};
/// use scim_schema::rfc::User;
///
/// /// The attributes that a filter looks at.
/// fn names(test: &Test) -> Vec<&str> {
///     match test {
///         Test::Field { node, .. } | Test::Present { node, .. } => vec![node.name()],
///         Test::And(tests) | Test::Or(tests) => tests.iter().flat_map(names).collect(),
///         Test::Not(test) => names(test),
///         _ => Vec::new(),
///     }
/// }
///
/// let filter = Filter::<User>::parse(r#"userName sw "b" and not (title pr)"#)?;
/// assert_eq!(names(filter.test()), ["userName", "title"]);
/// let babs = User { user_name: "babs".into(), ..User::default() };
/// assert!(filter.test().matches(&babs));
/// # }
/// # Ok::<(), scim_schema::filter::FilterError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Test {
    /// True or false, whatever the resource.
    Constant(bool),
    /// At least one is true.
    Or(Vec<Self>),
    /// All are true.
    And(Vec<Self>),
    /// It is false.
    Not(Box<Self>),
    /// A field's value, or one of its simple values, satisfies the condition.
    #[non_exhaustive]
    Field {
        /// The field.
        field: u16,
        /// The attribute it holds.
        node: &'static Node,
        /// What it satisfies.
        condition: Condition<'static>,
    },
    /// An attribute has a value: not null, and not empty.
    #[non_exhaustive]
    Present {
        /// The attribute.
        node: &'static Node,
        /// What to add to the field numbers of the node.
        base: u16,
    },
    /// A slot has a value.
    #[non_exhaustive]
    SlotPresent {
        /// The attribute.
        node: &'static Node,
        /// The slot.
        slot: &'static Slot,
        /// What to add to the field numbers of the slot.
        base: u16,
    },
    /// The complex value of a field satisfies a test, which is on its own fields.
    #[non_exhaustive]
    Within {
        /// The field.
        field: u16,
        /// The attribute it holds.
        node: &'static Node,
        /// What the value satisfies.
        test: Box<Self>,
    },
    /// One of the values of a field satisfies a test, which is on its own fields.
    #[non_exhaustive]
    Any {
        /// The field.
        field: u16,
        /// The attribute it holds.
        node: &'static Node,
        /// What one of the values satisfies.
        test: Box<Self>,
    },
    /// The simple value at hand satisfies the condition; only within [`Any`](Self::Any).
    Itself(Condition<'static>),
    /// The entity tag made of a field satisfies the condition.
    #[non_exhaustive]
    Version {
        /// The field.
        field: u16,
        /// What the tag satisfies.
        condition: Condition<'static>,
    },
    /// The URI of the resource satisfies the condition.
    #[non_exhaustive]
    Location {
        /// The field that holds the id.
        field: u16,
        /// The beginning of the URI, with its last slash.
        prefix: Box<str>,
        /// What the URI satisfies.
        condition: Condition<'static>,
    },
}

impl Test {
    /// Whether a model satisfies it.
    #[must_use]
    pub fn matches(&self, model: &dyn Model) -> bool {
        match self {
            Self::Field { field, condition, .. } => condition.matches(&model.get(*field)),
            Self::And(tests) => tests.iter().all(|test| test.matches(model)),
            Self::Or(tests) => tests.iter().any(|test| test.matches(model)),
            other => other.matches_rare(model),
        }
    }

    /// The rest, apart so that the frame of what is frequent stays small.
    #[inline(never)]
    fn matches_rare(&self, model: &dyn Model) -> bool {
        match self {
            Self::Field { .. } | Self::And(_) | Self::Or(_) => self.matches(model),
            Self::Not(test) => !test.matches(model),
            Self::Constant(value) => *value,
            Self::Present { node, base } => is_present(model, node, *base),
            Self::SlotPresent { slot, base, .. } => is_slot_present(model, slot, *base),
            Self::Within { field, test, .. } => match model.get(*field) {
                View::Complex(inner) => test.matches(inner),
                View::Computed(value) => test.matches_value(&value.view()),
                _ => false,
            },
            Self::Any { field, test, .. } => test.matches_any(&model.get(*field)),
            Self::Itself(_) => false,
            Self::Version { field, condition } => {
                text::etag(&model.get(*field)).is_some_and(|etag| condition.text(&etag))
            }
            Self::Location { field, prefix, condition } => text::of(&model.get(*field))
                .is_some_and(|id| {
                    let mut location = String::from(&**prefix);
                    text::percent_encode(&mut location, &id);
                    condition.text(&location)
                }),
        }
    }

    /// As [`matches`](Self::matches), with the calls to the model's own fields known.
    #[inline]
    pub(super) fn matches_resource<R: Model>(&self, resource: &R) -> bool {
        match self {
            Self::Field { field, condition, .. } => condition.matches(&resource.get(*field)),
            Self::And(tests) => tests.iter().all(|test| test.matches_term(resource)),
            Self::Or(tests) => tests.iter().any(|test| test.matches_term(resource)),
            Self::Present { node: Node { kind: Kind::Field(field), .. }, base } => {
                is_filled(&resource.get(base + field))
            }
            Self::Any { field, test, .. } => test.matches_any(&resource.get(*field)),
            other => other.matches_rare(resource),
        }
    }

    /// One of several, which most often is a field's.
    #[inline]
    fn matches_term<R: Model>(&self, resource: &R) -> bool {
        match self {
            Self::Field { field, condition, .. } => condition.matches(&resource.get(*field)),
            other => other.matches_again(resource),
        }
    }

    /// The recursion, which inlining could not end.
    fn matches_again<R: Model>(&self, resource: &R) -> bool {
        self.matches_resource(resource)
    }

    fn matches_any(&self, values: &View<'_>) -> bool {
        match values {
            View::List(list) => (0..list.len()).any(|index| self.matches_value(&list.at(index))),
            View::Computed(values) => self.matches_any(&values.view()),
            // a list may be unassigned, or a single value shown as one
            other => self.matches_value(other),
        }
    }

    /// Whether a value, complex or simple, satisfies it.
    pub(super) fn matches_value(&self, value: &View<'_>) -> bool {
        match value {
            View::Complex(model) => self.matches(*model),
            View::Null => false,
            View::Computed(value) => self.matches_value(&value.view()),
            simple => self.matches_simple(simple),
        }
    }

    fn matches_simple(&self, value: &View<'_>) -> bool {
        match self {
            Self::Itself(condition) => condition.matches(value),
            Self::And(tests) => tests.iter().all(|test| test.matches_simple(value)),
            Self::Or(tests) => tests.iter().any(|test| test.matches_simple(value)),
            Self::Not(test) => !test.matches_simple(value),
            Self::Constant(value) => *value,
            _ => false,
        }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(test) => *test,
            test => Self::Not(Box::new(test)),
        }
    }

    /// All of these, without what is known already.
    pub(super) fn all(tests: impl IntoIterator<Item = Self>) -> Self {
        Self::chain(tests, true, Self::And)
    }

    /// At least one of these, without what is known already.
    pub(super) fn any(tests: impl IntoIterator<Item = Self>) -> Self {
        Self::chain(tests, false, Self::Or)
    }

    fn chain(
        tests: impl IntoIterator<Item = Self>,
        neutral: bool,
        chain: fn(Vec<Self>) -> Self,
    ) -> Self {
        let mut kept = Vec::new();
        for test in tests {
            match test {
                Self::Constant(value) if value == neutral => {}
                Self::Constant(value) => return Self::Constant(value),
                test => kept.push(test),
            }
        }
        match kept.pop() {
            None => Self::Constant(neutral),
            Some(only) if kept.is_empty() => only,
            Some(last) => {
                kept.push(last);
                chain(kept)
            }
        }
    }

    /// How many conditions it has, at least 1.
    pub(super) fn conditions(&self) -> usize {
        match self {
            Self::And(tests) | Self::Or(tests) => tests.iter().map(Self::conditions).sum(),
            Self::Not(test) => test.conditions(),
            Self::Within { test, .. } | Self::Any { test, .. } => test.conditions(),
            _ => 1,
        }
    }

    /// Whether asking it may cost more than its conditions count.
    pub(super) fn is_heavy(&self) -> bool {
        match self {
            Self::And(tests) | Self::Or(tests) => tests.iter().any(Self::is_heavy),
            Self::Not(test) => test.is_heavy(),
            Self::Within { .. } | Self::Any { .. } => true,
            Self::Field { node, condition, .. } => {
                node.flags.has(Flags::MULTI_VALUED) || condition.is_heavy()
            }
            Self::Itself(condition)
            | Self::Version { condition, .. }
            | Self::Location { condition, .. } => condition.is_heavy(),
            Self::Constant(_) | Self::Present { .. } | Self::SlotPresent { .. } => false,
        }
    }

    /// What asking it of a value is charged beside its conditions: for the texts they look at.
    pub(super) fn units(&self, value: &View<'_>) -> usize {
        let sum = |tests: &[Self]| {
            tests.iter().fold(0_usize, |sum, test| sum.saturating_add(test.units(value)))
        };
        match (self, value) {
            (_, View::Computed(made)) => self.units(&made.view()),
            (Self::And(tests) | Self::Or(tests), _) => sum(tests),
            (Self::Not(test), _) => test.units(value),
            (Self::Field { field, condition, .. }, View::Complex(model)) => {
                condition.units(&model.get(*field))
            }
            (Self::Within { field, test, .. }, View::Complex(model)) => {
                test.units(&model.get(*field))
            }
            (Self::Any { field, test, .. }, View::Complex(model)) => match model.get(*field) {
                View::List(list) => (0..list.len()).fold(0_usize, |sum, index| {
                    sum.saturating_add(test.conditions() + test.units(&list.at(index)))
                }),
                one => test.units(&one),
            },
            (Self::Itself(condition), simple) => condition.units(simple),
            _ => 0,
        }
    }

    /// Whether it is true only of something that has a value.
    pub(super) fn implies_presence(&self) -> bool {
        match self {
            Self::Constant(value) => !value,
            Self::Not(_) => false,
            Self::And(tests) => tests.iter().any(Self::implies_presence),
            Self::Or(tests) => tests.iter().all(Self::implies_presence),
            _ => true,
        }
    }
}

/// Whether an attribute has a value that is not empty (RFC 7644 table 3, `pr`).
fn is_present(model: &dyn Model, node: &Node, base: u16) -> bool {
    match node.kind {
        Kind::Field(field) => is_filled(&model.get(base + field)),
        _ => is_node_assigned(model, node, base),
    }
}

#[inline]
fn is_filled(view: &View<'_>) -> bool {
    match view {
        View::Null => false,
        View::String(text) => !text.is_empty(),
        View::Computed(value) => is_filled(&value.view()),
        other => is_assigned(other),
    }
}

pub(crate) fn is_slot_present(model: &dyn Model, slot: &Slot, base: u16) -> bool {
    is_slot_assigned(model, slot, base)
}
