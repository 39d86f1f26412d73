//! What is asserted of an answer, in the words of the tools that clients use for it.

use super::Variables;
use crate::live::answer::short;
use crate::live::{Answer, Stop, Verdict};
use serde_json::Value;
use std::time::Duration;

/// What is asserted of an answer. A place in its body is a JSON pointer.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub(crate) enum Expect {
    /// One of these statuses.
    Status(&'static [u16]),
    /// There, and neither null nor an empty text, list or object. `false` is taken for empty by
    /// some tools, and only informs.
    NotEmpty(&'static str),
    /// A number.
    Number(&'static str),
    /// This number; not a text of its digits.
    NumberIs(&'static str, u64),
    /// Equal as text, so a number has the text of its digits. `{NAME}` stands for a variable.
    Text(&'static str, &'static str),
    /// A list that has this text.
    Has(&'static str, &'static str),
    /// A list, or, where `totalResults` is 0, nothing.
    Resources,
    /// So many milliseconds at most.
    Within(u64),
}

impl Expect {
    /// Whether an answer that took so long is as expected.
    pub(in crate::live) fn of(
        self,
        answer: &Answer,
        took: Duration,
        variables: &Variables,
    ) -> Verdict {
        let at = |pointer: &str| answer.json().pointer(pointer);
        let failed = |pointer: &str, expected: &str| {
            let found = at(pointer).map_or("nothing".to_owned(), told);
            Err(answer.failed(format!("`{}` to be {expected}", path(pointer)), found))
        };
        match self {
            Self::Status(statuses) => answer.expect_one_of(statuses).map(|_| ()),
            Self::NotEmpty(pointer) => match at(pointer) {
                Some(Value::Bool(false)) => Err(Stop::informed(format!(
                    "`{}` is false, which a test may take for empty",
                    path(pointer)
                ))),
                Some(value) if !is_empty(value) => Ok(()),
                _ => failed(pointer, "there and not empty"),
            },
            Self::Number(pointer) => match at(pointer) {
                Some(Value::Number(_)) => Ok(()),
                _ => failed(pointer, "a number"),
            },
            Self::NumberIs(pointer, number) => match at(pointer) {
                Some(found) if found.as_u64() == Some(number) => Ok(()),
                _ => failed(pointer, &format!("the number {number}")),
            },
            Self::Text(pointer, template) => {
                let expected = variables.fill(template)?;
                match at(pointer) {
                    Some(found) if text(found) == expected => Ok(()),
                    _ => failed(pointer, &format!("`{}`", short(&expected))),
                }
            }
            Self::Has(pointer, expected) => {
                let list = at(pointer).and_then(Value::as_array);
                if list.is_some_and(|list| list.iter().any(|one| one == expected)) {
                    return Ok(());
                }
                failed(pointer, &format!("a list with `{expected}`"))
            }
            Self::Resources => match (at("/totalResults"), at("/Resources")) {
                (_, Some(Value::Array(_))) => Ok(()),
                (Some(total), None) if text(total) == "0" => Ok(()),
                _ => failed("/Resources", "a list"),
            },
            Self::Within(most) => {
                let took = took.as_millis();
                if took < u128::from(most) {
                    return Ok(());
                }
                Err(answer.failed(format!("an answer within {most} ms"), format!("{took} ms")))
            }
        }
    }
}

/// `Resources[0].name.familyName` of a pointer.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').filter(|part| !part.is_empty()) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{part}]"));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(part);
        }
    }
    path
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// As text: without the quotes of a string.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn told(value: &Value) -> String {
    format!("`{}`", short(&value.to_string()))
}
