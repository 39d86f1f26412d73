//! What goes wrong after discovery is a failed check that says what it was, and the run ends.

use super::run;
use crate::serve::{answered, raw, read, service};
use http::Method;
use scim_testkit::live::{self, HttpClient, Options, Status, Target};
use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// How a server answers a request.
type Answer = fn(&mut TcpStream);

/// The URL of a service that so answers requests of a method to `/Users` and `/Groups`.
fn breaks(broken: Method, answer: Answer) -> String {
    let service = service();
    raw(move |stream: &mut TcpStream| {
        let Some(request) = read(stream) else { return };
        let path = request.uri().path();
        if *request.method() == broken && ["/Users", "/Groups"].contains(&path) {
            return answer(stream);
        }
        let _ = stream.write_all(&answered(&service, request));
    })
}

fn write(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

fn html(stream: &mut TcpStream) {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 21\r\n\r\n";
    write(stream, &[&head[..], b"<html>Sign in!</html>"].concat());
}

fn redirect(stream: &mut TcpStream) {
    let head =
        "HTTP/1.1 302 Found\r\nlocation: https://login.example/\r\ncontent-length: 0\r\n\r\n";
    write(stream, head.as_bytes());
}

fn half(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"schemas\": [\"urn:");
}

fn hangs(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\n");
    thread::sleep(Duration::from_secs(60));
}

fn drips(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    while stream.write_all(b" ").is_ok() {
        thread::sleep(Duration::from_millis(50));
    }
}

/// Less is said to come than does.
fn more(stream: &mut TcpStream) {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/scim+json\r\ncontent-length: 9\r\n\r\n";
    write(stream, &[&head[..], b"{\"schemas\": [], \"Resources\": []}"].concat());
}

/// More is said to come than does, on a connection that stays open.
fn less(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"schemas\": []}");
    thread::sleep(Duration::from_secs(60));
}

fn two_lengths(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 2\r\n\r\n{ }  ");
}

fn no_http(stream: &mut TcpStream) {
    write(stream, b"220 mail.example ESMTP\r\n");
}

fn nothing(_: &mut TcpStream) {}

/// A list of users that goes on for 100 MB.
fn huge(stream: &mut TcpStream) {
    write(stream, b"HTTP/1.1 200 OK\r\ncontent-type: application/scim+json\r\n\r\n");
    write(stream, br#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "#);
    write(stream, br#""totalResults": 900000, "Resources": ["#);
    let user = br#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "userName": "seven"}, "#;
    let many = user.repeat(1000);
    for _ in 0..100_000_000 / many.len() {
        if stream.write_all(&many).is_err() {
            return;
        }
    }
}

/// By the request to which it is the answer: what the failed check says of it.
const CASES: [(&str, Answer, &str, &str); 10] = [
    ("a web page", html, "expected status 201, found 200", "expected a JSON object"),
    ("a redirect", redirect, "found 302", "302"),
    ("half an answer", half, "none (", "none ("),
    ("no end of the head", hangs, "no whole answer within 0.4 s", "no whole answer within 0.4 s"),
    ("a byte at a time", drips, "no whole answer within 0.4 s", "no whole answer within 0.4 s"),
    ("more than is said", more, "expected status 201, found 200", "expected a JSON object"),
    ("less than is said", less, "no whole answer within 0.4 s", "no whole answer within 0.4 s"),
    ("two lengths", two_lengths, "", ""),
    ("no HTTP", no_http, "none (", "none ("),
    ("nothing", nothing, "none (", "none ("),
];

#[test]
fn any_answer_after_discovery_is_a_failed_check_that_says_what_it_was() {
    for (what, answer, to_post, to_get) in CASES {
        let cases =
            [(Method::POST, "create.status", to_post), (Method::GET, "page.endpoint", to_get)];
        for (method, check, expected) in cases {
            let url = breaks(method.clone(), answer);
            let report = run(&url, &[check]).unwrap();
            let outcome = report.get(check).unwrap();
            assert_eq!(outcome.status, Status::Failed, "{what}, {method}: {outcome}");
            assert!(outcome.message.contains(expected), "{what}, {method}: {outcome}");
            // no rule for all answers is brought to grief either, and each format can tell it
            for text in [report.to_json(), report.to_junit(), report.to_html()] {
                assert!(text.contains(check), "{what}: {text}");
            }
        }
    }
}

/// At the bound that holds unless another is said.
#[test]
fn a_list_without_end_is_a_failed_check() {
    let url = breaks(Method::GET, huge);
    let client = HttpClient::new(Duration::from_secs(20));
    let target = Target::over(&url, client).unwrap();
    let options = Options::new().only("page.endpoint").jobs(1);
    let report = live::run(&target, &options).unwrap();
    let outcome = report.get("page.endpoint").unwrap();
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    let expected = "the answer is larger than 16777216 bytes (see `--max-answer`)";
    assert!(outcome.message.contains(expected), "{outcome}");
}
