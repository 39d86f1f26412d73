//! Where events go, and what becomes of them there.

use crate::events::SecurityEvent;
use std::future::Future;
use std::time::Duration;

/// Where events go.
///
/// ```
/// use scim_schema::events::{Delivered, SecurityEvent, Sink};
/// use scim_schema::value::Secret;
///
/// /// A queue, say, that takes tokens.
/// struct Queue {
///     key: Secret,
///     tokens: Vec<String>,
/// }
///
/// impl Sink for Queue {
///     async fn deliver(&mut self, event: &SecurityEvent) -> Delivered {
///         match event.to_jwt(&self.key) {
///             Ok(token) => {
///                 self.tokens.push(token);
///                 Delivered::Accepted
///             }
///             Err(error) => Delivered::failed(error.to_string()),
///         }
///     }
/// }
/// # let _ = |mut queue: Queue, event: SecurityEvent| async move { queue.deliver(&event).await };
/// # let queue = Queue { key: Secret::new("k"), tokens: Vec::new() };
/// # assert!(queue.tokens.is_empty() && queue.key.expose() == "k");
/// ```
pub trait Sink: Send {
    /// Hands over one event; the next one comes when this one was accepted or refused.
    fn deliver(&mut self, event: &SecurityEvent) -> impl Future<Output = Delivered> + Send;
}

/// What became of an event.
///
/// ```
/// use scim_schema::events::Delivered;
/// use std::time::Duration;
///
/// /// What the answer of a receiver means.
/// fn delivered(status: u16, retry_after: Option<u64>) -> Delivered {
///     match status {
///         200..300 => Delivered::Accepted,
///         400 => Delivered::Refused("the receiver says that the token is wrong".to_owned()),
///         429 => Delivered::Failed {
///             reason: "the receiver is busy".to_owned(),
///             after: retry_after.map(Duration::from_secs),
///         },
///         status => Delivered::failed(format!("the receiver answered {status}")),
///     }
/// }
/// assert_eq!(delivered(202, None), Delivered::Accepted);
/// assert!(matches!(delivered(502, None), Delivered::Failed { after: None, .. }));
/// ```
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
