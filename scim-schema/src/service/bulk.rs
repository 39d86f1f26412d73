//! Bulk requests (RFC 7644 section 3.7): each operation as if it had come alone.
//!
//! Operations are run in their order, but one that refers to what a later one creates lets that
//! go first. In a circle of references a resource is created without the values that refer to
//! what is not there yet, and a patch adds them when it is; for other clients there is a moment in
//! between. What cannot be completed is deleted again, with what was created that refers to it, so that
//! an operation that answers an error has done nothing; what writes to a resource that was there
//! comes when the circle is complete. Values that must be there from the beginning cannot be added
//! later: a circle of nothing but these is answered `409`.

mod circle;
mod data;
mod path;
mod place;
mod plan;
mod run;
mod scan;
mod template;

use super::body::Frames;
use super::endpoint::Answer;
use super::handle::{Provider, Received};
use super::trace::Record;
use super::{Operation, answer, request};
use crate::message::{BULK_RESPONSE_URN, BulkRequest, BulkResult, ScimError};
use http::{Method, StatusCode};
use run::Run;
use std::collections::HashMap;
use std::io::Write as _;

/// The operations that create a resource, by their bulkId.
type Names = HashMap<String, usize>;

impl Provider {
    /// POST of `/Bulk`.
    pub(super) async fn bulk<B>(
        &self,
        received: Received<'_>,
        body: B,
        record: &mut Record,
    ) -> Answer
    where
        B: http_body::Body,
    {
        record.operation(Operation::Bulk);
        let Received { cx, parts } = received;
        if parts.method != Method::POST {
            return Ok(answer::method_not_allowed("POST"));
        }
        if !self.config.bulk.supported {
            return Err(ScimError::not_implemented("a bulk request is not offered"));
        }
        request::check_content_type(&parts.headers)?;
        let body = request::body(&parts.headers, body, self.limits.bulk_payload).await;
        let body = body.map_err(|error| match error.status() {
            413 => BulkRequest::too_large(&self.limits),
            _ => error,
        })?;
        record.bytes_in = body.len();
        let bulk = BulkRequest::parse(&body, cx.dialect(), &self.limits)?;
        let run = Run::new(self, cx, &bulk)?;
        Ok(answer::json(StatusCode::OK, written(&run.all(record).await)))
    }
}

/// The response; the same text as [`BulkResponse`](crate::message::BulkResponse) serializes to.
fn written(results: &[BulkResult]) -> Frames {
    let mut out = Frames::default();
    // into frames nothing fails
    let _ = write!(out, "{{\"schemas\":[\"{BULK_RESPONSE_URN}\"],\"Operations\":[");
    for (index, result) in results.iter().enumerate() {
        out.append(|frame| {
            if index > 0 {
                frame.push(b',');
            }
            let _ = serde_json::to_writer(frame, result);
        });
    }
    let _ = out.write_all(b"]}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::BulkResponse;
    use crate::service::Body;

    #[test]
    fn it_is_what_the_message_says() {
        let result = BulkResult { method: "PUT".into(), status: 200, ..BulkResult::default() };
        for operations in [vec![], vec![result.clone()], vec![result.clone(), result]] {
            let text = Body::from(written(&operations)).concat();
            assert_eq!(text, serde_json::to_vec(&BulkResponse { operations }).unwrap());
        }
    }
}
