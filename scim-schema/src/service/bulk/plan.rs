//! What each operation of a bulk request is to do, and what it waits for.

use super::Names;
use super::data::Data;
use super::place::Place;
use crate::message::{BulkOperation, ScimError, ScimType};
use crate::query::Precondition;
use crate::service::Context;
use crate::service::handle::Provider;
use crate::service::route::Route;

/// What an operation is about, which its result names whether it can be run or not.
#[derive(Debug)]
pub(super) struct About {
    /// The index of the endpoint.
    pub(super) endpoint: usize,
    pub(super) target: Target,
}

/// An operation that can be run.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) method: Method,
    pub(super) data: Option<Data<'a>>,
    pub(super) precondition: Precondition,
    /// The operations that it refers to, each once, and whether it can be run before them.
    pub(super) waits: Vec<(usize, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Post,
    Put,
    Patch,
    Delete,
}

/// The resource that an operation is about.
#[derive(Debug)]
pub(super) enum Target {
    /// A new one.
    New,
    /// The one with this id.
    Id(String),
    /// The one that this operation creates.
    Created(usize),
}

impl Method {
    /// The method of this name; those of HTTP are case-exact.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "POST" => Some(Self::Post),
            "PUT" => Some(Self::Put),
            "PATCH" => Some(Self::Patch),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// The operations that create a resource, by their bulkId.
///
/// # Errors
/// `400 invalidValue` for one that is given twice: what refers to it could mean either.
pub(super) fn names(operations: &[BulkOperation<'_>]) -> Result<Names, ScimError> {
    let mut names = Names::new();
    for (index, operation) in operations.iter().enumerate() {
        let creates = operation.method == "POST";
        let Some(name) = operation.bulk_id.as_ref().filter(|name| creates && !name.is_empty())
        else {
            continue;
        };
        if names.insert(name.clone(), index).is_some() {
            let detail =
                format!("two operations have the `bulkId` `{}`; give each its own", shown(name));
            let error = ScimError::bad_request(ScimType::InvalidValue, detail);
            return Err(error.at("bulkId").at(format!("[{index}]")).at("Operations"));
        }
    }
    Ok(names)
}

/// Reads an operation: what it is about, as far as that can be told, and what it is to do or what it
/// lacks, or has and must not (RFC 7644 section 3.7).
pub(super) fn read<'a>(
    provider: &Provider,
    cx: &Context,
    operation: &BulkOperation<'a>,
    names: &Names,
) -> (Option<About>, Result<Step<'a>, ScimError>) {
    match about(provider, cx, operation, names) {
        Ok((method, about)) => {
            let step = step(provider, cx, operation, names, method, &about);
            (Some(about), step)
        }
        Err(error) => (None, Err(error)),
    }
}

fn about(
    provider: &Provider,
    cx: &Context,
    operation: &BulkOperation<'_>,
    names: &Names,
) -> Result<(Method, About), ScimError> {
    let method = Method::of(&operation.method).ok_or_else(|| {
        let detail = format!(
            "`{}` is no method of a bulk request; use `POST`, `PUT`, `PATCH` or `DELETE`",
            shown(&operation.method)
        );
        ScimError::new(405, detail)
    })?;
    if method == Method::Post && operation.bulk_id.as_deref().is_none_or(str::is_empty) {
        return Err(missing("bulkId"));
    }
    let path = operation.path.as_deref().ok_or_else(|| missing("path"))?;
    let (endpoint, target) = target(provider, cx.base_url(), method, path, names)?;
    Ok((method, About { endpoint, target }))
}

fn missing(name: &'static str) -> ScimError {
    ScimError::invalid_syntax("missing; add it").at(name)
}

fn step<'a>(
    provider: &Provider,
    cx: &Context,
    operation: &BulkOperation<'a>,
    names: &Names,
    method: Method,
    about: &About,
) -> Result<Step<'a>, ScimError> {
    let data = match (method, operation.data) {
        (Method::Delete, _) => None,
        (_, None) => return Err(missing("data")),
        (method, Some(raw)) => {
            let nodes = provider.endpoint(about.endpoint)?.descriptor_for(cx).nodes;
            Some(match method {
                Method::Post => Data::resource(raw, nodes, names)?,
                Method::Patch => Data::whole(raw, Place::Patch(nodes), names),
                _ => Data::whole(raw, Place::Resource(nodes), names),
            })
        }
    };
    if let Some(name) = data.as_ref().and_then(Data::unknown) {
        return Err(no_such(name));
    }
    let precondition = match (&operation.version, method) {
        // what is new has no version yet
        (None, _) | (_, Method::Post) => Precondition::none(),
        (Some(version), _) => {
            Precondition::parse(Some(version), None).map_err(|error| error.at("version"))?
        }
    };
    let mut waits = data.as_ref().map(Data::operations).unwrap_or_default();
    if let Target::Created(index) = about.target {
        waits.push((index, false));
    }
    // of two references the one that cannot wait decides
    waits.sort_unstable();
    waits.dedup_by_key(|(index, _)| *index);
    Ok(Step { method, data, precondition, waits })
}

/// The endpoint and resource that a path names, relative to the base URL or below it.
fn target(
    provider: &Provider,
    base_url: &str,
    method: Method,
    path: &str,
    names: &Names,
) -> Result<(usize, Target), ScimError> {
    let below = path.strip_prefix(base_url).filter(|rest| rest.starts_with('/')).unwrap_or(path);
    match (provider.route(below), method) {
        (Route::Collection(endpoint), Method::Post) => Ok((endpoint, Target::New)),
        (Route::Resource(endpoint, id), Method::Put | Method::Patch | Method::Delete) => {
            match id.strip_prefix("bulkId:") {
                None => Ok((endpoint, Target::Id(id))),
                Some(name) => {
                    let created = names.get(name).ok_or_else(|| no_such(name))?;
                    Ok((endpoint, Target::Created(*created)))
                }
            }
        }
        (Route::Collection(_), _) => {
            let what = "the path names an endpoint; name a resource, such as `/Users/7`";
            Err(ScimError::bad_request(ScimType::InvalidValue, what).at("path"))
        }
        (Route::Resource(..), Method::Post) => {
            let what = "the path names a resource; name its endpoint, such as `/Users`";
            Err(ScimError::bad_request(ScimType::InvalidValue, what).at("path"))
        }
        _ => {
            let detail = format!("no endpoint has the path `{}`", shown(path));
            Err(ScimError::new(404, detail).at("path"))
        }
    }
}

fn no_such(name: &str) -> ScimError {
    let detail =
        format!("no operation has the `bulkId` `{}`; name the `bulkId` of a POST", shown(name));
    ScimError::bad_request(ScimType::InvalidValue, detail)
}

/// As much of a text as an error shows.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(100).collect()
}
