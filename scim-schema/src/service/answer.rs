//! Building responses.

use super::Body;
use crate::message::ScimError;
use crate::resource::ScimResource;
use crate::write::location;
use http::header::{
    ALLOW, CONTENT_LENGTH, CONTENT_LOCATION, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use http::{HeaderName, HeaderValue, Response, StatusCode};

/// The media type of every body (RFC 7644 section 3.1).
const SCIM_JSON: HeaderValue = HeaderValue::from_static("application/scim+json");

/// A response without a body.
pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::default());
    *response.status_mut() = status;
    response
}

/// A response without a body to a write, with the version that it made.
pub(super) fn version_only(status: StatusCode, tag: Option<&str>) -> Response<Body> {
    let mut response = empty(status);
    version(&mut response, tag);
    response
}

/// A response with a body.
pub(super) fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, SCIM_JSON);
    response
}

/// A response with a resource, its version and its text.
pub(super) fn resource<R: ScimResource>(
    status: StatusCode,
    resource: &R,
    tag: Option<&str>,
    base: &str,
    text: Body,
) -> Response<Body> {
    let mut response = json(status, text);
    let location = location(resource, base);
    if status == StatusCode::CREATED {
        set(&mut response, LOCATION, &location);
    }
    named(&mut response, &location, tag);
    response
}

/// The `304` to a client that has the resource already: with the headers that tell which one
/// (RFC 9110 section 15.4.5).
pub(super) fn not_modified<R: ScimResource>(
    resource: &R,
    tag: Option<&str>,
    base: &str,
) -> Response<Body> {
    let mut response = empty(StatusCode::NOT_MODIFIED);
    named(&mut response, &location(resource, base), tag);
    response
}

/// Says which resource a response is of: the same as `meta.location` and `meta.version` (RFC 7643
/// section 3.1).
fn named(response: &mut Response<Body>, location: &str, tag: Option<&str>) {
    set(response, CONTENT_LOCATION, location);
    version(response, tag);
}

/// Sets `ETag`, if there is a version.
fn version(response: &mut Response<Body>, version: Option<&str>) {
    if let Some(version) = version {
        set(response, ETAG, version);
    }
}

/// An error: its body, and the headers that its status asks for.
pub(super) fn error(error: &ScimError, challenge: &'static str) -> Response<Body> {
    // an error of a status that HTTP does not have is a fault of the application
    let status = StatusCode::from_u16(error.status())
        .ok()
        .filter(|status| status.is_client_error() || status.is_server_error());
    let Some(status) = status else {
        let fault = ScimError::internal(format!("an error with the status {}", error.status()));
        return json(StatusCode::INTERNAL_SERVER_ERROR, crate::discovery::json(&fault));
    };
    let mut response = json(status, crate::discovery::json(error));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The `405` of a path that knows other methods, which `Allow` names.
pub(super) fn method_not_allowed(allowed: &'static str) -> Response<Body> {
    let named = allowed.replace(", ", "`, `");
    let what = ScimError::new(405, format!("the method is not offered here; use `{named}`"));
    let mut response = error(&what, "");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}

/// The response to HEAD: the headers of GET. What has no body with GET either says no length: in a
/// `304` it would be that of the `200`, in a `204` there is none (RFC 9110 section 8.6).
pub(super) fn without_body(response: &mut Response<Body>) {
    let has_none = matches!(response.status(), StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT);
    if let Some(length) = response.body().exact_len().filter(|_| !has_none) {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = Body::default();
}

/// Sets a header. Locations and versions are visible ASCII but where a model's version is not;
/// such a version is in the body only.
pub(super) fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
