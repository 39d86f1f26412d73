//! Small servers on loopback.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ScimService};
use std::future::Future;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use tower_service::Service;

/// What does the work of a connection.
type Answers = dyn Fn(&mut TcpStream) + Send + Sync;

/// The URL of a server that does so with each connection, as long as the test runs.
pub(crate) fn raw(answers: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answers: &'static Answers = Box::leak(Box::new(answers));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            thread::spawn(move || answers(&mut stream));
        }
    });
    format!("http://{address}")
}

/// Users and groups in memory, open to all.
pub(crate) fn service() -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .build()
}

/// The URL of a service over HTTP. `change` may answer in its place, or change what it answers.
pub(crate) fn http(
    service: ScimService,
    change: impl Fn(&Request<Bytes>, Response<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
) -> String {
    raw(move |stream| {
        let Some(request) = read(stream) else { return };
        let response = change(&request, ask(&service, request.clone()));
        let _ = stream.write_all(&written(response));
    })
}

/// What a service answers, as HTTP has it.
pub(crate) fn answered(service: &ScimService, request: Request<Bytes>) -> Vec<u8> {
    written(ask(service, request))
}

fn written(response: Response<Bytes>) -> Vec<u8> {
    let (parts, body) = response.into_parts();
    let mut text = format!("HTTP/1.1 {}\r\n", parts.status);
    for (name, value) in &parts.headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    if parts.status != 204 && !parts.headers.contains_key("content-length") {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    text.push_str("connection: close\r\n\r\n");
    [text.as_bytes(), &body].concat()
}

fn ask(service: &ScimService, request: Request<Bytes>) -> Response<Bytes> {
    let mut service = service.clone();
    let answer = async move {
        let response = service.call(request.map(Full::new)).await.unwrap();
        let (parts, body) = response.into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
    };
    // nothing in memory waits
    match pin!(answer).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => response,
        Poll::Pending => panic!("the service waits"),
    }
}

/// Reads a request; `None` if the connection ends before.
pub(crate) fn read(stream: &mut impl Read) -> Option<Request<Bytes>> {
    let (mut held, mut buffer) = (Vec::new(), [0; 4096]);
    let (head, length) = loop {
        if let Some(end) = held.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&held[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
            });
            break (head, end + 4 + length.unwrap_or(0));
        }
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            read => held.extend_from_slice(&buffer[..read]),
        }
    };
    while held.len() < length {
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            read => held.extend_from_slice(&buffer[..read]),
        }
    }
    let start = head.len() + 4;
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let mut request = Request::builder().method(words.next()?).uri(words.next()?);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim());
    }
    request.body(Bytes::copy_from_slice(&held[start..length])).ok()
}
