//! One list out of the resources of one type or of several.
//!
//! Types come one after the other, or are merged by what they are sorted by; of the same value the
//! type that was registered first comes first. A store keeps its own order among its resources.

use super::super::Context;
use super::super::body::Frames;
use super::super::cursor::Reached;
use super::typed::{Found, From, Search};
use crate::limits::Limits;
use crate::message::{ScimError, ScimType};
use crate::sort::Order;
use std::cmp::Ordering;

/// The resources of a page, in order, as they are written.
pub(super) struct Gathered<'c> {
    cx: &'c Context,
    text: Frames,
    length: usize,
    /// Bytes that are not exceeded but by the first resource.
    limit: usize,
    pub(super) total: Option<u64>,
}

impl<'c> Gathered<'c> {
    pub(super) fn new(cx: &'c Context, limit: usize) -> Self {
        Self { cx, text: Frames::default(), length: 0, limit, total: Some(0) }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// The resources, with commas between them.
    pub(super) fn into_text(self) -> Frames {
        self.text
    }

    /// Writes a resource, if there is room for it; answers whether there was. A page has one at
    /// least, or nobody would come any further.
    #[must_use]
    fn add(&mut self, page: &dyn Found, index: usize) -> bool {
        let (cx, first) = (self.cx, self.length == 0);
        let limit = if first { usize::MAX } else { self.limit };
        let mut rest = None;
        let added = self.text.append_within(limit, |out| {
            if !first {
                out.push(b',');
            }
            rest = page.write(index, cx, out);
        });
        if added {
            self.length += 1;
            if let Some(rest) = rest {
                self.text.rest(rest);
            }
        }
        added
    }

    fn count(&mut self, total: Option<u64>) {
        self.total = self.total.zip(total).map(|(sum, one)| sum.saturating_add(one));
    }
}

/// A page by index: `offset` resources are skipped.
pub(super) async fn by_index<'c>(
    searches: &[Box<dyn Search + '_>],
    mut gathered: Gathered<'c>,
    offset: u64,
    count: usize,
    limits: &Limits,
) -> Result<Gathered<'c>, ScimError> {
    let order = searches.first().and_then(|search| search.order());
    if let (Some(order), true, true) = (order, searches.len() > 1, count > 0) {
        let (reach, page) = (limits.merged, limits.page);
        return merged_by_index(searches, gathered, order, (offset, count), reach, page).await;
    }
    let (mut skip, mut left) = (offset, count);
    for search in searches {
        let page = search.page(gathered.cx, From::Index(skip.saturating_add(1)), left).await?;
        let total = page.total().ok_or_else(no_total)?;
        gathered.count(Some(total));
        let written = (0..page.len()).take_while(|index| gathered.add(&*page, *index)).count();
        // clients that go on by the count they asked for would lose what is left out, in silence
        if written < page.len() && !gathered.cx.dialect().is_strict() {
            return Err(ScimError::large_page());
        }
        // where a page ends early, for want of room here or in the store, nothing comes after it
        let rest = total.saturating_sub(skip);
        let whole = u64::try_from(written).unwrap_or(u64::MAX) >= rest;
        skip = skip.saturating_sub(total);
        left = if whole { left.saturating_sub(written) } else { 0 };
    }
    Ok(gathered)
}

