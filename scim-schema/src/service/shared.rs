//! What the application keeps a part in: a store behind an [`Arc`] is a store, and so are the others
//! that a service is built of. What they do is what the one inside does, without a future around it.

use super::{
    Audit, Audited, Authenticate, Change, ChangeFeed, Context, Identity, Measured, Metrics,
    Schedule, Store,
};
use crate::edit::{Create, Edit};
use crate::filter::Filter;
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::resource::ScimResource;
use crate::schema::AuthenticationScheme;
use crate::value::DateTime;
use http::request::Parts;
use std::borrow::Cow;
use std::future::Future;
use std::sync::Arc;

impl<R: ScimResource, S: Store<R>> Store<R> for Arc<S> {
    type Error = S::Error;

    const IN_PARTS: Option<&'static str> = S::IN_PARTS;

    fn create(
        &self,
        cx: &Context,
        new: Create<R>,
    ) -> impl Future<Output = Result<R, S::Error>> + Send {
        (**self).create(cx, new)
    }

    fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, S::Error>> + Send {
        (**self).get(cx, id, projection)
    }

    fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> impl Future<Output = Result<Updated<R>, S::Error>> + Send {
        (**self).update(cx, id, edit)
    }

    fn delete(
        &self,
        cx: &Context,
        id: &R::Id,
        precondition: Precondition,
    ) -> impl Future<Output = Result<(), S::Error>> + Send {
        (**self).delete(cx, id, precondition)
    }

    fn search(
        &self,
        cx: &Context,
        query: &Query<R>,
    ) -> impl Future<Output = Result<Page<R>, S::Error>> + Send {
        (**self).search(cx, query)
    }

    fn is_last_part(&self, resource: &R) -> bool {
        (**self).is_last_part(resource)
    }

    fn next_part(
        &self,
        cx: &Context,
        resource: &R,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, S::Error>> + Send {
        (**self).next_part(cx, resource, projection)
    }
}

impl<R: ScimResource, C: Schedule<R>> Schedule<R> for Arc<C> {
    fn seen(&self, cx: &Context) -> Result<Option<Filter<R>>, ScimError> {
        (**self).seen(cx)
    }

    fn due(&self, resource: &R, now: &DateTime) -> Result<Option<Edit<R>>, ScimError> {
        (**self).due(resource, now)
    }

    fn waiting(&self, now: &DateTime) -> Result<Option<Filter<R>>, ScimError> {
        (**self).waiting(now)
    }
}

impl<F: ChangeFeed> ChangeFeed for Arc<F> {
    type Error = F::Error;

    fn after(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Change>, F::Error>> + Send {
        (**self).after(tenant, sequence, limit)
    }
}

impl<A: Authenticate> Authenticate for Arc<A> {
    fn authenticate(
        &self,
        request: &Parts,
    ) -> impl Future<Output = Result<Identity, ScimError>> + Send {
        (**self).authenticate(request)
    }

    fn schemes(&self) -> Cow<'static, [AuthenticationScheme]> {
        (**self).schemes()
    }
}

impl<A: Audit + ?Sized> Audit for Arc<A> {
    fn record(&self, write: &Audited<'_>) {
        (**self).record(write);
    }
}

impl<M: Metrics + ?Sized> Metrics for Arc<M> {
    fn record(&self, request: &Measured<'_>) {
        (**self).record(request);
    }
}
