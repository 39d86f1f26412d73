//! Searches (RFC 7644 sections 3.4.2 and 3.4.3, RFC 9865): of one endpoint, or at the root.

mod gather;
mod typed;

pub(super) use typed::{Search, Typed};

use super::answer;
use super::cursor::{Bound, Reached};
use super::endpoint::Answer;
use super::handle::Provider;
use super::list::{Head, list};
use super::trace::Record;
use super::{Context, Operation};
use crate::filter::Options;
use crate::message::{ScimError, SearchRequest};
use crate::query::Range;
use gather::Gathered;
use http::StatusCode;

impl Provider {
    /// The resources of an endpoint, or of all of them.
    pub(super) async fn search(
        &self,
        index: Option<usize>,
        request: Result<SearchRequest, ScimError>,
        cx: &Context,
        record: &mut Record,
    ) -> Answer {
        record.operation(Operation::Search);
        let mut options =
            Options::default().dialect(cx.dialect()).limits(self.limits).base(cx.base_url());
        let endpoints: Vec<_> = match index {
            Some(index) => {
                let endpoint = self.endpoint(index)?;
                record.resource_type(&endpoint.descriptor().resource_type.name);
                vec![endpoint]
            }
            None => {
                // 7644-3.4.2.1-06
                options = options.root();
                self.endpoints.iter().map(|known| &**known).collect()
            }
        };
        let request = &request?;
        let searches = endpoints.iter().map(|endpoint| endpoint.search(request, &options, cx));
        let searches = searches.collect::<Result<Vec<_>, _>>()?;
        let range = Range::of(request, &self.limits)?;

        if range.by_cursor {
            let names = endpoints.iter().map(|known| &*known.descriptor().resource_type.endpoint);
            let names = names.collect::<Vec<_>>().join(" ");
            let (tenant, subject) = (cx.tenant(), cx.subject());
            let bound = Bound { tenant, subject, endpoints: &names, request };
            return self.page_by_cursor(&searches, cx, &bound, range.count).await;
        }
        let offset = range.start_index.saturating_sub(1);
        let found = Gathered::new(cx, self.limits.answer);
        let found = gather::by_index(&searches, found, offset, range.count, &self.limits).await?;
        Ok(respond(found, Some(range.start_index), None))
    }

    async fn page_by_cursor(
        &self,
        searches: &[Box<dyn Search + '_>],
        cx: &Context,
        bound: &Bound<'_>,
        count: usize,
    ) -> Answer {
        let Some(cursors) = &self.cursors else {
            return Err(ScimError::not_implemented(
                "paging by cursor is not offered; leave out `cursor`, and page by `startIndex`",
            ));
        };
        let (counted, reached) = match bound.request.cursor.as_deref() {
            None | Some("") => (None, vec![Reached::Start; searches.len()]),
            Some(cursor) => {
                let (counted, reached) = cursors.open(bound, cursor, count, searches.len())?;
                (counted, found_again(searches, cx, reached).await?)
            }
        };
        let found = Gathered::new(cx, self.limits.answer);
        let (found, reached) = gather::by_cursor(searches, found, counted, reached, count).await?;
        // with a count of 0 no page ever comes further
        let more = count > 0 && reached.iter().any(|one| *one != Reached::End);
        let next = more.then(|| cursors.seal(bound, count, found.total, &reached));
        Ok(respond(found, None, next.as_deref()))
    }
}

/// The places that a cursor has no key of.
async fn found_again(
    searches: &[Box<dyn Search + '_>],
    cx: &Context,
    mut reached: Vec<Reached>,
) -> Result<Vec<Reached>, ScimError> {
    for (search, one) in searches.iter().zip(&mut reached) {
        if let Reached::Long { id, digest } = one {
            *one = Reached::found(digest, search.place(cx, id).await?)?;
        }
    }
    Ok(reached)
}

fn respond(
    found: Gathered<'_>,
    start_index: Option<u64>,
    next_cursor: Option<&str>,
) -> http::Response<super::Body> {
    let head = Head { total_results: found.total, start_index, next_cursor };
    let length = found.len();
    answer::json(StatusCode::OK, list(head, length, found.into_text()))
}
