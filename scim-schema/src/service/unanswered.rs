//! Requests whose client hangs up: whoever runs the service drops their future then, wherever it
//! waits, and whoever is told of requests is told of these too.

use std::thread;

/// The status of a request that was given up before it was answered.
const HUNG_UP: u16 = 499;

/// The status of what is dropped now.
pub(super) fn ended() -> u16 {
    if thread::panicking() { 500 } else { HUNG_UP }
}

/// What somebody is told of if it is dropped before it is answered.
pub(super) struct Unanswered<'t, T, L: ?Sized> {
    pub(super) what: T,
    listener: Option<&'t L>,
    tell: fn(&L, &T),
}

impl<'t, T, L: ?Sized> Unanswered<'t, T, L> {
    pub(super) const fn new(what: T, listener: Option<&'t L>, tell: fn(&L, &T)) -> Self {
        Self { what, listener, tell }
    }

    /// It is answered, so whoever has it tells.
    pub(super) const fn answered(&mut self) -> &mut T {
        self.listener = None;
        &mut self.what
    }
}

impl<T, L: ?Sized> Drop for Unanswered<'_, T, L> {
    fn drop(&mut self) {
        if let Some(listener) = self.listener {
            (self.tell)(listener, &self.what);
        }
    }
}
