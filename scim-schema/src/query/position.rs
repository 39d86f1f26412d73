//! Where a page by cursor begins.

use crate::compare::Key;
use crate::sort::Order;
use std::cmp::Ordering;

/// The place of a resource in the order of a search: the resource itself may be gone.
///
/// ```
/// use scim_schema::compare::Key;
/// use scim_schema::query::Position;
/// use scim_schema::sort::Order;
///
/// let place = |key: Option<i128>, id: &str| Position { key: key.map(Key::Integer), id: id.into() };
/// let (one, two) = (place(Some(1), "x"), place(Some(2), "a"));
/// assert!(one.compare(&two, Order::Ascending).is_lt());
/// assert!(one.compare(&two, Order::Descending).is_gt());
/// assert!(one.compare(&place(Some(1), "y"), Order::Ascending).is_lt(), "then by id");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a place has nothing else")]
pub struct Position {
    /// What it is sorted by; `None` where it has no value, or the search is not sorted.
    pub key: Option<Key<'static>>,
    /// Its id.
    pub id: String,
}

impl Position {
    /// The order of two resources. Ids are compared as texts; a store whose own order of ids is
    /// another one, such as that of numbers, keeps to its own.
    #[must_use]
    pub fn compare(&self, other: &Self, order: Order) -> Ordering {
        order
            .compare(self.key.as_ref(), other.key.as_ref())
            .then_with(|| order.apply(self.id.cmp(&other.id)))
    }
}
