//! The body of a PATCH as it is written (RFC 7644 section 3.5.2), its values unread.

use super::Op;
use crate::dialect::{Dialect, Tolerance};
use crate::json::{Malformed, Scanner, Text, kind};
use crate::limits::Limits;
use crate::message::{PATCH_OP_URN, ScimError};
use crate::read::malformed;

/// An operation as it is written.
pub(super) struct Written<'b> {
    pub(super) op: Op,
    pub(super) path: Option<Text<'b>>,
    pub(super) value: Option<&'b str>,
}

/// Why a body is no message.
enum Refused {
    Malformed,
    Because(ScimError),
}

impl From<Malformed> for Refused {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<ScimError> for Refused {
    fn from(error: ScimError) -> Self {
        Self::Because(error)
    }
}

/// The operations of a body, in order.
pub(super) fn operations<'b>(
    body: &'b str,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Vec<Written<'b>>, ScimError> {
    message(&mut Scanner::new(body), dialect, limits).map_err(|refused| match refused {
        Refused::Malformed => malformed(body),
        Refused::Because(error) => error,
    })
}

fn message<'b>(
    json: &mut Scanner<'b>,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Vec<Written<'b>>, Refused> {
    if !json.open(b'{')? {
        return Err(other_kind(json, "an object with `schemas` and `Operations`")?.into());
    }
    let (mut schemas, mut operations) = (None, None);
    while let Some(name) = json.member()? {
        // names of a message ignore case as attribute names do (7643-2.1-05)
        let again = if name.is("Operations") {
            operations.replace(list(json, dialect, limits)?).is_some()
        } else if name.is("schemas") {
            schemas.replace(has_urn(json)?).is_some()
        } else {
            json.value()?;
            false
        };
        if again {
            return Err(twice(&name.decode()).into());
        }
    }
    json.end()?;
    if schemas != Some(true) && !dialect.accepts(Tolerance::Schemas) {
        let what = format!("expected `{PATCH_OP_URN}` in the array `schemas`");
        return Err(ScimError::invalid_syntax(what).into());
    }
    operations.filter(|operations| !operations.is_empty()).ok_or_else(|| {
        let what = "expected one operation at least in the array `Operations`";
        ScimError::invalid_syntax(what).into()
    })
}

#[cold]
fn twice(name: &str) -> ScimError {
    ScimError::invalid_syntax(format!("`{name}` is given twice; give it once"))
}

/// The error of a value that is of another kind.
#[cold]
fn other_kind(json: &mut Scanner<'_>, expected: &str) -> Result<ScimError, Malformed> {
    let found = kind(json.value()?);
    Ok(ScimError::invalid_syntax(format!("found {found}, expected {expected}")))
}

/// Whether `schemas` is an array of texts with the URN among them.
fn has_urn(json: &mut Scanner<'_>) -> Result<bool, Malformed> {
    if !json.open(b'[')? {
        json.value()?;
        return Ok(false);
    }
    let (mut found, mut texts) = (false, true);
    while json.element()? {
        match json.text()? {
            Some(urn) => found |= urn.is(PATCH_OP_URN),
            None => {
                json.value()?;
                texts = false;
            }
        }
    }
    Ok(found && texts)
}

fn list<'b>(
    json: &mut Scanner<'b>,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Vec<Written<'b>>, Refused> {
    if !json.open(b'[')? {
        return Err(other_kind(json, "an array of operations")?.at("Operations").into());
    }
    // few messages have more
    let mut operations = Vec::with_capacity(4);
    while json.element()? {
        let at = |error: ScimError| error.at(format!("Operations[{}]", operations.len()));
        let operation = operation(json, dialect).map_err(|refused| match refused {
            Refused::Because(error) => Refused::Because(at(error)),
            Refused::Malformed => Refused::Malformed,
        })?;
        operations.push(operation);
        let limit = limits.operations;
        if operations.len() > limit {
            let what =
                format!("the body has more than {limit} operations; send them in several requests");
            return Err(ScimError::too_large(what).into());
        }
    }
    Ok(operations)
}

fn operation<'b>(json: &mut Scanner<'b>, dialect: Dialect) -> Result<Written<'b>, Refused> {
    if !json.open(b'{')? {
        return Err(other_kind(json, "an object with `op`, `path` and `value`")?.into());
    }
    let (mut op, mut path, mut value) = (None, None, None);
    while let Some(name) = json.member()? {
        let again = if name.is("op") {
            op.replace(text(json)?).is_some()
        } else if name.is("path") {
            path.replace(text(json)?).is_some()
        } else {
            let json = json.value()?;
            name.is("value") && value.replace(json).is_some()
        };
        if again {
            return Err(twice(&name.decode()).into());
        }
    }
    let op = op.and_then(Result::ok).and_then(Op::named).ok_or_else(|| {
        ScimError::invalid_syntax("expected `op` to be `add`, `remove` or `replace`")
    })?;
    let path = match path {
        None | Some(Err("null")) => None,
        Some(Ok(text)) if text.raw().is_empty() && dialect.accepts(Tolerance::EmptyString) => None,
        Some(Ok(text)) => Some(text),
        Some(Err(_)) => {
            return Err(ScimError::invalid_syntax(
                "`path` is no string; write one such as `userName`, or leave it out",
            )
            .into());
        }
    };
    Ok(Written { op, path, value })
}

/// A text, or another value.
fn text<'b>(json: &mut Scanner<'b>) -> Result<Result<Text<'b>, &'b str>, Malformed> {
    Ok(match json.text()? {
        Some(text) => Ok(text),
        None => Err(json.value()?),
    })
}

impl Op {
    /// Case is ignored, as Entra sends `Add` (RFC 7644 section 3.5.2 has lower case).
    fn named(name: Text<'_>) -> Option<Self> {
        let known = [("replace", Self::Replace), ("add", Self::Add), ("remove", Self::Remove)];
        known.into_iter().find(|(known, _)| name.is(known)).map(|(_, op)| op)
    }
}
