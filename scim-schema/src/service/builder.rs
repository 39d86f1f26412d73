//! Putting a service together.

use super::authenticate::challenge;
use super::context::trimmed;
use super::cursor::{CursorKey, Cursors};
use super::endpoint::{Endpoint, Stored};
use super::handle::Provider;
use super::hooks::{Audit, Metrics};
use super::rate_limit::{Buckets, RateLimit};
use super::{Anonymous, Authenticate, ReferencePage, ScimService, Store, discover};
use crate::discovery::Discovery;
use crate::limits::Limits;
use crate::resource::ScimResource;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long a cursor can be used where the application does not say.
const CURSOR_TIMEOUT: Duration = Duration::from_secs(3_600);

/// A [`ScimService`] in the making. It can be built once it is known who asks: after
/// [`authenticate`](Self::authenticate) or [`unauthenticated`](Self::unauthenticated).
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::limits::Limits;
/// use scim_schema::rfc::{Group, User};
/// use scim_schema::service::{CursorKey, MemoryStore, RateLimit, ScimService};
/// use std::num::NonZeroU32;
/// use std::time::Duration;
///
/// const REQUESTS: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// let mut limits = Limits::DEFAULT;
/// limits.page = 200;
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .resource(MemoryStore::<Group>::new())
///     .base_path("/scim/v2")
///     .base_url("https://example.com/scim/v2")
///     .limits(limits)
///     .cursor_key(CursorKey::new("32 random bytes of configuration")?)
///     .rate_limit(RateLimit::new(REQUESTS, Duration::from_secs(60)))
///     .unauthenticated()
///     .build();
/// # let _ = scim;
/// // what else there is to say
/// use scim_schema::events::Issuer;
/// use scim_schema::service::{Audited, Measured, ReferencePage};
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .without_bulk()
///     .cursor_timeout(Duration::from_secs(600))
///     .documentation_uri("https://example.com/docs/scim")
///     .event_uris(Issuer::uris().iter().copied())
///     .reference_page(ReferencePage::at("/docs"))
///     .audit(|write: &Audited<'_>| println!("{} {}", write.operation, write.status))
///     .metrics(|request: &Measured<'_>| println!("{:?}", request.duration))
///     .unauthenticated()
///     .build();
/// # let _ = scim;
/// # }
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
pub struct Builder<A = NoAuthenticator> {
    endpoints: Vec<Box<dyn Endpoint>>,
    authenticator: A,
    settings: Settings,
}

/// All but who asks and what for.
#[derive(Default)]
struct Settings {
    base_path: String,
    base_url: Option<String>,
    documentation_uri: Option<Cow<'static, str>>,
    event_uris: Vec<Cow<'static, str>>,
    limits: Limits,
    without_bulk: bool,
    cursor_key: Option<CursorKey>,
    cursor_timeout: Option<Duration>,
    clock: Option<fn() -> SystemTime>,
    rate_limit: Option<RateLimit>,
    audit: Option<Box<dyn Audit>>,
    metrics: Option<Box<dyn Metrics>>,
    page: Option<ReferencePage>,
}

/// No authenticator yet: see [`Builder::authenticate`].
///
/// ```
/// use scim_schema::service::{Builder, NoAuthenticator, ScimService};
///
/// /// What all services of a company have; who asks is said later.
/// fn begun() -> Builder<NoAuthenticator> {
///     ScimService::builder().base_path("/scim/v2").documentation_uri("https://example.com/scim")
/// }
/// let scim = begun().unauthenticated().build();
/// # assert!(format!("{scim:?}").starts_with("ScimService"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct NoAuthenticator;

impl Builder {
    pub(super) fn new() -> Self {
        let (authenticator, settings) = (NoAuthenticator, Settings::default());
        Self { endpoints: Vec::new(), authenticator, settings }
    }

    /// With what knows who asks.
    #[must_use]
    pub fn authenticate<A: Authenticate>(self, authenticator: A) -> Builder<A> {
        Builder { endpoints: self.endpoints, authenticator, settings: self.settings }
    }

    /// For everyone who can reach it: tests, or behind something that authenticates.
    #[must_use]
    pub fn unauthenticated(self) -> Builder<Anonymous> {
        self.authenticate(Anonymous)
    }
}

impl<A> Builder<A> {
    /// With a resource type and what keeps its resources; in place of an earlier one with the
    /// same endpoint.
    ///
    /// A name is that of one resource type (RFC 7643 section 6), as `/Me` and references go by it.
    /// So an earlier one of the same name is not served either, which is an event at level error:
    /// two models of one schema of the RFC have `#[scim(name = "..")]`.
    #[must_use]
    pub fn resource<R: ScimResource>(mut self, store: impl Store<R>) -> Self {
        let (name, endpoint) = (&R::RESOURCE_TYPE.name, &R::RESOURCE_TYPE.endpoint);
        self.endpoints.retain(|known| {
            let earlier = known.descriptor().resource_type;
            if earlier.name == *name && earlier.endpoint != *endpoint {
                let earlier = &earlier.endpoint;
                tracing::error!(
                    "`{earlier}` and `{endpoint}` have one name, `{name}`, so the first is not served: name one of the models otherwise, `#[scim(name = \"..\")]`"
                );
                return false;
            }
            earlier.endpoint != *endpoint
        });
        self.endpoints.push(Box::new(Stored::<R, _>::new(store)));
        self
    }

