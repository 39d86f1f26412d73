//! Answers that are compressed, as Okta's client accepts them.

use bytes::Bytes;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use http::Response;
use http::header::CONTENT_ENCODING;
use std::io::Read;

/// How large an answer may be.
const LIMIT: u64 = 16 << 20;

/// A response as it was before it was compressed; one that cannot be read stays as it is.
pub(super) fn decoded(response: Response<Bytes>) -> Response<Bytes> {
    let encoding = response.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let encoding = encoding.unwrap_or_default().to_ascii_lowercase();
    let body = &response.body()[..];
    let plain = match encoding.trim() {
        "gzip" | "x-gzip" => read(GzDecoder::new(body)),
        // with the header that the name asks for, or without it, as some have it
        "deflate" => read(ZlibDecoder::new(body)).or_else(|| read(DeflateDecoder::new(body))),
        _ => None,
    };
    match plain {
        Some(plain) => response.map(|_| plain),
        None => response,
    }
}

fn read(decoder: impl Read) -> Option<Bytes> {
    let mut plain = Vec::new();
    decoder.take(LIMIT).read_to_end(&mut plain).ok()?;
    Some(plain.into())
}
