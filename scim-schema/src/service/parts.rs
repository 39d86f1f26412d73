//! Resources with a list that is read in parts, while the response is on its way.

use super::{BoxFuture, Context, Store};
use crate::message::ScimError;
use crate::projection::Projection;
use crate::resource::ScimResource;
use crate::write::Scim;
use bytes::Bytes;
use std::sync::Arc;
use std::task::{self, Poll};

/// What follows the beginning of a resource: more of its list, then the end of its text.
pub(super) struct Rest {
    pub(super) parts: Parts,
    pub(super) end: Vec<u8>,
}

/// The parts of a list that follow its beginning.
pub(super) struct Parts(BoxFuture<'static, Result<Option<(Bytes, Self)>, ScimError>>);

/// How far that has come.
pub(super) enum Read {
    Pending(Parts),
    /// The text of a part, which begins with a comma, and the parts after it.
    Part(Bytes, Parts),
    End,
    Fault(ScimError),
}

impl Parts {
    pub(super) fn poll(mut self, task: &mut task::Context<'_>) -> Read {
        match self.0.as_mut().poll(task) {
            Poll::Pending => Read::Pending(self),
            Poll::Ready(Ok(Some((text, rest)))) => Read::Part(text, rest),
            Poll::Ready(Ok(None)) => Read::End,
            Poll::Ready(Err(error)) => Read::Fault(error),
        }
    }
}

/// Appends the JSON of a resource; of one with a list that the store gives in parts, the JSON up to
/// the end of what it has of the list.
pub(super) fn write<R: ScimResource, S: Store<R>>(
    store: &Arc<S>,
    cx: &Context,
    projection: &Projection<R>,
    resource: &R,
    out: &mut Vec<u8>,
) -> Option<Rest> {
    let scim = Scim::new(resource).base(cx.base_url()).projection(projection);
    let Some(list) = S::IN_PARTS.filter(|_| !store.is_last_part(resource)) else {
        scim.write_to(out);
        return None;
    };
    let elements = scim.write_with(out, list)?;
    let end = out.split_off(elements.end);
    let reading =
        Reading { store: store.clone(), cx: cx.clone(), projection: projection.clone(), list };
    // nothing is begun before its turn comes: what a store reads with may be few
    Some(Rest { parts: reading.after(resource.clone()), end })
}

/// What it takes to read on.
struct Reading<R, S> {
    store: Arc<S>,
    cx: Context,
    projection: Projection<R>,
    list: &'static str,
}

impl<R: ScimResource, S: Store<R>> Reading<R, S> {
    /// The parts after this one.
    fn after(self, last: R) -> Parts {
        Parts(Box::pin(async move {
            let part = self.store.next_part(&self.cx, &last, &self.projection).await;
            let part = part.map_err(Into::into).inspect_err(|error| {
                // the status is sent, so no response tells
                tracing::error!(request_id = self.cx.request_id(), "{}", error.detail());
            })?;
            Ok(part.and_then(|part| Some((self.elements(&part)?, self.after(part)))))
        }))
    }

    /// The elements of a part, if it has any.
    fn elements(&self, part: &R) -> Option<Bytes> {
        let mut out = Vec::new();
        let scim = Scim::new(part).base(self.cx.base_url()).projection(&self.projection);
        let elements = scim.write_with(&mut out, self.list)?;
        out.truncate(elements.end);
        out.drain(..elements.start);
        (!out.is_empty()).then(|| {
            out.insert(0, b',');
            out.into()
        })
    }
}
