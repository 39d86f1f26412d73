//! Bodies of responses.

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a response: frames of about 64 KiB whose sum is known.
///
/// A long list is written into frames, one resource after the other, so that no response
/// needs one allocation of its size, and what was sent is freed while the rest is on its way.
#[derive(Debug, Default)]
pub struct Body {
    frames: VecDeque<Bytes>,
    len: usize,
}

impl Body {
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    #[cfg(test)]
    pub(super) fn concat(&self) -> Vec<u8> {
        self.frames.iter().flatten().copied().collect()
    }
}

impl From<Vec<u8>> for Body {
    /// In one frame.
    fn from(bytes: Vec<u8>) -> Self {
        let len = bytes.len();
        let frame = (len > 0).then(|| Bytes::from(bytes));
        Self { frames: frame.into_iter().collect(), len }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some(bytes) = self.frames.pop_front() else { return Poll::Ready(None) };
        self.len -= bytes.len();
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len.try_into().unwrap_or(u64::MAX))
    }
}

/// A [`Body`] in the making. What writes JSON into a vector appends through
/// [`append`](Self::append); what writes to an [`io::Write`] writes to it.
#[derive(Debug, Default)]
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

    fn close(&mut self, capacity: usize) {
        let full = std::mem::replace(&mut self.open, Vec::with_capacity(capacity));
        if !full.is_empty() {
            self.body.len += full.len();
            self.body.frames.push_back(full.into());
        }
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
