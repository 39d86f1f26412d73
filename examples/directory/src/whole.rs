//! Writes that come to their end when the client hangs up: the connection drops the future of such a
//! request, which would leave a write that was committed out of the audit log, and a bulk request
//! half done.

use axum::body::Body;
use axum::http::{Method, Request, Response};
use std::convert::Infallible;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::Semaphore;
use tower_service::Service;

/// Writes at once, those of clients who hung up included: others wait.
const WRITES: u32 = 1_024;

/// A service whose writes run in a task of their own.
#[derive(Debug, Clone)]
pub(crate) struct Whole<S> {
    service: S,
    places: Arc<Semaphore>,
}

impl<S> Whole<S> {
    pub(crate) fn new(service: S) -> Self {
        Self { service, places: Arc::new(Semaphore::new(WRITES as usize)) }
    }

    /// The writes, for who waits for their end.
    pub(crate) fn writes(&self) -> Writes {
        Writes(Arc::clone(&self.places))
    }
}

/// The writes of a service, those of clients who hung up included.
#[derive(Debug, Clone)]
pub(crate) struct Writes(Arc<Semaphore>);

impl Writes {
    /// Waits until none is at work.
    pub(crate) async fn ended(&self) {
        let _ = self.0.acquire_many(WRITES).await;
    }
}

type Answering<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Infallible>> + Send>>;

impl<S, T> Service<Request<Body>> for Whole<S>
where
    S: Service<Request<Body>, Response = Response<T>, Error = Infallible>,
    S::Future: Send + 'static,
    T: Send + 'static,
{
    type Response = Response<T>;
    type Error = Infallible;
    type Future = Answering<T>;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(task)
    }

    fn call(&mut self, request: Request<Body>) -> Answering<T> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD)
            || request.uri().path().ends_with("/.search");
        let answering = self.service.call(request);
        if reads {
            return Box::pin(answering);
        }
        let places = Arc::clone(&self.places);
        Box::pin(async move {
            let place = places.acquire_owned().await;
            let answering = tokio::spawn(async move {
                let answer = answering.await;
                drop(place);
                answer
            });
            match answering.await {
                Ok(answer) => answer,
                Err(ended) => match ended.try_into_panic() {
                    Ok(panic) => resume_unwind(panic),
                    // only when the program ends
                    Err(_) => std::future::pending().await,
                },
            }
        })
    }
}
