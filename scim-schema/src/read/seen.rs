//! Which members an object had.

/// A set of indexes that allocates past 64 only.
#[derive(Default)]
pub(crate) struct Seen {
    low: u64,
    high: Vec<bool>,
}

impl Seen {
    /// Adds an index; `false` if it was there.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        if index < 64 {
            let bit = 1 << index;
            let new = self.low & bit == 0;
            self.low |= bit;
            return new;
        }
        if self.high.len() <= index - 64 {
            self.high.resize(index - 63, false);
        }
        self.high.get_mut(index - 64).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    #[inline]
    pub(crate) fn contains(&self, index: usize) -> bool {
        if index < 64 {
            self.low >> index & 1 == 1
        } else {
            self.high.get(index - 64).is_some_and(|seen| *seen)
        }
    }
}
