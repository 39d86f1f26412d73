//! The service in-process: every request goes through `tower_service::Service::call`.
#![cfg(feature = "derive")]

mod authentication;
mod bad_input;
mod bulk;
mod changes;
mod cursors;
mod discovery;
mod hooks;
mod logs;
mod me;
mod memory;
mod methods;
mod names;
mod ownership;
mod page;
mod parts;
mod patch;
mod resources;
mod root;
mod schedule;
mod search;
mod send;
mod shared;
mod store;

use memory::{Badge, Memory, Team};
pub(crate) use send::{Send, block_on};
pub(crate) use store::{always, handed_on};

use super::{Authenticate, Credential, Identity, ScimService};
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::ScimError;
use http::request::Parts;

const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// Two tenants, each with a token; Okta's has a URL of its own.
struct Tokens;

impl Authenticate for Tokens {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        match credential.secret().expose() {
            "acme-token" => Ok(Identity::new().subject("acme-client").tenant("acme")),
            "okta-token" => Ok(Identity::new()
                .tenant("globex")
                .dialect(Dialect::OKTA)
                .base_url("https://globex.example.com/scim/")),
            "broken" => Err(ScimError::unavailable(30, "the token database is locked")),
            "barred" => Err(ScimError::new(403, "the token is for reading only")),
            _ => Err(ScimError::unauthorized("the token is not valid")),
        }
    }
}

/// Badges and teams, kept in memory, below `/scim/v2`.
fn service() -> (ScimService, Memory) {
    let memory = Memory::default();
    let service = ScimService::builder()
        .resource::<Badge>(memory.clone())
        .resource::<Team>(memory.clone())
        .authenticate(Tokens)
        .base_path("/scim/v2")
        .limits(Limits { body: 4096, page: 3, ..Limits::DEFAULT })
        .build();
    (service, memory)
}

/// What routers ask of what they mount.
#[test]
fn the_service_can_be_mounted() {
    fn mountable<S>(_: &S)
    where
        S: tower_service::Service<http::Request<super::Body>, Error = std::convert::Infallible>
            + Clone
            + core::marker::Send
            + Sync
            + 'static,
        S::Future: core::marker::Send,
    {
    }
    mountable(&service().0);
}
