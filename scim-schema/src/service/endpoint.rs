//! The endpoint of one resource type: requests to its store, and responses.

use super::body::Frames;
use super::search::{Search, Typed};
use super::{Body, BoxFuture, Context, Operation, Store, answer, id, parts};
use crate::changes;
use crate::edit::{Create, Edit, Given, Patch, Replace};
use crate::filter::Options;
use crate::limits::{Budget, Limits};
use crate::message::{ScimError, SearchRequest};
use crate::ownership;
use crate::projection::Projection;
use crate::query::{Parameters, Precondition, Query};
use crate::resource::{Descriptor, Flags, ScimResource};
use crate::write::etag;
use http::{Response, StatusCode};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// What a request does to the resources of a type.
pub(super) enum Call {
    Create(Vec<u8>),
    Get(String),
    Replace(String, Vec<u8>),
    Patch(String, Vec<u8>),
    Delete(String),
}

impl Call {
    /// What whoever is told of it sees.
    pub(super) const fn operation(&self) -> Operation {
        match self {
            Self::Create(_) => Operation::Create,
            Self::Get(_) => Operation::Get,
            Self::Replace(..) => Operation::Replace,
            Self::Patch(..) => Operation::Patch,
            Self::Delete(_) => Operation::Delete,
        }
    }

    pub(super) const fn is_write(&self) -> bool {
        !matches!(self, Self::Get(_))
    }

    /// The resource that it names.
    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Self::Create(_) => None,
            Self::Get(id) | Self::Replace(id, _) | Self::Patch(id, _) | Self::Delete(id) => {
                Some(id)
            }
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the body may hold a password
        let bytes = match self {
            Self::Create(body) | Self::Replace(_, body) | Self::Patch(_, body) => Some(body.len()),
            Self::Get(_) | Self::Delete(_) => None,
        };
        f.debug_struct("Call")
            .field("operation", &self.operation())
            .field("id", &self.id())
            .field("bytes", &bytes)
            .finish_non_exhaustive()
    }
}

/// What a request says beside that.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) cx: &'a Context,
    pub(super) parameters: Parameters,
    pub(super) precondition: Precondition,
    pub(super) limits: Limits,
    /// What is left for an operation of a bulk request.
    pub(super) budget: Option<Budget>,
    /// The status of an answer to PUT and PATCH that has no resource, where none is wanted: an
    /// operation of a bulk request needs none.
    pub(super) unsent: Option<StatusCode>,
}

impl Asked<'_> {
    /// What the answer to a write shows that gave these of what is returned on request.
    fn written<R: ScimResource>(&self, given: &Given) -> Projection<R> {
        self.parameters.projection_of_write(self.cx.dynamic::<R>(), given)
    }
}

pub(super) type Answer = Result<Response<Body>, ScimError>;

/// What a call did.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) response: Response<Body>,
    /// The id of the resource that was written.
    pub(super) id: Option<String>,
    /// What of it changed.
    pub(super) paths: Vec<String>,
    /// What the request wrote without effect.
    pub(super) ignored: Vec<String>,
    /// How often something else.
    pub(super) ignored_more: usize,
}

impl Done {
    /// A call that wrote a resource.
    fn written(response: Response<Body>, id: String) -> Self {
        Self { id: Some(id), ..Self::read(response) }
    }

    /// A call that wrote nothing.
    const fn read(response: Response<Body>) -> Self {
        Self { response, id: None, paths: Vec::new(), ignored: Vec::new(), ignored_more: 0 }
    }
}

/// A resource type and its store, whatever their types: object safe.
pub(super) trait Endpoint: Send + Sync {
    fn descriptor(&self) -> Descriptor;
    /// With what the context adds to the type.
    fn descriptor_for(&self, cx: &Context) -> Descriptor;
    fn call<'a>(&'a self, call: Call, asked: Asked<'a>) -> BoxFuture<'a, Result<Done, ScimError>>;
    /// Resolves what a search asks for.
    fn search<'a>(
        &'a self,
        request: &SearchRequest,
        options: &Options<'_>,
        cx: &Context,
    ) -> Result<Box<dyn Search + 'a>, ScimError>;
}

