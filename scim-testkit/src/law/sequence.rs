//! Any sequence of requests, beside a map of what should be there.

mod reference;

use super::agreement::{request as message, shown_projection, shown_search};
use super::client::{Client, id};
use super::{Broken, Cases, Engine, Law, Trial};
use crate::exchange::Exchange;
use crate::oracle::{Shape, document};
use crate::strategy::{Generator, RequestExpr, Version, Which, requests};
use http::Method;
use reference::Reference;
use scim_schema::resource::ScimResource;
use serde_json::Value;

/// The law of sequences.
pub static SEQUENCES: Law = Law {
    name: "any sequence of requests is answered as a map of resources would answer it",
    requirements: &[
        "7644-3.3-07",
        "7644-3.3-11",
        "7644-3.4.1-02",
        "7644-3.4.1-03",
        "7644-3.4.2.4-06",
        "7644-3.4.2.4-10",
        "7644-3.5.1-14",
        "7644-3.5.2-24",
        "7644-3.6-02",
        "7644-3.6-03",
        "7644-3.6-05",
        "7644-3.14-07",
    ],
};

pub(super) fn sequences<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let sequences = requests(cases.target(), cases.get_settings());
    let cases = cases.clone();
    Generator::new(move |source| {
        let (blank, sequence) = (cases.bases().draw(source), sequences.draw(source));
        let held = document(&blank);
        let lines: Vec<String> = sequence.iter().map(shown).collect();
        Trial::new(held.clone(), lines.join("\n"), move |engine| {
            run(engine, &blank, &held, &sequence)
        })
    })
}

/// A request on a line.
fn shown(request: &RequestExpr) -> String {
    let of = |resource: &Which| match resource {
        Which::Created(index) => format!("#{index}"),
        Which::Unknown => "unknown".to_owned(),
    };
    match request {
        RequestExpr::Create { body } => format!("POST {body}"),
        RequestExpr::Get { resource, projection } => {
            format!("GET {} with {}", of(resource), shown_projection(projection))
        }
        RequestExpr::Replace { resource, body, version } => {
            format!("PUT {} if {version:?} {body}", of(resource))
        }
        RequestExpr::Patch { resource, patch, version } => {
            format!("PATCH {} if {version:?} {patch}", of(resource))
        }
        RequestExpr::Delete { resource, version } => {
            format!("DELETE {} if {version:?}", of(resource))
        }
        RequestExpr::Search(search) => format!("search {}", shown_search(&message(search))),
    }
}

fn run<R: ScimResource>(
    engine: &dyn Engine<R>,
    blank: &R,
    held: &Value,
    sequence: &[RequestExpr],
) -> Result<(), Broken> {
    let client = Client::new(engine, blank);
    let mut reference = Reference::<R>::new(Shape::shared(blank), held.clone());
    for (index, request) in sequence.iter().enumerate() {
        let exchange = send(&client, &reference, request);
        let id = match request {
            RequestExpr::Create { .. } => id(&exchange),
            RequestExpr::Get { resource, .. }
            | RequestExpr::Replace { resource, .. }
            | RequestExpr::Patch { resource, .. }
            | RequestExpr::Delete { resource, .. } => reference.id(*resource),
            RequestExpr::Search(_) => String::new(),
        };
        // what is there now, whatever the answer says
        let is_write = !matches!(request, RequestExpr::Get { .. } | RequestExpr::Search(_));
        let read = is_write.then(|| client.get(&id));
        let outcome = reference.answered(request, &exchange, read.as_ref());
        if let Err((expected, actual)) = outcome {
            let so_far: Vec<String> = sequence.iter().take(index + 1).map(shown).collect();
            let so_far = so_far.join("\n");
            return Err(SEQUENCES.broken(held, &so_far, &expected, &actual));
        }
    }
    Ok(())
}

fn send<R: ScimResource>(
    client: &Client<'_, R>,
    reference: &Reference<R>,
    request: &RequestExpr,
) -> Exchange {
    let tag = |resource: Which, version: Version| reference.tag(resource, version);
    match request {
        RequestExpr::Create { body } => client.post(body),
        RequestExpr::Get { resource, projection } => {
            let (id, query) = (reference.id(*resource), projection.query());
            let separator = if query.is_empty() { "" } else { "?" };
            let path = format!("{}{separator}{query}", super::client::segment(&id));
            client.send(Method::GET, &path, None, None)
        }
        RequestExpr::Replace { resource, body, version } => {
            client.put(&reference.id(*resource), tag(*resource, *version).as_deref(), body)
        }
        RequestExpr::Patch { resource, patch, version } => {
            let tag = tag(*resource, *version);
            client.patch(&reference.id(*resource), tag.as_deref(), &patch.body())
        }
        RequestExpr::Delete { resource, version } => {
            client.delete(&reference.id(*resource), tag(*resource, *version).as_deref())
        }
        RequestExpr::Search(search) => {
            let query = search.query();
            let separator = if query.is_empty() { "" } else { "?" };
            client.send(Method::GET, &format!("{separator}{query}"), None, None)
        }
    }
}

#[cfg(test)]
mod tests;
