//! Bulk requests and responses (RFC 7644 section 3.7).

mod members;
#[cfg(test)]
mod tests;

pub(crate) use members::Members;

use super::{BULK_REQUEST_URN, BULK_RESPONSE_URN, ScimError, ScimType, utf8};
use crate::dialect::{Dialect, Tolerance};
use crate::json::kind;
use crate::limits::Limits;
use members::Limited;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// Several operations in one request, in the order of the client.
///
/// ```
/// use scim_schema::dialect::Dialect;
/// use scim_schema::limits::Limits;
/// use scim_schema::message::BulkRequest;
///
/// let body = br#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,
///     "Operations":[{"method":"DELETE","path":"/Users/7","version":"W/\"3\""}]}"#;
/// let request = BulkRequest::parse(body, Dialect::RFC, &Limits::DEFAULT).unwrap();
/// assert_eq!(request.fail_on_errors, Some(1));
/// assert_eq!(request.operations[0].path.as_deref(), Some("/Users/7"));
/// ```
#[derive(Debug, Clone, Default)]
#[expect(clippy::exhaustive_structs, reason = "the message has no other members")]
pub struct BulkRequest<'a> {
    /// After so many errors the rest is not run; `None` runs everything.
    pub fail_on_errors: Option<u64>,
    /// The operations.
    pub operations: Vec<BulkOperation<'a>>,
}

/// One operation of a [`BulkRequest`]. What a kind of operation must have is for the service
/// provider to check: each has its own answer.
///
/// ```
/// use scim_schema::message::{BulkOperation, BulkRequest};
/// use serde_json::value::to_raw_value;
///
/// let group = to_raw_value(&serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
///     "displayName": "Guides",
///     "members": [{ "value": "bulkId:babs" }]
/// }))?;
/// let operation = BulkOperation {
///     method: "POST".to_owned(),
///     path: Some("/Groups".to_owned()),
///     bulk_id: Some("guides".to_owned()),
///     data: Some(&group),
///     ..BulkOperation::default()
/// };
/// let request = BulkRequest { fail_on_errors: None, operations: vec![operation] };
/// let json = serde_json::to_value(&request)?;
/// assert_eq!(json["Operations"][0]["data"]["members"][0]["value"], "bulkId:babs");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_structs, reason = "the message has no other members")]
pub struct BulkOperation<'a> {
    /// The HTTP method: `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: String,
    /// What other operations call the resource that this one creates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bulk_id: Option<String>,
    /// The version of the resource that the operation is meant for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The endpoint or resource, relative to the base URL: `/Users/7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The body of the operation, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<&'a RawValue>,
}

/// What became of the operations of a [`BulkRequest`].
///
/// ```
/// use scim_schema::message::{BulkResponse, BulkResult};
///
/// let deleted = BulkResult { method: "DELETE".into(), status: 204, ..BulkResult::default() };
/// let json = serde_json::to_string(&BulkResponse { operations: vec![deleted] })?;
/// assert!(json.contains(r#""Operations":[{"method":"DELETE""#), "{json}");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[expect(clippy::exhaustive_structs, reason = "the message has no other members")]
pub struct BulkResponse {
    /// One result for each operation that was run.
    pub operations: Vec<BulkResult>,
}

/// What became of one operation.
///
/// ```
/// use scim_schema::message::{BulkResult, ScimError};
///
/// let result = BulkResult {
///     method: "DELETE".to_owned(),
///     location: Some("https://example.com/scim/v2/Users/7".to_owned()),
///     status: 404,
///     response: Some(ScimError::not_found("User", "7")),
///     ..BulkResult::default()
/// };
/// let json = serde_json::to_value(&result)?;
/// assert_eq!(json["status"], "404");
/// assert_eq!(json["response"]["detail"], "no User has the id `7`");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_structs, reason = "the message has no other members")]
pub struct BulkResult {
    /// The HTTP method.
    pub method: String,
    /// What the request called the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bulk_id: Option<String>,
    /// The version of the resource afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The URI of the resource; not of one that could not be created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The HTTP status, on the wire as text.
    #[serde(serialize_with = "as_text")]
    pub status: u16,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ScimError>,
}

