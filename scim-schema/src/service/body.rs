//! Bodies of responses.

use super::parts::{Parts, Read, Rest};
use crate::message::ScimError;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a response: frames of about 64 KiB.
///
/// A long list is written into frames, one resource after the other, so that no response
/// needs one allocation of its size, and what was sent is freed while the rest is on its way. The
/// size is known, unless a store gives lists [in parts](super::Store::next_part): these are read
/// when the connection has taken what is before them.
///
/// ```
/// use http_body::Body as _;
/// use scim_schema::service::Body;
///
/// let body = Body::from(br#"{"totalResults":0}"#.to_vec());
/// assert_eq!(body.size_hint().exact(), Some(18));
/// assert!(Body::default().is_end_stream());
/// ```
#[derive(Default)]
pub struct Body {
    frames: VecDeque<Piece>,
    /// Of what is written so far.
    len: usize,
    /// Lists that are not read to their end.
    open: usize,
}

enum Piece {
    Frame(Bytes),
    Parts(Parts),
}

impl Body {
    /// The size of what is written so far.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The size, if it is known.
    pub(super) const fn exact_len(&self) -> Option<usize> {
        if self.open == 0 { Some(self.len) } else { None }
    }

    fn push(&mut self, frame: impl Into<Bytes>) {
        let frame = frame.into();
        if !frame.is_empty() {
            self.len += frame.len();
            self.frames.push_back(Piece::Frame(frame));
        }
    }

    #[cfg(test)]
    pub(super) fn concat(&self) -> Vec<u8> {
        let frames = self.frames.iter().map(|piece| match piece {
            Piece::Frame(bytes) => bytes,
            Piece::Parts(_) => panic!("it is not read to its end"),
        });
        frames.flatten().copied().collect()
    }
}

impl From<Vec<u8>> for Body {
    /// In one frame.
    fn from(bytes: Vec<u8>) -> Self {
        let mut body = Self::default();
        body.push(bytes);
        body
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    /// A fault of the store while it read a part of a list.
    type Error = ScimError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ScimError>>> {
        loop {
            let parts = match self.frames.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Frame(bytes)) => {
                    self.len -= bytes.len();
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Some(Piece::Parts(parts)) => parts.poll(task),
            };
            match parts {
                Read::Pending(parts) => {
                    self.frames.push_front(Piece::Parts(parts));
                    return Poll::Pending;
                }
                Read::Part(text, rest) => {
                    self.frames.push_front(Piece::Parts(rest));
                    return Poll::Ready(Some(Ok(Frame::data(text))));
                }
                Read::End => self.open -= 1,
                Read::Fault(error) => {
                    // nothing after it makes sense
                    *self = Self::default();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let known = self.len.try_into().unwrap_or(u64::MAX);
        if self.open == 0 {
            return SizeHint::with_exact(known);
        }
        let mut hint = SizeHint::new();
        hint.set_lower(known);
        hint
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("len", &self.len)
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}

/// A [`Body`] in the making. What writes JSON into a vector appends through
/// [`append`](Self::append); what writes to an [`io::Write`] writes to it.
#[derive(Default)]
pub(super) struct Frames {
    body: Body,
    open: Vec<u8>,
}

impl Frames {
    /// From this size on a frame is closed.
    const SIZE: usize = 64 * 1024;

    /// Lets `write` append to the open frame. Close to the unit of what is listed: a frame is
    /// closed between two calls, never within one.
    pub(super) fn append(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.open);
        if self.open.len() >= Self::SIZE {
            self.close(Self::SIZE + Self::SIZE / 8);
        }
    }

    /// The same, unless it would be more than so many bytes then, as far as they are written: the
    /// text stays as it was, and the answer is `false`.
    pub(super) fn append_within(&mut self, limit: usize, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        let before = self.open.len();
        write(&mut self.open);
        if self.body.len + self.open.len() > limit {
            self.open.truncate(before);
            return false;
        }
        // closed if it is full
        self.append(|_| ());
        true
    }

    /// What comes before all of it: a frame of its own, unless there is but one.
    pub(super) fn begin_with(&mut self, text: Vec<u8>) {
        if self.body.frames.is_empty() {
            let rest = std::mem::replace(&mut self.open, text);
            self.open.extend_from_slice(&rest);
        } else {
            self.body.len += text.len();
            self.body.frames.push_front(Piece::Frame(text.into()));
        }
    }

    /// What is read when all before it is sent, and what follows that.
    pub(super) fn rest(&mut self, rest: Rest) {
        self.close(0);
        self.body.frames.push_back(Piece::Parts(rest.parts));
        self.body.open += 1;
        self.open = rest.end;
    }

    fn close(&mut self, capacity: usize) {
        let full = std::mem::replace(&mut self.open, Vec::with_capacity(capacity));
        self.body.push(full);
    }
}

impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frames")
            .field("body", &self.body)
            .field("open", &self.open.len())
            .finish_non_exhaustive()
    }
}

impl io::Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.append(|open| open.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl From<Frames> for Body {
    fn from(mut frames: Frames) -> Self {
        frames.close(0);
        frames.body
    }
}

#[cfg(test)]
mod tests;
