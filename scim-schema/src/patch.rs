//! PATCH (RFC 7644 section 3.5.2): operations resolved against the nodes of a model, and applied.

use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::ScimError;
use crate::resource::{Descriptor, Model};

/// Edits a model with the operations of a PATCH body.
pub(crate) fn apply(
    _model: &mut dyn Model,
    _descriptor: Descriptor,
    _body: &str,
    _dialect: Dialect,
    _limits: &Limits,
) -> Result<Changes, ScimError> {
    Err(ScimError::not_implemented("PATCH is not offered"))
}
