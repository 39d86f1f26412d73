//! Between the types of actix-web and those of `http`, which tower services take.
//!
//! Bodies go through as they come, in both directions. What a layer of tower would see in the
//! extensions of a request, an authenticator sees too: the address of the client as a [`SocketAddr`].

use actix_web::body::{BodySize, MessageBody};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{HttpRequest, HttpResponse, error, web};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use http_body::{Body, Frame, SizeHint};
use scim_schema::message::ScimError;
use scim_schema::service::ScimService;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use tokio::sync::mpsc;
use tower_service::Service;

/// Answers a request; the service is in the application's data.
///
/// ```ignore
/// App::new()
///     .app_data(web::Data::new(scim)) // built with `.base_path("/scim/v2")`
///     .service(web::scope("/scim/v2").default_service(web::to(adapter::scim)))
/// ```
pub(crate) async fn scim(
    request: HttpRequest,
    mut payload: web::Payload,
    service: web::Data<ScimService>,
) -> actix_web::Result<HttpResponse> {
    // a payload of actix stays on its thread, what the service reads may not
    let (sender, chunks) = mpsc::channel(1);
    let body = Received { chunks, size: size(&request) };
    let asked = asked(&request, body).map_err(error::ErrorBadRequest)?;
    let is_head = asked.method() == http::Method::HEAD;
    let answer = service.get_ref().clone().call(asked);
    let upload = async move {
        while let Some(chunk) = payload.next().await {
            if sender.send(chunk).await.is_err() {
                break;
            }
        }
    };
    // a service may answer before it has read all, or without reading anything
    let answered = match select(answer, pin!(upload)).await {
        Either::Left((answered, _)) => answered,
        Either::Right(((), answer)) => answer.await,
    };
    match answered {
        Ok(response) => answered_by(response, is_head),
        Err(never) => match never {},
    }
}

/// The request without its body's type.
fn asked(request: &HttpRequest, body: Received) -> http::Result<http::Request<Received>> {
    let mut asked =
        http::Request::builder().method(request.method().as_str()).uri(request.uri().to_string());
    for (name, value) in request.headers() {
        asked = asked.header(name.as_str(), value.as_bytes());
    }
    if let Some(address) = request.peer_addr() {
        asked = asked.extension::<SocketAddr>(address);
    }
    asked.body(body)
}

/// The size that the client says.
fn size(request: &HttpRequest) -> Option<u64> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The body of a request, as far as it has arrived.
struct Received {
    chunks: mpsc::Receiver<Result<Bytes, PayloadError>>,
    size: Option<u64>,
}

impl Body for Received {
    type Data = Bytes;
    type Error = PayloadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, PayloadError>>> {
        let chunk = ready!(self.chunks.poll_recv(cx));
        if let (Some(Ok(chunk)), Some(left)) = (&chunk, &mut self.size) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.size.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

fn answered_by(
    response: http::Response<scim_schema::service::Body>,
    is_head: bool,
) -> actix_web::Result<HttpResponse> {
    let (parts, body) = response.into_parts();
    let status = actix_web::http::StatusCode::from_u16(parts.status.as_u16())
        .map_err(error::ErrorInternalServerError)?;
    let mut answer = HttpResponse::build(status);
    let mut length = None;
    for (name, value) in &parts.headers {
        if *name == http::header::CONTENT_LENGTH {
            // actix writes it from the size of the body; HEAD has one without a body
            length = value.to_str().ok().and_then(|text| text.parse().ok());
            continue;
        }
        answer.append_header((name.as_str(), value.as_bytes()));
    }
    let size = match (is_head, length, body.size_hint().exact()) {
        (true, Some(length), _) => BodySize::Sized(length),
        (true, None, _) => BodySize::None,
        (false, _, Some(length)) => BodySize::Sized(length),
        (false, _, None) => BodySize::Stream,
    };
    Ok(answer.body(Sent { body, size }))
}

/// The body of a response.
struct Sent {
    body: scim_schema::service::Body,
    size: BodySize,
}

impl MessageBody for Sent {
    type Error = ScimError;

    fn size(&self) -> BodySize {
        self.size
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, ScimError>>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    // trailers there are none
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}
