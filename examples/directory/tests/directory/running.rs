//! The program as it runs, asked over HTTP.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

pub(crate) fn directory(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_directory"));
    command.args(arguments).env_remove("RUST_LOG");
    command
}

/// Stops the server even if the test fails.
pub(crate) struct Server {
    process: Child,
    log: PathBuf,
    address: String,
    /// What it said when it began.
    pub(crate) said: Vec<String>,
}

impl Server {
    /// Listens on a free port, and logs all there is.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let log = std::env::temp_dir().join(format!("directory-{}.log", uuid::Uuid::new_v4()));
        let mut process = directory(arguments)
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .env("RUST_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let out = BufReader::new(process.stdout.take().unwrap());
        let mut said = Vec::new();
        for line in out.lines().map(Result::unwrap) {
            let last = line.starts_with("curl ");
            said.push(line);
            if last {
                break;
            }
        }
        let url = said[0].split_whitespace().last().unwrap();
        let address = url.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
        Self { process, log, address, said }
    }

    /// What a request with these headers answers: status, head and body.
    pub(crate) fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            body.len(),
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let head = head.to_ascii_lowercase();
        let whole = !head.contains("transfer-encoding: chunked");
        let body = if whole { body.to_owned() } else { unchunked(body) };
        (status, head, body)
    }

    /// The same with the token `token`, below the base path.
    pub(crate) fn send(&self, method: &str, path: &str, body: &Value) -> (u16, String, String) {
        let headers = "Authorization: Bearer token\r\nContent-Type: application/scim+json\r\n";
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.raw(method, &format!("/scim/v2{path}"), headers, &body)
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

/// The chunks of a body (RFC 9112 section 7.1): what has members comes in parts.
fn unchunked(mut body: &str) -> String {
    let mut text = String::new();
    loop {
        let (size, rest) = body.split_once("\r\n").unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return text;
        }
        let (chunk, rest) = rest.split_at(size);
        text += chunk;
        body = rest.strip_prefix("\r\n").unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}
