//! What the engines ask of a node, as bits.

use crate::schema::{Attribute, Mutability, Returned};

/// What the engines ask of a node often, as bits.
///
/// ```
/// use scim_schema::resource::Flags;
///
/// let flags = Flags::REQUIRED.and(Flags::CASE_EXACT);
/// assert!(flags.has(Flags::REQUIRED) && !flags.has(Flags::REQUIRED.and(Flags::KEEP)));
/// assert!(flags.any(Flags::REQUIRED.and(Flags::KEEP)));
/// assert_eq!(flags.without(Flags::REQUIRED), Flags::CASE_EXACT);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags(u32);

impl Flags {
    /// No bits.
    pub const NONE: Self = Self(0);
    /// `required` is true.
    pub const REQUIRED: Self = Self(1);
    /// `mutability` is `readOnly`.
    pub const READ_ONLY: Self = Self(1 << 1);
    /// `mutability` is `immutable`.
    pub const IMMUTABLE: Self = Self(1 << 2);
    /// `mutability` is `writeOnly`.
    pub const WRITE_ONLY: Self = Self(1 << 3);
    /// `returned` is `always`.
    pub const ALWAYS: Self = Self(1 << 4);
    /// `returned` is `never`.
    pub const NEVER: Self = Self(1 << 5);
    /// `returned` is `request`.
    pub const REQUEST: Self = Self(1 << 6);
    /// `caseExact` is true.
    pub const CASE_EXACT: Self = Self(1 << 7);
    /// `multiValued` is true.
    pub const MULTI_VALUED: Self = Self(1 << 8);
    /// The node is a schema extension.
    pub const EXTENSION: Self = Self(1 << 9);
    /// A PUT that leaves it out keeps it.
    pub const KEEP: Self = Self(1 << 10);
    /// The field, or one below, has a `default` for POST.
    pub const DEFAULT: Self = Self(1 << 11);
    /// The sub-attribute identifies an element of a list.
    pub const KEY: Self = Self(1 << 12);
    /// The field always has a value: its type has no unassigned state.
    pub const HELD: Self = Self(1 << 13);
    /// The field is text whose empty state is unassigned.
    pub const BLANK: Self = Self(1 << 14);
    /// The field's values are UUIDs.
    pub const UUID: Self = Self(1 << 15);
    /// The attribute is made by a function: no column has it as it is.
    pub const ADAPTED: Self = Self(1 << 16);
    /// It is readOnly because the application owns it: see [`ownership`](crate::ownership).
    pub const OWNED: Self = Self(1 << 17);
    /// The application owns a part of the complex value that the field holds.
    pub const PARTLY_OWNED: Self = Self(1 << 18);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These bits and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These bits without those.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn of(attribute: &Attribute) -> Self {
        let mut flags = match attribute.mutability {
            Mutability::ReadOnly => Self::READ_ONLY,
            Mutability::Immutable => Self::IMMUTABLE,
            Mutability::WriteOnly => Self::WRITE_ONLY.and(Self::KEEP),
            Mutability::ReadWrite => Self(0),
        };
        flags = flags.and(match attribute.returned {
            Returned::Always => Self::ALWAYS,
            Returned::Never => Self::NEVER,
            Returned::Request => Self::REQUEST,
            Returned::Default => Self(0),
        });
        if attribute.required {
            flags = flags.and(Self::REQUIRED);
        }
        if attribute.case_exact {
            flags = flags.and(Self::CASE_EXACT);
        }
        if attribute.multi_valued {
            flags = flags.and(Self::MULTI_VALUED);
        }
        flags
    }
}
