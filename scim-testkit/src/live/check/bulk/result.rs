//! The response to a job.

use crate::live::answer::ERROR;
use crate::live::check::Verdict;
use crate::live::check::subject::at;
use crate::live::{Answer, Session, Stop};
use serde_json::{Map, Value, json};

pub(super) type Results = Vec<Map<String, Value>>;

pub(super) fn results(answer: &Answer) -> Result<Results, Stop> {
    let list = answer.member("Operations").and_then(Value::as_array);
    let Some(list) = list else { return Err(answer.failed("`Operations` as an array", "none")) };
    Ok(list.iter().filter_map(Value::as_object).cloned().collect())
}

pub(super) fn first<'a>(
    answer: &Answer,
    results: &'a Results,
) -> Result<&'a Map<String, Value>, Stop> {
    results.first().ok_or_else(|| answer.failed("a result", "none"))
}

pub(super) fn at_of<'a>(result: &'a Map<String, Value>, name: &str) -> &'a str {
    result.get(name).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn failed(result: &&Map<String, Value>) -> bool {
    code(result).starts_with(['4', '5'])
}

/// The code of the status: alone, as in most examples, or in an object, as the text of RFC 7644
/// section 3.7.3 has it, which `bulk.status-text` tells.
pub(super) fn code(result: &Map<String, Value>) -> &str {
    let status = result.get("status");
    let code = status.and_then(|status| status.get("code")).or(status);
    code.and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn status(answer: &Answer, result: &Map<String, Value>, expected: &str) -> Verdict {
    if code(result) == expected {
        Ok(())
    } else {
        Err(answer.failed(format!("`status` `\"{expected}\"`"), format!("`{}`", json!(result))))
    }
}

pub(super) fn error(answer: &Answer, result: &Map<String, Value>, status: &str) -> Verdict {
    let response = result.get("response").cloned().unwrap_or_default();
    let urns = response.get("schemas").map(ToString::to_string).unwrap_or_default();
    if urns.contains(ERROR) && at(&response, "/status") == status {
        Ok(())
    } else {
        Err(answer.failed(
            format!("`response` with the schema `{ERROR}` and the status `\"{status}\"`"),
            format!("`{response}`"),
        ))
    }
}

/// The path of what an operation created.
pub(super) fn created(
    s: &Session<'_>,
    answer: &Answer,
    result: &Map<String, Value>,
) -> Result<String, Stop> {
    let location = at_of(result, "location");
    let mut segments = location.rsplit('/');
    let (id, endpoint) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let known =
        s.discovery().kinds.iter().find(|kind| kind.endpoint().trim_start_matches('/') == endpoint);
    match known {
        Some(kind) if !id.is_empty() => Ok(format!("{}/{id}", kind.endpoint())),
        _ => Err(answer.failed("a `location` of a resource", format!("`{location}`"))),
    }
}

pub(super) fn two(
    s: &Session<'_>,
    answer: &Answer,
    results: &Results,
) -> Result<(String, String), Stop> {
    match results.as_slice() {
        [one, other] => {
            status(answer, one, "201")?;
            status(answer, other, "201")?;
            Ok((created(s, answer, one)?, created(s, answer, other)?))
        }
        other => Err(answer.failed("two results", other.len().to_string())),
    }
}