/// The endpoint of `R`, kept by `S`.
pub(super) struct Stored<R, S> {
    store: Arc<S>,
    resource: PhantomData<fn() -> R>,
}

impl<R, S> Stored<R, S> {
    pub(super) fn new(store: S) -> Self {
        Self { store: Arc::new(store), resource: PhantomData }
    }
}

impl<R: ScimResource, S: Store<R>> Endpoint for Stored<R, S> {
    fn descriptor(&self) -> Descriptor {
        R::descriptor()
    }

    fn descriptor_for(&self, cx: &Context) -> Descriptor {
        ownership::described(cx.dynamic::<R>(), cx.owned::<R>())
    }

    fn call<'a>(&'a self, call: Call, asked: Asked<'a>) -> BoxFuture<'a, Result<Done, ScimError>> {
        // a future of its own for each, as those of writes are large
        match call {
            Call::Create(body) => Box::pin(async move { self.create(&body, asked).await }),
            Call::Get(id) => Box::pin(async move { self.get(&id, asked).await.map(Done::read) }),
            Call::Replace(id, body) => {
                Box::pin(async move { self.replace(id, &body, asked).await })
            }
            Call::Patch(id, body) => Box::pin(async move { self.patch(id, &body, asked).await }),
            Call::Delete(id) => Box::pin(async move { self.delete(id, asked).await }),
        }
    }

    /// GET and POST of a search (RFC 7644 sections 3.4.2 and 3.4.3).
    fn search<'a>(
        &'a self,
        request: &SearchRequest,
        options: &Options<'_>,
        cx: &Context,
    ) -> Result<Box<dyn Search + 'a>, ScimError> {
        let query = Query::<R>::resolve(request, &options.dynamic(cx.dynamic::<R>()))?;
        Ok(Box::new(Typed { store: &self.store, query }))
    }
}

impl<R: ScimResource, S: Store<R>> Stored<R, S> {
    /// POST (RFC 7644 section 3.3).
    async fn create(&self, body: &[u8], asked: Asked<'_>) -> Result<Done, ScimError> {
        // what does not exist yet has no version that a request could be meant for
        if !asked.precondition.matches(None) {
            return Err(ScimError::precondition_failed());
        }
        let create = Create::<R>::with_limits(body, asked.cx.dialect(), asked.limits)?
            .dynamic(asked.cx.dynamic::<R>())
            .owned(asked.cx.owned::<R>());
        let projection = asked.written(&create.given());
        let created = self.store.create(asked.cx, create).await.map_err(Into::into)?;
        let version = etag(&created);
        let version = version.as_deref();
        let response = if asked.unsent.is_none() {
            self.answer(StatusCode::CREATED, &created, version, asked.cx, &projection)
        } else {
            answer::version_only(StatusCode::CREATED, version)
        };
        let paths = changes::assigned(&created, self.descriptor_for(asked.cx).nodes);
        Ok(Done { paths, ..Done::written(response, created.id().to_string()) })
    }

    /// GET of a resource (RFC 7644 sections 3.4.1 and 3.14).
    async fn get(&self, text: &str, asked: Asked<'_>) -> Answer {
        let projection = asked.parameters.projection_with(asked.cx.dynamic::<R>());
        let id = id::parse::<R>(text)?;
        let found = self.store.get(asked.cx, &id, &projection).await.map_err(Into::into)?;
        let found = found.ok_or_else(|| id::not_found::<R>(&text))?;
        let version = etag(&found);
        let version = version.as_deref();
        if !asked.precondition.matches(version) {
            return Err(ScimError::precondition_failed());
        }
        if asked.precondition.is_known(version) {
            return Ok(answer::not_modified(&found, version, asked.cx.base_url()));
        }
        Ok(self.answer(StatusCode::OK, &found, version, asked.cx, &projection))
    }

