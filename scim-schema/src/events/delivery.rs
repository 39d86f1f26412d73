//! The loop that delivers events, a step at a time.

use super::{Issuer, SecurityEvent};
use crate::message::ScimError;
use crate::service::{Change, ChangeFeed};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// How many changes are read at once.
const AT_ONCE: usize = 100;

/// Where events go.
pub trait Sink: Send {
    /// Hands over one event; the next one comes when this one was accepted or refused.
    fn deliver(&mut self, event: &SecurityEvent) -> impl Future<Output = Delivered> + Send;
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivered {
    /// Its receiver has it.
    Accepted,
    /// Its receiver will never take it, for this reason: the next one is delivered.
    Refused(String),
    /// It did not arrive, for this reason: it is delivered again, not before this time has passed
    /// if the receiver asked for it.
    Failed {
        /// Why.
        reason: String,
        /// How long the receiver asks to be left alone.
        after: Option<Duration>,
    },
}

impl Delivered {
    /// It did not arrive, for this reason.
    #[must_use]
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), after: None }
    }
}

/// Where a delivery has come to, kept so that it goes on there after a restart.
pub trait Position: Send {
    /// What can go wrong.
    type Error: Into<ScimError> + Send;

    /// The sequence of the last change that was dealt with; 0 if none was.
    ///
    /// # Errors
    /// A fault of what keeps it.
    fn load(&mut self) -> impl Future<Output = Result<u64, Self::Error>> + Send;

    /// Keeps this sequence.
    ///
    /// # Errors
    /// A fault of what keeps it.
    fn save(&mut self, sequence: u64) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// How long a delivery waits after a failure: twice as long after each that follows another.
///
/// ```
/// use scim_schema::events::Backoff;
/// use std::time::Duration;
///
/// let patient = Backoff::new(Duration::from_secs(10), Duration::from_secs(3_600));
/// assert!(patient.first > Backoff::default().first);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Backoff {
    /// After the first failure.
    pub first: Duration,
    /// At most, whatever the receiver asks for.
    pub most: Duration,
}

impl Default for Backoff {
    /// From one second to five minutes.
    fn default() -> Self {
        Self::new(Duration::from_secs(1), Duration::from_secs(300))
    }
}

impl Backoff {
    /// From this long to that long.
    #[must_use]
    pub const fn new(first: Duration, most: Duration) -> Self {
        Self { first, most }
    }

    /// How long after so many failures in a row, from 1.
    fn after(&self, failures: u32) -> Duration {
        let factor = 2_u32.saturating_pow(failures.saturating_sub(1));
        self.first.saturating_mul(factor).min(self.most)
    }
}

/// Events of a feed on their way to a sink: see the [module](super).
///
/// A step that is dropped before it ends may have delivered its event, which is then delivered
/// again.
pub struct Delivery<F, S, P> {
    feed: F,
    issuer: Issuer,
    sink: S,
    position: P,
    tenant: Option<String>,
    except: Vec<String>,
    backoff: Backoff,
    /// Read and not dealt with.
    changes: VecDeque<Change>,
    /// The last change that was dealt with, once it is known.
    seen: Option<u64>,
    /// Whether that is not kept yet.
    unsaved: bool,
    failures: u32,
}

/// What a step did, and with that when the next one is due.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// An event was accepted; go on.
    Delivered(SecurityEvent),
    /// An event was refused for good, and is passed over; go on, and tell someone.
    Refused {
        /// The event.
        event: SecurityEvent,
        /// What the sink said.
        reason: String,
    },
    /// Something failed; try again after this time.
    Failed {
        /// What.
        reason: String,
        /// How long to wait.
        after: Duration,
    },
    /// There is nothing more yet; try again when there may be.
    UpToDate,
}

impl<F: ChangeFeed, S: Sink, P: Position> Delivery<F, S, P> {
    /// From where the position is.
    #[must_use]
    pub fn new(feed: F, issuer: Issuer, sink: S, position: P) -> Self {
        Self {
            feed,
            issuer,
            sink,
            position,
            tenant: None,
            except: Vec::new(),
            backoff: Backoff::default(),
            changes: VecDeque::new(),
            seen: None,
            unsaved: false,
            failures: 0,
        }
    }

    /// Of this tenant's resources, rather than of a feed without tenants.
    #[must_use]
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }

    /// Without what this subject wrote: a receiver that is a client as well is not told what it
    /// did itself, so that no write goes round in circles.
    #[must_use]
    pub fn without_subject(mut self, subject: impl Into<String>) -> Self {
        self.except.push(subject.into());
        self
    }

    /// Waiting this long after failures.
    #[must_use]
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The sink.
    #[must_use]
    pub const fn sink(&self) -> &S {
        &self.sink
    }

    /// Delivers the next event, if there is one.
    pub async fn step(&mut self) -> Step {
        match self.next().await {
            Ok(step) => {
                self.failures = 0;
                step
            }
            Err((reason, asked)) => {
                self.failures = self.failures.saturating_add(1);
                let wait = self.backoff.after(self.failures);
                let after = asked.map_or(wait, |asked| asked.max(wait).min(self.backoff.most));
                Step::Failed { reason, after }
            }
        }
    }

    async fn next(&mut self) -> Result<Step, (String, Option<Duration>)> {
        let seen = match self.seen {
            Some(seen) => seen,
            None => self.position.load().await.map_err(fault)?,
        };
        self.seen = Some(seen);
        // what is kept is never behind by more than one event
        self.save().await?;
        loop {
            let Some(change) = self.changes.front() else {
                let after = self.seen.unwrap_or(seen);
                let found = self.feed.after(self.tenant.as_deref(), after, AT_ONCE).await;
                self.changes.extend(found.map_err(fault)?);
                if self.changes.is_empty() {
                    self.save().await?;
                    return Ok(Step::UpToDate);
                }
                continue;
            };
            let own = change.subject.as_ref().is_some_and(|by| self.except.contains(by));
            let Some(event) = self.issuer.event(change).filter(|_| !own) else {
                self.dealt_with();
                continue;
            };
            let step = match self.sink.deliver(&event).await {
                Delivered::Accepted => Step::Delivered(event),
                Delivered::Refused(reason) => Step::Refused { event, reason },
                Delivered::Failed { reason, after } => return Err((reason, after)),
            };
            self.dealt_with();
            self.save().await?;
            return Ok(step);
        }
    }

    fn dealt_with(&mut self) {
        if let Some(change) = self.changes.pop_front() {
            self.seen = Some(change.sequence);
            self.unsaved = true;
        }
    }

    async fn save(&mut self) -> Result<(), (String, Option<Duration>)> {
        if let Some(seen) = self.seen.filter(|_| self.unsaved) {
            self.position.save(seen).await.map_err(fault)?;
            self.unsaved = false;
        }
        Ok(())
    }
}

/// The causes of a fault are for the log of the application, not for a reason that may be shown.
fn fault(error: impl Into<ScimError>) -> (String, Option<Duration>) {
    (error.into().to_string(), None)
}

impl<F, S, P> fmt::Debug for Delivery<F, S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("tenant", &self.tenant)
            .field("seen", &self.seen)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}
