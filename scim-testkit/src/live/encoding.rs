//! Answers that are compressed, as some clients accept them.

use bytes::Bytes;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use http::Response;
use http::header::CONTENT_ENCODING;
use std::io::Read;

/// A response as it was before it was compressed; one that cannot be read stays as it is.
///
/// # Errors
/// When it has more bytes than `limit`.
pub(crate) fn decoded(response: Response<Bytes>, limit: u64) -> Result<Response<Bytes>, String> {
    let encoding = response.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let encoding = encoding.unwrap_or_default().to_ascii_lowercase();
    let body = &response.body()[..];
    let plain = match encoding.trim() {
        "gzip" | "x-gzip" => read(GzDecoder::new(body), limit),
        // with the header that the name asks for, or without it, as some have it
        "deflate" => {
            read(ZlibDecoder::new(body), limit).or_else(|| read(DeflateDecoder::new(body), limit))
        }
        _ => None,
    };
    match plain {
        Some(plain) if u64::try_from(plain.len()).is_ok_and(|length| length > limit) => {
            Err(format!(
                "the answer is larger than {limit} bytes, once decompressed (see `--max-answer`)"
            ))
        }
        Some(plain) => Ok(response.map(|_| plain)),
        None => Ok(response),
    }
}

/// All of it, or one byte more than the limit.
fn read(decoder: impl Read, limit: u64) -> Option<Bytes> {
    let mut plain = Vec::new();
    decoder.take(limit.saturating_add(1)).read_to_end(&mut plain).ok()?;
    Some(plain.into())
}
