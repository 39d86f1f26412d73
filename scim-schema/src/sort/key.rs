//! What resources are sorted by, with no names left.

use crate::compare::{Key, Rule};
use crate::filter::is_slot_present;
use crate::resource::{List, Model, Node, Slot, View};
use crate::schema::Type;
use crate::value::DateTime;
use crate::write::text;
use std::borrow::Cow;

/// What resources are sorted by, resolved against a resource type: what a store that translates
/// sorting reads.
///
/// A field number is that of the model the key is of: of the resource, or within
/// [`Within`](Self::Within), [`First`](Self::First) and a slot that holds its whole element of a
/// complex value that it holds. All numbers have the bases of embedded structs added already.
///
/// ```
/// use scim_schema::compare::{Key, Rule};
/// use scim_schema::rfc::User;
/// use scim_schema::sort::{Order, Sort, SortKey};
///
/// let sort = Sort::<User>::parse("title", Order::Ascending)?;
/// let SortKey::Field { node, rule, .. } = sort.key() else { panic!("a field") };
/// assert_eq!((node.column, *rule), ("title", Rule::IgnoreAsciiCase));
/// let user = User { title: Some("Guide".into()), ..User::default() };
/// assert_eq!(sort.key().of(&user), Some(Key::Text("guide".into())));
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SortKey {
    /// No resource of the type has a value.
    Absent,
    /// All resources of the type have this value.
    Constant(Key<'static>),
    /// The value of a field.
    #[non_exhaustive]
    Field {
        /// The field.
        field: u16,
        /// The attribute it holds; [`Node::column`] and [`Node::fold_column`] say where.
        node: &'static Node,
        /// How texts compare.
        rule: Rule,
    },
    /// Of the complex value of a field.
    #[non_exhaustive]
    Within {
        /// The field.
        field: u16,
        /// The attribute it holds.
        node: &'static Node,
        /// What of it.
        key: Box<Self>,
    },
    /// Of one of the values of a field: the primary one, or else the first.
    #[non_exhaustive]
    First {
        /// The field.
        field: u16,
        /// The attribute it holds.
        node: &'static Node,
        /// The field of a complex value that says whether it is the primary one.
        primary: Option<u16>,
        /// What of it.
        key: Box<Self>,
    },
    /// The simple value at hand; only within [`First`](Self::First).
    #[non_exhaustive]
    Itself {
        /// The attribute it is a value of.
        node: &'static Node,
        /// How texts compare.
        rule: Rule,
    },
    /// Of one of several slots that have a value: the one that says that it is the primary one, or
    /// else the first in this order, where one that is declared so comes first.
    Slots(Vec<SlotKey>),
    /// The entity tag made of a field.
    #[non_exhaustive]
    Version {
        /// The field.
        field: u16,
    },
    /// The URI of the resource.
    #[non_exhaustive]
    Location {
        /// The field that holds the id.
        field: u16,
        /// The beginning of the URI, with its last slash.
        prefix: Box<str>,
    },
}

/// What of a slot resources are sorted by, if it has a value.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::sort::{Order, Sort, SortKey};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     user_name: String,
///     #[scim(path = r#"emails[type eq "home"].value"#)]
///     private: Option<String>,
///     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
///     email: Option<String>,
/// }
/// let sort = Sort::<Member>::parse("emails.value", Order::Ascending)?;
/// let SortKey::Slots(slots) = sort.key() else { panic!("flat fields are slots") };
/// assert!(slots[0].slot.primary, "it counts before the other");
/// let SortKey::Field { node, .. } = &slots[0].key else { panic!("a field") };
/// assert_eq!(node.column, "email");
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SlotKey {
    /// The slot.
    pub slot: &'static Slot,
    /// What to add to the field numbers of the slot.
    pub base: u16,
    /// The field that says whether it is the primary one, with the base added; of the element, if
    /// the slot holds it whole.
    pub primary: Option<u16>,
    /// What of it; of the element, if the slot holds it whole.
    pub key: SortKey,
}

impl SortKey {
    pub(super) fn field(node: &'static Node, field: u16) -> Self {
        Self::Field { field, node, rule: rule(node) }
    }

    pub(super) fn itself(node: &'static Node) -> Self {
        Self::Itself { node, rule: rule(node) }
    }

    /// The key of a resource; `None` where it has no value.
    #[must_use]
    pub fn of<'a>(&'a self, model: &'a dyn Model) -> Option<Key<'a>> {
        match self {
            Self::Absent | Self::Itself { .. } => None,
            Self::Constant(key) => Some(key.clone()),
            Self::Field { field, node, rule } => simple(&model.get(*field), node, *rule),
            Self::Within { field, key, .. } => key.of_value(&model.get(*field)),
            Self::First { field, primary, key, .. } => key.of_first(&model.get(*field), *primary),
            Self::Slots(slots) => {
                let is_present = |slot: &&SlotKey| is_slot_present(model, slot.slot, slot.base);
                let mut primary = slots.iter().filter(|slot| slot.is_primary(model));
                let slot = primary.find(is_present).or_else(|| slots.iter().find(is_present))?;
                match slot.slot.element {
                    None => slot.key.of(model),
                    Some(field) => slot.key.of_value(&model.get(slot.base + field)),
                }
            }
            Self::Version { field } => {
                text::etag(&model.get(*field)).map(|tag| Key::Text(Cow::Owned(tag)))
            }
            Self::Location { field, prefix } => text::of(&model.get(*field)).map(|id| {
                let mut location = String::from(&**prefix);
                text::percent_encode(&mut location, &id);
                Key::Text(Cow::Owned(location))
            }),
        }
    }

    /// Of a value, complex or simple.
    fn of_value<'a>(&'a self, value: &View<'a>) -> Option<Key<'a>> {
        match (self, value) {
            (_, View::Complex(model)) => self.of(*model),
            (_, View::Computed(made)) => self.of_value(&made.view()).map(Key::into_owned),
            (Self::Itself { node, rule }, simple_value) => simple(simple_value, node, *rule),
            _ => None,
        }
    }

    fn of_first<'a>(&'a self, values: &View<'a>, primary: Option<u16>) -> Option<Key<'a>> {
        match values {
            View::List(list) => self.of_value(&list.at(chosen(*list, primary))),
            View::Computed(made) => self.of_first(&made.view(), primary).map(Key::into_owned),
            // a list may be unassigned, or a single value shown as one
            other => self.of_value(other),
        }
    }
}

impl SlotKey {
    /// Whether it is the primary one, if it has a value: declared so, or as a field says.
    fn is_primary(&self, model: &dyn Model) -> bool {
        match (self.primary, self.slot.element) {
            (None, _) => self.slot.primary,
            (Some(field), None) => is_true(&model.get(field)),
            (Some(field), Some(element)) => match model.get(self.base + element) {
                View::Complex(element) => is_true(&element.get(field)),
                _ => false,
            },
        }
    }
}

fn is_true(view: &View<'_>) -> bool {
    match view {
        View::Boolean(value) => *value,
        View::Computed(made) => is_true(&made.view()),
        _ => false,
    }
}

/// The index of the primary value, or else of the first (7644-3.4.2.3-05).
fn chosen(list: &dyn List, primary: Option<u16>) -> usize {
    let Some(field) = primary else { return 0 };
    let is_primary = |index: &usize| match list.at(*index) {
        View::Complex(element) => is_true(&element.get(field)),
        _ => false,
    };
    (0..list.len()).find(is_primary).unwrap_or(0)
}

/// Instants compare as instants where a model holds them as text too.
fn rule(node: &Node) -> Rule {
    if node.attribute.r#type == Type::DateTime { Rule::Exact } else { Rule::of(node) }
}

fn simple<'a>(value: &View<'a>, node: &Node, rule: Rule) -> Option<Key<'a>> {
    match Key::of(value, rule)? {
        Key::Text(text) if text.is_empty() => None,
        Key::Text(text) if node.attribute.r#type == Type::DateTime => {
            let instant = DateTime::parse(&text).ok()?;
            Some(Key::Instant(instant.unix_seconds(), instant.subsec_nanos()))
        }
        key => Some(key),
    }
}