/// A page by index of several types in one order: their resources are read from the first, page by
/// page, as nothing says how many of each are before the page.
async fn merged_by_index<'c>(
    searches: &[Box<dyn Search + '_>],
    mut gathered: Gathered<'c>,
    order: Order,
    (offset, count): (u64, usize),
    reach: usize,
    page: usize,
) -> Result<Gathered<'c>, ScimError> {
    let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
    let end = skipped.saturating_add(count);
    if end > reach {
        return Err(ScimError::bad_request(
            ScimType::TooMany,
            format!(
                "a sorted search of all resource types reaches the first {reach} by `startIndex`; \
                 search one endpoint, or page by `cursor`"
            ),
        ));
    }
    let size = end.min(page.max(1));
    let mut streams = Vec::new();
    for search in searches {
        let page = search.page(gathered.cx, From::Index(1), size).await?;
        gathered.count(Some(page.total().ok_or_else(no_total)?));
        streams.push(Stream { page, at: 0, asked: true });
    }
    let mut read = vec![0u64; streams.len()];
    for number in 0..end {
        let Some(next) = first(&streams, Some(order)) else { break };
        let (Some(stream), Some(search), Some(read)) =
            (streams.get_mut(next), searches.get(next), read.get_mut(next))
        else {
            break;
        };
        if number >= skipped && !gathered.add(&*stream.page, stream.at) {
            break;
        }
        stream.at += 1;
        if stream.at == stream.page.len() && number + 1 < end {
            *read = read.saturating_add(u64::try_from(stream.at).unwrap_or(u64::MAX));
            // a store that bounds what it reads ends a page before it is full
            if *read < stream.page.total().ok_or_else(no_total)? {
                let page = search.page(gathered.cx, From::Index(read.saturating_add(1)), size);
                *stream = Stream { page: page.await?, at: 0, asked: true };
            }
        }
    }
    Ok(gathered)
}

/// A page by cursor, and where each type has come to. What the first page counted is not counted
/// again.
pub(super) async fn by_cursor<'c>(
    searches: &[Box<dyn Search + '_>],
    mut gathered: Gathered<'c>,
    counted: Option<u64>,
    reached: Vec<Reached>,
    count: usize,
) -> Result<(Gathered<'c>, Vec<Reached>), ScimError> {
    let order = searches.first().and_then(|search| search.order());
    // of several types each total says whether its turn comes at all
    let counted = counted.filter(|_| searches.len() == 1);
    let (mut streams, mut left) = (Vec::new(), count);
    for (search, reached) in searches.iter().zip(&reached) {
        let (from, size) = match reached {
            Reached::Start => (None, left),
            Reached::Place(place) => (Some(place.clone()), left),
            // was looked up before
            Reached::Long { .. } => return Err(ScimError::internal("a place without its key")),
            // only for the total
            Reached::End => (None, 0),
        };
        let from = From::Cursor { after: from, counted: counted.is_some() };
        let page = search.page(gathered.cx, from, size).await?;
        gathered.count(counted.or_else(|| page.total()));
        if order.is_none() {
            // after a page that ends early nothing of another type comes
            let early = size > 0 && page.more();
            left = if early { 0 } else { left.saturating_sub(page.len()) };
        }
        streams.push(Stream { page, at: 0, asked: size > 0 });
    }
    for _ in 0..count {
        let Some(next) = first(&streams, order) else { break };
        let Some(stream) = streams.get_mut(next) else { break };
        if !gathered.add(&*stream.page, stream.at) {
            break;
        }
        stream.at += 1;
        // what comes next of this type is not known yet, and may come before what others have
        if stream.at == stream.page.len() && stream.page.more() {
            break;
        }
    }
    let mut after = Vec::with_capacity(reached.len());
    for (stream, before) in streams.into_iter().zip(reached) {
        after.push(match stream.at.checked_sub(1) {
            // not its turn yet: whether there are any, only the total says for certain
            _ if !stream.asked && stream.page.total() != Some(0) => before,
            _ if stream.at == stream.page.len() && !stream.page.more() => Reached::End,
            Some(last) => stream.page.position(last).map_or(before, Reached::Place),
            None => before,
        });
    }
    Ok((gathered, after))
}

/// The resources of one type, from the first on that is not written.
struct Stream<'s> {
    page: Box<dyn Found + 's>,
    at: usize,
    /// Whether it was asked for resources, and not for its total only.
    asked: bool,
}

/// The stream whose resource comes first.
fn first(streams: &[Stream<'_>], order: Option<Order>) -> Option<usize> {
    let open = streams.iter().enumerate().filter(|(_, stream)| stream.at < stream.page.len());
    open.min_by(|(_, a), (_, b)| match order {
        None => Ordering::Equal,
        Some(order) => order.compare(a.page.key(a.at).as_ref(), b.page.key(b.at).as_ref()),
    })
    .map(|(number, _)| number)
}

#[cold]
fn no_total() -> ScimError {
    ScimError::internal("the store answered a search by index without a total")
}
