//! A SCIM service provider over your stores (RFC 7644): requests in, responses out.
//!
//! [`ScimService`] is a [`tower_service::Service`] over [`http`] types, so axum, hyper and others
//! can mount it, below a prefix or not; it opens no port and needs no runtime of its own. A
//! [`Store`] keeps the resources of one type and an [`Authenticate`] knows who asks.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::edit::{Create, Edit};
//! use scim_schema::message::ScimError;
//! use scim_schema::projection::Projection;
//! use scim_schema::query::{Page, Precondition, Query, Updated};
//! use scim_schema::rfc::User;
//! use scim_schema::service::{Authenticate, Context, Credential, Identity, ScimService, Store};
//!
//! /// One user, who cannot be changed.
//! struct Barbara(User);
//!
//! impl Store<User> for Barbara {
//!     type Error = ScimError;
//!
//!     async fn create(&self, _: &Context, _: Create<User>) -> Result<User, ScimError> {
//!         Err(ScimError::new(403, "there is only one user"))
//!     }
//!     async fn get(&self, _: &Context, id: &String, _: &Projection<User>) -> Result<Option<User>, ScimError> {
//!         Ok((*id == self.0.id).then(|| self.0.clone()))
//!     }
//!     async fn update(&self, _: &Context, id: &String, edit: Edit<User>) -> Result<Updated<User>, ScimError> {
//!         if *id != self.0.id {
//!             return Err(ScimError::not_found("User", id));
//!         }
//!         let (edited, changes) = edit.apply(&self.0)?;
//!         if changes.is_empty() { Ok(Updated::new(edited, changes)) } else { Err(ScimError::new(403, "no")) }
//!     }
//!     async fn delete(&self, _: &Context, _: &String, _: Precondition) -> Result<(), ScimError> {
//!         Err(ScimError::new(403, "there is only one user"))
//!     }
//!     async fn search(&self, _: &Context, query: &Query<User>) -> Result<Page<User>, ScimError> {
//!         Ok(query.run_cloned([&self.0]))
//!     }
//! }
//!
//! /// One token, given to Okta.
//! struct Token(scim_schema::value::Secret);
//!
//! impl Authenticate for Token {
//!     async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
//!         let credential = Credential::of(request)?;
//!         if *credential.secret() != self.0 {
//!             return Err(ScimError::unauthorized("the token is not valid"));
//!         }
//!         Ok(Identity::new().subject("okta").dialect(scim_schema::dialect::Dialect::OKTA))
//!     }
//! }
//!
//! let scim = ScimService::builder()
//!     .resource::<User>(Barbara(User { id: "7".into(), ..User::default() }))
//!     .authenticate(Token("Jo5iePh8".into()))
//!     .base_url("https://example.com/scim/v2")
//!     .build();
//! # let _ = scim;
//! // with axum: Router::new().nest_service("/scim/v2", scim)
//! # }
//! ```
//!
//! Without someone who knows who asks, there is no service:
//!
//! ```compile_fail,E0599
//! scim_schema::service::ScimService::builder().build();
//! ```
//!
//! # Searches
//!
//! `GET /Users`, `POST /Users/.search` and, for all resource types at once, `GET /` and
//! `POST /.search` filter, sort and page; a store gets a resolved [`Query`](crate::query::Query).
//! At the root, types follow one another in the order they were registered in, or are merged by
//! what they are sorted by; as resources before a page are read again for each, a sorted search of
//! several types reaches [`Limits::merged`](crate::limits::Limits::merged) of them by `startIndex`
//! (`400 tooMany` beyond), and all of them by cursor.
//!
//! [`Builder::cursor_key`] switches pages by cursor on (RFC 9865). A cursor holds the sort key and
//! the id of the last resource, so nothing is kept between requests, nothing created or deleted
//! meanwhile moves a page, and any server with the key can answer the next one. It is good for one
//! search of one subject of one tenant, and for a time.
//!
//! # Tracing
//!
//! Each request has one span, `scim`, at level info, with the fields `request_id`, `tenant`,
//! `resource_type`, `operation`, `bulk_operations`, `status`, `scim_type` and `ms`; it holds no
//! attribute values. The causes of responses with a status from 500 on are events at level error
//! inside of it, and are never sent. [`Builder::metrics`] is told the same in numbers, and
//! [`Builder::audit`] of every write: who, what, which paths.
//!
//! # Bulk requests
//!
//! `POST /Bulk` is offered within [`Limits`](crate::limits::Limits), 1,000 operations and 1 MiB by
//! default, and not [without it](Builder::without_bulk). A store does not see it: each operation
//! calls it as a request of its own would, and is stored wholly or not at all, but there is no unit
//! of work around all of them (RFC 7644 section 3.7). References by `bulkId` may point forwards
//! and in circles; closing a circle takes a PATCH after the creation, so a resource in a circle is
//! two changes.
//!
//! # Changes
//!
//! A store records a [`Change`] with every write, and whoever follows reads them by a
//! [`ChangeFeed`]. [`MemoryStore`] does both.
//!
//! # A page for people
//!
//! With [`Builder::reference_page`] the service answers a page of HTML beside SCIM: what an
//! administrator needs to connect an identity provider, made of the same declarations.
//!
//! # What depends on the subject
//!
//! [`Identity::me`] says which resource the subject is, which `/Me` then stands for; a
//! [`RateLimit`] counts the requests of a tenant.

mod answer;
mod authenticate;
mod base_url;
mod body;
mod builder;
mod bulk;
mod change;
mod context;
mod credential;
mod cursor;
mod discover;
mod endpoint;
mod handle;
mod hooks;
mod id;
mod list;
mod memory;
mod operation;
mod page;
mod parts;
mod rate_limit;
mod request;
mod request_id;
mod route;
mod schedule;
mod search;
mod shared;
mod store;
mod trace;
mod unanswered;

pub use authenticate::{Anonymous, Authenticate};
pub use body::Body;
pub use builder::{Builder, NoAuthenticator};
pub use change::{Change, ChangeFeed, ChangeKind};
pub use context::{Context, Identity};
pub use credential::Credential;
pub use cursor::CursorKey;
pub use hooks::{Audit, Audited, Measured, Metrics};
/// The version that requests and responses are of, for an [`Authenticate`] of yours.
#[doc(no_inline)]
pub use http;
pub use memory::{DeletePolicy, MemoryStore};
pub use operation::Operation;
pub use page::ReferencePage;
pub use rate_limit::RateLimit;
pub use schedule::{Schedule, Scheduled};
pub use store::Store;

use http::{Request, Response};
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

/// A future behind a pointer, as object-safe traits answer it.
type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A SCIM service provider: see the [module](self).
///
/// Cheap to clone. It answers every request, errors included, so its `Error` is [`Infallible`].
///
/// ```
/// use scim_schema::rfc::User;
/// use scim_schema::service::{MemoryStore, ScimService};
/// use tower_service::Service;
///
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(output) => output,
/// #         std::task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// let mut scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// let body = r#"{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "babs" }"#;
/// let request = http::Request::post("http://localhost/Users").body(body.to_owned())?;
/// let Ok(response) = block_on(scim.call(request));
/// assert_eq!(response.status(), 201);
/// assert!(response.headers()["location"].to_str().unwrap().starts_with("http://localhost/Users/"));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone)]
pub struct ScimService(Arc<handle::Provider>);

impl ScimService {
    /// Begins with no resource types.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl<B> tower_service::Service<Request<B>> for ScimService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let provider = self.0.clone();
        Box::pin(async move { Ok(provider.answer(request).await) })
    }
}

impl fmt::Debug for ScimService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScimService").finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests;
