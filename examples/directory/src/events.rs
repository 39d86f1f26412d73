//! Changes on their way to others: each as a security event token, by a POST (RFC 8935).
//!
//! A delivery goes on where it was when the server stopped: its checkpoint is in the database. Of
//! several servers on one database one delivers, or a receiver gets what each of them sends.

mod push;
mod receiver;

pub use receiver::{InvalidReceiver, Receiver};

use crate::badge::Badge;
use crate::database::{Database, Error};
use crate::grant::{Entitlement, Role};
use crate::group::Group;
use crate::user::User;
use push::Push;
use scim_schema::events::{Backoff, Checkpoint, Delivery, Issuer, Step};
use scim_schema::value::Secret;
use std::time::Duration;
use tokio::task::JoinSet;

/// How often it is looked for new changes, where there were none.
const PAUSE: Duration = Duration::from_millis(250);

/// How events are told.
#[derive(Debug, Clone, Default)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Options {
    /// The URL of this service provider, as receivers know it.
    pub issuer: String,
    /// What signs the tokens, if anything does.
    pub key: Option<Secret>,
    /// What receivers know this server by, if they ask for it.
    pub token: Option<Secret>,
    /// The subjects whose writes are not told.
    pub except: Vec<String>,
    /// How long to wait after failures.
    pub backoff: Backoff,
}

/// Delivers to each of these, until what it answers is dropped.
#[must_use]
pub fn start(database: &Database, receivers: &[Receiver], options: &Options) -> JoinSet<()> {
    receivers.iter().map(|receiver| deliver(database.clone(), receiver, options)).collect()
}

fn deliver(
    database: Database,
    receiver: &Receiver,
    options: &Options,
) -> impl Future<Output = ()> + Send + use<> {
    let (tenant, url) = (receiver.tenant().to_owned(), receiver.url().to_owned());
    let issuer = Issuer::new(&options.issuer)
        .audience(&url)
        .feed(&tenant)
        .resource::<User>()
        .resource::<Group>()
        .resource::<Badge>()
        .resource::<Role>()
        .resource::<Entitlement>();
    let sink = Push::new(&url, options.key.clone(), options.token.clone());
    let checkpoint = Kept { database: database.clone(), name: format!("events {tenant} {url}") };
    let delivery = Delivery::new(database, issuer, sink, checkpoint);
    let delivery = delivery.tenant(&tenant).backoff(options.backoff);
    let mut delivery = options.except.iter().fold(delivery, Delivery::without_subject);
    async move {
        loop {
            match delivery.step().await {
                Step::Delivered(event) => {
                    tracing::debug!(tenant, jti = event.jti, "event delivered");
                }
                Step::Refused { event, reason } => {
                    tracing::error!(
                        tenant,
                        jti = event.jti,
                        reason,
                        "event refused, and passed over"
                    );
                }
                Step::Failed { reason, after } => {
                    let ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                    tracing::warn!(tenant, reason, retry_ms = ms, "events are not delivered");
                    tokio::time::sleep(after).await;
                }
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    }
}

/// The checkpoint of a delivery, in the database.
struct Kept {
    database: Database,
    name: String,
}

impl Checkpoint for Kept {
    type Error = Error;

    async fn load(&mut self) -> Result<u64, Error> {
        self.database.position(&self.name).await
    }

    async fn save(&mut self, sequence: u64) -> Result<(), Error> {
        self.database.keep_position(&self.name, sequence).await
    }
}
