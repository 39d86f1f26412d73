//! The program as it runs, asked over HTTP.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// With these arguments alone: each flag has a variable that stands in for it, and whoever runs the
/// tests may have set some.
pub(crate) fn directory(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_directory"));
    command.args(arguments).env_remove("RUST_LOG");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("DIRECTORY_") {
            command.env_remove(name);
        }
    }
    command
}

/// Sends requests to a server that may be gone.
pub(crate) struct Client {
    address: String,
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
        Self::logging(arguments, "trace")
    }

    /// The same, and logs so much.
    pub(crate) fn logging(arguments: &[&str], level: &str) -> Self {
        let log = std::env::temp_dir().join(format!("directory-{}.log", uuid::Uuid::new_v4()));
        let mut process = directory(arguments)
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .env("RUST_LOG", level)
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

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks it to end: `SIGTERM`.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// How it ended.
    pub(crate) fn wait(&mut self) -> std::process::ExitStatus {
        self.process.wait().unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        Client { address: self.address.clone() }
    }

    /// Ends it at once, whatever it does: `SIGKILL`.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// What a request with these headers answers: status, head and body.
    pub(crate) fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> (u16, String, String) {
        self.client().try_raw(method, path, headers, body).unwrap()
    }

    /// The same with the token `token`, below the base path.
    pub(crate) fn send(&self, method: &str, path: &str, body: &Value) -> (u16, String, String) {
        self.client().try_send(method, path, body).unwrap()
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Client {
    /// `None` where the server did not answer to the end.
    fn try_raw(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> Option<(u16, String, String)> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            body.len(),
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let head = head.to_ascii_lowercase();
        if head.contains("transfer-encoding: chunked") {
            let body = unchunked(body)?;
            return Some((status, head, body));
        }
        // a server that is killed ends an answer anywhere
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let is_whole = length.is_none_or(|length| length.parse() == Ok(body.len()));
        is_whole.then(|| (status, head, body.to_owned()))
    }

    /// The same, if the resource has this version; status and body.
    pub(crate) fn send_if(
        &self,
        method: &str,
        path: &str,
        version: &str,
        body: &Value,
    ) -> Option<(u16, String)> {
        let headers = format!(
            "Authorization: Bearer token\r\nContent-Type: application/scim+json\r\nIf-Match: {version}\r\n"
        );
        let path = format!("/scim/v2{path}");
        let (status, _, body) = self.try_raw(method, &path, &headers, &body.to_string())?;
        Some((status, body))
    }

    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Option<(u16, String, String)> {
        let headers = "Authorization: Bearer token\r\nContent-Type: application/scim+json\r\n";
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.try_raw(method, &format!("/scim/v2{path}"), headers, &body)
    }
}

/// The chunks of a body (RFC 9112 section 7.1): what has members comes in parts.
fn unchunked(mut body: &str) -> Option<String> {
    let mut text = String::new();
    loop {
        let (size, rest) = body.split_once("\r\n")?;
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(text);
        }
        let (chunk, rest) = rest.split_at_checked(size)?;
        text += chunk;
        body = rest.strip_prefix("\r\n")?;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}
