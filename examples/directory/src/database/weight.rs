//! What a row takes in memory, so that an answer is not loaded that is too large.

use scim_schema::value::{Binary, Reference};

/// What a row takes in memory.
pub trait Weigh {
    /// About so many bytes.
    fn weight(&self) -> usize;
}

/// A text of any length.
pub trait Text {
    /// Its bytes.
    fn bytes(&self) -> usize;
}

impl Text for String {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Text for Reference {
    fn bytes(&self) -> usize {
        self.as_str().len()
    }
}

impl Text for Binary {
    fn bytes(&self) -> usize {
        self.as_str().len()
    }
}

impl<T: Text> Text for Option<T> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, T::bytes)
    }
}

/// Says what a row takes, by the fields with texts of any length.
macro_rules! weigh {
    ($name:ty: $($field:ident),* $(,)?) => {
        impl $crate::database::Weigh for $name {
            fn weight(&self) -> usize {
                size_of::<Self>() $(+ $crate::database::Text::bytes(&self.$field))*
            }
        }
    };
}
pub(crate) use weigh;
