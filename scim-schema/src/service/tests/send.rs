//! Requests and responses, without a server.

use super::super::{Body, ScimService};
use crate::message::ScimError;
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::Frame;
use serde_json::Value;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use tower_service::Service;

/// A request in the making, sent with the token of `acme`.
pub(crate) struct Send {
    request: http::request::Builder,
    body: Chunks,
}

/// A response, read to its end.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Send {
    pub(crate) fn new(method: &str, uri: &str) -> Self {
        let request = Request::builder().method(method).uri(uri).header("host", "localhost:8080");
        Self { request, body: Chunks::default() }.header("authorization", "Bearer acme-token")
    }

    pub(crate) fn get(uri: &str) -> Self {
        Self::new("GET", uri)
    }

    pub(crate) fn post(uri: &str, body: &str) -> Self {
        Self::new("POST", uri).body(body).header("content-type", "application/scim+json")
    }

    pub(crate) fn put(uri: &str, body: &str) -> Self {
        Self::new("PUT", uri).body(body).header("content-type", "application/scim+json")
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        // of these there is one
        if let Some(headers) = self.request.headers_mut() {
            headers.remove(name);
        }
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.request.headers_mut().unwrap().remove(name);
        self
    }

    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        self.chunks(body.into(), 1)
    }

    /// The chunk, so many times, without its length being known beforehand.
    pub(crate) fn chunks(mut self, chunk: Vec<u8>, times: usize) -> Self {
        self.body.chunk = chunk.into();
        self.body.left = times;
        self
    }

    /// A body that ends in an error.
    pub(crate) fn broken(mut self) -> Self {
        self.body.broken = true;
        self
    }

    pub(crate) fn extension(
        mut self,
        value: impl Clone + core::marker::Send + Sync + 'static,
    ) -> Self {
        self.request = self.request.extension(value);
        self
    }

    pub(crate) fn to(self, service: &ScimService) -> Answered {
        let (parts, body) = self.response(service).into_parts();
        let (body, error) = try_read(body);
        assert!(error.is_none(), "{error:?}");
        Answered { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The response, whose body is still to be read.
    pub(crate) fn response(self, service: &ScimService) -> Response<Body> {
        block_on(service.clone().call(self.request.body(self.body).unwrap())).unwrap()
    }
}

impl Answered {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// 7644-3.12-02 … -04 and 7644-3.2-13: the status, also in an Error body; gives the detail.
    #[track_caller]
    pub(crate) fn error(&self, status: u16, scim_type: Option<&str>) -> String {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), "application/scim+json");
        let body = self.json();
        assert_eq!(body["schemas"], serde_json::json!([crate::message::ERROR_URN]));
        assert_eq!(body["status"], status.to_string());
        assert_eq!(body["scimType"].as_str(), scim_type, "{body}");
        body["detail"].as_str().unwrap().to_owned()
    }
}

/// What a body has, and the error that it ends with, if it does.
pub(crate) fn try_read(body: Body) -> (Vec<u8>, Option<ScimError>) {
    let (mut body, mut bytes) = (pin!(body), Vec::new());
    loop {
        match block_on(poll_fn(|cx| http_body::Body::poll_frame(body.as_mut(), cx))) {
            Some(Ok(frame)) => bytes.extend_from_slice(&frame.into_data().unwrap()),
            Some(Err(error)) => return (bytes, Some(error)),
            None => return (bytes, None),
        }
    }
}

/// Nothing here waits for anything but itself.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

#[derive(Debug, Default)]
struct Chunks {
    chunk: Bytes,
    left: usize,
    broken: bool,
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        Poll::Ready(if self.left > 0 {
            self.left -= 1;
            // whoever reads on is caught: nothing else counts what is read
            assert!(self.left < 1 << 30, "the body was read beyond its limit");
            Some(Ok(Frame::data(self.chunk.clone())))
        } else if self.broken {
            Some(Err("connection reset"))
        } else {
            None
        })
    }
}
