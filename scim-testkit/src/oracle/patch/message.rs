//! The message with the operations (figure 6).

use super::Op;
use crate::oracle::Refusal;
use crate::oracle::value::{Answer, member};
use scim_schema::dialect::{Dialect, Tolerance};
use serde_json::Value;

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// One operation.
pub(super) struct Operation {
    pub(super) op: Op,
    pub(super) path: Option<String>,
    pub(super) value: Option<Value>,
}

/// The operations of a body, in order (7644-3.5.2-04 to -08).
pub(super) fn operations(body: &Value, dialect: Dialect) -> Answer<Vec<Operation>> {
    let refuse = |why: &str| Err(Refusal::new("invalidSyntax", why));
    let Value::Object(body) = body else { return refuse("the body is no object") };
    let schemas = member(body, "schemas")?;
    if !dialect.accepts(Tolerance::Schemas) {
        let urns: Option<Vec<&str>> = schemas
            .and_then(Value::as_array)
            .and_then(|urns| urns.iter().map(Value::as_str).collect());
        if !urns.is_some_and(|urns| urns.iter().any(|urn| urn.eq_ignore_ascii_case(PATCH_OP))) {
            return refuse("`schemas` without the URN of PatchOp");
        }
    }
    let Some(Value::Array(operations)) = member(body, "Operations")? else {
        return refuse("no array `Operations`");
    };
    if operations.is_empty() {
        return refuse("no operation");
    }
    operations.iter().map(|operation| one(operation, dialect)).collect()
}

fn one(operation: &Value, dialect: Dialect) -> Answer<Operation> {
    let refuse = |why: &str| Err(Refusal::new("invalidSyntax", why));
    let Value::Object(operation) = operation else { return refuse("an operation is an object") };
    // `op` ignores case (decided: Entra sends `Add`)
    let op = member(operation, "op")?.and_then(Value::as_str).map(str::to_ascii_lowercase);
    let op = match op.as_deref() {
        Some("add") => Op::Add,
        Some("remove") => Op::Remove,
        Some("replace") => Op::Replace,
        _ => return refuse("`op` is `add`, `remove` or `replace`"),
    };
    let path = match member(operation, "path")? {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.is_empty() && dialect.accepts(Tolerance::EmptyString) => {
            None
        }
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => return refuse("`path` is a string"),
    };
    Ok(Operation { op, path, value: member(operation, "value")?.cloned() })
}
