//! Clients that take their time, and more than is good for others, by hand over TCP.

use crate::running::Server;
use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// In memory, with these flags.
fn server(flags: &[&str]) -> Server {
    let arguments = ["--database", "sqlite::memory:", "--token", "token"];
    Server::logging(&[&arguments[..], flags].concat(), "warn")
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    // a test that fails does not wait for ever
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// Sends, and reads until the other side has enough.
fn exchange(server: &Server, parts: impl IntoIterator<Item = Vec<u8>>) -> (u16, String) {
    let mut stream = connect(server);
    for part in parts {
        // it may have ended already, which its answer tells
        if stream.write_all(&part).is_err() {
            break;
        }
    }
    ended(&mut stream)
}

/// The status, 0 without an answer, and what came with it.
fn ended(stream: &mut TcpStream) -> (u16, String) {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            panic!("it is still open")
        }
        _ => {}
    }
    let answer = String::from_utf8(answer).unwrap();
    let status = answer.split(' ').nth(1).map_or(0, |status| status.parse().unwrap());
    (status, answer)
}

const GET: &str =
    "GET /scim/v2/Users?count=0 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer token\r\n";
const POST: &str = "POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer token\r\nContent-Type: application/scim+json\r\n";

/// 7644-3.12-02: where the request could be read, the error has the form of all others.
#[track_caller]
fn assert_error(answer: &str, status: u16) {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
    assert_eq!(body["status"], status.to_string());
}

#[test]
fn heads_are_bounded() {
    let server = server(&["--head-size", "9000", "--url-size", "2000"]);
    let whole = |rest: &str| vec![format!("{GET}{rest}Connection: close\r\n\r\n").into_bytes()];
    assert_eq!(exchange(&server, whole("")).0, 200);
    assert_eq!(exchange(&server, whole(&format!("X: {}\r\n", "x".repeat(8_000)))).0, 200);
    assert_eq!(exchange(&server, whole(&format!("X: {}\r\n", "x".repeat(10_000)))).0, 431);
    assert_eq!(exchange(&server, whole(&"X: y\r\n".repeat(500))).0, 431);
    // one that has no end is not read to it
    let mut sent = 0;
    let parts = std::iter::from_fn(|| {
        sent += 1;
        (sent < 1_000_000)
            .then(|| if sent == 1 { GET.into() } else { b"X: xxxxxxxxxxxx\r\n".to_vec() })
    });
    let (status, answer) = exchange(&server, parts);
    assert!(matches!(status, 0 | 431), "{answer}");
    assert!(sent < 1_000_000, "all of it was read");

    let url = |length: usize| {
        let line = format!("/scim/v2/Users?count=0&a={}", "x".repeat(length));
        vec![
            format!("{}Connection: close\r\n\r\n", GET.replace("/scim/v2/Users?count=0", &line))
                .into_bytes(),
        ]
    };
    assert_eq!(exchange(&server, url(1_900)).0, 200);
    let (status, answer) = exchange(&server, url(2_100));
    assert_eq!(status, 414, "{answer}");
    assert_error(&answer, 414);
    assert_eq!(exchange(&server, url(20_000)).0, 431);
}

/// Which host a request is for (RFC 9112 section 3.2) is not left to whoever reads it next.
#[test]
fn a_request_names_its_host_once() {
    let server = server(&[]);
    let asked = |version: &str, hosts: &[&str]| {
        let hosts: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
        let head = format!(
            "GET /scim/v2/Users?count=0 HTTP/{version}\r\n{hosts}Authorization: Bearer token\r\n\
             Connection: close\r\n\r\n"
        );
        exchange(&server, [head.into_bytes()])
    };
    let cases: &[(&str, &[&str], u16)] = &[
        ("1.1", &["a"], 200),
        ("1.1", &["[::1]:80"], 200),
        ("1.0", &[], 200),
        ("1.0", &["a"], 200),
        ("1.1", &[], 400),
        ("1.1", &["a", "a"], 400),
        ("1.1", &["a", "b"], 400),
        ("1.0", &["a", "b"], 400),
        ("1.1", &[""], 400),
        ("1.1", &["a b"], 400),
        ("1.1", &["u@a"], 400),
        ("1.1", &["a/b"], 400),
        ("1.1", &["a:x"], 400),
        ("1.0", &["a:x"], 400),
    ];
    for &(version, hosts, expected) in cases {
        let (status, answer) = asked(version, hosts);
        assert_eq!(status, expected, "{version} {hosts:?}: {answer}");
        if expected == 400 {
            assert_error(&answer, 400);
            assert!(answer.contains("Host"), "{answer}");
        }
    }
}

