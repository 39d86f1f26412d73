//! From a request to its response.

use super::authenticate::Authenticator;
use super::endpoint::{Answer, Asked, Call, Endpoint};
use super::route::{Route, below};
use super::{Body, Context, Identity, answer, base_url, discover, request, request_id, trace};
use crate::discovery::Discovery;
use crate::limits::Limits;
use crate::message::ScimError;
use crate::schema::ServiceProviderConfig;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response};
use std::borrow::Cow;
use std::time::Instant;
use tracing::{Instrument, Span};

/// What a [`ScimService`](super::ScimService) shares among its requests.
pub(super) struct Provider {
    pub(super) endpoints: Vec<Box<dyn Endpoint>>,
    pub(super) discovery: Discovery,
    pub(super) config: ServiceProviderConfig,
    pub(super) authenticator: Box<dyn Authenticator>,
    pub(super) challenge: &'static str,
    pub(super) base_path: String,
    pub(super) base_url: Option<String>,
    pub(super) limits: Limits,
}

/// A request whose sender is known, without its body.
#[derive(Clone, Copy)]
struct Received<'a> {
    cx: &'a Context,
    parts: &'a Parts,
    span: &'a Span,
}

/// The methods that read.
const READ: &str = "GET, HEAD";
const COLLECTION: &str = "GET, HEAD, POST";
const RESOURCE: &str = "GET, HEAD, PUT, DELETE";

