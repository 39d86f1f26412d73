//! Changes told to others: security event tokens (RFC 8417) as RFC 9967 profiles them, delivered in
//! order and at least once.
//!
//! A store records a [`Change`] with every write. An [`Issuer`] makes a [`SecurityEvent`] of one:
//! what happened to which resource and which attributes, never a value; whoever wants the values
//! reads the resource. A [`Delivery`] follows a [`ChangeFeed`] and hands events to a [`Sink`], one
//! after the other. It knows no runtime and no HTTP: the application calls [`Delivery::step`],
//! waits as long as the answer says, and calls again.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::events::{Checkpoint, Delivered, Delivery, Issuer, SecurityEvent, Sink, Step};
//! use scim_schema::message::ScimError;
//! use scim_schema::rfc::User;
//! use scim_schema::service::{Context, Identity, MemoryStore};
//!
//! /// Where events go: a POST, say.
//! struct Lines(Vec<String>);
//!
//! impl Sink for Lines {
//!     async fn deliver(&mut self, event: &SecurityEvent) -> Delivered {
//!         self.0.push(serde_json::to_string(event).unwrap());
//!         Delivered::Accepted
//!     }
//! }
//!
//! /// Where the delivery has come to: a row, say.
//! #[derive(Default)]
//! struct Row(u64);
//!
//! impl Checkpoint for Row {
//!     type Error = ScimError;
//!     async fn load(&mut self) -> Result<u64, ScimError> {
//!         Ok(self.0)
//!     }
//!     async fn save(&mut self, sequence: u64) -> Result<(), ScimError> {
//!         self.0 = sequence;
//!         Ok(())
//!     }
//! }
//!
//! # use std::{future::Future, pin::pin, task};
//! # fn block_on<F: Future>(future: F) -> F::Output {
//! #     match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
//! #         task::Poll::Ready(output) => output,
//! #         task::Poll::Pending => panic!("it waits"),
//! #     }
//! # }
//! let users = MemoryStore::<User>::new();
//! let okta = Context::new(Identity::new().subject("okta"));
//! let portal = Context::new(Identity::new().subject("portal"));
//! users.insert(&okta, User { user_name: "babs".into(), ..User::default() }).unwrap();
//! users.insert(&portal, User { user_name: "carla".into(), ..User::default() }).unwrap();
//!
//! let issuer = Issuer::new("https://scim.example.com").resource::<User>();
//! let mut delivery =
//!     Delivery::new(users, issuer, Lines(Vec::new()), Row::default()).without_subject("okta");
//! let Step::Delivered(event) = block_on(delivery.step()) else { panic!() };
//! assert_eq!(event.jti, "2", "what Okta wrote is not told to Okta");
//! assert!(event.events.contains_key("urn:ietf:params:scim:event:prov:create:notice"));
//! assert!(matches!(block_on(delivery.step()), Step::UpToDate));
//! # }
//! ```
//!
//! # What a receiver can rely on
//!
//! Events of one feed arrive in the order of the writes. Each arrives at least once, and again
//! after a fault between its arrival and the note of it: an event with a `jti` that was dealt with
//! is to be ignored. Nothing promises that an event arrives only once.
//!
//! # What is decided
//!
//! - Changes are told as notices: which attributes, and the version, which a receiver asks for. The
//!   events of RFC 9967 with the data itself are not made, as a [`Change`] has no values to leak.
//! - For the same reason the subject has `id` and `uri`, and no `externalId`, which is the client's
//!   own value: whoever needs it reads the resource.
//! - Tokens are signed by HS256, with a key that both sides have, or not at all.
//! - One [`Delivery`] at a time follows a feed for a receiver. Two would tell everything twice, and
//!   out of order; which of several servers does it is theirs to agree on.

mod delivery;
mod issuer;
mod jwt;
mod token;

#[cfg(test)]
mod tests;

pub use delivery::{Backoff, Checkpoint, Delivered, Delivery, Sink, Step};
pub use issuer::Issuer;
pub use token::{Payload, SecurityEvent, SubjectId};

#[cfg(doc)]
use crate::service::{Change, ChangeFeed};
