//! Servers that are none: a clear message, within the time-out.

mod after;

use crate::serve::{http, raw, read, service};
use bytes::Bytes;
use http::Response;
use scim_testkit::live::{self, CannotRun, HttpClient, Options, Status, Target};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_millis(400);

fn run(url: &str, only: &[&str]) -> Result<live::Report, CannotRun> {
    let target = Target::over(url, HttpClient::new(TIMEOUT)).unwrap();
    let options = only.iter().fold(Options::new(), |options, one| options.only(one));
    live::run(&target, &options)
}

fn reason(url: &str) -> String {
    match run(url, &["create"]) {
        Ok(report) => panic!("it ran: {report}"),
        Err(reason) => reason.to_string(),
    }
}

/// Answers every request with the same bytes.
fn always(bytes: &'static [u8]) -> String {
    raw(move |stream| {
        if read(stream).is_some() {
            let _ = stream.write_all(bytes);
        }
    })
}

#[test]
fn nothing_listens() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let reason = reason(&format!("http://{free}/scim"));
    assert!(reason.contains("/scim/ServiceProviderConfig`: nothing listens there"), "{reason}");
}

#[test]
fn no_such_host() {
    let target = Target::over("http://scim.invalid", HttpClient::new(TIMEOUT)).unwrap();
    let result = live::run(&target, &Options::new().read_only(true));
    let reason = result.unwrap_err().to_string();
    assert!(reason.starts_with("no answer from `http://scim.invalid/"), "{reason}");
}

#[test]
fn a_host_elsewhere_is_not_written_to_unasked() {
    let target = Target::over("http://scim.invalid", HttpClient::new(TIMEOUT)).unwrap();
    let reason = live::run(&target, &Options::new()).unwrap_err().to_string();
    assert!(reason.contains("`--allow-writes`") && reason.contains("`--read-only`"), "{reason}");
}

