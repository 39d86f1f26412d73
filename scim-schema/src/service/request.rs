//! Reading requests within bounds.

use crate::message::ScimError;
use crate::query::{Parameters, Precondition};
use bytes::Buf;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use std::future::poll_fn;
use std::pin::pin;

/// The query parameters.
pub(super) fn parameters(request: &Parts) -> Result<Parameters, ScimError> {
    Parameters::parse(request.uri.query().unwrap_or(""))
}

/// What `If-Match` and `If-None-Match` say.
pub(super) fn precondition(headers: &HeaderMap) -> Result<Precondition, ScimError> {
    // several headers of one name are one list (RFC 9110 section 5.3)
    let list = |name: HeaderName| -> Option<String> {
        let values: Vec<_> = headers
            .get_all(name)
            .iter()
            // what is not text is no entity tag we gave; a bare quote is refused as malformed
            .map(|value| value.to_str().unwrap_or("\""))
            .collect();
        (!values.is_empty()).then(|| values.join(","))
    };
    Precondition::parse(list(IF_MATCH).as_deref(), list(IF_NONE_MATCH).as_deref())
}

/// Whether a body can be read: JSON by its name, or nameless, and as it is.
pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), ScimError> {
    let is = |header: &[u8], names: &[&[u8]]| {
        let name = header.split(|byte| *byte == b';').next().unwrap_or(header).trim_ascii();
        names.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let json: [&[u8]; 2] = [b"application/scim+json", b"application/json"];
    if headers.get(CONTENT_TYPE).is_some_and(|value| !is(value.as_bytes(), &json)) {
        return Err(ScimError::new(
            415,
            "the content type is not JSON; send `Content-Type: application/scim+json`",
        ));
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|value| !is(value.as_bytes(), &[b"identity"])) {
        return Err(ScimError::new(415, "the body is encoded; send it without `Content-Encoding`"));
    }
    Ok(())
}

/// The whole body, as long as it is within the limit; what is beyond is not read.
pub(super) async fn body<B: http_body::Body>(
    headers: &HeaderMap,
    body: B,
    limit: usize,
) -> Result<Vec<u8>, ScimError> {
    let too_large = || {
        ScimError::too_large(format!(
            "the body has more than {limit} bytes; send less, or several requests"
        ))
    };
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let announced = length.unwrap_or(0).max(body.size_hint().lower());
    let announced = usize::try_from(announced).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(too_large());
    }
    let mut body = pin!(body);
    let mut bytes = Vec::with_capacity(announced);
    while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        let frame = frame.map_err(|_| ScimError::invalid_syntax("the body broke off"))?;
        let Ok(mut data) = frame.into_data() else { continue };
        if data.remaining() > limit - bytes.len() {
            return Err(too_large());
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            bytes.extend_from_slice(chunk);
            let read = chunk.len();
            data.advance(read);
        }
    }
    Ok(bytes)
}
