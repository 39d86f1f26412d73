//! One connection of HTTP/1.1: as much of it as an answer needs.

use axum::http::StatusCode;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// No answer takes longer, and none is larger.
const PATIENCE: Duration = Duration::from_secs(30);
const LARGEST: usize = 1 << 24;

pub(crate) struct Connection {
    address: SocketAddr,
    /// Nothing after an answer that ends the connection.
    stream: Option<TcpStream>,
    opened: usize,
    buffer: Vec<u8>,
    /// A body that came in chunks, put together.
    whole: Vec<u8>,
}

pub(crate) struct Answer<'a> {
    pub(crate) status: StatusCode,
    pub(crate) body: &'a [u8],
}

/// What a head says.
struct Head {
    status: StatusCode,
    /// Where the body begins.
    end: usize,
    length: Length,
    closes: bool,
}

enum Length {
    Bytes(usize),
    Chunks,
    ToTheEnd,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Result<Connection> {
        let mut connection = Connection {
            address,
            stream: None,
            opened: 0,
            buffer: Vec::with_capacity(1 << 16),
            whole: Vec::new(),
        };
        connection.stream = Some(connection.stream()?);
        Ok(connection)
    }

    /// How many connections there were: one, if the server keeps it.
    pub(crate) fn opened(&self) -> usize {
        self.opened
    }

    fn stream(&mut self) -> Result<TcpStream> {
        if let Some(stream) = self.stream.take() {
            return Ok(stream);
        }
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        self.opened += 1;
        Ok(stream)
    }

    pub(crate) fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        let mut stream = self.stream()?;
        stream.write_all(request)?;
        self.buffer.clear();
        let head = loop {
            if !self.more(&mut stream)? {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if let Some(head) = head(&self.buffer)? {
                break head;
            }
        };
        let (mut closes, mut chunked) = (head.closes, false);
        let end = loop {
            let body = self.buffer.get(head.end..).unwrap_or_default();
            let end = match head.length {
                Length::Bytes(length) => (body.len() >= length).then_some(head.end + length),
                Length::Chunks => {
                    chunked = true;
                    self.whole.clear();
                    chunks(body, &mut self.whole)?.then_some(self.buffer.len())
                }
                Length::ToTheEnd => None,
            };
            if let Some(end) = end {
                break end;
            }
            if !self.more(&mut stream)? {
                if !matches!(head.length, Length::ToTheEnd) {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                closes = true;
                break self.buffer.len();
            }
        };
        if !closes {
            self.stream = Some(stream);
        }
        let body =
            if chunked { &self.whole } else { self.buffer.get(head.end..end).unwrap_or_default() };
        Ok(Answer { status: head.status, body })
    }

    /// Reads what has come; false at the end.
    fn more(&mut self, stream: &mut TcpStream) -> Result<bool> {
        let mut part = [0; 1 << 14];
        let read = stream.read(&mut part)?;
        self.buffer.extend_from_slice(part.get(..read).unwrap_or_default());
        if self.buffer.len() > LARGEST {
            return Err(Error::other("the answer is too large"));
        }
        Ok(read > 0)
    }
}

/// The head, if it is there.
fn head(buffer: &[u8]) -> Result<Option<Head>> {
    let Some(length) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let wrong = || Error::from(ErrorKind::InvalidData);
    let text = buffer.get(..length).and_then(|head| std::str::from_utf8(head).ok());
    let mut lines = text.ok_or_else(wrong)?.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let old = first.next() == Some("HTTP/1.0");
    let status = first.next().and_then(|status| status.parse().ok()).ok_or_else(wrong)?;
    let is_bodyless = status == StatusCode::NO_CONTENT;
    let body = if is_bodyless { Length::Bytes(0) } else { Length::ToTheEnd };
    let mut head = Head { status, end: length + 4, length: body, closes: old };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            head.length = Length::Bytes(value.parse().map_err(|_| wrong())?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            head.length = Length::Chunks;
        } else if name.eq_ignore_ascii_case("connection") {
            head.closes = !value.eq_ignore_ascii_case("keep-alive");
        }
    }
    Ok(Some(head))
}

/// The chunks of a body put together; false where the last is not there yet.
fn chunks(mut body: &[u8], to: &mut Vec<u8>) -> Result<bool> {
    loop {
        let Some(line) = body.windows(2).position(|two| two == b"\r\n") else { return Ok(false) };
        let size = body.get(..line).and_then(|size| std::str::from_utf8(size).ok());
        let size = size.and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.ok_or(ErrorKind::InvalidData)?;
        let (start, end) = (line + 2, line + 2 + size);
        if body.len() < end + 2 {
            return Ok(false);
        }
        if size == 0 {
            return Ok(true);
        }
        to.extend_from_slice(body.get(start..end).unwrap_or_default());
        body = body.get(end + 2..).unwrap_or_default();
    }
}
