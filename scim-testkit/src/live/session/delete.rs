//! Deletes of what was made, as long as there is a point in them.

use crate::live::target::wait::{A_SECOND, LONG, patiently, wait};
use crate::live::{Target, TransportError};
use http::Method;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};

/// How many deletes without success tell that the next one has none either.
const ENOUGH: usize = 3;

/// How often a `503` that asks for no wait is tried again.
const AGAIN: usize = 4;

/// What became of a delete.
enum Deleted {
    /// The resource is gone, or was already.
    Gone,
    /// It is there; the status.
    Kept(u16),
    /// There was no answer.
    Silent,
}

/// How the deletes of a run go.
#[derive(Default)]
pub(crate) struct Deletes {
    worked: AtomicBool,
    refused: AtomicUsize,
    /// With which status, the last time.
    status: AtomicU16,
    /// How many in a row had no answer.
    silent: AtomicUsize,
    /// How many were not tried after these.
    untried: AtomicUsize,
}

impl Deletes {
    /// Whether a resource is gone now. It is not tried where three in a row had no answer.
    pub(crate) fn delete(&self, target: &Target, path: &str) -> bool {
        if self.silent.load(Ordering::Relaxed) >= ENOUGH {
            self.untried.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        match delete(target, path) {
            Deleted::Gone => {
                self.answered(true);
                return true;
            }
            Deleted::Kept(status) => {
                self.answered(false);
                // any other one may be another time
                if matches!(status, 400..=428 | 430..=499 | 501) {
                    self.status.store(status, Ordering::Relaxed);
                    self.refused.fetch_add(1, Ordering::Relaxed);
                }
            }
            Deleted::Silent => {
                self.silent.fetch_add(1, Ordering::Relaxed);
            }
        }
        false
    }

    /// A delete had an answer; whether something is gone by it.
    pub(crate) fn answered(&self, gone: bool) {
        self.silent.store(0, Ordering::Relaxed);
        self.worked.fetch_or(gone, Ordering::Relaxed);
    }

    /// Whether some were not tried, which may be now.
    pub(crate) fn begin_again(&self) -> bool {
        let untried = self.untried.swap(0, Ordering::Relaxed);
        self.silent.store(0, Ordering::Relaxed);
        untried > 0
    }

    /// Why nothing more is to be made, as it would stay.
    pub(crate) fn in_vain(&self) -> Option<String> {
        let refused = self.refused.load(Ordering::Relaxed) >= ENOUGH;
        (refused && !self.worked.load(Ordering::Relaxed)).then(|| {
            let status = self.status.load(Ordering::Relaxed);
            format!("the server refuses to delete what was made (DELETE -> {status})")
        })
    }

    /// What a report says of it.
    pub(crate) fn notes(&self) -> Vec<String> {
        let in_vain = self.in_vain();
        let in_vain = in_vain.map(|reason| format!("{reason}, so no more was made after that"));
        let untried = match self.untried.load(Ordering::Relaxed) {
            0 => None,
            untried => Some(format!(
                "{ENOUGH} deletes in a row had no answer: {untried} more were not tried"
            )),
        };
        in_vain.into_iter().chain(untried).collect()
    }
}

fn delete(target: &Target, path: &str) -> Deleted {
    let (mut closed, mut unavailable) = (false, 0);
    // whoever does not want to wait interrupts a second time
    let asked = patiently(
        target.pause(),
        LONG,
        || false,
        || {
            let mut sent = target.ask(Method::DELETE, path);
            if !closed && sent.as_ref().is_err_and(TransportError::is_closed) {
                closed = true;
                sent = target.ask(Method::DELETE, path);
            }
            let response = sent?;
            let status = response.status().as_u16();
            let wait = match wait(&response) {
                // there is nothing else to do meanwhile
                None if status == 503 && unavailable < AGAIN => {
                    unavailable += 1;
                    Some(A_SECOND)
                }
                wait => wait,
            };
            Ok::<_, TransportError>((status, wait))
        },
    );
    match asked {
        Ok((200..=299 | 404 | 410, _)) => Deleted::Gone,
        Ok((status, _)) => Deleted::Kept(status),
        Err(_) => Deleted::Silent,
    }
}
