//! The first requests: whether there is a SCIM server, and what it says of itself.

use super::CannotRun;
use crate::live::answer::{ERROR, short};
use crate::live::discovery::{Discovery, Document};
use crate::live::{Target, member};
use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

pub(super) fn discover(target: &Target) -> Result<Discovery, CannotRun> {
    let mut answers = Vec::new();
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        let response = get(target, path)?;
        // what is public tells nothing of the credentials
        if response.status() == 401 && path == "/ResourceTypes" {
            return Err(refused(target, path, 401));
        }
        answers.push((path, response));
    }
    let documents: Vec<Document> = answers.iter().map(|(_, response)| document(response)).collect();
    let is_there = answers.iter().zip(&documents).any(|((path, _), one)| is_scim(path, one));
    let types_refused =
        answers.iter().any(|(path, answer)| *path == "/ResourceTypes" && answer.status() == 403);
    if !is_there || types_refused {
        expect_resources(target, answers, is_there)?;
    }
    match documents.as_slice() {
        [config, types, schemas] => Ok(Discovery::read(config, types, schemas)),
        _ => Ok(Discovery::default()),
    }
}

/// That resources can be read, where the documents do not tell enough.
fn expect_resources(
    target: &Target,
    mut answers: Vec<(&'static str, Response<Bytes>)>,
    is_there: bool,
) -> Result<(), CannotRun> {
    let mut refusal = None;
    for path in ["/Users", "/Groups"] {
        let response = get(target, &format!("{path}?count=1"))?;
        match response.status().as_u16() {
            status @ (401 | 403) => refusal = refusal.or(Some((path, status))),
            _ if is_scim(path, &document(&response)) => return Ok(()),
            _ => {}
        }
        answers.push((path, response));
    }
    match refusal {
        Some((path, status)) => Err(refused(target, path, status)),
        None if is_there => Ok(()),
        None => Err(no_scim(target, &answers)),
    }
}

/// Whether an answer is SCIM's: what its endpoint is to answer, or an error in SCIM's form. That there
/// is no such endpoint says nothing, in whatever form: the base URL may be beside the right one. Nor does
/// who asks for a token.
fn is_scim(path: &str, document: &Document) -> bool {
    let Some(json) = &document.json else { return false };
    let urns = member(json, "schemas").and_then(Value::as_array).into_iter().flatten();
    let mut urns = urns.filter_map(Value::as_str).map(str::to_ascii_lowercase);
    match document.status {
        200..=299 => {
            let known = ["urn:ietf:params:scim:", "urn:scim:schemas:"];
            let has =
                |names: &[&str], one: &Value| names.iter().any(|name| member(one, name).is_some());
            // a check tells of documents that lack their `schemas`
            urns.any(|urn| known.iter().any(|begin| urn.starts_with(*begin)))
                || match path {
                    "/ServiceProviderConfig" => has(&["patch", "filter", "bulk"], json),
                    "/ResourceTypes" => {
                        any(json, |one| has(&["endpoint"], one) && has(&["schema"], one))
                    }
                    "/Schemas" => any(json, |one| has(&["id"], one) && has(&["attributes"], one)),
                    _ => has(&["Resources", "totalResults"], json),
                }
        }
        401 | 403 | 404 | 410 => false,
        _ => urns.any(|urn| urn.eq_ignore_ascii_case(ERROR)),
    }
}

/// Whether one of those that are listed is so; a document may be a list, or be alone.
fn any(json: &Value, is: impl Fn(&Value) -> bool) -> bool {
    let listed = member(json, "Resources").unwrap_or(json);
    listed.as_array().map_or_else(|| is(listed), |all| all.iter().any(&is))
}

fn no_scim(target: &Target, answers: &[(&str, Response<Bytes>)]) -> CannotRun {
    let told: Vec<String> =
        answers.iter().map(|(path, response)| described(path, response)).collect();
    CannotRun(target.secrets().hide(&format!(
        "there is no SCIM at `{}`: {}; is this the base URL, such as `https://example.com/scim/v2`?",
        target.url(),
        told.join(", ")
    )))
}

fn refused(target: &Target, path: &str, status: u16) -> CannotRun {
    let hint = match (target.has_credentials(), status) {
        (false, _) => "give a token with `--token`, or in `SCIM_TOKEN`",
        (true, 403) => "is the token right, and may it read this?",
        (true, _) => "is the token right?",
    };
    CannotRun(format!("`{}{path}` answered {status}: {hint}", target.url()))
}

fn get(target: &Target, path: &str) -> Result<Response<Bytes>, CannotRun> {
    target.get(path).map_err(|error| {
        let told = format!("no answer from `{}{path}`: {error}", target.url());
        CannotRun(target.secrets().hide(&told))
    })
}

fn document(response: &Response<Bytes>) -> Document {
    Document {
        status: response.status().as_u16(),
        json: serde_json::from_slice(response.body()).ok(),
    }
}

fn described(path: &str, response: &Response<Bytes>) -> String {
    let status = response.status().as_u16();
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    match (header(LOCATION), header(CONTENT_TYPE)) {
        (Some(location), _) if status / 100 == 3 => {
            format!("`{path}` answered {status}, a redirect to `{}`", short(location))
        }
        (_, Some(media_type)) => {
            let but = amiss(media_type, response);
            format!("`{path}` answered {status} with `{}`{but}", short(media_type))
        }
        _ => format!("`{path}` answered {status}"),
    }
}

/// What is wrong with a body that its media type calls JSON.
fn amiss(media_type: &str, response: &Response<Bytes>) -> &'static str {
    if !media_type.to_ascii_lowercase().contains("json") {
        return "";
    }
    let body = response.body();
    match serde_json::from_slice::<Value>(body) {
        _ if body.is_empty() => ", but the body is empty",
        Err(_) => ", but the body is no JSON",
        Ok(_) if response.status().is_success() => ", but that is nothing of SCIM's",
        Ok(_) => "",
    }
}