impl<'a> BulkRequest<'a> {
    /// Reads a body within [`Limits::bulk_payload`], of as many operations as
    /// [`Limits::bulk_operations`] allows. Names ignore case, and unknown members are ignored.
    ///
    /// # Errors
    /// `400 invalidSyntax` for what is not JSON or not a bulk request, `400 invalidValue` for a
    /// `failOnErrors` that counts nothing, and `413` for what is beyond a limit.
    pub fn parse(body: &'a [u8], dialect: Dialect, limits: &Limits) -> Result<Self, ScimError> {
        if body.len() > limits.bulk_payload {
            return Err(Self::too_large(limits));
        }
        let members = Members::parse(utf8(body)?)?;
        if !dialect.accepts(Tolerance::Schemas) {
            check_schemas(members.get("schemas")?)?;
        }
        let fail_on_errors = members.get("failOnErrors")?.filter(|raw| raw.get() != "null");
        let fail_on_errors = fail_on_errors.map(|raw| match raw.get().parse::<u64>() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(ScimError::invalid_value(kind(raw.get()), "a whole number from 1")
                .at("failOnErrors")),
        });
        let raw = members.get("Operations")?;
        let raw =
            raw.ok_or_else(|| ScimError::invalid_syntax("`Operations` is missing; add it"))?;
        let mut operations = Vec::new();
        for (index, members) in Limited::parse(raw, limits.bulk_operations)?.into_iter().enumerate()
        {
            let operation = BulkOperation::read(&members)
                .map_err(|error| error.at(format!("[{index}]")).at("Operations"))?;
            operations.push(operation);
        }
        Ok(Self { fail_on_errors: fail_on_errors.transpose()?, operations })
    }

    /// The error of a body with too many bytes, which names the limit (7644-3.7.4-04).
    pub(crate) fn too_large(limits: &Limits) -> ScimError {
        ScimError::too_large(format!(
            "the bulk request has more than {} bytes (`maxPayloadSize`); send several requests",
            limits.bulk_payload
        ))
    }
}

impl fmt::Debug for BulkOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the data may hold a password
        f.debug_struct("BulkOperation")
            .field("method", &self.method)
            .field("bulk_id", &self.bulk_id)
            .field("version", &self.version)
            .field("path", &self.path)
            .field("data_bytes", &self.data.map(|data| data.get().len()))
            .finish_non_exhaustive()
    }
}

impl<'a> BulkOperation<'a> {
    fn read(members: &Members<'a>) -> Result<Self, ScimError> {
        let method = members.text("method")?;
        let data = members.get("data")?.filter(|raw| raw.get() != "null");
        Ok(Self {
            method: method
                .ok_or_else(|| ScimError::invalid_syntax("missing; add it").at("method"))?,
            bulk_id: members.text("bulkId")?,
            version: members.text("version")?,
            path: members.text("path")?,
            data,
        })
    }
}

fn check_schemas(given: Option<&RawValue>) -> Result<(), ScimError> {
    let urns = given.and_then(|raw| serde_json::from_str::<Vec<String>>(raw.get()).ok());
    match urns {
        Some(urns) if urns.iter().any(|urn| urn.eq_ignore_ascii_case(BULK_REQUEST_URN)) => Ok(()),
        _ => {
            let expected = format!("expected an array with `{BULK_REQUEST_URN}`");
            Err(ScimError::bad_request(ScimType::InvalidSyntax, expected).at("schemas"))
        }
    }
}

fn as_text<S: Serializer>(status: &u16, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(status)
}

impl Serialize for BulkRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut request = serializer.serialize_struct("BulkRequest", 3)?;
        request.serialize_field("schemas", &[BULK_REQUEST_URN])?;
        if let Some(count) = self.fail_on_errors {
            request.serialize_field("failOnErrors", &count)?;
        }
        request.serialize_field("Operations", &self.operations)?;
        request.end()
    }
}

impl Serialize for BulkResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut response = serializer.serialize_struct("BulkResponse", 2)?;
        response.serialize_field("schemas", &[BULK_RESPONSE_URN])?;
        response.serialize_field("Operations", &self.operations)?;
        response.end()
    }
}
