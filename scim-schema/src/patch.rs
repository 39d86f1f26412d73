//! PATCH (RFC 7644 section 3.5.2): operations resolved against the attributes of a resource type,
//! and applied to what they name and nothing else.
//!
//! What the RFC leaves open is decided so. Of a single-valued attribute `add` and `replace` are the
//! same; a complex value given to one merges its sub-attributes, and so does a value given to the
//! elements that a value path chooses. `add` to a multi-valued attribute merges into the element
//! that is the same already (by its `value` and `type`, or what says `#[scim(key)]`). `remove` of a
//! multi-valued attribute with a `value` removes those elements only. `replace` of elements that
//! are not there is `noTarget`, `add` creates one that the filter describes. An operation is
//! checked in this order: its path, the mutability of what it names, whether that is required, its
//! value, and only then whether there is anything to change.

pub(crate) mod apart;
mod changed;
mod created;
mod element;
mod fresh;
mod known;
mod list;
mod message;
mod operation;
mod primary;
mod resolve;
mod same;
mod short;
mod shorthand;
mod slot;
mod slots;
mod steps;
mod undone;
mod value;

pub use apart::{Apart, ListEdit};
pub use operation::{Op, PatchOperation};
pub(crate) use undone::forget_undone;

use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::json::Text;
use crate::limits::{Budget, Limits};
use crate::message::ScimError;
use crate::read::{Mode, Reading};
use crate::resource::{Descriptor, Flags, Model, Node};
use resolve::find;
use steps::Step;

/// Edits a model with the operations of a PATCH body.
pub(crate) fn apply(
    model: &mut dyn Model,
    descriptor: Descriptor,
    body: &str,
    dialect: Dialect,
    (limits, budget): (&Limits, Option<&Budget>),
) -> Result<Changes, ScimError> {
    let mut patching = Patching::new(descriptor, dialect, limits, budget);
    steps::each(body, descriptor, dialect, limits, &mut |step| match step {
        Step::Operation(operation) => patching.applied(model, &operation),
        Step::SameId(id) => value::same_id(model, descriptor, id),
        Step::Ignored(path) => {
            patching.reading.changes.ignore(&path);
            Ok(())
        }
    })?;
    // not after each operation: several may make up a complex value
    patching.complete(model)?;
    Ok(patching.reading.changes)
}

/// The operations of a PATCH body, resolved.
pub(crate) fn operations<'b>(
    body: &'b str,
    descriptor: Descriptor,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Vec<PatchOperation<'b>>, ScimError> {
    let mut operations = Vec::new();
    steps::each(body, descriptor, dialect, limits, &mut |step| {
        if let Step::Operation(operation) = step {
            operations.push(operation);
        }
        Ok(())
    })?;
    Ok(operations)
}

/// The members of an object, unread.
type Members<'j> = Vec<(Text<'j>, &'j str)>;

/// What is known while operations are applied.
struct Patching<'l> {
    reading: Reading<'l>,
    work: Work,
    /// The complex values and extensions that were edited.
    touched: Vec<&'static Node>,
    /// What is immutable and gets its first value.
    made: Vec<&'static Node>,
    /// The complex values that operations made and whose fields always hold something.
    fresh: Vec<fresh::Fresh>,
    /// Which of them is edited.
    within: Option<usize>,
}

impl<'l> Patching<'l> {
    fn new(
        descriptor: Descriptor,
        dialect: Dialect,
        limits: &'l Limits,
        budget: Option<&Budget>,
    ) -> Self {
        Self {
            reading: Reading::new(descriptor, Mode::Patch, dialect, limits),
            work: budget.cloned().map_or(Work::Own(limits.comparisons), Work::Shared),
            touched: Vec::new(),
            made: Vec::new(),
            fresh: Vec::new(),
            within: None,
        }
    }

    /// Applies an operation; an error says to what.
    fn applied(
        &mut self,
        model: &mut dyn Model,
        operation: &PatchOperation<'_>,
    ) -> Result<(), ScimError> {
        self.operation(model, operation).map_err(|error| {
            let (node, path) = (operation.target.node, operation.target.to_string());
            // what is in an extension stands behind its URN
            error.at(if node.flags.has(Flags::EXTENSION) { format!("{path}:") } else { path })
        })
    }
}

/// How much more may be compared and copied: without a bound many small operations on a large list
/// would cost their product, and so would a long value that each of its elements gets.
enum Work {
    /// So much is left.
    Own(usize),
    /// Of the request that this edit is a part of.
    Shared(Budget),
}

impl Work {
    fn charge(&mut self, work: usize) -> Result<(), ScimError> {
        let taken = match self {
            Self::Own(left) => left.checked_sub(work).map(|rest| *left = rest),
            Self::Shared(budget) => budget.take(work),
        };
        taken.ok_or_else(|| {
            ScimError::too_large(
                "the operations have too many elements to compare or to write; send them in several requests",
            )
        })
    }
}

#[cfg(test)]
mod tests;
