//! The URL that a client reaches the service at, which locations are below.

use http::header::HOST;
use http::request::Parts;
use http::uri::Authority;

/// The URL that the request itself names: `http` unless the URI says otherwise, the authority of
/// the URI or else of `Host`, and the base path. Without a usable authority it is the path alone.
///
/// Headers that proxies add say nothing here: whoever asks could send them.
pub(super) fn of(request: &Parts, base_path: &str) -> String {
    let authority = match request.uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers.get(HOST).and_then(|host| host.to_str().ok()),
    };
    let scheme = request.uri.scheme_str().unwrap_or("http");
    match authority.filter(|text| is_host(text)) {
        Some(authority) => format!("{scheme}://{authority}{base_path}"),
        None => base_path.to_owned(),
    }
}

/// A host and perhaps a port, and no name and password.
fn is_host(text: &str) -> bool {
    text.parse::<Authority>().is_ok()
        && text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
        })
}

#[cfg(test)]
mod tests;