    /// PUT (RFC 7644 section 3.5.1).
    async fn replace(
        &self,
        text: String,
        body: &[u8],
        asked: Asked<'_>,
    ) -> Result<Done, ScimError> {
        let id = id::parse::<R>(&text)?;
        let replace = Replace::<R>::with_limits(body, asked.cx.dialect(), asked.limits)?
            .dynamic(asked.cx.dynamic::<R>())
            .owned(asked.cx.owned::<R>());
        self.update(text, id, Edit::from(replace), asked).await
    }

    /// PATCH (RFC 7644 section 3.5.2).
    async fn patch(
        &self,
        text: String,
        body: &[u8],
        mut asked: Asked<'_>,
    ) -> Result<Done, ScimError> {
        let id = id::parse::<R>(&text)?;
        let patch = Patch::<R>::with_limits(body, asked.cx.dialect(), asked.limits)?
            .dynamic(asked.cx.dynamic::<R>())
            .owned(asked.cx.owned::<R>())
            .within(asked.budget.take());
        // who adds a member does not want all the others back
        if is_group::<R>() && !asked.parameters.names_attributes() {
            asked.unsent.get_or_insert(StatusCode::NO_CONTENT);
        }
        self.update(text, id, Edit::from(patch), asked).await
    }

    async fn update(
        &self,
        text: String,
        id: R::Id,
        edit: Edit<R>,
        mut asked: Asked<'_>,
    ) -> Result<Done, ScimError> {
        let given = edit.given();
        let edit = edit.when(std::mem::take(&mut asked.precondition));
        let updated = self.store.update(asked.cx, &id, edit).await.map_err(Into::into)?;
        let paths = updated.changes.paths().iter().map(ToString::to_string).collect();
        let ignored = updated.changes.ignored().to_vec();
        let ignored_more = updated.changes.ignored_more();
        let response = if let Some(status) = asked.unsent {
            answer::version_only(status, updated.version.as_deref())
        } else {
            let projection = asked.written(&given);
            let version = updated.version.as_deref();
            let whole = |resource: &R, version: Option<&str>| {
                self.answer(StatusCode::OK, resource, version, asked.cx, &projection)
            };
            match updated.resource {
                Some(resource) => whole(&resource, version),
                None => match self.store.get(asked.cx, &id, &projection).await {
                    Ok(Some(found)) => whole(&found, etag(&found).as_deref()),
                    // it was written, whatever became of it since
                    _ => answer::version_only(StatusCode::NO_CONTENT, version),
                },
            }
        };
        Ok(Done { paths, ignored, ignored_more, ..Done::written(response, text) })
    }

    /// A response with a resource, and its version.
    fn answer(
        &self,
        status: StatusCode,
        resource: &R,
        version: Option<&str>,
        cx: &Context,
        projection: &Projection<R>,
    ) -> Response<Body> {
        let mut text = Frames::default();
        let mut rest = None;
        text.append(|out| {
            // grown seldom
            out.reserve(4096);
            rest = parts::write(&self.store, cx, projection, resource, out);
        });
        if let Some(rest) = rest {
            text.rest(rest);
        }
        answer::resource(status, resource, version, cx.base_url(), text.into())
    }

    /// DELETE (RFC 7644 section 3.6).
    async fn delete(&self, text: String, asked: Asked<'_>) -> Result<Done, ScimError> {
        let id = id::parse::<R>(&text)?;
        self.store.delete(asked.cx, &id, asked.precondition).await.map_err(Into::into)?;
        let response = answer::empty(StatusCode::NO_CONTENT);
        Ok(Done::written(response, text))
    }
}

/// Whether the resources are groups, of the RFC or alike: what has members.
fn is_group<R: ScimResource>() -> bool {
    R::SCHEMA.id == "urn:ietf:params:scim:schemas:core:2.0:Group"
        || R::NODES
            .iter()
            .any(|node| node.name() == "members" && node.flags.has(Flags::MULTI_VALUED))
}
