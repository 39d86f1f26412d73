//! The first requests: whether there is a SCIM server, and what it says of itself.

use super::CannotRun;
use crate::live::Target;
use crate::live::answer::short;
use crate::live::discovery::{Discovery, Document};
use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_TYPE, LOCATION};

pub(super) fn discover(target: &Target) -> Result<Discovery, CannotRun> {
    let mut answers = Vec::new();
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        let response = get(target, path)?;
        // what is public tells nothing of the credentials
        if response.status() == 401 && path == "/ResourceTypes" {
            return Err(refused(target, path));
        }
        answers.push((path, response));
    }
    let documents: Vec<Document> = answers.iter().map(|(_, response)| document(response)).collect();
    let is_scim =
        |document: &Document| document.json.as_ref().is_some_and(serde_json::Value::is_object);
    if !documents.iter().any(is_scim) {
        let users = get(target, "/Users?count=1")?;
        if users.status() == 401 {
            return Err(refused(target, "/Users"));
        }
        if !is_scim(&document(&users)) {
            answers.push(("/Users", users));
            let told: Vec<String> =
                answers.iter().map(|(path, response)| described(path, response)).collect();
            return Err(CannotRun(target.secrets().hide(&format!(
                "there is no SCIM at `{}`: {}; is this the base URL, such as `https://example.com/scim/v2`?",
                target.url(),
                told.join(", ")
            ))));
        }
    }
    match documents.as_slice() {
        [config, types, schemas] => Ok(Discovery::read(config, types, schemas)),
        _ => Ok(Discovery::default()),
    }
}

fn refused(target: &Target, path: &str) -> CannotRun {
    let hint = if target.has_credentials() {
        "is the token right?"
    } else {
        "give a token with `--token`, or in `SCIM_TOKEN`"
    };
    CannotRun(format!("`{}{path}` answered 401: {hint}", target.url()))
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
        (_, Some(media_type)) => format!("`{path}` answered {status} with `{}`", short(media_type)),
        _ => format!("`{path}` answered {status}"),
    }
}