#[test]
fn no_tls_where_tls_is_asked_for() {
    let url = always(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").replace("http:", "https:");
    let reason = reason(&url);
    assert!(reason.starts_with("no answer from `https://"), "{reason}");
}

#[test]
fn it_hangs() {
    let hangs = raw(|stream| {
        let _ = read(stream);
        thread::sleep(Duration::from_secs(60));
    });
    let reason = reason(&hangs);
    assert!(reason.ends_with("no whole answer within 0.4 s"), "{reason}");
}

#[test]
fn it_answers_a_byte_at_a_time() {
    let drips = raw(|stream| {
        let _ = read(stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let reason = reason(&drips);
    assert!(reason.ends_with("no whole answer within 0.4 s"), "{reason}");
}

#[test]
fn it_redirects() {
    let url = always(
        b"HTTP/1.1 302 Found\r\nlocation: https://login.example/\r\ncontent-length: 0\r\n\r\n",
    );
    let reason = reason(&url);
    assert!(reason.contains("a redirect to `https://login.example/`"), "{reason}");
}

#[test]
fn it_is_a_web_site() {
    let url =
        always(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>");
    let reason = reason(&url);
    assert!(reason.starts_with(&format!("there is no SCIM at `{url}`")), "{reason}");
    assert!(reason.contains("`/Users` answered 200 with `text/html`"), "{reason}");
}

/// An API, whose errors are JSON too; and SCIM, but elsewhere, which has SCIM's errors here.
#[test]
fn it_is_another_api() {
    let api = always(
        b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{\"error\":\"not found\"}",
    );
    let beside = format!("{}/scim/v2/nope", http(service(), |_, response| response));
    for url in [api, beside] {
        let reason = reason(&url);
        assert!(reason.starts_with(&format!("there is no SCIM at `{url}`: ")), "{reason}");
        assert!(reason.contains("`/Groups` answered 404 with `application/"), "{reason}");
    }
}

#[test]
fn it_calls_json_what_is_none() {
    for (length, body, expected) in [
        (6, "<html>", "`application/scim+json`, but the body is no JSON"),
        (0, "", "`application/scim+json`, but the body is empty"),
        (13, "{\"up\":\"yes!\"}", "`application/scim+json`, but that is nothing of SCIM's"),
    ] {
        assert_eq!(body.len(), length);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/scim+json\r\ncontent-length: ";
        let answer: &'static str = format!("{head}{length}\r\n\r\n{body}").leak();
        let reason = reason(&always(answer.as_bytes()));
        assert!(reason.contains(expected), "{reason}");
    }
}

/// Without discovery, an error in SCIM's form tells as much as a list.
#[test]
fn it_is_scim_that_has_no_lists() {
    let url = http(service(), |request, response| {
        let path = request.uri().path();
        let urn = "urn:ietf:params:scim:api:messages:2.0:Error";
        let error = format!(r#"{{"schemas": ["{urn}"], "status": "501"}}"#);
        match path {
            "/Users" if request.method() == http::Method::GET => {
                Response::builder().status(501).body(Bytes::from(error)).unwrap()
            }
            "/Users" | "/Groups" => response,
            _ => Response::builder().status(404).body(Bytes::from("{}")).unwrap(),
        }
    });
    let report = run(&url, &["create.status"]).unwrap();
    assert_eq!(report.get("create.status").unwrap().status, Status::Passed, "{report}");
}

#[test]
fn it_is_no_web_server() {
    let reason = reason(&always(b"220 mail.example ESMTP\r\n"));
    assert!(reason.starts_with("no answer from"), "{reason}");
}

#[test]
fn the_answer_ends_too_early() {
    let url = always(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"schemas\":");
    let reason = reason(&url);
    assert!(reason.contains("ended before") || reason.contains("disconnected"), "{reason}");
}

#[test]
fn the_answer_goes_on_after_its_end() {
    let url = always(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"schemas\": []}");
    assert!(reason(&url).starts_with("there is no SCIM at"));
}

#[test]
fn the_answer_is_huge() {
    let huge = raw(|stream| {
        let _ = read(stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n[");
        while stream.write_all(&[b' '; 1 << 16]).is_ok() {}
    });
    let client = HttpClient::new(Duration::from_secs(10)).limit(1 << 20);
    let target = Target::over(&huge, client).unwrap();
    let reason = live::run(&target, &Options::new()).unwrap_err().to_string();
    assert!(reason.contains("the answer is larger than 1048576 bytes"), "{reason}");
}

#[test]
fn the_token_is_refused() {
    let url = always(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    let reason = reason(&url);
    assert!(
        reason.ends_with("answered 401: give a token with `--token`, or in `SCIM_TOKEN`"),
        "{reason}"
    );
    let url = always(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    let target = |url: &str| Target::over(url, HttpClient::new(TIMEOUT)).unwrap();
    let run = |target: Target| live::run(&target, &Options::new()).unwrap_err().to_string();
    let said = run(target(&url));
    assert!(
        said.ends_with("/Users` answered 403: give a token with `--token`, or in `SCIM_TOKEN`")
    );
    let said = run(target(&url).token("wrong").unwrap());
    assert!(said.ends_with("/Users` answered 403: is the token right, and may it read this?"));
}

/// The configuration is public, and tells nothing of the credentials.
#[test]
fn the_token_may_read_nothing_but_what_is_public() {
    let url = http(service(), |request, response| match request.uri().path() {
        "/ServiceProviderConfig" => response,
        _ => Response::builder().status(403).body(Bytes::new()).unwrap(),
    });
    assert!(reason(&url).contains("/Users` answered 403: give a token"), "{}", reason(&url));
}

/// What goes wrong after discovery is a failed check, and the run ends.
#[test]
fn it_stops_answering() {
    let service = service();
    let url = raw(move |stream: &mut TcpStream| {
        let mut copy = stream.try_clone().unwrap();
        let Some(request) = read(&mut copy) else { return };
        if request.uri().path() == "/Users" {
            thread::sleep(Duration::from_secs(60));
        }
        let _ = stream.write_all(&crate::serve::answered(&service, request));
    });
    let report = run(&url, &["create"]).unwrap();
    let failed: Vec<_> = report.with(Status::Failed).collect();
    assert!(!failed.is_empty(), "{report}");
    assert!(
        failed.iter().all(|one| one.message.contains("no whole answer within 0.4 s")),
        "{report}"
    );
    crate::report::expect_valid(&report.to_json());
}

#[test]
fn discovery_may_be_missing() {
    let url = http(service(), |request, response| {
        let path = request.uri().path();
        if ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"].contains(&path) {
            Response::builder().status(404).body(Bytes::new()).unwrap()
        } else {
            response
        }
    });
    let report = run(&url, &["create"]).unwrap();
    crate::report::expect_valid(&report.to_json());
    let notes = report.notes.join("\n");
    assert!(notes.contains("`/ServiceProviderConfig` answered 404; all features"), "{notes}");
    assert!(notes.contains("`/Schemas` answered 404; the RFC's schemas are taken"), "{notes}");
    assert!(notes.contains("`/ResourceTypes` answered 404; `/Users` and `/Groups`"), "{notes}");
    assert!(
        report.get("create.status").is_some_and(|one| one.status == Status::Passed),
        "{report}"
    );
}

/// A server that refuses a large body may close the connection before it has it.
#[test]
fn a_large_body_is_announced() {
    use scim_testkit::live::Transport;
    let url = raw(|stream| {
        use std::io::{BufRead, BufReader};
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut announced = false;
        while let Some(Ok(line)) =
            lines.next().filter(|line| line.as_ref().is_ok_and(|l| !l.is_empty()))
        {
            announced |= line.eq_ignore_ascii_case("expect: 100-continue");
        }
        let status = if announced { "413 Too Large" } else { "500 Unannounced" };
        let _ =
            write!(stream, "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    });
    let body = Bytes::from(vec![b' '; 10 << 20]);
    let request = http::Request::post(format!("{url}/Bulk")).body(body).unwrap();
    let answer = HttpClient::new(Duration::from_secs(5)).send(request).unwrap();
    assert_eq!(answer.status(), 413);
}
