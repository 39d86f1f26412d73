//! A bar on a terminal.

use super::notes;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scim_testkit::live::{Outcome, Progress, Status};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A bar on standard error, if that is a terminal.
pub(super) struct Bar {
    /// What is said as it begins.
    note: Option<String>,
    bar: ProgressBar,
    failed: AtomicUsize,
}

impl Bar {
    pub(super) fn new(note: Option<String>) -> Self {
        // draws nothing where it is no terminal
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { note, bar, failed: AtomicUsize::new(0) }
    }
}

impl Progress for Bar {
    fn begin(&self, checks: usize) {
        notes(&self.note);
        self.bar.set_length(u64::try_from(checks).unwrap_or_default());
    }

    fn done(&self, outcome: &Outcome) {
        if outcome.status == Status::Failed {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        let failed = match self.failed.load(Ordering::Relaxed) {
            0 => String::new(),
            failed => format!("{failed} failed, "),
        };
        self.bar.set_message(format!("{failed}{}", outcome.id));
        self.bar.inc(1);
        if Some(self.bar.position()) == self.bar.length() {
            self.bar.finish_and_clear();
        }
    }
}

/// A bar of what is done and to do, and how fast it goes.
pub(super) struct Requests {
    bar: ProgressBar,
}

impl Requests {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}") {
            bar.set_style(style);
        }
        Self { bar }
    }

    pub(super) fn at(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        if done >= total {
            self.bar.finish_and_clear();
        }
    }
}
