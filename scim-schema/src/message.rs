//! The messages of the protocol (RFC 7644 section 8.2).

mod bulk;
mod error;
mod list_response;
mod scim_type;
mod search_request;

#[cfg(feature = "http1")]
pub(crate) use bulk::Members;
pub use bulk::{BulkOperation, BulkRequest, BulkResponse, BulkResult};
pub use error::ScimError;
pub use list_response::ListResponse;
pub use scim_type::ScimType;
pub use search_request::SearchRequest;

/// The URN of error responses (RFC 7644 section 3.12).
pub const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
/// The URN of list responses (RFC 7644 section 3.4.2).
pub const LIST_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// The URN of PATCH requests (RFC 7644 section 3.5.2).
pub const PATCH_OP_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The URN of searches by POST (RFC 7644 section 3.4.3).
pub const SEARCH_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/// The URN of bulk requests (RFC 7644 section 3.7).
pub const BULK_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// The URN of bulk responses (RFC 7644 section 3.7).
pub const BULK_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// What is wrong with a request that needs a body and has none.
pub(crate) const NO_BODY: &str = "there is no body; send a JSON object";

/// The text of a body.
///
/// # Errors
/// `400 invalidSyntax` for one that is not UTF-8.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, ScimError> {
    str::from_utf8(body).map_err(|error| {
        ScimError::invalid_syntax(format!(
            "the body is not UTF-8 from byte {}",
            error.valid_up_to()
        ))
    })
}
