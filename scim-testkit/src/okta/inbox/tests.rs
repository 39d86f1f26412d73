use super::Inbox;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

fn post(inbox: &Inbox, request: &str) -> String {
    let mut stream = TcpStream::connect(inbox.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn body(body: &str) -> String {
    format!("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn tokens_and_json_arrive_and_nothing_else() {
    let inbox = Inbox::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    // {"alg":"none"} and {"a":"?>~"}
    let token = "eyJhbGciOiJub25lIn0.eyJhIjoiPz5-In0.";
    assert!(post(&inbox, &body(token)).starts_with("HTTP/1.1 202 "));
    assert!(post(&inbox, &body(r#"{"b":1}"#)).starts_with("HTTP/1.1 202 "));
    assert_eq!(inbox.take(), [json!({"a": "?>~"}), json!({"b": 1})]);
    for wrong in ["", "x", "a.b.c", "a.!.c", "[1]"] {
        let answer = post(&inbox, &body(wrong));
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("invalid_request"));
    }
    assert!(post(&inbox, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 405 "));
    let endless = "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n";
    assert!(post(&inbox, endless).starts_with("HTTP/1.1 411 "));
    assert_eq!(inbox.take(), Vec::<serde_json::Value>::new());
}

#[test]
fn it_listens_on_this_machine_alone() {
    let error = Inbox::listen("0.0.0.0:0".parse().unwrap()).unwrap_err();
    assert!(error.to_string().contains("127.0.0.1:9000"), "{error}");
}
