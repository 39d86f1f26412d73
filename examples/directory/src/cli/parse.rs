//! What the values of flags may be.

use scim_schema::service::RateLimit;
use scim_schema::value::Secret;
use std::convert::Infallible;
use std::fmt::Display;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

/// A path with a slash before it and none after.
pub(super) fn base_path(text: &str) -> Result<String, String> {
    let path = text.trim_end_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    if !(path.is_empty() || path.starts_with('/')) || !path.chars().all(plain) {
        return Err("expected a path such as `/scim/v2`".to_owned());
    }
    Ok(path.to_owned())
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "expected an address such as `127.0.0.1:8080`".to_owned())
}

/// A number, and no less than this.
pub(super) fn at_least<N>(least: N) -> impl Fn(&str) -> Result<N, String> + Clone
where
    N: Copy + Display + PartialOrd + FromStr,
{
    move |text| {
        let number = text.parse().ok().filter(|number| *number >= least);
        number.ok_or_else(|| format!("expected a number, {least} or more"))
    }
}

pub(super) fn rate_limit(text: &str) -> Result<RateLimit, String> {
    let parts = text.split_once('/').and_then(|(requests, seconds)| {
        Some((requests.parse().ok()?, seconds.parse().ok().filter(|n| *n > 0)?))
    });
    let (requests, seconds) = parts.ok_or("expected `N/SECONDS`, such as `600/60`")?;
    let per = Duration::from_secs(seconds);
    if per > RateLimit::LONGEST {
        let most = RateLimit::LONGEST.as_secs();
        return Err(format!("expected at most {most} seconds, which is a year"));
    }
    Ok(RateLimit::new(requests, per))
}

pub(super) fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest)
            if !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', ' ']) =>
        {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("expected a URL such as `https://scim.example.com/scim/v2`".to_owned()),
    }
}

/// Never refuses one, as the message would show it; see [`Cli::tokens`](super::Cli::tokens).
#[expect(clippy::unnecessary_wraps, reason = "what clap calls")]
pub(super) fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}
