//! Where the events of a server arrive.

use scim_schema::value::Binary;
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// As much of a request as is read, in bytes.
const MOST: u64 = 1 << 20;
/// How long a server may take to send one.
const PATIENCE: Duration = Duration::from_secs(10);

/// A receiver of events on this machine (RFC 8935): a server posts each one, as a security event
/// token or as JSON, with its length.
///
/// Who signed a token is not looked at: it is the test that knows what it caused. Any path does, and the
/// receiver listens as long as the process runs.
///
/// ```
/// use scim_testkit::okta::{Inbox, Options};
///
/// let inbox = Inbox::listen("127.0.0.1:0".parse().unwrap())?;
/// println!("post events to http://{}/events", inbox.address());
/// let options = Options::new().events(move || inbox.take());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Inbox {
    address: SocketAddr,
    arrived: Arc<Mutex<Vec<Value>>>,
}

impl Inbox {
    /// Listens on an address of this machine; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address is one of the network, or cannot be listened on.
    pub fn listen(address: SocketAddr) -> io::Result<Self> {
        if !address.ip().is_loopback() {
            let text = format!(
                "`{address}` is not on this machine; write an address such as `127.0.0.1:9000`"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let arrived = Arc::<Mutex<Vec<Value>>>::default();
        let inbox = Arc::clone(&arrived);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let inbox = Arc::clone(&inbox);
                thread::spawn(move || {
                    // a server that went away posts again
                    let _ = receive(&stream, &inbox);
                });
            }
        });
        Ok(Self { address, arrived })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes the events that arrived since the last time: of tokens, their claims.
    #[must_use]
    pub fn take(&self) -> Vec<Value> {
        std::mem::take(&mut *self.arrived.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads one request, and answers it.
fn receive(stream: &TcpStream, inbox: &Mutex<Vec<Value>>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.take(MOST));
    let (mut line, mut length) = (String::new(), None);
    reader.read_line(&mut line)?;
    let is_post = line.starts_with("POST ");
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
            }
            Some((name, _)) if name.eq_ignore_ascii_case("expect") => {
                (&*stream).write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            Some(_) => {}
            None => break,
        }
    }
    let Some(length) = length.filter(|length| *length < MOST && is_post) else {
        return answer(
            stream,
            if is_post { "411 Length Required" } else { "405 Method Not Allowed" },
        );
    };
    let mut body = String::new();
    let read = reader.take(length).read_to_string(&mut body);
    match read.ok().and_then(|_| event(&body)) {
        Some(event) => {
            inbox.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            answer(stream, "202 Accepted")
        }
        None => answer(stream, "400 Bad Request"),
    }
}

fn answer(mut stream: &TcpStream, status: &str) -> io::Result<()> {
    // RFC 8935 section 2.3
    let body = if status.starts_with("400") {
        r#"{"err":"invalid_request","description":"expected a security event token, or JSON"}"#
    } else {
        ""
    };
    let length = body.len();
    let kind = "content-type: application/json";
    let head = format!("HTTP/1.1 {status}\r\n{kind}\r\ncontent-length: {length}\r\n");
    stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes())
}

/// JSON, or the claims of a token.
fn event(body: &str) -> Option<Value> {
    let body = body.trim();
    if body.starts_with('{') {
        return serde_json::from_str(body).ok();
    }
    let claims = Binary::parse(body.split('.').nth(1)?).ok()?.decode();
    serde_json::from_slice(&claims).ok()
}

#[cfg(test)]
mod tests;
