//! PATCH.

mod adding;
mod around;
mod forms;
mod removing;
mod replacing;

use super::{is_user, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

fn text<'a>(operation: &'a Value, name: &str) -> &'a str {
    operation[name].as_str().unwrap_or_default()
}

/// Changes each operation with this `op`.
fn each(asked: &mut Asked, op: &str, mut change: impl FnMut(&mut Value)) {
    asked.operations(|operations| {
        for operation in operations {
            if text(operation, "op").eq_ignore_ascii_case(op) {
                change(operation);
            }
        }
    });
}

fn is_list(path: &str) -> bool {
    ["emails", "ports", "labels", "members", "phoneNumbers", "addresses", "roles"].contains(&path)
}

/// Each operation by itself, in this order.
pub(crate) fn one_by_one(server: &Server, asked: &Asked, operations: &[Value]) -> Answer {
    let mut last = Answer::error(400, "invalidSyntax");
    for operation in operations {
        let mut one = asked.clone();
        one.edit(|body| {
            body.insert("Operations".to_owned(), json!([operation]));
        });
        last = server.ask(&one);
        if !last.is_ok() {
            break;
        }
    }
    last
}

/// The operations of a PATCH.
pub(crate) fn operations(asked: &Asked) -> Vec<Value> {
    asked.json()["Operations"].as_array().cloned().unwrap_or_default()
}

/// Success, whatever it was.
fn as_if(server: &Server, asked: &Asked, answer: Answer, scim_type: &str) -> Answer {
    if asked.is("PATCH") && answer.status == 400 && answer.json["scimType"] == scim_type {
        return server.get(asked, &asked.path);
    }
    answer
}

/// As if, for requests with this operation.
fn with_op(server: &Server, asked: &Asked, op: &str, scim_type: &str) -> Answer {
    let answer = server.ask(asked);
    if operations(asked).iter().any(|one| text(one, "op") == op) {
        return as_if(server, asked, answer, scim_type);
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = adding::all();
    faults.extend(removing::all());
    faults.extend(replacing::all());
    faults.extend(around::all());
    faults.extend(forms::all());
    faults
}