#[test]
fn heads_come_in_time() {
    let server = server(&["--head-time", "1"]);
    // nothing at all, a part, and one byte after the other
    let mut silent = connect(&server);
    let mut part = connect(&server);
    part.write_all(GET.as_bytes()).unwrap();
    let mut slow = connect(&server);
    let dripping = slow.try_clone().unwrap();
    let drip = thread::spawn(move || {
        let mut dripping = dripping;
        (0..300)
            .take_while(|_| {
                thread::sleep(Duration::from_millis(100));
                dripping.write_all(b"X").is_ok()
            })
            .count()
    });
    for stream in [&mut silent, &mut part, &mut slow] {
        let (status, answer) = ended(stream);
        assert!(matches!(status, 0 | 408), "{answer}");
    }
    assert!(drip.join().unwrap() < 300, "it dripped on");
    // and between two requests
    let mut idle = connect(&server);
    idle.write_all(format!("{GET}\r\n").as_bytes()).unwrap();
    assert_eq!(ended(&mut idle).0, 200);
    // others do not notice
    assert_eq!(server.send("GET", "/Users", &Value::Null).0, 200);
}

#[test]
fn bodies_come_in_time() {
    let server = server(&["--body-time", "1"]);
    let begun = |rest: &str| format!("{POST}{rest}\r\n").into_bytes();
    for head in ["Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n"] {
        let (status, answer) = exchange(&server, [begun(head)]);
        assert_eq!(status, 408, "{answer}");
        assert_error(&answer, 408);
    }
    // however steadily it comes
    let drip = std::iter::repeat_with(|| {
        thread::sleep(Duration::from_millis(50));
        b"1\r\n \r\n".to_vec()
    });
    let chunked = begun("Transfer-Encoding: chunked\r\n");
    let (status, answer) = exchange(&server, std::iter::once(chunked).chain(drip.take(60)));
    assert!(matches!(status, 0 | 408), "{answer}");
    // one that is long, and read no further than it may be
    let mut chunks = 0;
    let long = std::iter::from_fn(|| {
        chunks += 1;
        let chunk = [b"ffff\r\n".as_slice(), &[b' '; 0xffff], b"\r\n"].concat();
        Some(if chunks == 1 { begun("Transfer-Encoding: chunked\r\n") } else { chunk })
    });
    let (status, answer) = exchange(&server, long.take(2_000));
    assert!(matches!(status, 0 | 413), "{answer}");
    assert!(chunks < 2_000, "all of it was read");
    assert_eq!(server.send("GET", "/Users", &Value::Null).0, 200);
}

#[test]
fn answers_are_taken_in_time() {
    let server = server(&["--send-time", "1", "--seed", "300"]);
    let mut stream = connect(&server);
    let list = GET.replace("count=0", "count=300");
    // more than lies between the two
    for _ in 0..200 {
        if stream.write_all(format!("{list}\r\n").as_bytes()).is_err() {
            break;
        }
    }
    // until it is ended there, however slow this machine is: what was sent is not all
    let ended = (0..600).any(|_| {
        thread::sleep(Duration::from_millis(100));
        stream.write_all(b"\r\n").is_err()
    });
    assert!(ended);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answers = answer.windows(15).filter(|part| part == b"HTTP/1.1 200 OK").count();
    assert!((1..200).contains(&answers), "{answers} answers");
    assert_eq!(server.send("GET", "/Users?count=1", &Value::Null).0, 200);
}

#[test]
fn connections_are_counted() {
    let server = server(&["--max-clients", "2"]);
    let (first, _second) = (connect(&server), connect(&server));
    // both are accepted before the third: they came first
    let mut third = connect(&server);
    third.write_all(format!("{GET}Connection: close\r\n\r\n").as_bytes()).unwrap();
    third.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let waiting = third.read(&mut [0; 1]).unwrap_err();
    assert!(matches!(waiting.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{waiting}");
    drop(first);
    third.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    assert_eq!(ended(&mut third).0, 200);
}

/// A stop waits for what was asked, and for no one who asks nothing.
#[cfg(unix)]
#[test]
fn a_stop_ends_idle_connections() {
    let mut server = server(&[]);
    let mut idle = connect(&server);
    idle.write_all(format!("{GET}\r\n").as_bytes()).unwrap();
    let mut first = [0; 15];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let mut begun = connect(&server);
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"late"}"#;
    let head = format!("{POST}Content-Length: {}\r\n\r\n", body.len());
    begun.write_all(head.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    server.terminate();
    let mut rest = String::new();
    idle.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("HTTP/1.1"), "{rest}");
    begun.write_all(body.as_bytes()).unwrap();
    assert_eq!(ended(&mut begun).0, 201);
    assert!(server.wait().success());
}
