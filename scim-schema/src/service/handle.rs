//! From a request to its response.

use super::authenticate::Authenticator;
use super::cursor::Cursors;
use super::endpoint::{Answer, Asked, Call, Done, Endpoint};
use super::hooks::{Audit, Audited, Metrics};
use super::rate_limit::Buckets;
use super::route::{Route, below};
use super::trace::Record;
use super::unanswered::{Unanswered, ended};
use super::{
    Body, Context, Identity, Operation, ReferencePage, answer, base_url, discover, request,
    request_id,
};
use crate::discovery::Discovery;
use crate::limits::Limits;
use crate::message::{ScimError, SearchRequest};
use crate::schema::ServiceProviderConfig;
use crate::write::resource_uri;
use http::header::{AUTHORIZATION, LOCATION};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response};
use std::borrow::Cow;
use tracing::Instrument;

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
    pub(super) cursors: Option<Cursors>,
    pub(super) rates: Option<Buckets>,
    pub(super) audit: Option<Box<dyn Audit>>,
    pub(super) metrics: Option<Box<dyn Metrics>>,
    pub(super) page: Option<ReferencePage>,
}

/// A request whose sender is known, without its body.
#[derive(Clone, Copy)]
pub(super) struct Received<'a> {
    pub(super) cx: &'a Context,
    pub(super) parts: &'a Parts,
}

/// The methods that read.
const READ: &str = "GET, HEAD";
const COLLECTION: &str = "GET, HEAD, POST";
const RESOURCE: &str = "GET, HEAD, PUT, PATCH, DELETE";

impl Provider {
    /// Answers any request.
    pub(super) async fn answer<B>(&self, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body,
    {
        let (parts, body) = request.into_parts();
        let id = request_id::of(&parts.headers);
        let head = parts.method == Method::HEAD;
        let mut unmeasured =
            Unanswered::new(Record::new(&id), self.metrics.as_deref(), |metrics, record| {
                metrics.record(&record.measured(ended(), 0));
            });
        let record = &mut unmeasured.what;
        let span = record.span.clone();
        let answered = self.respond(parts, body, id.clone(), record).instrument(span).await;
        let record = unmeasured.answered();
        let mut response = answered.unwrap_or_else(|error| {
            record.error(&id, &error);
            answer::error(&error, self.challenge)
        });
        if head {
            answer::without_body(&mut response);
        }
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(request_id::HEADER, id);
        }
        let measured = record.measured(response.status().as_u16(), response.body().len());
        if let Some(metrics) = &self.metrics {
            metrics.record(&measured);
        }
        response
    }

    async fn respond<B>(
        &self,
        mut parts: Parts,
        body: B,
        id: Cow<'static, str>,
        record: &mut Record,
    ) -> Answer
    where
        B: http_body::Body,
    {
        let route = self.route(parts.uri.path());
        if route == Route::ServiceProviderConfig {
            return self.service_provider_config(&parts, record).await;
        }
        let page = self.page.as_ref().filter(|page| {
            route == Route::Unknown && page.is_at(&below(parts.uri.path(), &self.base_path))
        });
        if let Some(page) = page.filter(|page| page.is_public()) {
            let cx = self.everyones(&parts).await;
            return Ok(self.page(page, Received { cx: &cx, parts: &parts }, record));
        }
        let mut identity = self.authenticator.identity(&parts).await?;
        record.tenant(identity.tenant.as_deref());
        if let Some(rates) = &self.rates {
            rates.take(identity.tenant.as_deref(), record.started())?;
        }
        let base = self.base(&parts, Some(&identity));
        // what layers before the service know, and over it what the authenticator knows
        let mut extensions = std::mem::take(&mut parts.extensions);
        extensions.extend(identity.extensions);
        identity.extensions = extensions;
        let cx = Context::new(identity).with_base_url(base).with_request_id(id);
        let received = Received { cx: &cx, parts: &parts };
        if let Some(page) = page {
            return Ok(self.page(page, received, record));
        }
        match route {
            Route::Collection(index) => self.collection(index, received, body, record).await,
            Route::Resource(index, id) => self.resource(index, id, received, body, record).await,
            Route::Me => self.me(received, body, record).await,
            Route::Schemas(urn) => self.discovery(received, record, |all| {
                discover::schemas(all, urn.as_deref(), cx.base_url())
            }),
            Route::ResourceTypes(name) => self.discovery(received, record, |all| {
                discover::resource_types(all, name.as_deref(), cx.base_url())
            }),
            Route::Unknown | Route::ServiceProviderConfig => {
                let path = parts.uri.path();
                let detail =
                    format!("no endpoint has the path `{path}`; `/ResourceTypes` lists them");
                Err(ScimError::new(404, detail))
            }
            Route::Root => match parts.method {
                Method::GET | Method::HEAD => {
                    let request = request::parameters(&parts).and_then(|all| all.search());
                    self.search(None, request, &cx, record).await
                }
                _ => Ok(answer::method_not_allowed(READ)),
            },
            Route::Search(index) => match parts.method {
                Method::POST => {
                    let body = self.body(&parts, body, record).await;
                    let request = body.and_then(|body| SearchRequest::parse(&body, cx.dialect()));
                    self.search(index, request, &cx, record).await
                }
                _ => Ok(answer::method_not_allowed("POST")),
            },
            Route::Bulk => self.bulk(received, body, record).await,
        }
    }

