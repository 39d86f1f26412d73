//! Requests.

use super::Answer;
use bytes::Bytes;
use http_body::Frame;
use scim_schema::service::ScimService;
use serde_json::Value;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use tower_service::Service;

/// A request in the making, with the token of a client that speaks as the RFC says.
pub(crate) struct Request {
    head: http::request::Builder,
    body: Vec<u8>,
}

pub(crate) fn get(path: &str) -> Request {
    request("GET", path)
}

pub(crate) fn delete(path: &str) -> Request {
    request("DELETE", path)
}

pub(crate) fn post(path: &str, body: Value) -> Request {
    request("POST", path).json(&body)
}

pub(crate) fn put(path: &str, body: Value) -> Request {
    request("PUT", path).json(&body)
}

pub(crate) fn patch(path: &str, body: Value) -> Request {
    request("PATCH", path).json(&body)
}

/// Below the base URL. What a URI may not have is percent-encoded.
pub(crate) fn request(method: &str, path: &str) -> Request {
    outside(method, &format!("/v2{path}"))
}

/// Not below the base URL.
pub(crate) fn outside(method: &str, path: &str) -> Request {
    let mut uri = String::new();
    for c in path.chars() {
        match c {
            ' ' => uri.push_str("%20"),
            '"' => uri.push_str("%22"),
            '+' => uri.push_str("%2B"),
            _ => uri.push(c),
        }
    }
    let head = http::Request::builder().method(method).uri(uri).header("host", "localhost");
    Request { head, body: Vec::new() }.token("rfc")
}

impl Request {
    /// With this value only.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(headers) = self.head.headers_mut() {
            headers.remove(name);
        }
        self.head = self.head.header(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.head.headers_mut().unwrap().remove(name);
        self
    }

    /// Of another client: `okta`, `entra`, `globex`.
    pub(crate) fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", "application/scim+json")
    }

    pub(crate) fn send(self, service: &mut ScimService) -> Answer {
        let request = self.head.body(Whole(Some(self.body.into()))).unwrap();
        let (parts, body) = block_on(service.call(request)).unwrap().into_parts();
        Answer::new(parts, block_on(read(body)))
    }
}

async fn read(body: scim_schema::service::Body) -> Vec<u8> {
    let (mut body, mut bytes) = (pin!(body), Vec::new());
    while let Some(frame) = poll_fn(|cx| http_body::Body::poll_frame(body.as_mut(), cx)).await {
        bytes.extend_from_slice(&frame.unwrap().into_data().unwrap());
    }
    bytes
}

/// Nothing here waits for anything but itself.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// A body in one piece.
struct Whole(Option<Bytes>);

impl http_body::Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}
