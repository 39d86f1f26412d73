//! The loop that delivers events, a step at a time.

mod sink;

pub use sink::{Delivered, Sink};

use super::{Issuer, SecurityEvent};
use crate::message::ScimError;
use crate::service::{Change, ChangeFeed};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// How many changes are read at once.
const AT_ONCE: usize = 100;

/// Where a delivery has come to, kept so that it goes on there after a restart.
///
/// ```
/// use scim_schema::events::Checkpoint;
/// use scim_schema::message::ScimError;
/// use std::path::PathBuf;
///
/// /// A file that holds a number.
/// struct File(PathBuf);
///
/// impl Checkpoint for File {
///     type Error = ScimError;
///
///     async fn load(&mut self) -> Result<u64, ScimError> {
///         Ok(std::fs::read_to_string(&self.0).unwrap_or_default().parse().unwrap_or(0))
///     }
///
///     async fn save(&mut self, sequence: u64) -> Result<(), ScimError> {
///         std::fs::write(&self.0, sequence.to_string()).map_err(ScimError::internal)
///     }
/// }
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(output) => output,
/// #         std::task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// let mut none = File("/no/such/directory/checkpoint".into());
/// assert_eq!(block_on(none.load()).unwrap(), 0);
/// assert_eq!(block_on(none.save(7)).unwrap_err().status(), 500);
/// ```
pub trait Checkpoint: Send {
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
///
/// ```
/// use scim_schema::events::{Backoff, Checkpoint, Delivered, Delivery, Issuer, SecurityEvent, Sink, Step};
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Context, Identity, MemoryStore};
/// use std::time::Duration;
///
/// /// A receiver that is down.
/// struct Down(u32);
///
/// impl Sink for Down {
///     async fn deliver(&mut self, _: &SecurityEvent) -> Delivered {
///         self.0 += 1;
///         Delivered::failed("connection refused")
///     }
/// }
/// # struct Row(u64);
/// # impl Checkpoint for Row {
/// #     type Error = scim_schema::message::ScimError;
/// #     async fn load(&mut self) -> Result<u64, Self::Error> {
/// #         Ok(self.0)
/// #     }
/// #     async fn save(&mut self, sequence: u64) -> Result<(), Self::Error> {
/// #         self.0 = sequence;
/// #         Ok(())
/// #     }
/// # }
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(output) => output,
/// #         std::task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// let users = MemoryStore::<User>::new();
/// let acme = Context::new(Identity::new().tenant("acme"));
/// users.insert(&acme, User { user_name: "babs".into(), ..User::default() }).unwrap();
///
/// let issuer = Issuer::new("https://scim.example.com").resource::<User>();
/// let mut delivery = Delivery::new(users, issuer, Down(0), Row(0))
///     .tenant("acme")
///     .without_subject("okta")
///     .backoff(Backoff::new(Duration::from_secs(1), Duration::from_secs(60)));
/// for wait in [1, 2, 4] {
///     let Step::Failed { after, .. } = block_on(delivery.step()) else { panic!("it is down") };
///     assert_eq!(after, Duration::from_secs(wait));
/// }
/// assert_eq!(delivery.sink().0, 3);
/// ```
pub struct Delivery<F, S, C> {
    feed: F,
    issuer: Issuer,
    sink: S,
    checkpoint: C,
    tenant: Option<String>,
    except: Vec<String>,
    backoff: Backoff,
    /// Read and not dealt with.
    changes: VecDeque<Change>,
    /// The last change that was dealt with, once it is known.
    seen: Option<u64>,
    /// Whether that is not kept yet.
    unsaved: bool,
    /// Why it could not be kept, which the next step tells: this one tells what became of the event.
    untold: Option<(String, Option<Duration>)>,
    failures: u32,
}

/// What a step did, and with that when the next one is due.
///
/// ```
/// use scim_schema::events::Step;
/// use std::time::Duration;
///
/// /// How long the loop around a delivery waits before the next step.
/// fn wait(step: &Step) -> Duration {
///     match step {
///         Step::Failed { after, .. } => *after,
///         Step::UpToDate => Duration::from_secs(5),
///         _ => Duration::ZERO,
///     }
/// }
/// assert_eq!(wait(&Step::UpToDate), Duration::from_secs(5));
/// ```
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

impl<F: ChangeFeed, S: Sink, C: Checkpoint> Delivery<F, S, C> {
    /// From where the checkpoint is.
    #[must_use]
    pub fn new(feed: F, issuer: Issuer, sink: S, checkpoint: C) -> Self {
        Self {
            feed,
            issuer,
            sink,
            checkpoint,
            tenant: None,
            except: Vec::new(),
            backoff: Backoff::default(),
            changes: VecDeque::new(),
            seen: None,
            unsaved: false,
            untold: None,
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

    /// Delivers the next event, if there is one. What became of it is told in any case: where the
    /// [`Checkpoint`] fails afterwards, the next step says so, and nothing is delivered before that
    /// is kept.
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
        if let Some(fault) = self.untold.take() {
            return Err(fault);
        }
        let seen = match self.seen {
            Some(seen) => seen,
            None => self.checkpoint.load().await.map_err(fault)?,
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
            self.untold = self.save().await.err();
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
            self.checkpoint.save(seen).await.map_err(fault)?;
            self.unsaved = false;
        }
        Ok(())
    }
}

/// The causes of a fault are for the log of the application, not for a reason that may be shown.
fn fault(error: impl Into<ScimError>) -> (String, Option<Duration>) {
    (error.into().to_string(), None)
}

impl<F, S, C> fmt::Debug for Delivery<F, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("tenant", &self.tenant)
            .field("seen", &self.seen)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}
