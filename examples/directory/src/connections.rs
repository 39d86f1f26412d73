//! Connections of clients: as many as there is room for, none for longer than it needs.
//!
//! What a client sends is bounded before anybody looks at it: the head of a request in bytes and in
//! time, its URL in bytes, its body in time (in bytes by the service). So is the time that it takes
//! nothing of an answer. And a request says once which host it is for.

mod host;
mod patient;
mod timed;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use patient::Patient;
use scim_schema::message::ScimError;
use std::convert::Infallible;
use std::future::{Future, pending};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use timed::Timed;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower_service::Service;

/// The smallest bound on the head of a request: what is read at once.
pub const LEAST_HEAD: usize = 8 * 1024;

/// What one client, and all of them, may take.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Bounds {
    /// Connections at once; others wait to be accepted.
    pub connections: usize,
    /// Bytes of the line and the headers of a request, [`LEAST_HEAD`] or more: `431` beyond.
    pub head: usize,
    /// Bytes of a path with its query: `414` beyond.
    pub url: usize,
    /// How long the head of a request may take, from when the one before was answered.
    pub head_time: Duration,
    /// How long its body may take: `408` beyond.
    pub body_time: Duration,
    /// How long a client may take nothing of an answer.
    pub send_time: Duration,
}

/// Serves until `stop`, and then until what was asked is answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let (stopping, _) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let told = stopping.subscribe();
        tokio::spawn(connection(stream, router.clone(), bounds, told, place));
    }
    // nobody new gets in, and who waits is told so
    drop(listener);
    let _ = stopping.send(());
    stopping.closed().await;
}

/// The next connection, when there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    let Ok(place) = places.clone().acquire_owned().await else { return pending().await };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let _ = stream.set_nodelay(true);
                return (stream, place);
            }
            // it went away before it was accepted
            Err(error) if is_of_one(&error) => {}
            Err(error) => {
                // such as no more file descriptors: others have to end first
                tracing::error!(%error, "cannot accept connections");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_one(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Answers what one connection asks, until either side has enough.
async fn connection(
    stream: TcpStream,
    router: Router,
    bounds: Bounds,
    mut stopping: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    let io = TokioIo::new(Patient::new(stream, bounds.send_time));
    let service = service_fn(move |request| answer(router.clone(), request, bounds));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head_time)
        .max_buf_size(bounds.head.max(LEAST_HEAD))
        .max_header_size(bounds.head)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Answers a request whose head is within its bounds.
async fn answer(
    mut router: Router,
    request: Request<Incoming>,
    bounds: Bounds,
) -> Result<Response<Body>, Infallible> {
    if let Err(detail) = host::check(&request) {
        return Ok(refused(400, detail.to_owned()));
    }
    let length = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if length > bounds.url {
        let most = bounds.url;
        return Ok(refused(
            414,
            format!("the URL has more than {most} bytes; use POST and `/.search`"),
        ));
    }
    let late = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| Timed::new(body, bounds.body_time, late.clone()));
    let response = router.call(request).await?;
    if late.load(Ordering::Relaxed) {
        let seconds = bounds.body_time.as_secs();
        return Ok(refused(408, format!("the body did not come within {seconds} seconds")));
    }
    Ok(response)
}

/// An error, after which the connection ends.
fn refused(status: u16, detail: String) -> Response<Body> {
    let error = ScimError::new(status, detail);
    let mut response = Response::new(Body::from(serde_json::to_vec(&error).unwrap_or_default()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/scim+json"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
