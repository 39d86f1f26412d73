//! Steps that the tests of work bounds count: what takes time on hostile input and may allocate
//! nothing, such as looking at the elements of a list. Other builds count nothing.

/// So many steps.
#[cfg(not(test))]
#[inline(always)]
pub(crate) const fn step(_: usize) {}

#[cfg(test)]
pub(crate) use counted::step;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! { static STEPS: Cell<u64> = const { Cell::new(0) } }

    pub(crate) fn step(count: usize) {
        STEPS.set(STEPS.get() + count as u64);
    }

    /// Since the thread began.
    #[cfg(feature = "derive")]
    pub(super) fn steps() -> u64 {
        STEPS.get()
    }
}

#[cfg(all(test, feature = "derive"))]
mod tests;
