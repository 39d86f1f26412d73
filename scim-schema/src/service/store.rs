//! What keeps resources.

use super::Context;
use crate::edit::{Create, Edit};
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::resource::ScimResource;
use std::future::Future;

/// What keeps the resources of one type. Implementations write plain `async fn`.
///
/// Ids are given as text that [`ScimResource::Id`] writes in just this way: what does not parse,
/// or is spelled differently, is answered `404` before a store is asked. The tenant is
/// [`Context::tenant`] and is part of every key: another tenant's resource is no resource.
///
/// An edit is stored wholly or not at all, and nothing is stored when applying it fails.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep resources of the type `{R}`",
    note = "implement `scim_schema::service::Store<{R}>` for `{Self}`"
)]
pub trait Store<R: ScimResource>: Send + Sync + 'static {
    /// What can go wrong.
    type Error: Into<ScimError> + Send;

    /// The attribute with so many elements that this store gives only the beginning of it, such as
    /// `members`; see [`next_part`](Self::next_part).
    const IN_PARTS: Option<&'static str> = None;

    /// Creates a resource: applies the request to a blank one that the application prepared, with
    /// its id, timestamps and version, and answers it as it is stored.
    ///
    /// # Errors
    /// What applying answers, and [`ScimError::uniqueness`].
    fn create(
        &self,
        cx: &Context,
        new: Create<R>,
    ) -> impl Future<Output = Result<R, Self::Error>> + Send;

    /// The resource, or `None` if there is none. What the projection does not include need not be
    /// loaded, but for the id and the version.
    ///
    /// # Errors
    /// A fault of the store.
    fn get(
        &self,
        cx: &Context,
        id: &str,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, Self::Error>> + Send;

    /// Edits a resource. Nothing was loaded yet. An edit that changes nothing is no write: it
    /// moves neither `meta.lastModified` nor the version.
    ///
    /// # Errors
    /// [`ScimError::not_found`], what applying answers (`412` for another version included), and
    /// [`ScimError::uniqueness`].
    fn update(
        &self,
        cx: &Context,
        id: &str,
        edit: Edit<R>,
    ) -> impl Future<Output = Result<Updated<R>, Self::Error>> + Send;

    /// Deletes a resource, if the precondition holds of its version.
    ///
    /// # Errors
    /// [`ScimError::not_found`], and what [`Precondition::check`] answers.
    fn delete(
        &self,
        cx: &Context,
        id: &str,
        precondition: Precondition,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// A page of the resources that the query finds, in an order that stays. A store that holds
    /// everything calls [`Query::run`] or [`Query::run_cloned`]; another translates
    /// [`Query::filter`] and [`Query::sort`], and finds no other resources than these say.
    ///
    /// # Errors
    /// A fault of the store, or `400` with [`ScimType::TooMany`](crate::message::ScimType) for a
    /// search that costs more than it allows.
    fn search(
        &self,
        cx: &Context,
        query: &Query<R>,
    ) -> impl Future<Output = Result<Page<R>, Self::Error>> + Send;

    /// Whether a resource has the last of the parts already, if that is known without looking: the
    /// size of the response is known then, as for most lists.
    fn is_last_part(&self, resource: &R) -> bool {
        let _ = resource;
        false
    }

    /// The same resource with the elements of [`IN_PARTS`](Self::IN_PARTS) that come after those
    /// it has; `None` if there are none. It is asked for each resource that
    /// [`get`](Self::get), [`search`](Self::search) or [`update`](Self::update) answered, and of
    /// each part that is not the last, while the response is on its way: so a list that is longer
    /// than memory can be sent, and a field behind `#[scim(skip)]` is where a store notes how far
    /// it has come. A part has at least one element.
    ///
    /// The parts are read one after the other, and no transaction spans them, as a client may take
    /// its time: elements that are added or removed meanwhile may or may not be among them, all
    /// others are, once.
    ///
    /// # Errors
    /// A fault of the store. The response has begun, so its connection is closed before the end.
    fn next_part(
        &self,
        cx: &Context,
        resource: &R,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, Self::Error>> + Send {
        let _ = (cx, resource, projection);
        async { Ok(None) }
    }
}
