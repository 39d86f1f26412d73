//! Sorting (RFC 7644 section 3.4.2.3): `sortBy` resolved once, keys taken from the struct.
//!
//! Values compare by the same [`Key`] as in filters. What the RFC leaves open is decided so: a
//! multi-valued complex attribute alone means its `value`; of several values the primary one
//! counts, or else the first, and no other if that one has no such sub-attribute; an empty text is
//! no value; resources with the same value come in the order of their ids, as texts; descending is
//! ascending backwards, ids included.

mod key;
mod resolve;

pub use key::{SlotKey, SortKey};

use crate::compare::Key;
use crate::filter::{Options, shown};
use crate::message::{ScimError, ScimType};
use crate::path::AttributePath;
use crate::resource::ScimResource;
use resolve::Resolver;
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// The direction of a sort.
///
/// ```
/// use scim_schema::compare::Key;
/// use scim_schema::sort::Order;
///
/// assert_eq!(Order::parse("Descending").unwrap(), Order::Descending);
/// assert!(Order::parse("down").is_err());
/// assert_eq!(Order::default().as_str(), "ascending");
/// let (one, two) = (Key::Integer(1), Key::Integer(2));
/// assert!(Order::Descending.compare(Some(&two), Some(&one)).is_lt());
/// assert!(Order::Ascending.compare(Some(&two), None).is_lt(), "what has no value comes last");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7644 section 3.4.2.3 closes it")]
pub enum Order {
    /// The smallest first, what has no value last.
    #[default]
    Ascending,
    /// What has no value first, then the largest.
    Descending,
}

impl Order {
    /// Reads `ascending` or `descending`; case is ignored.
    ///
    /// # Errors
    /// `400 invalidValue` for anything else.
    pub fn parse(text: &str) -> Result<Self, ScimError> {
        [Self::Ascending, Self::Descending]
            .into_iter()
            .find(|order| order.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                let detail =
                    format!("found `{}`, expected `ascending` or `descending`", shown(text));
                ScimError::bad_request(ScimType::InvalidValue, detail).at("sortOrder")
            })
    }

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// The order of two resources by their keys; `None` has no value (7644-3.4.2.3-07).
    #[must_use]
    pub fn compare(self, a: Option<&Key<'_>>, b: Option<&Key<'_>>) -> Ordering {
        let ascending = match (a, b) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        self.apply(ascending)
    }

    pub(crate) const fn apply(self, ascending: Ordering) -> Ordering {
        match self {
            Self::Ascending => ascending,
            Self::Descending => ascending.reverse(),
        }
    }
}

/// By which attribute, and in which direction, resources of one type are sorted.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{rfc::{Name, User}, sort::{Order, Sort}};
///
/// let named = |family: &str| User {
///     name: Some(Name { family_name: Some(family.into()), ..Name::default() }),
///     ..User::default()
/// };
/// let mut users = [User::default(), named("jensen"), named("Doe")];
/// let sort = Sort::<User>::parse("NAME.familyName", Order::Ascending).unwrap();
/// users.sort_by(|a, b| sort.compare(a, b));
/// assert_eq!(users, [named("Doe"), named("jensen"), User::default()]);
///
/// let error = Sort::<User>::parse("name", Order::Ascending).unwrap_err();
/// assert!(error.detail().ends_with("sort by a sub-attribute such as `name.formatted`"));
/// assert_eq!((sort.text(), sort.order(), sort.attribute()), ("NAME.familyName", Order::Ascending, "name"));
/// assert!(sort.key().of(&User::default()).is_none(), "it has no name");
/// # }
/// ```
pub struct Sort<R> {
    text: Arc<str>,
    order: Order,
    key: Arc<SortKey>,
    attribute: &'static str,
    resource: PhantomData<fn() -> R>,
}

impl<R: ScimResource> Sort<R> {
    /// Reads `sortBy`.
    ///
    /// # Errors
    /// `400 invalidValue` when it names no attribute of the resource type, a complex one as a
    /// whole, or one that is never returned.
    pub fn parse(sort_by: &str, order: Order) -> Result<Self, ScimError> {
        Self::parse_with(sort_by, order, &Options::default())
    }

    /// Reads the `sortBy` of a client with a dialect, below a base URL, or of a search of several
    /// resource types: an attribute that this one does not have has no value then.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    ///
    /// ```
    /// use scim_schema::filter::Options;
    /// use scim_schema::rfc::Group;
    /// use scim_schema::sort::{Order, Sort};
    ///
    /// // at the root, where users are searched as well
    /// assert!(Sort::<Group>::parse("userName", Order::Ascending).is_err());
    /// let sort = Sort::<Group>::parse_with("userName", Order::Ascending, &Options::default().root())?;
    /// assert!(sort.key().of(&Group::default()).is_none());
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    pub fn parse_with(
        sort_by: &str,
        order: Order,
        options: &Options<'_>,
    ) -> Result<Self, ScimError> {
        let descriptor = R::descriptor_with(options.dynamic);
        let too_long = sort_by.len() > options.limits.filter;
        let path = AttributePath::parse_for(sort_by.trim(), &descriptor).filter(|_| !too_long);
        let resolved = match path {
            Some(path) => Resolver { descriptor, options }.path(&path),
            None => Err(ScimError::bad_request(
                ScimType::InvalidValue,
                format!(
                    "`{}` is no attribute path; write one such as `userName` or `name.familyName`",
                    shown(sort_by)
                ),
            )),
        };
        let (key, attribute) = resolved.map_err(|error| error.at("sortBy"))?;
        let (text, key) = (sort_by.trim().into(), Arc::new(key));
        Ok(Self { text, order, key, attribute, resource: PhantomData })
    }

    /// The order of two resources, equal only for those with the same id.
    #[must_use]
    pub fn compare(&self, a: &R, b: &R) -> Ordering {
        let keys = self.order.compare(self.key.of(a).as_ref(), self.key.of(b).as_ref());
        keys.then_with(|| self.order.apply(a.id().to_string().cmp(&b.id().to_string())))
    }
}

impl<R> Sort<R> {
    /// The `sortBy` as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The direction.
    #[must_use]
    pub const fn order(&self) -> Order {
        self.order
    }

    /// The attribute resolved, for stores that translate it.
    #[must_use]
    pub fn key(&self) -> &SortKey {
        &self.key
    }

    /// The top-level attribute, or the URN of the extension, that holds the value.
    #[must_use]
    pub const fn attribute(&self) -> &'static str {
        self.attribute
    }
}

impl<R> Clone for Sort<R> {
    fn clone(&self) -> Self {
        let (text, key) = (Arc::clone(&self.text), Arc::clone(&self.key));
        Self { text, key, order: self.order, attribute: self.attribute, resource: PhantomData }
    }
}

impl<R> fmt::Debug for Sort<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sort").field(&self.text).field(&self.order).finish()
    }
}
