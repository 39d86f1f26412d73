//! A tower service in the same process.

use super::{Transport, TransportError};
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use tower_service::Service;

/// An answer that is on its way.
pub type Waiting =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static>>;

pub(super) struct InProcess<S, W> {
    service: Mutex<S>,
    block_on: W,
}

impl<S, W> InProcess<S, W> {
    pub(super) const fn new(service: S, block_on: W) -> Self {
        Self { service: Mutex::new(service), block_on }
    }
}

impl<S, B, W> Transport for InProcess<S, W>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: fmt::Display,
    S::Future: Send + 'static,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: fmt::Display,
    W: Fn(Waiting) -> Result<Response<Bytes>, TransportError> + Send + Sync,
{
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = request.map(Full::new);
        let failed =
            |error: &dyn fmt::Display| TransportError::new(format!("the service: {error}"));
        (self.block_on)(Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(|error| failed(&error))?;
            let response = service.call(request).await.map_err(|error| failed(&error))?;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.map_err(|error| failed(&error))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        }))
    }
}