    /// What a path names, below the base path or stripped of it.
    pub(super) fn route(&self, path: &str) -> Route {
        let endpoints =
            self.endpoints.iter().map(|known| &*known.descriptor().resource_type.endpoint);
        Route::of(&below(path, &self.base_path), endpoints)
    }

    async fn collection<B>(
        &self,
        index: usize,
        received: Received<'_>,
        body: B,
        record: &mut Record,
    ) -> Answer
    where
        B: http_body::Body,
    {
        let call = match received.parts.method {
            Method::GET | Method::HEAD => {
                let request = request::parameters(received.parts).and_then(|all| all.search());
                return self.search(Some(index), request, received.cx, record).await;
            }
            Method::POST => Call::Create(self.body(received.parts, body, record).await?),
            _ => return Ok(answer::method_not_allowed(COLLECTION)),
        };
        self.call(index, call, received, record).await
    }

    async fn resource<B>(
        &self,
        index: usize,
        id: String,
        received: Received<'_>,
        body: B,
        record: &mut Record,
    ) -> Answer
    where
        B: http_body::Body,
    {
        let parts = received.parts;
        let call = match parts.method {
            Method::GET | Method::HEAD => Call::Get(id),
            Method::PUT => Call::Replace(id, self.body(parts, body, record).await?),
            Method::PATCH => Call::Patch(id, self.body(parts, body, record).await?),
            Method::DELETE => Call::Delete(id),
            _ => return Ok(answer::method_not_allowed(RESOURCE)),
        };
        self.call(index, call, received, record).await
    }