impl Provider {
    /// Answers any request.
    pub(super) async fn answer<B>(&self, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body,
    {
        let started = Instant::now();
        let (parts, body) = request.into_parts();
        let id = request_id::of(&parts.headers);
        let head = parts.method == Method::HEAD;
        let span = trace::span(&id);
        let answered = self.respond(parts, body, id.clone(), &span).instrument(span.clone()).await;
        let mut response = answered.unwrap_or_else(|error| {
            trace::error(&span, &id, &error);
            answer::error(&error, self.challenge)
        });
        if head {
            answer::without_body(&mut response);
        }
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(request_id::HEADER, id);
        }
        span.record("status", response.status().as_u16());
        span.record("ms", u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
        response
    }

    async fn respond<B>(
        &self,
        mut parts: Parts,
        body: B,
        id: Cow<'static, str>,
        span: &Span,
    ) -> Answer
    where
        B: http_body::Body,
    {
        let path = below(parts.uri.path(), &self.base_path);
        let endpoints =
            self.endpoints.iter().map(|known| &*known.descriptor().resource_type.endpoint);
        let route = Route::of(path, endpoints);
        if route == Route::ServiceProviderConfig {
            return self.service_provider_config(&parts, span).await;
        }
        let mut identity = self.authenticator.identity(&parts).await?;
        if let Some(tenant) = &identity.tenant {
            span.record("tenant", tenant.as_str());
        }
        let base = self.base(&parts, Some(&identity));
        // what layers before the service know, and over it what the authenticator knows
        let mut extensions = std::mem::take(&mut parts.extensions);
        extensions.extend(identity.extensions);
        identity.extensions = extensions;
        let cx = Context::new(identity).with_base_url(base).with_request_id(id);
        let received = Received { cx: &cx, parts: &parts, span };
        match route {
            Route::Collection(index) => self.collection(index, received, body).await,
            Route::Resource(index, id) => self.resource(index, id, received, body).await,
            Route::Schemas(urn) => self.discovery(&parts, span, |all| {
                discover::schemas(all, urn.as_deref(), cx.base_url())
            }),
            Route::ResourceTypes(name) => self.discovery(&parts, span, |all| {
                discover::resource_types(all, name.as_deref(), cx.base_url())
            }),
            Route::Unknown | Route::ServiceProviderConfig => {
                Err(ScimError::new(404, format!("no endpoint has the path `{}`", parts.uri.path())))
            }
            Route::Root => unoffered(&parts.method, READ, "a search of all resource types"),
            Route::Search => unoffered(&parts.method, "POST", "a search by POST"),
            Route::Bulk => unoffered(&parts.method, "POST", "a bulk request"),
            Route::Me => {
                unoffered(&parts.method, "GET, HEAD, POST, PUT, PATCH, DELETE", "the alias `/Me`")
            }
        }
    }

    async fn collection<B>(&self, index: usize, received: Received<'_>, body: B) -> Answer
    where
        B: http_body::Body,
    {
        let call = match received.parts.method {
            Method::GET | Method::HEAD => Call::Search,
            Method::POST => Call::Create(self.body(received.parts, body).await?),
            _ => return Ok(answer::method_not_allowed(COLLECTION)),
        };
        self.call(index, call, received).await
    }

    async fn resource<B>(&self, index: usize, id: String, received: Received<'_>, body: B) -> Answer
    where
        B: http_body::Body,
    {
        let call = match received.parts.method {
            Method::GET | Method::HEAD => Call::Get(id),
            Method::PUT => Call::Replace(id, self.body(received.parts, body).await?),
            Method::DELETE => Call::Delete(id),
            Method::PATCH => return unoffered(&received.parts.method, "PATCH", "PATCH"),
            _ => return Ok(answer::method_not_allowed(RESOURCE)),
        };
        self.call(index, call, received).await
    }

    async fn call(&self, index: usize, call: Call, received: Received<'_>) -> Answer {
        let Received { cx, parts, span } = received;
        let Some(endpoint) = self.endpoints.get(index) else {
            return Err(ScimError::new(404, "no such endpoint"));
        };
        span.record("resource_type", &*endpoint.descriptor().resource_type.name);
        span.record("operation", call.name());
        let asked = Asked {
            cx,
            parameters: request::parameters(parts)?,
            precondition: request::precondition(&parts.headers)?,
            limits: self.limits,
        };
        endpoint.call(call, asked).await
    }

    /// A body that is JSON by its type, and within the limit.
    async fn body<B: http_body::Body>(&self, parts: &Parts, body: B) -> Result<Vec<u8>, ScimError> {
        request::check_content_type(&parts.headers)?;
        request::body(&parts.headers, body, self.limits.body).await
    }

    fn discovery(
        &self,
        parts: &Parts,
        span: &Span,
        answer: impl FnOnce(&Discovery) -> Answer,
    ) -> Answer {
        span.record("operation", "discovery");
        match parts.method {
            Method::GET | Method::HEAD => {
                discover::refuse_filter(&request::parameters(parts)?)?;
                answer(&self.discovery)
            }
            _ => Ok(answer::method_not_allowed(READ)),
        }
    }

    /// Readable without authentication, as a client learns there how to authenticate
    /// (RFC 7643 section 5).
    async fn service_provider_config(&self, parts: &Parts, span: &Span) -> Answer {
        let identity = match parts.headers.contains_key(AUTHORIZATION) {
            true => self.authenticator.identity(parts).await.ok(),
            false => None,
        };
        let base = self.base(parts, identity.as_ref());
        self.discovery(parts, span, |_| discover::service_provider_config(&self.config, &base))
    }

    /// The URL that locations are below: of the identity, as configured, or of the request.
    fn base(&self, parts: &Parts, identity: Option<&Identity>) -> String {
        identity
            .and_then(|identity| identity.base_url.clone())
            .or_else(|| self.base_url.clone())
            .unwrap_or_else(|| base_url::of(parts, &self.base_path))
    }
}

impl Call {
    /// The name in logs.
    const fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Get(_) => "get",
            Self::Replace(..) => "replace",
            Self::Delete(_) => "delete",
            Self::Search => "search",
        }
    }
}

/// What the protocol has and this service does not: `501`, or `405` where the protocol has not.
fn unoffered(method: &Method, methods: &'static str, what: &str) -> Answer {
    if methods.split(", ").any(|known| known == method.as_str()) {
        return Err(ScimError::not_implemented(format!("{what} is not offered")));
    }
    Ok(answer::method_not_allowed(methods))
}