    /// Below this path, such as `/scim/v2`. It is stripped from a request's path that has it;
    /// a router that nests the service has stripped it before.
    #[must_use]
    pub fn base_path(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        self.settings.base_path = if path.is_empty() { String::new() } else { format!("/{path}") };
        self
    }

    /// The URL that clients reach the service at, base path included: locations are below it.
    ///
    /// Without one, a location is below what the request says: its `Host` and the base path, with
    /// `http`. Headers of proxies are not trusted, so behind a proxy it must be given.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(trimmed(url.into()));
        self
    }

    /// Within these bounds.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Without bulk requests, which are offered within the [`Limits`] by default.
    #[must_use]
    pub const fn without_bulk(mut self) -> Self {
        self.settings.without_bulk = true;
        self
    }

    /// With pages by cursor (RFC 9865), signed with this key: the same on every server.
    ///
    /// Stores then answer searches from [`Query::after`](crate::query::Query::after) on. Without a
    /// key a search by cursor is `501`.
    #[must_use]
    pub fn cursor_key(mut self, key: CursorKey) -> Self {
        self.settings.cursor_key = Some(key);
        self
    }

    /// How long a cursor can be used; an hour by default.
    #[must_use]
    pub const fn cursor_timeout(mut self, timeout: Duration) -> Self {
        self.settings.cursor_timeout = Some(timeout);
        self
    }

    /// The time by which cursors expire.
    #[cfg(test)]
    pub(super) fn clock(mut self, now: fn() -> SystemTime) -> Self {
        self.settings.clock = Some(now);
        self
    }

    /// With no more requests from a tenant than this; without a limit by default.
    #[must_use]
    pub const fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate_limit = Some(limit);
        self
    }

    /// With someone to tell of every write, one that is given up included.
    #[must_use]
    pub fn audit(mut self, audit: impl Audit) -> Self {
        self.settings.audit = Some(Box::new(audit));
        self
    }

    /// With someone to count and time requests.
    #[must_use]
    pub fn metrics(mut self, metrics: impl Metrics) -> Self {
        self.settings.metrics = Some(Box::new(metrics));
        self
    }

    /// With a page for people, such as an integration guide at `/docs`; without one by default.
    #[must_use]
    pub fn reference_page(mut self, page: ReferencePage) -> Self {
        self.settings.page = Some(page);
        self
    }

    /// Where people read how to use the service provider; for `/ServiceProviderConfig`.
    #[must_use]
    pub fn documentation_uri(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.settings.documentation_uri = Some(uri.into());
        self
    }

    /// Telling changes by these events, such as [`Issuer::uris`](crate::events::Issuer::uris); for
    /// `/ServiceProviderConfig` (RFC 9967 section 4). Delivering them is the application's.
    #[must_use]
    pub fn event_uris<U: Into<Cow<'static, str>>>(
        mut self,
        uris: impl IntoIterator<Item = U>,
    ) -> Self {
        self.settings.event_uris = uris.into_iter().map(Into::into).collect();
        self
    }
}

impl<A: Authenticate> Builder<A> {
    /// The service.
    #[must_use]
    pub fn build(self) -> ScimService {
        let types: Vec<_> = self.endpoints.iter().map(|known| known.descriptor()).collect();
        let mut discovery = Discovery::new();
        for known in &types {
            discovery.add(known);
        }
        let schemes = self.authenticator.schemes();
        let challenge = challenge(&schemes);
        let settings = self.settings;
        let cursors = settings.cursor_key.map(|key| Cursors {
            key,
            timeout: settings.cursor_timeout.unwrap_or(CURSOR_TIMEOUT),
            now: settings.clock.unwrap_or(SystemTime::now),
        });
        let mut config = discover::config(
            &types,
            &settings.limits,
            !settings.without_bulk,
            cursors.as_ref(),
            schemes,
        );
        config.documentation_uri = settings.documentation_uri;
        config.security_events = discover::security_events(settings.event_uris);
        ScimService(Arc::new(Provider {
            endpoints: self.endpoints,
            discovery,
            config,
            authenticator: Box::new(self.authenticator),
            challenge,
            base_path: settings.base_path,
            base_url: settings.base_url,
            limits: settings.limits,
            cursors,
            rates: settings.rate_limit.map(Buckets::new),
            audit: settings.audit,
            metrics: settings.metrics,
            page: settings.page,
        }))
    }
}

impl<A> fmt::Debug for Builder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let types = self.endpoints.iter().map(|known| &*known.descriptor().resource_type.name);
        f.debug_struct("Builder")
            .field("resource_types", &types.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
