//! One list out of the resources of one type or of several.
//!
//! Types come one after the other, or are merged by what they are sorted by; of the same value the
//! type that was registered first comes first. A store keeps its own order among its resources.

use super::super::Context;
use super::super::cursor::Reached;
use super::super::parts::Rest;
use super::typed::{Found, From, Search};
use crate::message::{ScimError, ScimType};
use crate::sort::Order;
use std::cmp::Ordering;

/// The resources of a page, in order.
pub(super) struct Gathered<'s> {
    /// None where the page is still read from.
    pages: Vec<Option<Box<dyn Found + 's>>>,
    /// Which of the pages, and which resource on it.
    picked: Vec<(usize, usize)>,
    pub(super) total: Option<u64>,
}

impl<'s> Gathered<'s> {
    const fn new() -> Self {
        Self { pages: Vec::new(), picked: Vec::new(), total: Some(0) }
    }

    pub(super) fn len(&self) -> usize {
        self.picked.len()
    }

    pub(super) fn write(&self, index: usize, cx: &Context, out: &mut Vec<u8>) -> Option<Rest> {
        let (page, index) = self.picked.get(index)?;
        self.pages.get(*page)?.as_ref()?.write(*index, cx, out)
    }

    fn add(&mut self, page: Box<dyn Found + 's>) {
        let number = self.pages.len();
        self.picked.extend((0..page.len()).map(|index| (number, index)));
        self.pages.push(Some(page));
    }

    fn count(&mut self, total: Option<u64>) {
        self.total = self.total.zip(total).map(|(sum, one)| sum.saturating_add(one));
    }
}

/// A page by index: `offset` resources are skipped.
pub(super) async fn by_index<'s>(
    searches: &'s [Box<dyn Search + 's>],
    cx: &'s Context,
    offset: u64,
    count: usize,
    reach: usize,
    page: usize,
) -> Result<Gathered<'s>, ScimError> {
    let order = searches.first().and_then(|search| search.order());
    if let (Some(order), true, true) = (order, searches.len() > 1, count > 0) {
        return merged_by_index(searches, cx, order, (offset, count), reach, page).await;
    }
    let mut gathered = Gathered::new();
    let (mut skip, mut left) = (offset, count);
    for search in searches {
        let page = search.page(cx, From::Index(skip.saturating_add(1)), left).await?;
        let total = page.total().ok_or_else(no_total)?;
        gathered.count(Some(total));
        skip = skip.saturating_sub(total);
        left = left.saturating_sub(page.len());
        gathered.add(page);
    }
    Ok(gathered)
}

/// A page by index of several types in one order: their resources are read from the first, page by
/// page, as nothing says how many of each are before the page.
async fn merged_by_index<'s>(
    searches: &'s [Box<dyn Search + 's>],
    cx: &'s Context,
    order: Order,
    (offset, count): (u64, usize),
    reach: usize,
    page: usize,
) -> Result<Gathered<'s>, ScimError> {
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
    let mut gathered = Gathered::new();
    let mut streams = Vec::new();
    for search in searches {
        let page = search.page(cx, From::Index(1), size).await?;
        gathered.count(Some(page.total().ok_or_else(no_total)?));
        streams.push(Stream { page, at: 0, kept: None, asked: true });
    }
    let mut read = vec![0u64; streams.len()];
    for number in 0..end {
        let Some(next) = first(&streams, Some(order)) else { break };
        let (Some(stream), Some(search), Some(read)) =
            (streams.get_mut(next), searches.get(next), read.get_mut(next))
        else {
            break;
        };
        if number >= skipped {
            stream.keep(&mut gathered);
        }
        stream.at += 1;
        // a page is full while more remain
        if stream.at == stream.page.len() && stream.at == size && number + 1 < end {
            *read = read.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
            let page = search.page(cx, From::Index(read.saturating_add(1)), size).await?;
            let full = std::mem::replace(stream, Stream { page, at: 0, kept: None, asked: true });
            full.end(&mut gathered);
        }
    }
    for stream in streams {
        stream.end(&mut gathered);
    }
    Ok(gathered)
}

/// A page by cursor, and where each type has come to. What the first page counted is not counted
/// again.
pub(super) async fn by_cursor<'s>(
    searches: &'s [Box<dyn Search + 's>],
    cx: &'s Context,
    counted: Option<u64>,
    reached: Vec<Reached>,
    count: usize,
) -> Result<(Gathered<'s>, Vec<Reached>), ScimError> {
    let order = searches.first().and_then(|search| search.order());
    // of several types each total says whether its turn comes at all
    let counted = counted.filter(|_| searches.len() == 1);
    let mut gathered = Gathered::new();
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
        let page = search.page(cx, From::Cursor { after: from, counted: counted.is_some() }, size);
        let page = page.await?;
        gathered.count(counted.or_else(|| page.total()));
        if order.is_none() {
            left = left.saturating_sub(page.len());
        }
        streams.push(Stream { page, at: 0, kept: None, asked: size > 0 });
    }
    for _ in 0..count {
        let Some(next) = first(&streams, order) else { break };
        let Some(stream) = streams.get_mut(next) else { break };
        stream.keep(&mut gathered);
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
        stream.end(&mut gathered);
    }
    Ok((gathered, after))
}

/// The resources of one type, from the first on that is not picked.
struct Stream<'s> {
    page: Box<dyn Found + 's>,
    at: usize,
    /// The number that the page has, once something on it is picked.
    kept: Option<usize>,
    /// Whether it was asked for resources, and not for its total only.
    asked: bool,
}

impl<'s> Stream<'s> {
    /// Picks what it is at. Its page is moved to the others when it ends.
    fn keep(&mut self, gathered: &mut Gathered<'s>) {
        let number = *self.kept.get_or_insert_with(|| {
            gathered.pages.push(None);
            gathered.pages.len() - 1
        });
        gathered.picked.push((number, self.at));
    }

    fn end(self, gathered: &mut Gathered<'s>) {
        if let Some(place) = self.kept.and_then(|number| gathered.pages.get_mut(number)) {
            *place = Some(self.page);
        }
    }
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
