//! The `Host` of a request, which hyper leaves to its application.

use axum::http::header::HOST;
use axum::http::{Request, Version};
use std::net::Ipv6Addr;

/// Whether a request names its host as it must (RFC 9112 section 3.2): once, but for HTTP/1.0, which
/// need not, and later versions, which name it elsewhere.
///
/// # Errors
/// What the client has to change.
pub(super) fn check<B>(request: &Request<B>) -> Result<(), &'static str> {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if request.version() == Version::HTTP_11 => {
            Err("the request has no `Host`; send the host of the URL, such as `Host: example.com`")
        }
        (None, _) => Ok(()),
        (Some(_), Some(_)) => {
            Err("the request has more than one `Host`; send that of the URL alone")
        }
        (Some(host), None) if host.to_str().is_ok_and(is_host) => Ok(()),
        (Some(_), None) => Err(
            "`Host` is no host; send that of the URL, such as `example.com`, `[::1]` or `127.0.0.1:8080`",
        ),
    }
}

/// Whether this is a host and perhaps a port (RFC 3986 section 3.2.2). It cannot be empty, as that of
/// an `http` URL cannot (RFC 9110 section 4.2.1).
fn is_host(text: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((address, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        let is_rest = rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
        return is_rest && address.parse::<Ipv6Addr>().is_ok();
    }
    let (name, port) = text.split_once(':').unwrap_or((text, ""));
    !name.is_empty() && name.bytes().all(is_of_a_name) && is_port(port)
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_host_is_a_name_or_an_address_and_perhaps_a_port() {
        for host in [
            "localhost",
            "scim.example.com:8443",
            "example.com:",
            "127.0.0.1:8080",
            "[::1]",
            "[2001:db8::1]:443",
            "x_y.example",
            "xn--bcher-kva.example",
        ] {
            assert!(is_host(host), "{host}");
        }
        for other in [
            "", ":80", "a b", "a, b", "a/b", "a:b", "a:1:2", "u@a", "http://a", "a?b", "a#b",
            "a\\b", "<a>", "[::1", "::1", "[a]", "[::1]x", "[::1]:x", "[]",
        ] {
            assert!(!is_host(other), "{other}");
        }
    }
}
