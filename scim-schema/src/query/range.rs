//! Which part of what is found a request asks for.

use crate::limits::Limits;
use crate::message::{ScimError, ScimType, SearchRequest};

/// Which part of what is found a request asks for, whatever the resource type.
pub(crate) struct Range {
    pub(crate) by_cursor: bool,
    pub(crate) start_index: u64,
    pub(crate) count: usize,
}

impl Range {
    pub(crate) fn of(request: &SearchRequest, limits: &Limits) -> Result<Self, ScimError> {
        let by_cursor = request.cursor.is_some();
        if by_cursor && request.start_index.is_some() {
            return Err(ScimError::bad_request(
                ScimType::InvalidValue,
                "`cursor` and `startIndex` are given; leave out one of them",
            ));
        }
        // 7644-3.4.2.4-03, -04
        let start_index = request.start_index.and_then(|start| u64::try_from(start).ok());
        let count = request.count.map(|count| usize::try_from(count.max(0)).unwrap_or(usize::MAX));
        let count = count.map_or(limits.page, |count| count.min(limits.page));
        Ok(Self { by_cursor, start_index: start_index.map_or(1, |start| start.max(1)), count })
    }
}

/// One message for whatever is wrong with a cursor (9865-5-04).
#[cold]
pub(crate) fn invalid_cursor() -> ScimError {
    ScimError::bad_request(
        ScimType::InvalidCursor,
        "the cursor is not one that this search gave; begin again with an empty `cursor`",
    )
}