    /// The resource that the subject is (RFC 7644 section 3.11): as if it had been asked for by
    /// its own URI, which the response names.
    async fn me<B>(&self, received: Received<'_>, body: B, record: &mut Record) -> Answer
    where
        B: http_body::Body,
    {
        const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
        let method = &received.parts.method;
        let Some((name, id)) = received.cx.me() else {
            return unoffered(
                method,
                METHODS,
                "the alias `/Me` for this subject is not offered; use `/Users/{id}`",
            );
        };
        if *method == Method::POST {
            return unoffered(
                method,
                METHODS,
                "to create the subject's own resource is not offered; use `/Users`",
            );
        }
        let types = || self.endpoints.iter().map(|known| known.descriptor().resource_type);
        let found = types().enumerate().find(|(_, known)| known.name == name);
        let (index, known) = found.ok_or_else(|| ScimError::not_found(name, id))?;
        let location = resource_uri(received.cx.base_url(), &known.endpoint, id);
        let mut response = self.resource(index, id.to_owned(), received, body, record).await?;
        if !response.status().is_client_error() {
            answer::set(&mut response, LOCATION, &location);
        }
        Ok(response)
    }

    async fn call(
        &self,
        index: usize,
        call: Call,
        received: Received<'_>,
        record: &mut Record,
    ) -> Answer {
        let Received { cx, parts } = received;
        let endpoint = self.endpoint(index)?;
        record.resource_type(&endpoint.descriptor().resource_type.name);
        record.operation(call.operation());
        let asked = Asked {
            cx,
            parameters: request::parameters(parts)?,
            precondition: request::precondition(&parts.headers)?,
            limits: self.limits,
            budget: None,
            unsent: None,
        };
        Ok(self.perform(endpoint, call, asked).await?.response)
    }

    pub(super) fn endpoint(&self, index: usize) -> Result<&dyn Endpoint, ScimError> {
        let found = self.endpoints.get(index).map(|endpoint| &**endpoint);
        found.ok_or_else(|| ScimError::new(404, "no such endpoint; `/ResourceTypes` lists them"))
    }

    /// Calls an endpoint, and tells of a write.
    pub(super) async fn perform(
        &self,
        endpoint: &dyn Endpoint,
        call: Call,
        asked: Asked<'_>,
    ) -> Result<Done, ScimError> {
        let Some(audit) = self.audit.as_ref().filter(|_| call.is_write()) else {
            return endpoint.call(call, asked).await;
        };
        let (cx, id) = (asked.cx, call.id().map(str::to_owned));
        let write = Audited {
            subject: cx.subject(),
            tenant: cx.tenant(),
            request_id: cx.request_id(),
            operation: call.operation(),
            resource_type: &endpoint.descriptor().resource_type.name,
            id: id.as_deref(),
            paths: &[],
            ignored: &[],
            ignored_more: 0,
            status: 0,
        };
        let mut untold = Unanswered::new(write, Some(&**audit), |audit, write| {
            audit.record(&Audited { status: ended(), ..*write });
        });
        let answered = endpoint.call(call, asked).await;
        let write = *untold.answered();
        audit.record(&match &answered {
            Ok(done) => Audited {
                id: done.id.as_deref().or(write.id),
                paths: &done.paths,
                ignored: &done.ignored,
                ignored_more: done.ignored_more,
                status: done.response.status().as_u16(),
                ..write
            },
            Err(error) => Audited { status: error.status(), ..write },
        });
        answered
    }

    /// A body that is JSON by its type, and within the limit.
    async fn body<B: http_body::Body>(
        &self,
        parts: &Parts,
        body: B,
        record: &mut Record,
    ) -> Result<Vec<u8>, ScimError> {
        request::check_content_type(&parts.headers)?;
        let bytes = request::body(&parts.headers, body, self.limits.body).await?;
        record.bytes_in = bytes.len();
        Ok(bytes)
    }

    fn discovery(
        &self,
        received: Received<'_>,
        record: &mut Record,
        answer: impl FnOnce(&Discovery) -> Answer,
    ) -> Answer {
        record.operation(Operation::Discovery);
        let Received { cx, parts } = received;
        match parts.method {
            Method::GET | Method::HEAD => {
                discover::refuse_filter(&request::parameters(parts)?)?;
                if !cx.is_extended() {
                    return answer(&self.discovery);
                }
                let mut own = Discovery::new();
                for endpoint in &self.endpoints {
                    own.add(&endpoint.descriptor_for(cx));
                }
                answer(&own)
            }
            _ => Ok(answer::method_not_allowed(READ)),
        }
    }

    /// The page for people.
    fn page(
        &self,
        page: &ReferencePage,
        received: Received<'_>,
        record: &mut Record,
    ) -> Response<Body> {
        record.operation(Operation::ReferencePage);
        match received.parts.method {
            Method::GET | Method::HEAD => {
                let types = self.endpoints.iter().map(|known| known.descriptor_for(received.cx));
                page.answer(&types.collect::<Vec<_>>(), &self.config, received.cx.base_url())
            }
            _ => answer::method_not_allowed(READ),
        }
    }

    /// The context of what everyone may read: who asks, if they say so and it is true, has a say in
    /// the base URL alone.
    async fn everyones(&self, parts: &Parts) -> Context {
        let identity = match parts.headers.contains_key(AUTHORIZATION) {
            true => self.authenticator.identity(parts).await.ok(),
            false => None,
        };
        Context::new(Identity::new()).with_base_url(self.base(parts, identity.as_ref()))
    }

    /// Readable without authentication, as a client learns there how to authenticate
    /// (RFC 7643 section 5).
    async fn service_provider_config(&self, parts: &Parts, record: &mut Record) -> Answer {
        let cx = self.everyones(parts).await;
        self.discovery(Received { cx: &cx, parts }, record, |_| {
            discover::service_provider_config(&self.config, cx.base_url())
        })
    }

    /// The URL that locations are below: of the identity, as configured, or of the request.
    fn base(&self, parts: &Parts, identity: Option<&Identity>) -> String {
        identity
            .and_then(|identity| identity.base_url.clone())
            .or_else(|| self.base_url.clone())
            .unwrap_or_else(|| base_url::of(parts, &self.base_path))
    }
}

/// What the protocol has and this service does not: `501`, or `405` where the protocol has not.
fn unoffered(method: &Method, methods: &'static str, what: &'static str) -> Answer {
    if methods.split(", ").any(|known| known == method.as_str()) {
        return Err(ScimError::not_implemented(what));
    }
    Ok(answer::method_not_allowed(methods))
}
