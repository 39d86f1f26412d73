//! Knowing who asks.

use super::{BoxFuture, Identity};
use crate::message::ScimError;
use crate::schema::AuthenticationScheme;
use http::request::Parts;
use std::borrow::Cow;
use std::future::Future;

/// What knows who asks (RFC 7644 section 2). Implementations write a plain `async fn`.
///
/// [`Credential::of`](super::Credential::of) reads the header `Authorization`; the rest of the
/// request is there for tenants in the path or the host name.
///
/// ```
/// use scim_schema::dialect::Dialect;
/// use scim_schema::message::ScimError;
/// use scim_schema::service::{Authenticate, Credential, Identity};
/// use scim_schema::value::Secret;
///
/// /// One token for each tenant.
/// struct Tokens(Vec<(String, Secret)>);
///
/// impl Authenticate for Tokens {
///     async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
///         let credential = Credential::of(request)?;
///         let mut tokens = self.0.iter();
///         let (tenant, _) = tokens
///             .find(|(_, token)| token == credential.secret())
///             .ok_or_else(|| ScimError::unauthorized("the token is not valid"))?;
///         Ok(Identity::new().subject("okta").tenant(tenant).dialect(Dialect::OKTA))
///     }
/// }
/// let tokens = Tokens(vec![("acme".to_owned(), Secret::new("Jo5iePh8"))]);
/// assert_eq!(tokens.schemes()[0].r#type, "oauthbearertoken");
/// # let (request, ()) = http::Request::new(()).into_parts();
/// # let task = &mut std::task::Context::from_waker(std::task::Waker::noop());
/// # let answer = std::pin::pin!(tokens.authenticate(&request)).poll(task);
/// # assert!(matches!(answer, std::task::Poll::Ready(Err(error)) if error.status() == 401));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know who asks",
    note = "implement `scim_schema::service::Authenticate` for `{Self}`"
)]
pub trait Authenticate: Send + Sync + 'static {
    /// Who sends this request.
    ///
    /// # Errors
    /// [`ScimError::unauthorized`] when that is not known; the service adds `WWW-Authenticate`.
    /// Another status answers the request as well: `403`, or `503` when it cannot be found out.
    fn authenticate(
        &self,
        request: &Parts,
    ) -> impl Future<Output = Result<Identity, ScimError>> + Send;

    /// The ways to authenticate, which `/ServiceProviderConfig` and `WWW-Authenticate` publish.
    fn schemes(&self) -> Cow<'static, [AuthenticationScheme]> {
        Cow::Borrowed(const { &[AuthenticationScheme::BEARER] })
    }
}

/// Everyone, unknown: for tests, and for services that something before them protects.
///
/// ```
/// use scim_schema::service::{Anonymous, ScimService};
///
/// // the same as `.unauthenticated()`
/// let scim = ScimService::builder().authenticate(Anonymous).build();
/// # let _ = scim;
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::exhaustive_structs, reason = "there is nothing to say of it")]
pub struct Anonymous;

impl Authenticate for Anonymous {
    async fn authenticate(&self, _: &Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new())
    }

    fn schemes(&self) -> Cow<'static, [AuthenticationScheme]> {
        Cow::Borrowed(&[])
    }
}

/// [`Authenticate`], object safe.
pub(super) trait Authenticator: Send + Sync {
    fn identity<'a>(&'a self, request: &'a Parts) -> BoxFuture<'a, Result<Identity, ScimError>>;
}

impl<A: Authenticate> Authenticator for A {
    fn identity<'a>(&'a self, request: &'a Parts) -> BoxFuture<'a, Result<Identity, ScimError>> {
        Box::pin(self.authenticate(request))
    }
}

/// The value of `WWW-Authenticate`: every scheme that is a challenge (RFC 7644 section 2).
pub(super) fn challenge(schemes: &[AuthenticationScheme]) -> &'static str {
    let has = |r#type: &[&str]| schemes.iter().any(|scheme| r#type.contains(&&*scheme.r#type));
    let bearer = has(&["oauth", "oauth2", "oauthbearertoken"]);
    match (bearer, has(&["httpbasic"])) {
        (false, true) => "Basic realm=\"SCIM\", charset=\"UTF-8\"",
        (true, true) => "Bearer realm=\"SCIM\", Basic realm=\"SCIM\", charset=\"UTF-8\"",
        // a `401` has a challenge in any case (RFC 9110 section 15.5.2)
        (_, false) => "Bearer realm=\"SCIM\"",
    }
}
