//! The headers whose values no report and no snapshot shows.

/// Whether a header has credentials, or what stands for them; its name in lower case.
pub(crate) fn is_secret(name: &str) -> bool {
    matches!(name, "authorization" | "cookie" | "proxy-authorization" | "set-cookie")
}
